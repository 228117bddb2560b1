"""Writing, in a real browser: saved by itself, shown everywhere, lost nowhere."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Served, editor_text, new_page, source, wait_until_saved


def test_a_page_saves_itself_and_says_when(page: Page) -> None:
    path = new_page(page, "Ideas", "Some *words*")
    expect(page.locator(".folio__status")).to_have_text(re.compile(r"Saved .*\d\d:\d\d"))
    page.reload()
    assert "Some *words*" in editor_text(page) if page.locator(".cm-content").count() else True
    page.goto(page.url.split("/pages/")[0] + path)
    expect(page.locator("article em")).to_have_text("words")


def test_saving_in_one_tab_shows_in_the_other_without_moving_its_scroll(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    path = new_page(page, "Long", "top")
    reader = context.new_page()
    body = "\n\n".join(f"Paragraph {number}." for number in range(200))
    page.locator(".cm-content").fill(body)
    wait_until_saved(page)
    reader.goto(notebook.origin + path)
    expect(reader.locator("article")).to_contain_text("Paragraph 199")
    reader.evaluate("document.querySelector('article p:nth-of-type(120)').scrollIntoView()")
    before = reader.evaluate(
        "document.querySelector('article p:nth-of-type(120)').getBoundingClientRect().top"
    )
    reader.evaluate("window.witness = 'this document was not loaded again'")

    page.bring_to_front()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And one more word")
    expect(reader.locator("article")).to_contain_text("And one more word", timeout=2000)
    after = reader.evaluate(
        "document.querySelector('article p:nth-of-type(120)').getBoundingClientRect().top"
    )
    assert abs(after - before) < 2
    assert reader.evaluate("window.witness") == "this document was not loaded again"


def test_a_tab_that_is_writing_takes_in_what_another_saved_and_keeps_its_cursor(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    path = new_page(page, "Both", "one\n\ntwo\n\nthree")
    other = context.new_page()
    other.goto(f"{notebook.origin}{path}?edit=1")
    other.wait_for_selector(".cm-content")
    other.locator(".cm-content").click()
    other.keyboard.press("Control+End")
    page.bring_to_front()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("zero ")
    expect(other.locator(".cm-content")).to_contain_text("zero one")
    other.bring_to_front()
    other.keyboard.type(" four")
    expect(page.locator(".cm-content")).to_contain_text("three four")
    assert editor_text(page).split() == editor_text(other).split()
    assert editor_text(other).split() == ["zero", "one", "two", "three", "four"]


def test_a_page_is_renamed_in_its_heading_and_the_address_follows(page: Page) -> None:
    path = new_page(page, "Ideas", "words")
    title = page.locator(".leaf__title")
    title.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Better ideas")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/pages/better-ideas"))
    page.goto(page.url.split("/pages/")[0] + path)
    expect(page).to_have_url(re.compile("/pages/better-ideas"))
    expect(page.locator(".leaf__title")).to_have_text("Better ideas")


def test_a_page_goes_to_the_trash_and_comes_back(page: Page) -> None:
    new_page(page, "Ideas", "precious")
    page.locator('summary[title="More for this page"]').click()
    page.get_by_role("button", name="Move page to trash").click()
    page.wait_for_url(re.compile(r"/pages/(\?trashed=\d+)?$"))
    page.get_by_role("link", name="Trash").click()
    page.get_by_role("button", name=re.compile("^Restore")).first.click()
    expect(page.locator("article")).to_have_text("precious")


def test_a_script_in_a_page_does_not_run_and_the_policy_has_nothing_to_report(
    page: Page,
) -> None:
    page.evaluate("window.ran = 0")
    new_page(
        page,
        "<img src=x onerror='window.ran=1'>",
        "<script>window.ran=1</script><img src=x onerror='window.ran=1'>"
        "<svg onload='window.ran=1'>[x](javascript:window.ran=1)",
    )
    page.keyboard.press("Escape")
    expect(page.locator("article")).to_be_visible()
    page.reload()
    assert page.evaluate("window.ran") in (None, 0)


def test_a_link_outside_shows_where_it_leads_before_anything_opens(page: Page) -> None:
    new_page(page, "Links", "[a nice name](https://example.org/somewhere)")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="a nice name").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("https://example.org/somewhere")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_long_page_is_saved_to_the_letter(page: Page) -> None:
    new_page(page, "Long")
    body = "\n".join(f"Line {number} & <b> ü 花 %41 + x=y" for number in range(4000))
    page.evaluate(
        """(insert) => document.querySelector(".cm-content").cmTile.root.view.dispatch({
             changes: { from: 0, insert } })""",
        body,
    )
    page.wait_for_timeout(1500)
    wait_until_saved(page)
    page.reload()
    page.wait_for_selector(".cm-content")
    assert source(page) == body
