"""Several windows closed at the same time: nothing is lost, nothing is asked, the program ends."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.windows.devtools import Page, Program
from tests.windows.notebooks import (
    log_in,
    make_notebook,
    open_window,
    wait_signed_in,
    write_page,
)
from tests.windows.test_failing_saves import find_question, held_disk

Launch = Callable[..., Program]
Close = Callable[[Program], None]


@pytest.fixture
def start(launch: Launch, home: Path) -> Launch:
    """Start the real program on a notebook that was made beforehand."""
    make_notebook(home / "data")
    return lambda: launch(module="desktop")


def write_in_three_windows(program: Program) -> list[Page]:
    """Sign in and write a page in each of three windows."""
    page = program.page()
    log_in(page)
    write_page(page, "Ideas 1", "first")
    for number in (2, 3):
        page = open_window(program, page)
        wait_signed_in(page)
        write_page(page, f"Ideas {number}", "first")
    return program.pages(3)


def by_their_buttons(program: Program) -> None:
    for window in program.windows(3):
        program.screen.quit(window)


def by_ctrl_q(program: Program) -> None:
    program.screen.keys(program.windows(3)[1], "ctrl+q")


def by_a_signal(program: Program) -> None:
    program.send_signal(signal.SIGTERM)


WAYS = [by_their_buttons, by_ctrl_q, by_a_signal]


@pytest.mark.parametrize("close", WAYS)
@pytest.mark.parametrize("typed", ["", " and the last words"], ids=["at_rest", "writing"])
def test_three_windows_closed_at_once_lose_nothing_and_ask_nothing(
    start: Launch, close: Close, typed: str
) -> None:
    program = start()
    for page in write_in_three_windows(program):
        if typed:
            page.type(typed)
            page.wait_for(f"document.querySelector('.cm-content').innerText.includes('{typed}')")
    program.watch()
    close(program)
    code, seconds = program.wait_exit()
    assert (code, program.stdout, program.stderr) == (0, "", "")
    assert seconds < 4
    if not typed:
        return
    again = start().page()
    log_in(again)
    for number in (1, 2, 3):
        again.go(f"/pages/ideas-{number}")
        again.wait_for(f"document.querySelector('article')?.innerText.includes('first{typed}')")


def test_three_windows_closed_one_after_another_ask_nothing(start: Launch) -> None:
    program = start()
    write_in_three_windows(program)
    for left in (2, 1):
        program.screen.quit(program.windows(left + 1)[0])
        program.pages(left)
        program.windows(left)
    code, seconds = program.close()
    assert (code, program.stdout, program.stderr) == (0, "", "")
    assert seconds < 2


def test_three_windows_closed_at_once_ask_once_when_a_save_fails(start: Launch) -> None:
    program = start()
    page = write_in_three_windows(program)[-1]
    with held_disk(program):
        page.type(" and second")
        by_their_buttons(program)
        question = find_question(program)
        # The three windows are back, with one question.
        program.windows(4)
        program.screen.keys(question, "Escape")
        program.windows(3)
        assert "first and second" in page.text
    page.wait_for("document.querySelector('.unsaved').hidden")
    assert program.close()[0] == 0


def test_a_window_with_nothing_unsaved_closes_though_another_one_holds_text(start: Launch) -> None:
    program = start()
    first = program.page()
    log_in(first)
    write_page(first, "Ideas 1", "first")
    second = open_window(program, first)
    wait_signed_in(second)
    [one, other] = program.windows(2)
    with held_disk(program):
        first.type(" and second")
        first.wait_for("!document.querySelector('.unsaved').hidden", patience=20)
        program.screen.quit(other)
        assert program.windows(1) == [one]
        assert "first and second" in first.text
        program.screen.quit(one)
        program.screen.keys(find_question(program), "Escape")
    first.wait_for("document.querySelector('.unsaved').hidden")
    assert program.close()[0] == 0
