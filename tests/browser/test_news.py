"""Windows that hear of a save: all of them show it, and the server is asked once."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Served, new_page, wait_until_saved

# A fetch of a window itself; those of the worker that all share are none of them.
_OWN = """() => performance.getEntriesByType("resource").filter(({ name, initiatorType }) =>
  initiatorType === "fetch" && !name.includes("?text")).map(({ name }) => name)"""


def test_a_save_is_shown_by_every_window_and_asked_for_by_none_alone(
    shared_page: Page, shared_context: BrowserContext, shared_notebook: Served
) -> None:
    path = new_page(shared_page, "Heard", "the first words")
    wait_until_saved(shared_page)
    others = [shared_context.new_page() for _ in range(2)]
    try:
        for other in others:
            other.goto(f"{shared_notebook.origin}{path}")
            expect(other.locator("article")).to_contain_text("the first words")
            other.evaluate("performance.clearResourceTimings()")
        shared_page.bring_to_front()
        shared_page.locator(".cm-content").click()
        shared_page.keyboard.press("Control+End")
        shared_page.keyboard.type(" and more")
        for other in others:
            expect(other.locator("article")).to_contain_text("the first words and more")
            expect(other.locator(".folio__status")).to_have_text(re.compile("^Saved"))
            assert other.evaluate(_OWN) == []
    finally:
        for other in others:
            other.close()
