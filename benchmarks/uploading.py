"""A file of 1 GB picked into a page, in real Chromium: its time, and the memory that it takes.

Memory is the resident set (`/proc`) of the program and of the largest process that shows pages, the
most of ten looks a second. The floor is the same with a file of 1 MB: what a program that streams
takes more for a thousand times as much is its parts on the way, and nothing else.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from playwright.sync_api import Page

from benchmarks.report import Row, exceed
from benchmarks.typing import made_notebook, make_page

_SIZE, _QUICK_SIZE, _SMALL = 1_000_000_000, 20_000_000, 1_000_000
_BLOCK = 1_000_000
_LONGEST_MS = 200_000
_MOST_MB = 200.0


def measure(*, quick: bool) -> list[Row]:
    """Pick a small file, then a large one."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, made_notebook() as page:
        make_page(page, "Files", "Here: ")
        _, floor = _pick(page, Path(folder), "small.bin", _SMALL)
        size = _QUICK_SIZE if quick else _SIZE
        seconds, peak = _pick(page, Path(folder), "large.bin", size)
    print(f"{size / 1e6:.0f} MB in {seconds:.1f} s, {size / 1e6 / seconds:.0f} MB/s")
    return [
        exceed(f"a large file: memory of {name}", [peak[name]], [floor[name]], "MB", _MOST_MB)
        for name in ("the program", "the page")
    ]


def _pick(page: Page, folder: Path, name: str, size: int) -> tuple[float, dict[str, float]]:
    """Answer the seconds until the link stands in the text, and the most memory meanwhile."""
    path = folder / name
    _write(path, size)
    with _watched() as peak:
        began = time.monotonic()
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Control+Alt+i")
        chooser.value.set_files(path)
        page.get_by_text(name).first.wait_for(timeout=_LONGEST_MS)
        page.locator(".arriving").wait_for(state="detached", timeout=_LONGEST_MS)
        seconds = time.monotonic() - began
    path.unlink()
    return seconds, peak


def _write(path: Path, size: int) -> None:
    """A file in which no two blocks are the same."""
    block = os.urandom(_BLOCK - 8)
    with path.open("wb") as file:
        for number in range(size // _BLOCK):
            file.write(number.to_bytes(8, "big") + block)


@contextmanager
def _watched() -> Iterator[dict[str, float]]:
    """Yield what grows to the most megabytes that were seen."""
    peak = {"the program": 0.0, "the page": 0.0}
    done = threading.Event()

    def watch() -> None:
        is_over = False
        while not is_over:
            # A last look once it is over: a small file is there before a second one.
            is_over = done.wait(0.1)
            for each in psutil.Process().children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    command = each.cmdline()
                    if "--browser" in command:
                        name = "the program"
                    elif "--type=renderer" in command:
                        name = "the page"
                    else:
                        continue
                    peak[name] = max(peak[name], each.memory_info().rss / 1e6)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()
