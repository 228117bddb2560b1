"""Saves while another window searches without a pause, against saves alone."""

from __future__ import annotations

import itertools
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.notebooks import KEY, notebook_of
from benchmarks.report import Row
from benchmarks.search_questions import make_questions
from webui.notebook.database import Database
from webui.notebook.moments import utc_now
from webui.notebook.pages import Pages
from webui.notebook.search.finding import Search

_SAVES, _QUICK_SAVES = 400, 20
# One types on while one saves: not one save after the other.
_PAUSE = 0.02
# A letter every 100 ms, by a fast typist, in each of two windows.
_BETWEEN_LETTERS = 0.05
_LARGEST_RATIO = 1.5


def measure(size: int, *, quick: bool) -> list[Row]:
    """The slowest save in a hundred, beside a search and alone."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        copy = Path(folder) / "copy.db"
        shutil.copyfile(notebook_of(size), copy)
        database = Database(copy, bytearray(KEY))
        try:
            return [_measure(database, size, _QUICK_SAVES if quick else _SAVES)]
        finally:
            database.close()


def _measure(database: Database, size: int, saves: int) -> Row:
    # One after the other: the first search may begin to join pieces of the index, which lasts.
    alone = [_save_and_wait(database, turn) for turn in range(saves // 2)]
    over = threading.Event()
    typist = threading.Thread(target=_search_on, args=(database, size, over))
    typist.start()
    try:
        beside = [_save_and_wait(database, turn) for turn in range(saves // 2)]
    finally:
        over.set()
        typist.join()
    slow, floor = _p99(beside), _p99(alone)
    ratio = slow / floor
    goal = f"p99 <= {_LARGEST_RATIO:g} x"
    name = "a save beside a search in another window"
    return Row(name, slow, "ms", floor, ratio, goal, ratio <= _LARGEST_RATIO)


def _search_on(database: Database, size: int, over: threading.Event) -> None:
    search = Search(database, utc_now)
    questions = itertools.cycle(
        question for each in make_questions(Corpus(size), 3).values() for question in each
    )
    while not over.is_set():
        search.find(next(questions))
        time.sleep(_BETWEEN_LETTERS)


def _save_and_wait(database: Database, turn: int) -> float:
    pages, page_id = Pages(database, utc_now), 1 + turn % 20
    page = pages.by_id(page_id)
    began = time.perf_counter()
    pages.save(page_id, f"{page.body} {turn}", page.revision)
    took = (time.perf_counter() - began) * 1000
    time.sleep(_PAUSE)
    return took


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[-1]
