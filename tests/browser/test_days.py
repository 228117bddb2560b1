"""Tasks, the journal and query blocks in a real browser, in one window and in two."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Served, write_page


def test_a_tick_in_the_reading_view_is_saved_and_seen_in_every_window(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    path = write_page(page, "Garden", "one\n\n- [ ] water the roses\n- [ ] prune")
    lists = context.new_page()
    lists.goto(f"{notebook.origin}/tasks")
    expect(lists.locator(".agenda__task")).to_have_count(2)
    page.goto(notebook.origin + path)
    page.get_by_role("checkbox", name="Done: water the roses").check()
    expect(lists.locator(".agenda__task")).to_have_count(1, timeout=2000)
    expect(page.locator(".editor .cm-content")).to_have_count(0)
    lists.get_by_role("checkbox", name="Done: prune").check()
    expect(page.get_by_role("checkbox", name="Done: prune")).to_be_checked(timeout=2000)
    page.reload()
    expect(page.locator("article input:checked")).to_have_count(2)


def test_the_day_of_today_is_one_key_and_one_more_away(page: Page) -> None:
    page.keyboard.press("Control+j")
    expect(page.get_by_role("button", name="Write this day")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/pages/journal/\d{4}-\d\d-\d\d\?edit=1"))
    page.wait_for_selector(".cm-content")
    expect(page.locator(".calendar__day--today")).to_have_class(re.compile("written"))


def test_the_calendar_turns_and_leads_to_its_days(page: Page) -> None:
    name = page.locator("#sidebar-journal").inner_text()
    page.get_by_role("link", name="Month before").click()
    expect(page.locator("#sidebar-journal")).not_to_have_text(name)
    write_page(page, "Any page", "words")
    expect(page.locator(".sidebar")).to_contain_text("Any page")
    expect(page.locator("#sidebar-journal")).not_to_have_text(name)
    page.locator(".calendar__day:not(.calendar__day--outside)").first.click()
    page.wait_for_url(re.compile(r"/journal/\d{4}-\d\d-01"))


def test_a_query_draws_itself_anew_when_another_window_writes(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    path = write_page(page, "Lists", "```query\nlist\ntag #garden\n```\n\n```query\ncount\n```")
    other = context.new_page()
    other.goto(notebook.origin + path)
    expect(other.locator(".query__empty")).to_be_visible()
    write_page(page, "Roses", "#garden")
    expect(other.locator(".query__list")).to_have_text("Roses", timeout=2000)
    expect(other.locator(".query__number")).to_have_text("2")


def test_maths_and_code_are_drawn_under_the_policy(page: Page, notebook: Served) -> None:
    path = write_page(
        page, "Maths", "$\\frac{1}{2}$\n\n```python\nx = 1 # one\n```\n\n> [!tip]\n> x"
    )
    page.goto(notebook.origin + path)
    box = page.locator("article math mfrac").bounding_box()
    assert box is not None
    assert box["height"] > 12
    plain, comment = (
        page.locator(f"article {part}").evaluate("each => getComputedStyle(each).color")
        for part in ("pre code", "pre .code-comment")
    )
    assert plain != comment
