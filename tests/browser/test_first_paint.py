"""The login page is whole at its first paint."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Served

# Custom properties are no looks of their own; every other computed value counts.
_LOOKS = """() => [...document.querySelectorAll("html, body, body *")].flatMap((element) =>
  [null, "::before", "::after", "::placeholder"].map((part) => {
    const style = getComputedStyle(element, part);
    return [element.tagName, element.className.baseVal ?? element.className, part,
      ...[...style].filter((name) => !name.startsWith("--"))
        .map((name) => `${name}: ${style.getPropertyValue(name)}`)].join("; ");
  }))"""
_WHOLE = """async () => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = document.querySelector('link[rel="prefetch"][as="style"]').href;
  const loaded = new Promise((done) => link.addEventListener("load", done));
  document.head.append(link);
  await loaded;
}"""


def show(notebook: Served, context: BrowserContext, scheme: Literal["light", "dark"]) -> Page:
    page = context.new_page()
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(notebook.entrance)
    expect(page.get_by_text("You are not logged in")).to_be_visible()
    return page


def test_no_file_stands_between_the_login_page_and_its_first_paint(
    notebook: Served, context: BrowserContext
) -> None:
    page = show(notebook, context, "light")
    found = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".filter((each) => each.renderBlockingStatus === 'blocking').map((each) => each.name)"
    )
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_small_style_sheet_makes_it_look_as_the_whole_one_does(
    notebook: Served, context: BrowserContext, scheme: Literal["light", "dark"]
) -> None:
    page = show(notebook, context, scheme)
    page.get_by_label("Password", exact=True).fill("not this one")
    page.get_by_role("button", name="Open the notebook").click()
    expect(page.get_by_text("don't open this notebook")).to_be_visible()
    page.evaluate("document.fonts.ready.then(() => null)")
    page.evaluate("new Promise((done) => setTimeout(done, 1500))")  # the wait is over, too
    small = page.evaluate(_LOOKS)
    page.evaluate(_WHOLE)
    whole = page.evaluate(_LOOKS)
    assert len(small) > 50
    assert small == whole
