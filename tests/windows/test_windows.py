"""Two and eight real windows: one sign-in, one log-out, one clean end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.windows.devtools import Program
from tests.windows.scenes import open_windows
from tests.windows.waiting import wait_until

Launch = Callable[..., Program]


@pytest.mark.parametrize("count", [2, 8])
def test_one_sign_in_serves_every_window(launch: Launch, count: int) -> None:
    program = launch()
    pages = open_windows(program, count)
    for page in pages:
        page.wait_for("document.querySelector('#who')?.innerText === 'Ada'")
    assert len(program.windows(count)) == count
    counts = [int(page.evaluate("document.querySelector('#count').innerText")) for page in pages]
    assert sorted(counts) == list(range(1, count + 1))
    code, seconds = program.close()
    assert (code, program.stderr, program.stdout) == (0, "", "")
    assert seconds < 2
    assert program.left_behind() == []


def test_a_log_out_reaches_every_window(launch: Launch) -> None:
    program = launch()
    pages = open_windows(program, 3)
    for page in pages:
        page.wait_for("!!document.querySelector('#who')")
    # Not waited for: the news may lead this page away before the answer comes.
    pages[1].evaluate("void fetch('/logout', {method: 'POST'})")
    for page in pages:
        page.wait_for_path("/login", patience=3)


def test_a_window_that_is_closed_leaves_the_others_at_work(launch: Launch) -> None:
    program = launch()
    open_windows(program, 2)
    first, second = program.windows(2)
    program.screen.quit(first)
    program.windows(1)
    [page] = program.pages(1)
    page.go("/second")
    page.wait_for_path("/second")
    assert program.screen.windows() == [second]
    assert program.close()[0] == 0


def test_ctrl_q_closes_every_window_and_ends_the_program(launch: Launch) -> None:
    program = launch()
    open_windows(program, 3)
    program.watch()
    program.screen.keys(program.windows(3)[1], "ctrl+q")
    code, seconds = program.wait_exit()
    assert (code, program.stderr) == (0, "")
    assert seconds < 2
    assert program.left_behind() == []


def test_the_windows_title_follows_the_page(launch: Launch) -> None:
    program = launch()
    page = program.page()
    [window] = program.windows(1)
    wait_until(lambda: program.screen.title(window) == "Sign in - Tiny", "the first title")
    page.go("/second")
    wait_until(lambda: program.screen.title(window) == "Second - Tiny", "the second title")


def test_nothing_is_written_outside_the_data_folder(launch: Launch) -> None:
    program = launch()
    open_windows(program, 2)
    expected = {"data/installation", "data/instance.lock", "data/logs/inglenook.log"}
    running = expected | {"data/instance.json", "data/instance.sock"}
    assert files_but_shaders(program) == running
    program.close()
    kept = {"data/windows.json", "data/places-at-the-end.json"}
    assert files_but_shaders(program) == expected | kept


def files_but_shaders(program: Program) -> set[str]:
    """Answer what the program wrote. The names of compiled shaders are the driver's own."""
    files = set(program.files())
    shaders = {name for name in files if name.startswith("data/shaders/")}
    assert shaders, "each window compiles its shaders again"
    return files - shaders
