"""Saves that fail under real windows: it is said, text stays, and nobody quits unasked."""

from __future__ import annotations

import contextlib
import fcntl
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.programs import kill_web_view
from tests.faults.workshop import Scale
from tests.windows.devtools import Page, Program
from tests.windows.notebooks import (
    CONTROL,
    KEY_L,
    PASSWORD,
    log_in,
    make_notebook,
    wait_logged_out,
    wait_saved,
    write_page,
)
from tests.windows.waiting import wait_until

# SQLite's "WAL-mode File Format", section 2.3.1: byte 120 of the index.
_WRITE_LOCK = 120
QUESTION = "Some text is not saved"
Launch = Callable[..., Program]


@pytest.fixture
def start(launch: Launch, home: Path) -> Launch:
    """Start the real program on a notebook that was made beforehand."""
    make_notebook(home / "data")
    return lambda: launch(module="desktop")


@contextlib.contextmanager
def held_disk(program: Program) -> Iterator[None]:
    """Every save fails after five seconds: another process holds SQLite's lock for writing.

    A disk that is really full under the whole process would stop Qt's own windows as well.
    """
    with (program.data_dir / "notebook.db-shm").open("r+b") as index:
        fcntl.lockf(index, fcntl.LOCK_EX, 1, _WRITE_LOCK)
        yield


def find_question(program: Program) -> int:
    found = wait_until(lambda: program.screen.tool("search", "--name", QUESTION), "the question")
    return int(str(found).split()[-1])


@pytest.fixture
def written(start: Launch) -> tuple[Program, Page]:
    program = start()
    page = program.page()
    log_in(page)
    write_page(page, "Ideas", "first")
    return program, page


def test_a_save_that_fails_is_loud_keeps_the_text_and_is_made_good(
    written: tuple[Program, Page],
) -> None:
    _, page = written
    with held_disk(written[0]):
        page.type(" and second")
        page.wait_for("!document.querySelector('.unsaved').hidden", patience=20)
        assert "The notebook is busy" in page.text
        assert "first and second" in page.text
    page.click(".unsaved [data-action='unsaved#retry']")
    wait_saved(page)
    page.wait_for("document.querySelector('.unsaved').hidden")


def test_closing_a_window_whose_text_is_not_saved_asks_first(
    written: tuple[Program, Page], start: Launch
) -> None:
    program, page = written
    with held_disk(program):
        page.type(" and second")
        page.wait_for("!document.querySelector('.unsaved').hidden", patience=20)
        [window] = program.windows(1)
        program.screen.quit(window)
        question = find_question(program)
        program.screen.keys(question, "Escape")
        program.windows(1)
        assert "first and second" in page.text
    page.click(".unsaved [data-action='unsaved#retry']")
    wait_saved(page)
    assert program.close()[0] == 0
    again = start().page()
    log_in(again)
    again.wait_for("document.body.innerText.includes('first and second')")


def test_who_closes_all_the_same_is_let_go(written: tuple[Program, Page]) -> None:
    program, page = written
    with held_disk(program):
        page.type(" and second")
        page.wait_for("!document.querySelector('.unsaved').hidden", patience=20)
        [window] = program.windows(1)
        program.screen.quit(window)
        program.screen.keys(find_question(program), "Tab", "space")
        assert program.wait_exit()[0] == 0


def test_text_that_could_not_be_saved_at_log_out_is_offered_at_the_next_sign_in(
    written: tuple[Program, Page],
) -> None:
    program, page = written
    with held_disk(program):
        page.type(" and second")
        page.wait_for("!document.querySelector('.unsaved').hidden", patience=20)
        page.press("l", KEY_L, CONTROL)
        page.wait_for("document.querySelector('dialog[open]')?.innerText.includes('A draft')")
        page.click("dialog[open] button[value=yes]")
        wait_logged_out(page)
    page.type(PASSWORD, into="input[name=password]")
    page.press("Enter", 13)
    page.wait_for("location.pathname === '/drafts'")
    page.wait_for("document.querySelector('textarea').value.includes('first and second')")
    page.wait_for("document.readyState === 'complete'")  # its style sheet may still move the button
    page.click("form[action$='/restore'] button")
    page.wait_for("document.querySelector('article')?.innerText.includes('first and second')")


def test_a_page_whose_process_is_killed_comes_back_with_its_text() -> None:
    tally = kill_web_view(Scale(1, random.Random(1)))
    assert tally.is_clean, str(tally)
