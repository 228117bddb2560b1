"""On paper a page is its text and nothing of the program, also while it is being written."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.browser.conftest import new_page, write_page


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


def test_a_short_page_takes_one_sheet_of_paper(page: Page) -> None:
    path = write_page(page, "Note", "One line.")
    page.goto(urljoin(page.url, path))
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_a_ticked_box_is_ticked_on_paper(page: Page) -> None:
    path = write_page(page, "Errands", "- [x] done\n- [ ] to do")
    page.goto(urljoin(page.url, path))
    page.emulate_media(media="print")
    box = page.locator(".prose input:checked")
    # What is drawn as a background is otherwise left out, to save ink.
    assert box.evaluate("(one) => getComputedStyle(one).printColorAdjust") == "exact"
