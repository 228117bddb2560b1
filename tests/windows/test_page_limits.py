"""What a page in a window can do, and what it cannot."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.windows.devtools import Page, Program
from tests.windows.scenes import sign_in
from tests.windows.waiting import wait_until

Launch = Callable[..., Program]


@pytest.fixture
def page(launch: Launch) -> tuple[Program, Page]:
    program = launch()
    page = program.page()
    sign_in(page)
    return program, page


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/",
        "http://localhost:9/",
        "https://example.invalid/",
        "data:text/html,elsewhere",
        "file:///etc/passwd",
        "mailto:ada@example.invalid",
    ],
)
def test_a_page_never_leaves_the_program(page: tuple[Program, Page], address: str) -> None:
    _, shown = page
    shown.evaluate(f"void (location.href = '{address}')")
    time.sleep(0.3)
    assert shown.path == "/"


def test_no_script_or_link_opens_a_window_by_itself(page: tuple[Program, Page]) -> None:
    program, shown = page
    shown.evaluate("void window.open('/second')")
    shown.click("#blank")
    time.sleep(0.5)
    assert len(program.pages()) == 1
    assert len(program.windows()) == 1
    assert shown.path == "/"


def test_a_page_is_handed_nothing_of_the_host(page: tuple[Program, Page]) -> None:
    _, shown = page
    found = shown.evaluate("['pywebview', 'qt', 'QWebChannel'].filter((name) => name in window)")
    assert found == []


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (
            "new Promise(r => navigator.geolocation.getCurrentPosition(() => r('yes'),"
            " e => r(e.message)))",
            "User denied Geolocation",
        ),
        ("Notification.requestPermission()", "denied"),
        (
            "navigator.clipboard.readText().then(() => 'yes', e => e.name)",
            "NotAllowedError",
        ),
    ],
)
def test_a_page_is_granted_nothing_private(
    page: tuple[Program, Page], request_: str, answer: str
) -> None:
    assert page[1].evaluate(request_) == answer


@pytest.mark.parametrize("device", ["audio", "video"])
def test_camera_and_microphone_stay_shut(launch: Launch, device: str) -> None:
    # Chromium's made-up devices, so that there is something to refuse.
    flags = {"QTWEBENGINE_CHROMIUM_FLAGS": "--use-fake-device-for-media-stream"}
    shown = launch(environment=flags).page()
    sign_in(shown)
    asked = f"navigator.mediaDevices.getUserMedia({{{device}: true}})"
    refused = ("AbortError", "NotAllowedError")
    assert shown.evaluate(f"{asked}.then(() => 'yes', e => e.name)") in refused


def test_a_copy_button_works(page: tuple[Program, Page]) -> None:
    _, shown = page
    copied = shown.evaluate("navigator.clipboard.writeText('a code').then(() => 'yes', String)")
    assert copied == "yes"


def test_the_right_button_offers_copy_and_paste(page: tuple[Program, Page]) -> None:
    program, shown = page
    [window] = program.windows(1)
    middle = shown.middle_of("#text")

    def choose(*keys: str) -> None:
        program.screen.click(window, *middle, button=3)
        program.windows(2)
        program.screen.tool("key", *keys)
        program.windows(1)

    choose("Up", "Return")  # the last entry: Select all
    selected = "document.querySelector('#text').value.substring(" + ", ".join(
        f"document.querySelector('#text').selection{end}" for end in ("Start", "End")
    )
    shown.wait_for(f"{selected}) === 'some words'")
    choose("Down", "Down", "Down", "Return")  # Undo, Redo, Cut
    shown.wait_for("document.querySelector('#text').value === ''")
    choose("Down", "Down", "Down", "Return")  # Undo, Redo, Paste: Cut and Copy are greyed
    shown.wait_for("document.querySelector('#text').value === 'some words'")


def test_a_link_opens_in_a_window_of_its_own_on_request(page: tuple[Program, Page]) -> None:
    program, shown = page
    [window] = program.windows(1)
    program.screen.click(window, *shown.middle_of("#inside"), button=3)
    program.windows(2)
    program.screen.tool("key", "Down", "Return")
    other = next(each for each in program.pages(2) if each is not shown)
    other.wait_for_path("/second")


def test_a_download_asks_where_to_put_the_file(page: tuple[Program, Page], home: Path) -> None:
    program, shown = page
    [window] = program.windows(1)
    shown.click("#file")
    [dialog] = [each for each in program.windows(2) if each != window]
    target = home / "kept.txt"
    program.screen.keys(dialog, "ctrl+a")
    program.screen.write(str(target))
    program.screen.tool("key", "Return")
    wait_until(target.exists, "the file")
    wait_until(lambda: target.read_text() == "the words of a file", "its words")
    program.close()
    assert not (home / ".config").exists() or not list((home / ".config").iterdir())


def test_a_download_that_is_given_up_leaves_no_file(page: tuple[Program, Page], home: Path) -> None:
    program, shown = page
    [window] = program.windows(1)
    before = set(program.files())
    shown.click("#file")
    [dialog] = [each for each in program.windows(2) if each != window]
    program.screen.keys(dialog, "Escape")
    program.windows(1)
    added = set(program.files()) - before
    assert not [name for name in added if "notes" in name]
    assert shown.path == "/"


def test_printing_offers_a_pdf_file(page: tuple[Program, Page], home: Path) -> None:
    program, shown = page
    [window] = program.windows(1)
    shown.evaluate("void setTimeout(() => window.print(), 0)")
    [dialog] = [each for each in program.windows(2) if each != window]
    assert program.screen.title(dialog) == "Print"
    program.screen.keys(dialog, "Return")
    wait_until(lambda: list(home.glob("*.pdf")), "the sheet")
    [sheet] = home.glob("*.pdf")
    wait_until(lambda: sheet.read_bytes().startswith(b"%PDF"), "its content")
    assert sheet.name == "Home - Tiny.pdf"


def test_ctrl_plus_makes_everything_larger(page: tuple[Program, Page]) -> None:
    program, shown = page
    [window] = program.windows(1)
    before = shown.evaluate("innerWidth")
    program.screen.keys(window, "ctrl+plus", "ctrl+plus")
    shown.wait_for(f"innerWidth < {before}")
    program.screen.keys(window, "ctrl+0")
    shown.wait_for(f"innerWidth === {before}")


def test_a_page_whose_process_died_comes_back(page: tuple[Program, Page]) -> None:
    program, _ = page
    program.watch()
    program.kill_renderers()
    [back] = program.pages(1)
    back.wait_for_path("/")
    back.wait_for("document.querySelector('#who')?.innerText === 'Ada'")
