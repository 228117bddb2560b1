"""Every command and page by a few letters, and the keys of all of them."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, new_page


def test_a_page_is_opened_by_a_few_letters_of_its_title(page: Page) -> None:
    new_page(page, "Garden plans", "Sow peas.")
    page.keyboard.press("Control+p")
    field = page.get_by_role("combobox", name="Find a command or page")
    expect(field).to_be_focused()
    page.keyboard.type("gard")
    expect(page.get_by_role("option").first).to_contain_text("Garden plans")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/pages/garden-plans$"))


def test_a_command_is_found_with_its_keys_and_what_is_used_most_comes_first(
    page: Page, notebook: Served
) -> None:
    for _ in range(3):
        page.keyboard.press("Control+k")
        expect(page.get_by_role("combobox", name="Find a command or page")).to_be_focused()
        page.keyboard.type("tra")
        option = page.get_by_role("option", selected=True)
        expect(option).to_contain_text("Trash")
        expect(option).to_contain_text("Ctrl+Alt+T")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Trash")).to_be_visible()
        page.goto(f"{notebook.origin}/pages/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option").first).to_contain_text("Trash")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_no_page_is_called_can_be_made_a_page(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find a command or page")).to_be_focused()
    page.keyboard.type("Brand new thing")
    page.get_by_role("option", name="New page “Brand new thing”").click()
    expect(page.locator(".leaf__title")).to_have_text("Brand new thing")


def test_words_that_stand_within_a_page_are_searched_for_from_the_palette(page: Page) -> None:
    new_page(page, "Garden plans", "Sow peas beside the gloaming wall.")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find a command or page")).to_be_focused()
    page.keyboard.type("gloaming wall")
    # Before a new page: what was typed may well stand somewhere.
    option = page.get_by_role("option", selected=True)
    expect(option).to_have_text("Search all pages for “gloaming wall”")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Search")).to_have_value("gloaming wall")
    expect(page.locator(".hit__sentence mark")).to_have_text(["gloaming", "wall"])


def test_the_sheet_of_all_keys_opens_by_a_question_mark(page: Page) -> None:
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Shortcuts")
    expect(sheet).to_contain_text("Find and replace in the page")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_nothing_but_the_page_by_one_key_and_back_by_escape(page: Page) -> None:
    new_page(page, "Quiet", "Words")
    page.keyboard.press("F9")
    expect(page.locator(".sidebar")).to_be_hidden()
    expect(page.locator(".bar")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".sidebar")).to_be_visible()
    expect(page.locator(".cm-content")).to_be_visible()
