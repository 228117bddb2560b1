"""On paper a page is its text and nothing of the program, also while it is being written."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import new_page


def test_a_page_that_is_written_prints_as_it_is_read(page: Page) -> None:
    page.add_init_script(
        "window.print = () => document.documentElement.setAttribute('data-printed', '');"
    )
    page.reload()
    new_page(page, "Ideas", "Some *words*, all of them")
    page.keyboard.type(" and these")
    page.keyboard.press("Control+Alt+p")
    page.wait_for_selector("html[data-printed]")
    page.emulate_media(media="print")
    expect(page.locator("article.prose")).to_have_text("Some words, all of them and these")
    for part in (".sidebar", ".bar", ".folio", ".editor", ".side", ".properties"):
        expect(page.locator(part).first).to_be_hidden()
