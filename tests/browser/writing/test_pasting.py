"""What is pasted, dropped and picked: rich text as Markdown, addresses as links, files as files."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import new_page, source

_PASTE = """([kinds, files]) => {
  const transfer = new DataTransfer();
  for (const [type, text] of Object.entries(kinds)) transfer.setData(type, text);
  for (const [name, type, size] of files)
    transfer.items.add(new File([new Uint8Array(size).fill(7)], name, { type }));
  document.querySelector(".cm-content").dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true })) }"""

RICH = {
    "<h2>Plans</h2><p>Some <b>bold</b> and <i>slanted</i> words.</p>": (
        "## Plans\n\nSome **bold** and *slanted* words."
    ),
    "<ul><li>one</li><li>two<ol><li>deeper</li></ol></li></ul>": ("- one\n- two\n  1. deeper"),
    "<table><tr><th>Name</th><th>City</th></tr><tr><td>Ada</td><td>a|b</td></tr></table>": (
        "| Name | City |\n| --- | --- |\n| Ada | a\\|b |"
    ),
    '<p><a href="https://example.org/a b">here</a> <a href="javascript:alert(1)">there</a></p>': (
        "[here](<https://example.org/a%20b>) there"
    ),
    '<p>a<script>window.ran=1</script><img src=x onerror="window.ran=1" alt="b"></p>': "ab",
    '<b style="font-weight:normal"><span style="font-weight:700">Docs</span> text</b>': (
        "**Docs** text"
    ),
}


def paste(
    page: Page, kinds: dict[str, str], files: list[tuple[str, str, int]] | None = None
) -> None:
    page.evaluate(_PASTE, [kinds, files or []])


@pytest.mark.parametrize("html", RICH)
def test_rich_text_is_pasted_as_markdown_and_nothing_of_it_runs(page: Page, html: str) -> None:
    new_page(page, "Rich")
    paste(page, {"text/html": html, "text/plain": "plain"})
    expect(page.locator(".cm-content")).not_to_have_text("Write here, or press / for more")
    assert source(page) == RICH[html]
    assert page.evaluate("window.ran") is None


def test_an_address_over_selected_words_makes_them_a_link(page: Page) -> None:
    new_page(page, "Links", "read this")
    page.keyboard.press("Control+Shift+ArrowLeft")
    paste(page, {"text/plain": "https://example.org/x"})
    assert source(page) == "read [this](https://example.org/x)"


def test_a_pasted_picture_becomes_a_file_of_the_notebook(page: Page) -> None:
    new_page(page, "Pictures", "Look: ")
    paste(page, {}, [("cat.png", "image/png", 2000)])
    expect(page.locator(".arriving")).to_have_count(0)
    expect(page.locator(".cm-content")).to_contain_text("/files/")
    assert source(page).startswith("Look: ![")


def test_a_large_file_comes_in_parts_with_a_bar_and_can_be_given_up(page: Page) -> None:
    new_page(page, "Large", "Here: ")
    page.route("**/files/*/part*", lambda _: None)  # a part that never arrives
    paste(page, {}, [("film.bin", "application/octet-stream", 9_000_000)])
    expect(page.get_by_role("progressbar", name="Bringing in film.bin")).to_be_visible()
    page.unroute("**/files/*/part*")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".arriving")).to_have_count(0)
    assert source(page) == "Here: "
    paste(page, {}, [("film.bin", "application/octet-stream", 9_000_000)])
    expect(page.locator(".cm-content")).to_contain_text("film.bin](/files/")


def test_a_file_that_is_not_taken_says_so_and_can_be_tried_again(page: Page) -> None:
    new_page(page, "Wrong", "Here: ")
    refusal = {"error": "The disk is full."}
    page.route("**/files/?name=*", lambda route: route.fulfill(status=413, json=refusal))
    paste(page, {}, [("a.txt", "text/plain", 10)])
    expect(page.locator(".arriving")).to_contain_text("The disk is full.")
    page.unroute("**/files/?name=*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".cm-content")).to_contain_text("a.txt](/files/")


def test_files_are_picked_by_a_command(page: Page, tmp_path: Path) -> None:
    new_page(page, "Picked", "Here: ")
    path = tmp_path / "notes.txt"
    path.write_text("words", "utf-8")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Control+Alt+i")
    chooser.value.set_files(path)
    expect(page.locator(".cm-content")).to_contain_text("notes.txt](/files/")
