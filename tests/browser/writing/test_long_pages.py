"""A long page: written without waiting, read where one looks, and found again by its headings."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Served, source, write_page, write_text

PARTS = 700
TEXT = "".join(
    f"## Part {number}\n\n{'Some words of it. ' * (number % 7 * 9 + 1)}\n\n- one\n- two\n\n"
    for number in range(PARTS)
)
_IN_SIGHT = """() => [...document.querySelectorAll("article h2")]
  .find((each) => each.getBoundingClientRect().top > 60).textContent"""


@pytest.fixture
def path(page: Page, notebook: Served, request: pytest.FixtureRequest) -> str:
    path = write_page(page, f"Long {request.function.__name__}", TEXT)
    assert len(TEXT) > 150_000, "past this a page counts as long"
    page.goto(notebook.origin + path)
    return path


def open_editor(page: Page) -> None:
    page.goto(f"{page.url}?edit=1")
    page.wait_for_selector(".cm-content")
    page.locator(".cm-content").click()


def top(page: Page, heading: str) -> float:
    found: float = page.get_by_role("heading", name=heading, exact=True).evaluate(
        "each => each.getBoundingClientRect().top"
    )
    return found


def test_a_heading_far_down_is_gone_to_and_nothing_jumps_on_the_way_back(
    page: Page, notebook: Served, path: str
) -> None:
    page.goto(f"{notebook.origin}{path}#h-part-500")
    page.wait_for_timeout(500)
    assert 0 <= top(page, "Part 500") < 200
    page.mouse.move(600, 400)
    for _ in range(20):
        seen = page.evaluate(_IN_SIGHT)
        before = top(page, seen)
        page.mouse.wheel(0, -120)
        page.wait_for_timeout(80)
        assert abs(top(page, seen) - before - 120) < 3, seen


def test_what_another_window_adds_above_moves_nothing_under_the_eyes(
    page: Page, context: BrowserContext, notebook: Served, path: str
) -> None:
    reader = context.new_page()
    reader.goto(f"{notebook.origin}{path}#h-part-300")
    reader.wait_for_timeout(500)
    before = top(reader, "Part 300")
    write_text(page, path, "New words above.\n\n" * 20 + TEXT)
    expect(reader.locator("article p").first).to_have_text("New words above.", timeout=6000)
    reader.wait_for_timeout(300)
    assert abs(top(reader, "Part 300") - before) < 3
    reader.close()


def test_it_is_written_at_its_end_and_saved_to_the_letter(page: Page, path: str) -> None:
    open_editor(page)
    page.keyboard.press("Control+End")
    page.keyboard.type("The end — ä, 花")
    assert source(page) == f"{TEXT}The end — ä, 花"


def test_its_source_is_coloured_where_one_looks(page: Page, path: str) -> None:
    open_editor(page)
    page.keyboard.press("Control+Shift+E")
    page.keyboard.press("Control+End")
    page.wait_for_timeout(600)
    page.keyboard.type("x")
    headings = page.locator(".md-source-heading")
    expect(headings.last).to_have_text(re.compile(f"Part {PARTS - 1}"))
    page.keyboard.press("Control+Shift+E")
    expect(headings).to_have_count(0)


def test_a_page_of_ten_megabytes_is_read_and_written_to_the_letter(page: Page) -> None:
    line = "The quick brown fox jumps over the lazy dog. " * 20
    text = f"{line}\n\n" * (10 * 1024 * 1024 // (len(line) + 2))
    page.set_default_timeout(30_000)
    path = write_page(page, "Ten megabytes", text)
    page.goto(urljoin(page.url, path))
    expect(page.locator("article")).to_contain_text("The quick brown fox")
    open_editor(page)
    page.keyboard.press("Control+End")
    page.keyboard.type("The end")
    expect(page.locator(".cm-content")).to_contain_text("The end")
    assert source(page) == f"{text}The end"
