"""Formatting by keys and menus; lists and tables that help; finding and replacing."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Served, new_page, source


def test_words_are_made_bold_slanted_and_code_by_keys_and_back(page: Page) -> None:
    new_page(page, "Marks", "one two three")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Control+b")
    assert source(page) == "one two **three**"
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+i")
    assert source(page) == "one two *three*"
    page.keyboard.press("Control+i")
    page.keyboard.press("Control+Shift+c")
    assert source(page) == "one two `three`"


def test_control_k_makes_a_link_of_selected_words_and_is_the_palette_without(page: Page) -> None:
    new_page(page, "Links", "read this")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("Control+k")
    page.keyboard.type("https://example.org/")
    assert source(page) == "read [this](https://example.org/)"
    page.keyboard.press("End")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find a command or page")).to_be_focused()


def test_a_bar_of_formatting_appears_beside_what_is_selected(page: Page) -> None:
    new_page(page, "Bar", "some words")
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_hidden()
    page.keyboard.press("Control+a")
    page.get_by_role("toolbar", name="Formatting").get_by_role("button", name="Bold").click()
    assert source(page) == "**some words**"


def test_lists_go_on_by_themselves_count_and_are_nested_by_tab(page: Page) -> None:
    new_page(page, "Lists")
    page.keyboard.type("1. one\ntwo\nthree")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("four")
    assert source(page) == "1. one\n2. two\n   1. three\n   2. four"
    page.keyboard.press("Shift+Tab")
    assert source(page) == "1. one\n2. two\n   1. three\n3. four"


def test_tasks_go_on_as_tasks_and_are_ticked_by_keys(page: Page) -> None:
    new_page(page, "Tasks")
    page.keyboard.type("- [ ] one\ntwo")
    page.keyboard.press("Control+Enter")
    assert source(page) == "- [ ] one\n- [x] two"


def test_tab_and_enter_go_through_a_table_which_stays_aligned(page: Page) -> None:
    new_page(page, "Tables")
    page.keyboard.press("Control+Alt+b")
    page.keyboard.type("Name")
    page.keyboard.press("Tab")
    page.keyboard.type("City")
    page.keyboard.press("Tab")
    page.keyboard.type("Ada")
    page.keyboard.press("Tab")
    page.keyboard.type("London")
    page.keyboard.press("Enter")
    page.keyboard.type("Grace")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Paris")
    page.keyboard.press("Tab")
    assert source(page) == (
        "| Name  | City  |\n| ----- | ----- |\n| Ada   | Paris |\n| Grace |       |"
    )


def test_a_menu_at_the_start_of_a_line_offers_what_can_be_put_there(page: Page) -> None:
    new_page(page, "Menu")
    page.keyboard.type("/")
    expect(page.get_by_role("option", name="Large heading")).to_be_visible()
    page.keyboard.type("tas")
    expect(page.get_by_role("option").first).to_have_text(re.compile("^Tasks"))
    page.keyboard.press("Enter")
    page.keyboard.type("water the plants")
    assert source(page) == "- [ ] water the plants"


def test_pages_headings_and_tags_complete_as_one_types(page: Page, notebook: Served) -> None:
    new_page(page, "Garden plans", "# Beds in spring\n\n#green/peas")
    page.goto(f"{notebook.origin}/pages/")
    new_page(page, "Letter")
    page.keyboard.type("See [[gard")
    page.get_by_role("option", name=re.compile("Garden plans")).click()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("#be")
    expect(page.get_by_role("option", name="Beds in spring")).to_be_visible()
    page.wait_for_timeout(150)  # a list that has only just appeared takes no Enter
    page.keyboard.press("Enter")
    page.keyboard.type(" and #gre")
    expect(page.get_by_role("option", name="green/peas")).to_be_visible()
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    assert source(page) == "See [[Garden plans#Beds in spring]] and #green/peas"


def test_words_are_found_and_replaced_within_the_page(page: Page) -> None:
    new_page(page, "Finding", "red green red blue Red")
    page.keyboard.press("Control+h")
    panel = page.get_by_role("search", name="Find and replace in the page")
    expect(panel.get_by_label("Find", exact=True)).to_be_focused()
    page.keyboard.type("red")
    expect(panel).to_contain_text("3 matches")
    panel.get_by_role("button", name="Upper and lower case").click()
    expect(panel).to_contain_text("2 matches")
    panel.get_by_label("Replace with").fill("gold")
    panel.get_by_role("button", name="Replace all").click()
    assert source(page) == "gold green gold blue Red"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".cm-content")).to_be_focused()


def test_a_save_leaves_what_can_be_undone(page: Page) -> None:
    new_page(page, "Undo", "first")
    page.wait_for_timeout(700)
    page.keyboard.type(" second")
    assert source(page) == "first second"
    page.keyboard.press("Control+z")
    assert source(page) == "first"
    page.keyboard.press("Control+z")
    assert source(page) == ""
    page.keyboard.press("Control+Shift+z")
    assert source(page) == "first"


def test_the_plain_source_is_shown_by_a_key_and_remembered(page: Page) -> None:
    path = new_page(page, "Source", "# Heading\n\nWords with *marks*.\n\nEnd")
    content = page.locator(".cm-content")
    assert "*marks*" not in content.inner_text()
    page.keyboard.press("Control+Shift+e")
    expect(content).to_contain_text("*marks*")
    page.wait_for_timeout(300)
    page.goto(f"{page.url.split('/pages/')[0]}{path}?edit=1")
    expect(page.locator(".cm-content")).to_contain_text("# Heading")
    page.keyboard.press("Control+Shift+e")
    expect(page.locator(".cm-content")).not_to_contain_text("*marks*")


def test_a_link_in_the_text_is_followed_with_control_and_a_click(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    new_page(page, "Other page", "There")
    page.goto(f"{notebook.origin}/pages/")
    new_page(page, "Here", "A [[Other page|way]] there\n\nEnd")
    with context.expect_page() as opened:
        page.get_by_text("way", exact=True).click(modifiers=["Control", "Shift"])
    expect(opened.value).to_have_url(re.compile("/pages/other-page$"))
    page.get_by_text("way", exact=True).click(modifiers=["Control"])
    expect(page).to_have_url(re.compile("/pages/other-page$"))


def test_what_a_query_can_say_completes_line_by_line(page: Page) -> None:
    new_page(page, "Query", "#garden\n\n")
    page.keyboard.press("Control+Alt+u")
    page.keyboard.type("cou")
    expect(page.get_by_role("option", name="count")).to_be_visible()
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.keyboard.type("\ntag #gar")
    expect(page.get_by_role("option", name="garden")).to_be_visible()
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    assert source(page) == "#garden\n\n```query\ncount\ntag #garden\n```"
