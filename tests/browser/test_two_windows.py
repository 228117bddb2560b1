"""Two windows on one page: nobody's words are lost, whatever happens to the windows."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Served, new_page, source, wait_until_saved


@pytest.fixture
def other(page: Page, context: BrowserContext, notebook: Served) -> Page:
    """A second window that writes the same page, and hears nothing of the first for now."""
    path = new_page(page, "Both", "first line\n\nthe middle\n\nlast line")
    other = context.new_page()
    other.goto(f"{notebook.origin}{path}?edit=1")
    other.wait_for_selector(".cm-content")
    return other


def clash(page: Page, other: Page) -> None:
    """Both change the middle before either has heard of the other."""
    held: list[Route] = []
    other.route("**/pages/**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no method
    for window, words in ((other, " theirs"), (page, " mine")):
        window.bring_to_front()
        window.locator(".cm-content").click()
        window.locator(".cm-content").get_by_text("the middle").click()
        window.keyboard.press("End")
        window.keyboard.type(words)
    wait_until_saved(page)
    other.wait_for_timeout(1000)
    other.bring_to_front()
    for route in held:
        route.continue_()
    other.unroute("**/pages/**")


def test_where_both_changed_a_line_they_stand_side_by_side(page: Page, other: Page) -> None:
    clash(page, other)
    dialog = other.get_by_role("dialog", name="Two windows changed the same lines")
    expect(dialog).to_be_visible(timeout=20_000)
    expect(dialog.locator(".conflict__side--mine mark")).to_contain_text(["theirs"])
    expect(dialog.locator(".conflict__side--theirs mark")).to_contain_text(["mine"])
    expect(dialog).to_have_accessible_description(re.compile("Nothing is lost"))
    expect(dialog).to_match_aria_snapshot("""
        - dialog "Two windows changed the same lines":
          - heading "Two windows changed the same lines" [level=2]
          - paragraph: /Nothing is lost/
          - group "Place 1":
            - paragraph: Written here
            - text: the middle
            - mark: theirs
            - radio "Keep mine" [checked]
            - text: Keep mine
            - paragraph: In the other window
            - text: the middle
            - mark: mine
            - radio "Keep theirs"
            - text: Keep theirs
            - radio /Keep both/
          - button "Keep the page as it is"
          - button "Use this text"
    """)
    dialog.get_by_label("Keep both").check()
    dialog.get_by_role("button", name="Use this text").click()
    expect(page.locator(".cm-content")).to_contain_text("the middle theirs")
    text = "first line\n\nthe middle mine\nthe middle theirs\n\nlast line"
    assert source(other) == text
    assert source(page) == text


def test_who_chooses_nothing_keeps_their_words_all_the_same(page: Page, other: Page) -> None:
    clash(page, other)
    dialog = other.get_by_role("dialog", name="Two windows changed the same lines")
    expect(dialog).to_be_visible(timeout=20_000)
    other.keyboard.press("Escape")
    assert source(other) == "first line\n\nthe middle mine\n\nlast line"
    expect(other.get_by_role("button", name="Copy my text")).to_be_visible()


def test_an_editor_that_was_cut_off_comes_back_with_its_text(page: Page, other: Page) -> None:
    other.locator(".cm-content").click()
    other.keyboard.press("Control+End")
    refusal = {"error": "Not now."}
    other.route("**/pages/**", lambda route: route.fulfill(status=409, json=refusal))
    other.keyboard.type(" and more")
    expect(other.locator(".folio__status")).to_contain_text("Not saved")
    page.bring_to_front()
    page.wait_for_timeout(1500)
    other.bring_to_front()
    expect(other.locator(".cm-content")).to_contain_text("last line and more")
    other.unroute("**/pages/**")
    other.keyboard.type(" words")
    wait_until_saved(other)
    expect(page.locator(".cm-content")).to_contain_text("last line and more words")


def test_the_beginning_of_a_page_floats_beside_a_link_to_it(page: Page, notebook: Served) -> None:
    new_page(page, "Garden plans", "Sow *peas* in March.")
    page.goto(f"{notebook.origin}/pages/")
    new_page(page, "Letter", "See [[Garden plans]] there.")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator(".md-link").hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Sow peas in March.")
    page.mouse.move(5, 5)
    expect(page.get_by_role("tooltip")).to_be_hidden()
    page.keyboard.press("Escape")
    page.locator("article a").focus()
    expect(page.get_by_role("tooltip")).to_contain_text("Sow peas in March.")
