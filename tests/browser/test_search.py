"""Searching, in a real browser: as one types, by keys alone."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Served, new_page


@pytest.fixture
def shelf(page: Page, notebook: Served) -> Page:
    new_page(page, "Garden plans", "Sow peas in March.")
    page.goto(f"{notebook.origin}/pages/")
    new_page(page, "Letter", "The garden and 花园 again.")
    page.goto(f"{notebook.origin}/pages/")
    return page


def test_pages_are_found_as_one_types_and_opened_by_keys(shelf: Page) -> None:
    shelf.keyboard.press("Control+f")
    expect(shelf.get_by_role("combobox", name="Search")).to_be_focused()
    shelf.keyboard.type("gard")
    expect(shelf.locator(".hit__title")).to_have_text(["Garden plans", "Letter"])
    expect(shelf.locator(".hit__title mark")).to_have_text("Garden")
    expect(shelf.locator("[aria-selected]")).to_contain_text("Garden plans")
    shelf.keyboard.press("ArrowDown")
    expect(shelf.locator("[aria-selected] .hit__sentence mark")).to_have_text("garden")
    shelf.keyboard.press("Enter")
    expect(shelf).to_have_url(re.compile("/pages/letter$"))
    expect(shelf.get_by_role("dialog")).to_be_hidden()


def test_the_first_results_are_there_soon_after_the_key(shelf: Page) -> None:
    shelf.keyboard.press("Control+f")
    expect(shelf.locator("#finder #found")).to_be_visible()
    began = time.monotonic()
    shelf.keyboard.type("花")
    shelf.wait_for_selector(".hit__sentence mark")
    # A loose bound: this machine has other things to do.
    assert time.monotonic() - began < 1


def test_control_enter_opens_what_was_found_in_a_window_of_its_own(
    shelf: Page, context: BrowserContext
) -> None:
    shelf.keyboard.press("Control+f")
    shelf.keyboard.type("peas")
    expect(shelf.locator("[aria-selected]")).to_contain_text("Garden plans")
    with context.expect_page() as opened:
        shelf.keyboard.press("Control+Enter")
    expect(opened.value).to_have_url(re.compile("/pages/garden-plans$"))


def test_escape_leaves_the_page_as_it_was_and_a_search_can_be_repeated(shelf: Page) -> None:
    shelf.keyboard.press("Control+f")
    shelf.keyboard.type("peas")
    expect(shelf.locator(".hit__link")).to_have_count(1)
    shelf.keyboard.press("Enter")
    expect(shelf).to_have_url(re.compile("/pages/garden-plans$"))
    shelf.keyboard.press("Control+f")
    shelf.get_by_role("link", name="peas").click()
    expect(shelf.locator(".hit__link")).to_have_count(1)
    shelf.keyboard.press("Escape")
    expect(shelf.get_by_role("dialog")).to_be_hidden()
    expect(shelf).to_have_url(re.compile("/pages/garden-plans$"))


def test_a_search_is_saved_and_is_a_page_from_then_on(shelf: Page, notebook: Served) -> None:
    shelf.goto(f"{notebook.origin}/search?q=garden")
    shelf.get_by_label("Name").fill("Green things")
    shelf.get_by_role("button", name="Save this search").click()
    expect(shelf).to_have_url(re.compile("/search/Green%20things$"))
    expect(shelf.locator(".hit__title")).to_have_count(2)
    expect(shelf.get_by_role("heading", name="Green things")).to_be_visible()


def test_without_scripts_search_is_a_page_with_a_button(
    shelf: Page, context: BrowserContext, notebook: Served
) -> None:
    browser = context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(f"{notebook.origin}/pages/")
    page.locator(".sidebar__search").click()
    page.get_by_label("Search", exact=True).fill("peas")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("option").first.click()
    expect(page.locator("article")).to_contain_text("Sow peas")
    plain.close()
