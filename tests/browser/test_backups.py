"""Backups, as a person makes one and brings a page back from it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import new_page, wait_until_saved


def test_a_page_comes_back_from_a_backup(page: Page) -> None:
    path = new_page(page, "Wren", "how it was")
    page.get_by_text(re.compile("^Logged in as")).click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Backups").click()
    page.get_by_role("button", name="Make a backup now").click()
    expect(page.get_by_role("status").first).to_have_text(re.compile("opened and checked"))

    page.goto(page.url.split("/backups")[0] + path)
    page.locator(".prose").click()
    page.wait_for_selector(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.type(" and how it is now")
    wait_until_saved(page)

    page.goto(page.url.split("/pages")[0] + "/backups")
    page.get_by_role("link", name="Made by you").click()
    expect(page.get_by_text("Changed since")).to_be_visible()
    page.get_by_label("Wren").check()
    page.get_by_role("button", name="Restore the chosen pages").click()
    expect(page.get_by_text("1 page is as it was in the backup")).to_be_visible()
    page.goto(page.url.split("/backups")[0] + path)
    expect(page.locator(".prose")).to_have_text("how it was")
