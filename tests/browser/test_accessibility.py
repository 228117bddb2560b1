"""Nothing that axe-core knows of keeps anybody out, on any page, in any state, in any theme."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import PASSWORD, Served
from tests.browser.states import STATES, furnish, post

_ROOT = Path(__file__).resolve().parents[2]
_AXE = (_ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
# Milliseconds; the longest motion of the styles takes 200.
_MOTION = 300
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def find_violations(page: Page) -> list[str]:
    """Answer one line for each thing that axe finds wrong with the page as it stands."""
    # Colours that are still on their way would be measured half-way; a cursor blinks for ever.
    page.wait_for_timeout(_MOTION)
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    run = "(tags) => axe.run(document, { runOnly: tags })"
    result: dict[str, Any] = page.evaluate(run, _RULES)
    return [
        f"{violation['id']}: {node['html'][:150]} {node['failureSummary'][:200]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_page_and_state_is_open_to_everyone(page: Page, notebook: Served, theme: str) -> None:
    furnish(page, notebook.origin)
    post(page, "/settings", part="look", theme=theme)
    found: dict[str, list[str]] = {}
    for state in STATES:
        page.set_viewport_size({"width": 1300, "height": 820})
        page.goto(notebook.origin + state.path)
        state.reach(page)
        violations = find_violations(page)
        if violations:
            found[state.name] = violations
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_way_in_is_open_to_everyone(
    notebook: Served, context: BrowserContext, scheme: Any
) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)
    page.goto(notebook.entrance)
    assert find_violations(page) == []
    page.locator("#password").fill("wrong")
    page.get_by_role("button", name="Open the notebook").click()
    page.wait_for_selector("[aria-invalid]")
    assert find_violations(page) == []
    page.get_by_role("link", name="Use the recovery code").click()
    page.wait_for_selector("#code")
    assert find_violations(page) == []


def test_the_first_time_is_open_to_everyone(serve: Any, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(serve().entrance)
    assert find_violations(page) == []
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Make the notebook").click()
    page.wait_for_selector(".code__groups")
    assert find_violations(page) == []
    page.get_by_role("button", name="I have kept it").click()
    assert find_violations(page) == []
