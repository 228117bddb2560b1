"""Nothing that axe-core knows of keeps anybody out, on any page, in any state, in any theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize

from tests.browser.conftest import PASSWORD, Served, log_in
from tests.browser.states import STATES, furnish

_ROOT = Path(__file__).resolve().parents[2]
_AXE = (_ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
_ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a theme can change; the rest is the same in all of them.
_COLOURS = ["color-contrast", "link-in-text-block"]
_THEMES = ("light", "dark", "contrast")
_WIDE: ViewportSize = {"width": 1300, "height": 820}
_RUN = """async ([theme, rules]) => {
  if (theme) document.documentElement.dataset.theme = theme;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error("axe hangs")), 10000));
  const run = axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return (await Promise.race([run, late])).violations;
}"""


def find_violations(page: Page, *, theme: str = "", rules: list[str] = _ALL) -> list[str]:
    """Answer one line for each thing that axe finds wrong with the page as it stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    violations: list[dict[str, Any]] = page.evaluate(_RUN, [theme, rules])
    return [
        f"{theme} {violation['id']}: {node['html'][:150]} {node['failureSummary'][:200]}"
        for violation in violations
        for node in violation["nodes"]
    ]


def find_in_each_theme(page: Page) -> list[str]:
    first, *others = _THEMES
    found = find_violations(page, theme=first)
    for theme in others:
        found += find_violations(page, theme=theme, rules=_COLOURS)
    # High contrast on a system that is dark has colours of its own.
    page.emulate_media(color_scheme="dark")
    found += find_violations(page, theme="contrast", rules=_COLOURS)
    page.emulate_media(color_scheme="light")
    return found


@pytest.fixture
def still(context: BrowserContext) -> Page:
    """A page on which nothing moves: a colour on its way would be measured half-way."""
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce", color_scheme="light")
    return page


def test_every_page_and_state_is_open_to_everyone(notebook: Served, still: Page) -> None:
    still.goto(notebook.entrance)
    log_in(still)
    furnish(still, notebook.origin)
    found: dict[str, list[str]] = {}
    for state in STATES:
        still.set_viewport_size(_WIDE)
        still.goto(notebook.origin + state.path)
        state.reach(still)
        if violations := find_in_each_theme(still):
            found[state.name] = violations
    assert found == {}


def test_the_way_in_is_open_to_everyone(notebook: Served, still: Page) -> None:
    still.goto(notebook.entrance)
    found = find_in_each_theme(still)
    still.locator("#password").fill("wrong")
    still.get_by_role("button", name="Open the notebook").click()
    still.wait_for_selector("[aria-invalid]")
    found += find_in_each_theme(still)
    still.get_by_role("link", name="Use the recovery code").click()
    still.wait_for_selector("#code")
    assert found + find_in_each_theme(still) == []


def test_the_first_time_is_open_to_everyone(serve: Any, still: Page) -> None:
    still.goto(serve().entrance)
    found = find_in_each_theme(still)
    still.get_by_label("Your name").fill("Ada")
    still.get_by_label("Password", exact=True).fill(PASSWORD)
    still.get_by_label("Password, once more").fill(PASSWORD)
    still.get_by_role("button", name="Make the notebook").click()
    still.wait_for_selector(".code__groups")
    found += find_in_each_theme(still)
    still.get_by_role("button", name="I have kept it").click()
    assert found + find_in_each_theme(still) == []
