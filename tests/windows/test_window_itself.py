"""What a person does with a window itself: its size, its menu, the whole screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.windows.devtools import ROOT, Page, Program
from tests.windows.scenes import open_windows, sign_in
from tests.windows.waiting import wait_until

Launch = Callable[..., Program]


@pytest.fixture
def page(launch: Launch) -> tuple[Program, Page]:
    program = launch()
    page = program.page()
    sign_in(page)
    return program, page


def test_larger_pages_are_larger_in_every_window_and_after_a_restart(
    launch: Launch, home: Path
) -> None:
    program = launch()
    first, second = open_windows(program, 2)
    before = first.evaluate("innerWidth")
    program.screen.keys(program.windows(2)[0], "ctrl+plus", "ctrl+plus", "ctrl+plus")
    for page in (first, second):
        page.wait_for(f"Math.abs(innerWidth * 1.331 - {before}) < 3")
    first.go("/second")
    first.wait_for_path("/second")
    first.wait_for(f"Math.abs(innerWidth * 1.331 - {before}) < 3")
    program.close()
    again = launch()
    again.page().wait_for(f"Math.abs(innerWidth * 1.331 - {before}) < 3")
    [window] = again.windows(1)
    again.screen.keys(window, "ctrl+0")
    again.page().wait_for(f"innerWidth === {before}")


def test_f11_fills_the_screen_and_leaves_the_window_as_it_was() -> None:
    # On Qt's own made-up screen: an X server without a window manager fills none.
    script = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from desktop.backends.qt_acts import turn_full_screen
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(500, 400)
window.show()
for _ in range(2):
    turn_full_screen(window)
    app.processEvents()
    print(window.isFullScreen(), window.size() == app.primaryScreen().size())
print(window.width(), window.height())
"""
    told = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.splitlines() == ["True True", "False False", "500 400"]


def test_where_nothing_was_clicked_the_menu_has_what_a_window_can_do(
    page: tuple[Program, Page], tmp_path: Path
) -> None:
    program, shown = page
    [window] = program.windows(1)
    before = shown.evaluate("innerWidth")
    program.screen.click(window, 600, 500, button=3)
    program.windows(2)
    program.screen.tool("key", "Down", "Down", "Return")  # Back; Forward is grey
    shown.wait_for(f"innerWidth < {before}")
    program.windows(1)
    program.screen.click(window, 600, 500, button=3)
    program.windows(2)
    program.screen.tool("key", "Up", "Return")  # the last one
    assert program.wait_exit()[0] == 0


def test_a_window_on_a_screen_that_is_gone_comes_to_one_that_is_there(
    launch: Launch, home: Path
) -> None:
    place = {"x": 5000, "y": 3000, "width": 900, "height": 700, "maximized": False}
    (home / "data").mkdir()
    (home / "data" / "windows.json").write_text(json.dumps(place))
    program = launch()
    [window] = program.windows(1)
    wait_until(lambda: 0 <= program.screen.place(window)["x"] <= 700, "a window within reach")
    assert program.screen.place(window)["width"] == 900


def test_a_file_that_was_saved_is_told_of_and_one_that_was_not(
    page: tuple[Program, Page], home: Path
) -> None:
    program, shown = page
    [window] = program.windows(1)

    def save(link: str, name: str) -> None:
        shown.click(link)
        [dialog] = [each for each in program.windows(2) if each != window]
        program.screen.keys(dialog, "ctrl+a")
        program.screen.write(str(home / name))
        program.screen.tool("key", "Return")

    save("#file", "kept.txt")
    wait_until((home / "kept.txt").exists, "the file")
    program.windows(1)
    save("#broken", "half.txt")
    wait_until(lambda: "a file was not saved" in program.log, "what went wrong")
    [box] = [each for each in program.windows(2) if each != window]
    program.screen.keys(box, "Return")
    program.windows(1)
    assert not (home / "half.txt").exists()
    assert "half.txt" not in program.log
    assert program.close()[0] == 0


def test_a_program_that_nobody_uses_stands_still(launch: Launch) -> None:
    program = launch()
    open_windows(program, 2)
    time.sleep(2)
    before = wake_ups(program.process.pid)
    time.sleep(5)
    since = {
        task: count - before.get(task, 0) for task, count in wake_ups(program.process.pid).items()
    }
    assert max(since.values()) <= 5, since


def wake_ups(pid: int) -> dict[str, int]:
    """Answer how often each thread of a process gave its turn away and got another, so far."""
    return {
        task.name: int(
            (task / "status").read_text().partition("\nvoluntary_ctxt_switches:")[2].split()[0]
        )
        for task in Path(f"/proc/{pid}/task").iterdir()
    }
