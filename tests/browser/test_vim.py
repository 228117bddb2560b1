"""Whoever knows Vim can write as there, and everybody else loads nothing of it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, editor_text, new_page, wait_until_saved


def test_vim_keys_write_delete_and_leave(page: Page, notebook: Served) -> None:
    page.goto(f"{notebook.origin}/settings")
    with page.expect_response("**/settings"):
        page.get_by_label("Vim keys in the editor").check()
    new_page(page, "Ideas")
    expect(page.locator(".cm-vim-panel")).to_be_visible()
    page.locator(".cm-content").click()
    page.keyboard.type("ione")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    page.keyboard.press("Escape")
    page.keyboard.type("kdd")
    assert editor_text(page).strip() == "two"
    wait_until_saved(page)
    page.keyboard.type(":q")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_text("two")


def test_without_the_choice_no_vim_is_loaded(page: Page) -> None:
    new_page(page, "Ideas", "one")
    assert page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name).join()")
    assert "/vim-" not in loaded
