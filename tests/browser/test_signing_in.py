"""Signing in and out, in a real browser with several tabs."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import NAME, Served, log_in, new_page


def test_the_name_is_filled_in_and_the_cursor_waits_in_the_password(
    notebook: Served, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(notebook.entrance)
    expect(page.get_by_text("You are not logged in")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value(NAME)
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    expect(page.get_by_label("Stay signed in on this computer")).not_to_be_checked()


def test_a_wrong_password_is_said_at_the_field_which_is_ready_for_the_next_try(
    notebook: Served, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(notebook.entrance)
    page.get_by_label("Password", exact=True).fill("not this one")
    page.get_by_role("button", name="Open the notebook").click()
    expect(page.get_by_text("don't open this notebook")).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    time.sleep(1.1)
    log_in(page)


def test_the_address_that_was_printed_works_once(notebook: Served, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(notebook.entrance)
    second = context.new_page()
    answer = second.goto(notebook.entrance)
    assert answer is not None
    assert answer.status == 403


def test_logging_out_empties_every_tab_within_a_second_and_signing_in_brings_each_back(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    first = new_page(page, "Ideas", "the first secret")
    other = context.new_page()
    other.goto(f"{notebook.origin}/pages/")
    new_page(other, "Plans", "the second secret")
    page.keyboard.press("Control+l")
    began = time.monotonic()
    for tab in (page, other):
        tab.wait_for_url(re.compile("/login"), timeout=3000)
        expect(tab.get_by_text("You are not logged in")).to_be_visible()
        assert "secret" not in tab.content()
    assert time.monotonic() - began < 2

    other.go_back()
    other.wait_for_load_state()
    assert "secret" not in other.content()
    other.go_forward()

    log_in(page)
    expect(page).to_have_url(re.compile(first))
    expect(other).to_have_url(re.compile("/pages/plans"))


def test_after_signing_in_again_one_goes_on_writing_where_one_was(page: Page) -> None:
    new_page(page, "Ideas", "first second third")
    for _ in "third":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+l")
    page.wait_for_selector("input[name=password]")
    page.wait_for_timeout(300)
    log_in(page)
    page.wait_for_selector(".cm-content")
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.type("and ")
    expect(page.locator(".cm-content")).to_have_text("first second and third")


def test_after_signing_in_again_the_line_one_wrote_stands_where_it_stood(page: Page) -> None:
    new_page(page, "Long", "\n\n".join(f"Paragraph {number}" for number in range(120)))
    line = page.locator(".cm-line", has_text="Paragraph 70")
    page.keyboard.press("Control+Home")
    for _ in range(140):
        page.keyboard.press("ArrowDown")
    page.mouse.move(600, 400)
    page.mouse.wheel(0, 150)
    page.wait_for_timeout(500)
    before = line.bounding_box()
    page.keyboard.press("Control+l")
    page.wait_for_selector("input[name=password]")
    page.wait_for_timeout(300)
    log_in(page)
    page.wait_for_selector(".cm-content:focus")
    page.wait_for_timeout(500)
    after = line.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(after["y"] - before["y"]) <= 2


def test_text_written_a_moment_before_another_tab_logs_out_is_saved(
    page: Page, context: BrowserContext, notebook: Served
) -> None:
    path = new_page(page, "Ideas")
    other = context.new_page()
    other.goto(f"{notebook.origin}/pages/")
    page.keyboard.type("the last words")
    other.bring_to_front()
    other.keyboard.press("Control+l")
    # Not wait_for_url: the tab leaves its page twice, blank and then for good, and that ends it.
    expect(page).to_have_url(re.compile("/login"))
    log_in(other)
    other.goto(notebook.origin + path)
    expect(other.locator("article")).to_have_text("the last words")


def test_nothing_readable_is_left_on_the_disk(page: Page, data_dir: Path, tmp_path: Path) -> None:
    canary = "quetzalcoatlus"
    new_page(page, f"About {canary}", f"{canary} flies #tag{canary}")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert data_dir / "notebook.db" in files
    for path in files:
        content = path.read_bytes().lower()
        assert canary.encode() not in content, path
        assert canary.encode("utf-16-le") not in content, path


_OPEN = {
    "dialog": "() => document.body.appendChild(document.createElement('dialog')).showModal()",
    "leaving": "() => addEventListener('beforeunload', (event) => event.preventDefault())",
    "playing": "() => { const sound = new AudioContext(); const tone = sound.createOscillator();"
    " tone.connect(sound.destination); tone.start(); }",
}


@pytest.mark.parametrize("opened", ["Control+k", "Control+f", "dialog", "leaving", "playing"])
def test_nothing_that_is_open_in_a_tab_vetoes_a_log_out(
    page: Page, context: BrowserContext, notebook: Served, opened: str
) -> None:
    new_page(page, "Ideas", "the secret")
    if opened in _OPEN:
        page.evaluate(_OPEN[opened])
    else:
        page.keyboard.press(opened)
    page.keyboard.type("half a question")
    other = context.new_page()
    other.goto(f"{notebook.origin}/pages/")
    other.keyboard.press("Control+l")
    expect(page).to_have_url(re.compile("/login"))
    expect(page.get_by_text("You are not logged in")).to_be_visible()
    assert "secret" not in page.content()
