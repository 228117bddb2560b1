"""Everything turns round for a script that runs from right to left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD, Served, write_page


@pytest.fixture
def mirrored(notebook: Served, chromium: Browser) -> Iterator[Page]:
    """A notebook in the language that marks every sentence and runs from right to left."""
    context = chromium.new_context(
        viewport={"width": 1400, "height": 820}, extra_http_headers={"Accept-Language": "en-x-rtl"}
    )
    page = context.new_page()
    page.goto(notebook.entrance)
    page.locator("#password").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    page.wait_for_selector("body.shell")
    yield page
    context.close()


def test_the_sidebar_stands_at_the_right_and_the_other_side_at_the_left(mirrored: Page) -> None:
    page = mirrored
    page.locator(".sidebar__new button").click()
    page.wait_for_selector(".cm-content")
    sidebar, side = (page.locator(each).bounding_box() for each in (".sidebar", ".side"))
    assert sidebar
    assert side
    assert sidebar["x"] + sidebar["width"] == 1400
    assert side["x"] == 0
    edge = page.locator(".sidebar__edge")
    edge.press("ArrowLeft")
    expect(edge).to_have_attribute("aria-valuenow", "270")


def test_a_name_of_another_direction_stands_at_the_same_edge(mirrored: Page) -> None:
    page = mirrored
    write_page(page, "Short", "words")
    page.reload()
    place = page.locator(".sidebar .row__title").first.evaluate(
        """(name) => {
          const range = document.createRange();
          range.selectNodeContents(name);
          return [name.getBoundingClientRect().right, range.getBoundingClientRect().right];
        }"""
    )
    assert abs(place[0] - place[1]) < 2


@pytest.mark.parametrize("path", ["/pages/", "/settings", "/session", "/search", "/trash"])
@pytest.mark.parametrize("width", [480, 1180])
def test_nothing_runs_out_of_the_window(mirrored: Page, path: str, width: int) -> None:
    mirrored.set_viewport_size({"width": width, "height": 820})
    mirrored.goto(mirrored.url.partition("/pages/")[0] + path)
    assert mirrored.evaluate("document.documentElement.scrollWidth") <= width


def test_what_scripts_say_is_in_words_too(mirrored: Page) -> None:
    page = mirrored
    page.locator(".sidebar__new button").click()
    page.wait_for_selector(".cm-content")
    page.keyboard.press("Enter")
    page.keyboard.type("three short words")
    expect(page.locator(".folio__words")).to_have_text("⟦3 words⟧")
    expect(page.locator(".folio__status")).to_contain_text("⟦Saved ")
