"""The first time, in a real browser: from nothing to a page."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import NAME, PASSWORD, Served


def test_a_newcomer_gets_from_nothing_to_a_notebook(
    serve: Callable[[], Served], context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(serve().entrance)
    expect(page).to_have_url(re.compile("/welcome$"))

    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Password", exact=True).press_sequentially("short")
    expect(page.get_by_text("3 more characters")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    expect(page.get_by_text("Very hard to guess")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    expect(page.get_by_label("Password, once more")).to_have_value(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(
        page.locator("input[type=text][name=password], input[type=text][name=again]")
    ).to_have_count(2)
    page.get_by_role("button", name="Make the notebook").click()

    expect(page.get_by_role("heading", name="Your recovery code")).to_be_visible()
    groups = page.locator(".code__letters").all_inner_texts()
    assert len(groups) == 8
    expect(page.locator(".code__groups")).to_match_aria_snapshot(_say_letters(groups))
    with page.expect_download() as download:
        page.get_by_role("link", name="Save code").click()
    assert "-".join(groups) in download.value.path().read_text("utf-8")
    page.get_by_role("button", name="I have kept it").click()
    for field in page.locator("input[name=group]").all():
        label = page.locator(f"label[for={field.get_attribute('id')}]").inner_text()
        field.fill(groups[int(re.sub(r"\D", "", label)) - 1].lower())
    page.get_by_role("button", name="Open the notebook").click()

    expect(page.get_by_text("Logged in as")).to_contain_text(NAME)
    page.get_by_role("link", name="Welcome").first.click()
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    expect(page.locator("article strong").first).to_have_text("F1")


def test_what_is_wrong_is_said_at_its_field(
    serve: Callable[[], Served], context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(serve().entrance)
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password, once more").fill("something else")
    page.get_by_role("button", name="Make the notebook").click()
    expect(page.get_by_text("The two passwords are not the same")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value(NAME)


def _say_letters(groups: list[str]) -> str:
    """A screen reader spells each part: read as a word, nobody could write it down."""
    parts = [f'  - listitem: "Part {at}: {" ".join(group)}"' for at, group in enumerate(groups, 1)]
    return "\n".join(["- list:", *parts])
