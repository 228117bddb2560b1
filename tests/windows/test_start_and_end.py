"""From a double-click to the last window, and everything that can be in the way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.windows.conftest import TINY
from tests.windows.devtools import ROOT, Program
from tests.windows.scenes import open_windows, sign_in
from tests.windows.screens import Screen
from tests.windows.waiting import wait_until

Launch = Callable[..., Program]

# What Python runs first in the program of the test: it notes who adds which name.
LISTENER = """
import os, sys, threading

def listen(event, values):
    if event == "os.putenv" and os.fsdecode(values[0]) not in os.environ:
        with open(os.environ["TEST_HEARD"], "a") as file:
            file.write(f"{threading.current_thread().name} {os.fsdecode(values[0])}\\n")

sys.addaudithook(listen)
"""


def shows_page(screen: Screen, window: int) -> bool:
    """Answer whether a window has come to its first page, whose title it then bears."""
    return screen.title(window) == "Sign in - Tiny"


def test_twenty_starts_and_ends_leave_nothing_behind(screen: Screen, home: Path) -> None:
    for _ in range(20):
        with Program(screen, home, module=TINY, debugging=False) as program:
            [window] = program.windows(1)
            wait_until(partial(shows_page, screen, window), "a page")
            code, seconds = program.close()
            assert (code, program.stdout, program.stderr) == (0, "", "")
            assert seconds < 2, program.log
            assert program.left_behind() == []


def test_no_thread_adds_to_the_environment_that_the_web_view_reads(
    launch: Launch, tmp_path: Path
) -> None:
    listener, heard = tmp_path / "listener", tmp_path / "heard.txt"
    listener.mkdir()
    (listener / "sitecustomize.py").write_text(LISTENER)
    program = launch(
        module="desktop", environment={"PYTHONPATH": str(listener), "TEST_HEARD": str(heard)}
    )
    program.page()
    program.close()
    added = heard.read_text().splitlines()
    assert "MainThread QSG_RHI_DISABLE_DISK_CACHE" in added
    assert [each for each in added if not each.startswith("MainThread ")] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_as_closing_its_windows_does(
    launch: Launch, number: signal.Signals
) -> None:
    program = launch()
    open_windows(program, 2)
    program.send_signal(number)
    code, seconds = program.wait_exit()
    assert (code, program.stdout, program.stderr) == (0, "", "")
    assert seconds < 2
    assert program.left_behind() == []
    assert (program.data_dir / "windows.json").exists()


def test_a_signal_during_the_start_ends_it_too(launch: Launch) -> None:
    program = launch(debugging=False)
    wait_until(lambda: "starts" in program.log, "the start")
    program.send_signal(signal.SIGTERM)
    assert program.wait_exit()[0] == 0
    assert program.stderr == ""
    assert program.left_behind() == []


def test_a_signal_ends_the_program_while_it_asks_where_to_save(launch: Launch) -> None:
    program = launch()
    page = program.page()
    sign_in(page)
    page.click("#file")
    program.windows(2)
    program.send_signal(signal.SIGTERM)
    assert program.wait_exit()[0] == 0
    assert program.stderr == ""
    assert program.left_behind() == []


def test_a_second_launch_brings_the_first_window_up_and_ends(launch: Launch) -> None:
    program = launch()
    sign_in(program.page())
    home, data = program.home / "again", program.data_dir
    with Program(program.screen, home, module=TINY, data_dir=data) as again:
        code, seconds = again.wait_exit()
        assert (code, again.stdout, again.stderr) == (0, "", "")
        assert seconds < 2
    assert len(program.windows()) == 1


def test_a_second_launch_for_a_browser_gets_an_address(launch: Launch) -> None:
    program = launch()
    program.page()
    arguments = ("--browser", "--no-open")
    with Program(
        None, program.home / "again", module=TINY, data_dir=program.data_dir, arguments=arguments
    ) as again:
        assert again.wait_exit()[0] == 0
        assert again.stdout.startswith("Inglenook is open at http://127.0.0.1:")


def test_a_copy_that_was_killed_is_in_nobodys_way(launch: Launch) -> None:
    program = launch()
    program.page()
    program.send_signal(signal.SIGKILL)
    program.wait_exit()
    assert (program.data_dir / "instance.json").exists()
    with Program(program.screen, program.home, module=TINY) as next_one:
        sign_in(next_one.page())
        assert next_one.close()[0] == 0


def test_without_a_screen_one_sentence_says_what_to_do(home: Path) -> None:
    with Program(None, home, module=TINY) as program:
        code, seconds = program.wait_exit()
    assert code == 3
    assert program.stderr == (
        "There is no screen to open a window on. "
        "Start Inglenook with --browser to use it in a browser."
    )
    assert seconds < 1
    assert not program.data_dir.exists()


def test_a_screen_that_does_not_answer_is_explained(home: Path) -> None:
    with Program(Screen(":63999"), home, module=TINY) as program:
        assert program.wait_exit()[0] == 3
        assert program.left_behind() == []
    assert program.stderr.startswith("Inglenook cannot open a window: the screen does not answer")
    assert program.stderr.count("\n") == 0


def test_a_missing_library_is_named_with_what_to_install(screen: Screen, home: Path) -> None:
    fake = home / "fake" / "PySide6"
    fake.mkdir(parents=True)
    words = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (fake / "__init__.py").write_text(f"raise ImportError({words!r})\n")
    environment = {"PYTHONPATH": str(fake.parent)}
    with Program(screen, home, module=TINY, environment=environment) as program:
        assert program.wait_exit()[0] == 3
    assert program.stderr.startswith("Inglenook cannot open a window: libEGL.so.1 is missing.")
    assert "libegl1" in program.stderr
    assert "--browser" in program.stderr
    assert program.stderr.count("\n") == 0


@pytest.mark.parametrize("what", ["folder", "application"])
def test_whoever_double_clicked_is_told_in_a_window(screen: Screen, home: Path, what: str) -> None:
    environment = {"XDG_ACTIVATION_TOKEN": "of the desktop"}
    if what == "folder":
        (home / "data").write_text("a file")
    else:
        environment["TINY_FAILS"] = "yes"
    with Program(screen, home, module=TINY, environment=environment, debugging=False) as program:
        wait_until(lambda: "nglenook" in program.stderr, "the sentence")
        [box] = program.windows(1)
        assert screen.title(box) == "Inglenook"
        screen.keys(box, "Return")
        assert program.wait_exit()[0] in (1, 4)
        assert program.left_behind() == []


def test_a_file_where_the_folder_should_be_is_explained(screen: Screen, home: Path) -> None:
    blocked = home / "data"
    blocked.write_text("a file")
    with Program(screen, home, module=TINY) as program:
        assert program.wait_exit()[0] == 4
    assert f"{blocked} is a file, not a folder" in program.stderr
    assert blocked.read_text() == "a file"


def test_an_application_that_cannot_be_built_ends_with_a_sentence(launch: Launch) -> None:
    program = launch(environment={"TINY_FAILS": "1"})
    assert program.wait_exit()[0] == 1
    assert program.stderr == (
        "Inglenook met an error that it did not expect and ended. "
        f"What is known about it is in {program.data_dir / 'logs' / 'inglenook.log'}."
    )
    assert program.left_behind() == []


def test_an_unknown_option_takes_one_line(home: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "desktop", "--colour"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.count("\n") == 1
    assert "--colour" in told.stderr


def test_the_first_window_stands_where_it_stood(launch: Launch, screen: Screen, home: Path) -> None:
    program = launch()
    page = program.page()
    sign_in(page)
    [window] = program.windows(1)
    screen.tool("windowmove", "--sync", window, 90, 70)
    screen.tool("windowsize", "--sync", window, 900, 640)
    page.wait_for("innerWidth === 900")
    program.close()
    told = json.loads((program.data_dir / "windows.json").read_text())
    place = {"x": 90, "y": 70, "width": 900, "height": 640}
    assert told == {**place, "maximized": False, "zoom": 1.0}
    with Program(screen, home, module=TINY) as again:
        [window] = again.windows(1)
        assert screen.place(window) == {"x": 90, "y": 70, "width": 900, "height": 640}


def test_a_window_kept_from_a_larger_screen_is_brought_into_view(
    screen: Screen, home: Path
) -> None:
    data = home / "data"
    data.mkdir()
    far = {"x": 5000, "y": 3000, "width": 4000, "height": 3000, "maximized": False}
    (data / "windows.json").write_text(json.dumps(far))
    with Program(screen, home, module=TINY) as program:
        [window] = program.windows(1)
        assert screen.place(window) == {"x": 0, "y": 0, "width": 1600, "height": 1000}


def test_windows_come_back_to_their_places(launch: Launch) -> None:
    program = launch()
    page = program.page()
    sign_in(page)
    places = [
        {"path": "/", "x": 40, "y": 30, "width": 700, "height": 500, "maximized": False},
        {"path": "/second", "x": 800, "y": 60, "width": 640, "height": 480, "maximized": False},
    ]
    body = json.dumps(places)
    headers = "{'Content-Type': 'application/json'}"
    page.evaluate(
        f"fetch('/windows/restore', {{method: 'POST', headers: {headers}, body: {body!r}}})"
    )
    first, second = program.windows(2)
    assert program.screen.place(first) == {"x": 40, "y": 30, "width": 700, "height": 500}
    assert program.screen.place(second) == {"x": 800, "y": 60, "width": 640, "height": 480}
    program.pages(2)[1].wait_for_path("/second")
    told = page.evaluate("fetch('/places').then((answer) => answer.json())")
    assert told == places


def test_windows_closed_one_after_another_count_as_open_at_the_end(launch: Launch) -> None:
    program = launch()
    open_windows(program, 3)
    for window in program.windows(3)[:2]:
        program.screen.quit(window)
    program.windows(1)
    program.close()
    told = json.loads((program.data_dir / "places-at-the-end.json").read_text())
    assert len(told) == 3
