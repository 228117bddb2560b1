"""The window is arranged by hand and by keys, and stays as it was arranged."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import new_page, wait_until_saved, write_page


def test_the_sidebar_folds_by_key_and_stays_folded(page: Page) -> None:
    with page.expect_response("**/layout"):
        page.keyboard.press("Control+\\")
    expect(page.locator(".sidebar")).to_be_hidden()
    page.reload()
    expect(page.locator(".sidebar")).to_be_hidden()
    page.get_by_role("link", name="Show the sidebar").click()
    expect(page.locator(".sidebar")).to_be_visible()


def test_a_part_of_the_sidebar_folds_by_key_and_stays_folded(page: Page) -> None:
    write_page(page, "Work/Acme", "words")
    page.goto(page.url.partition("/pages/")[0] + "/trash")
    folders = page.get_by_role("navigation", name="Folders")
    expect(folders.get_by_role("link", name="Work")).to_be_visible()
    with page.expect_response("**/layout"):
        folders.get_by_role("button", name="Folders", exact=True).press("Enter")
    expect(folders.get_by_role("link", name="Work")).to_be_hidden()
    page.reload()
    expect(folders.get_by_role("link", name="Work")).to_be_hidden()
    expect(folders.get_by_role("button", name="Folders")).to_have_attribute(
        "aria-expanded", "false"
    )


def test_the_sidebar_is_widened_by_drag_and_by_arrow_keys(page: Page) -> None:
    edge = page.get_by_role("separator", name="Width of the sidebar")
    box = edge.bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, 300)
    page.mouse.down()
    page.mouse.move(332, 300, steps=4)
    page.mouse.up()
    expect(edge).to_have_attribute("aria-valuenow", "330")
    with page.expect_response("**/layout"):
        edge.press("ArrowRight")
    page.reload()
    assert page.locator(".sidebar").bounding_box() == {"x": 0, "y": 0, "width": 340, "height": 820}


def test_the_right_side_folds_by_key_and_remembers(page: Page) -> None:
    page.set_viewport_size({"width": 1400, "height": 820})
    new_page(page, "Ideas", "words")
    side = page.get_by_role("complementary", name="About this page")
    expect(side).to_be_visible()
    with page.expect_response("**/layout"):
        page.keyboard.press("Control+Shift+\\")
    expect(side).to_be_hidden()
    page.reload()
    expect(side).to_be_hidden()


def test_in_a_narrow_window_both_sides_lie_over_the_page(page: Page) -> None:
    new_page(page, "Ideas", "words")
    page.set_viewport_size({"width": 480, "height": 820})
    for name in ("Show the sidebar", "About this page"):
        button = page.locator(".bar").get_by_text(name)
        button.click()
        expect(page.locator(".room")).to_have_attribute("inert", "")
        page.keyboard.press("Escape")
        expect(page.locator(".room")).not_to_have_attribute("inert", "")
    assert page.evaluate("document.documentElement.scrollWidth") == 480


def test_folders_are_opened_when_they_are_wanted(page: Page) -> None:
    new_page(page, "Work/Clients/Acme", "words")
    page.goto(page.url.partition("/pages/")[0] + "/trash")
    page.get_by_role("button", name="Pages in Work").press("Enter")
    page.get_by_role("button", name="Pages in Clients").press("Enter")
    page.get_by_role("link", name="Acme", exact=True).press("Enter")
    page.wait_for_selector("article")
    assert page.url.endswith("/pages/work/clients/acme")


def test_the_page_beside_can_be_read_while_the_other_is_written(page: Page) -> None:
    left, right = write_page(page, "Left", "one"), write_page(page, "Right", "other words")
    page.goto(f"{page.url.partition('/pages/')[0]}{left}?beside={right.rpartition('/')[2]}&edit=1")
    page.wait_for_selector(".cm-content")
    expect(page.locator(".beside")).to_contain_text("other words")
    expect(page.locator(".beside article")).to_be_visible()


def test_a_page_is_dragged_onto_a_folder_to_move_there_and_into_a_text_as_a_link(
    page: Page,
) -> None:
    write_page(page, "Work/Clients/Acme", "A client.")
    write_page(page, "Loose", "Belongs somewhere.")
    new_page(page, "Text", "See ")
    loose = page.locator("#sidebar-lists .row__link", has_text="Loose").first
    loose.drag_to(page.locator(".cm-content"))
    expect(page.locator(".cm-content")).to_contain_text("[[Loose]]")
    wait_until_saved(page)
    loose.drag_to(page.locator("[id='folder-work'] > .row__link"))
    expect(page.get_by_label("Folder", exact=True)).to_have_value("work")
    expect(page.get_by_text("One link in one page leads here. It will follow.")).to_be_visible()
    page.get_by_role("button", name="Move page").click()
    page.wait_for_url("**/pages/work/loose")
