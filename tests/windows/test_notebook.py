"""The whole program, as people use it: real windows, one notebook."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.windows.devtools import Page, Program
from tests.windows.keyrings import SecretService
from tests.windows.notebooks import (
    CONTROL,
    KEY_L,
    log_in,
    make_notebook,
    open_window,
    wait_logged_out,
    wait_saved,
    wait_signed_in,
    write_page,
)
from tests.windows.waiting import wait_until

Launch = Callable[..., Program]


@pytest.fixture
def start(launch: Launch, home: Path) -> Launch:
    """Start the real program on a notebook that was made beforehand."""
    make_notebook(home / "data")

    def start(**options: object) -> Program:
        return launch(module="desktop", **options)

    return start


def open_windows(program: Program, count: int) -> list[Page]:
    """Sign in and open windows until there are `count`, each on a page."""
    page = program.page()
    log_in(page)
    write_page(page, "Ideas", "the first words")
    while len(program.pages()) < count:
        wait_signed_in(open_window(program, page))
    return program.pages(count)


@pytest.mark.parametrize("count", [2, 8])
def test_one_sign_in_serves_every_window_and_a_log_out_reaches_all(
    start: Launch, count: int
) -> None:
    program = start()
    pages = open_windows(program, count)
    assert {page.evaluate("location.pathname") for page in pages} == {"/pages/ideas"}

    pressed = time.time()
    pages[0].press("l", KEY_L, CONTROL)
    for page in pages:
        wait_logged_out(page, patience=5)
        assert "the first words" not in page.evaluate("document.documentElement.outerHTML")
    # When each window left its page, blank by then, by its own clock.
    left = [float(page.evaluate("performance.timeOrigin")) / 1000 - pressed for page in pages]
    print("seconds to leave:", [round(each, 2) for each in left])
    assert max(left) < 1

    log_in(pages[-1])
    for page in pages:
        page.wait_for("document.querySelector('article')?.innerText.includes('the first words')")
    code, seconds = program.close()
    assert (code, program.stdout, program.stderr) == (0, "", "")
    assert seconds < 2
    assert program.left_behind() == []


def test_what_is_saved_in_one_window_shows_in_another_within_a_second(start: Launch) -> None:
    program = start()
    page = program.page()
    log_in(page)
    path = write_page(page, "Ideas", "first")
    other = open_window(program, page)
    other.wait_for("document.querySelector('main')?.innerText.includes('first')")
    # It went to its page at once: the first window had been let in.
    assert other.evaluate("performance.getEntriesByType('navigation')[0].redirectCount") == 0
    other.evaluate("void (window.witness = 'not loaded again')")
    page.click(".cm-content")
    page.type("and second ")
    wait_saved(page)
    other.wait_for("document.querySelector('main').innerText.includes('second')", patience=1)
    assert other.evaluate("window.witness") == "not loaded again"
    assert other.evaluate("location.pathname") == path


def test_staying_signed_in_brings_every_window_back_to_its_place(
    start: Launch, secret_service: SecretService
) -> None:
    program = start(environment=secret_service.environment)
    page = program.page()
    log_in(page, stay=True)
    write_page(page, "Ideas", "one")
    other = open_window(program, page)
    wait_signed_in(other)
    write_page(other, "Plans", "two")
    places = [program.screen.place(window) for window in program.windows(2)]
    assert program.close()[0] == 0

    again = start(environment=secret_service.environment)
    pages = again.pages(2)
    for page in pages:
        wait_signed_in(page)
    paths = {str(page.evaluate("location.pathname")) for page in pages}
    assert paths == {"/pages/ideas", "/pages/plans"}
    wait_until(
        lambda: [again.screen.place(window) for window in again.windows(2)] == places,
        "both windows where they were",
    )
    pages[0].press("l", KEY_L, CONTROL)
    for page in pages:
        wait_logged_out(page)
    assert again.close()[0] == 0

    third = start(environment=secret_service.environment)
    wait_logged_out(third.page())


def test_without_staying_signed_in_the_login_page_leads_to_the_page_that_was_open(
    start: Launch,
) -> None:
    program = start()
    page = program.page()
    log_in(page)
    path = write_page(page, "Ideas", "one")
    assert program.close()[0] == 0
    again = start()
    page = again.page()
    wait_logged_out(page)
    log_in(page)
    page.wait_for(f"location.pathname === '{path}'")


def test_the_session_page_says_that_the_key_lives_in_the_keyring(
    start: Launch, secret_service: SecretService
) -> None:
    program = start(environment=secret_service.environment)
    page = program.page()
    log_in(page)
    page.go("/session")
    page.wait_for("document.body.innerText.includes('Secret Service')")


def test_without_a_keyring_everything_works_and_a_notice_says_what_it_means(
    start: Launch,
) -> None:
    program = start(environment={"DBUS_SESSION_BUS_ADDRESS": "disabled:"})
    page = program.page()
    log_in(page)
    page.wait_for("document.body.innerText.includes('no keyring that Inglenook can use')")


def test_nothing_that_was_written_is_readable_on_the_disk_open_or_closed(start: Launch) -> None:
    program = start()
    page = program.page()
    log_in(page)
    write_page(page, "About quetzalcoatlus", "The quetzalcoatlus flies. #quetzalcoatlus")
    wait_signed_in(open_window(program, page))
    assert find("quetzalcoatlus", program) == []
    program.close()
    assert find("quetzalcoatlus", program) == []


def test_clearing_browsing_data_logs_every_window_out_and_lets_each_in_again(
    start: Launch,
) -> None:
    program = start()
    pages = open_windows(program, 2)
    pages[0].evaluate("localStorage.setItem('left', 'behind')")
    pages[0].go("/session")
    pages[0].wait_for_path("/session")
    pages[0].click("form[action='/session/clear'] button")
    for page in pages:
        page.wait_for("document.body.innerText.includes('Cleared in all windows: 2 cookies')")
        page.wait_for("localStorage.length === 0")
    log_in(pages[1])
    pages[0].wait_for("!!document.querySelector('body.shell')")
    wait_signed_in(open_window(program, pages[1]))
    assert program.close()[0] == 0


def test_text_written_a_moment_before_the_windows_are_closed_is_kept(start: Launch) -> None:
    program = start()
    page = program.page()
    log_in(page)
    path = write_page(page, "Ideas", "one")
    page.type(" and the last words")
    assert program.close()[0] == 0
    again = start()
    page = again.page()
    log_in(page)
    page.wait_for(f"location.pathname === '{path}'")
    page.wait_for("document.querySelector('article')?.innerText.includes('the last words')")


def find(word: str, program: Program) -> list[str]:
    """Answer the files of the run that hold a word, in any of the encodings that text takes."""
    spellings = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    return [
        file
        for file in program.files()
        if (path := program.home / file).is_file()
        and any(spelling in path.read_bytes().lower() for spelling in spellings)
    ]
