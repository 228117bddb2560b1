"""Links in a real browser: followed, made, and seen from the other end in every window."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote_plus

from playwright.sync_api import BrowserContext, Page, Response, expect

from tests.browser.conftest import Served, write_page


def saves(words: str) -> Callable[[Response], bool]:
    """Whether an answer is to a save of these words."""
    return lambda response: words in unquote_plus(response.request.post_data or "")


def test_a_link_to_no_page_makes_it_with_one_key(page: Page, notebook: Served) -> None:
    page.goto(notebook.origin + write_page(page, "One", "see [[Rose garden]]"))
    link = page.get_by_role("link", name="Rose garden")
    expect(link).to_have_class(re.compile("wikilink--missing"))
    link.click()
    expect(page.get_by_role("heading", name="Rose garden")).to_be_visible()
    expect(page.get_by_role("button", name="Create this page")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/pages/rose-garden\?edit=1"))
    expect(page.locator(".leaf__title")).to_have_text("Rose garden")


def test_a_link_that_is_typed_shows_at_its_other_end_in_another_window(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    garden = write_page(page, "Garden", "words")
    one = write_page(page, "One", "We water the ")
    other = context.new_page()
    other.set_viewport_size({"width": 1400, "height": 820})
    other.goto(notebook.origin + garden)
    expect(other.locator("#side-links")).to_contain_text("No page links here yet")
    page.goto(f"{notebook.origin}{one}?edit=1")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    with page.expect_response(saves("We water the [[Garden]]")):
        page.keyboard.insert_text("[[Garden]]")
    expect(other.locator("#side-links mark")).to_have_text("Garden", timeout=2000)
    expect(other.locator("#side-links")).to_contain_text("We water the Garden")


def test_a_missing_link_mends_itself_when_another_window_makes_the_page(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    other = context.new_page()
    other.goto(notebook.origin + write_page(page, "One", "see [[Garden]]"))
    expect(other.locator(".wikilink--missing")).to_have_count(1)
    write_page(page, "Garden", "words")
    expect(other.locator(".wikilink--missing")).to_have_count(0, timeout=2000)


def test_what_a_page_shows_of_another_follows_it(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    garden = write_page(page, "Garden", "first")
    other = context.new_page()
    other.goto(notebook.origin + write_page(page, "One", "![[Garden]]"))
    expect(other.locator(".embed")).to_contain_text("first")
    page.goto(f"{notebook.origin}{garden}?edit=1")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    with page.expect_response(saves("first second")):
        page.keyboard.insert_text(" second")
    expect(other.locator(".embed")).to_contain_text("first second", timeout=2000)


def test_a_mention_becomes_a_link_where_one_sees_it(page: Page, notebook: Served) -> None:
    page.set_viewport_size({"width": 1400, "height": 820})
    write_page(page, "One", "our rose garden is old")
    page.goto(notebook.origin + write_page(page, "Rose garden", "words"))
    page.get_by_role("button", name="Link it").click()
    expect(page.locator("#side-links .backlinks__mention")).to_have_count(0)
    expect(page.locator("#side-links mark")).to_have_text("rose garden")
