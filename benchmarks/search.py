"""Searches in notebooks of 2,000, 20,000 and 100,000 pages, by classes of what is asked.

Each question is put to the encrypted notebook and to the same tables without a key, in turn, and
answered whole: understood, ranked, with excerpts of 20 pages. What counts is the slowest in 20.
Beside the clock stands the time that the processor itself worked, which other programs change
less; on a busy machine it is the one to go by.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from benchmarks import search_beside, search_saving, search_typing, search_worth
from benchmarks.corpus import Corpus
from benchmarks.notebooks import KEY, PlainDatabase, moment_of, notebook_of, plain_copy_of
from benchmarks.report import Row
from benchmarks.search_questions import make_questions
from webui.notebook.database import Database
from webui.notebook.moments import from_milliseconds
from webui.notebook.search.finding import Search

_SIZES, _QUICK_SIZES = (2_000, 20_000, 100_000), (2_000,)
_QUESTIONS, _QUICK_QUESTIONS = 40, 6
_MOST_MILLISECONDS = 15.0
_LARGEST_RATIO = 1.3
_LARGEST_GROWTH = 2.0
_MOST_INDEX = 2.5


@dataclass(slots=True)
class Times:
    """Milliseconds of one class at one size: by the clock, and of the processor."""

    wall: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)


def measure(*, quick: bool) -> list[Row]:
    """Ask everything at every size."""
    sizes = _QUICK_SIZES if quick else _SIZES
    times = {size: _measure_size(size, _QUICK_QUESTIONS if quick else _QUESTIONS) for size in sizes}
    largest = sizes[-1]
    rows = [_speed(f"{name}, {largest:,} pages", each) for name, each in times[largest].items()]
    if not quick:
        rows += [
            _growth(name, times[20_000][name].work, times[largest][name].work)
            for name in times[largest]
        ]
    rows += [_room(size) for size in sizes]
    rows += search_worth.measure(largest)
    rows += search_saving.measure(largest, quick=quick)
    rows += search_beside.measure(largest, quick=quick)
    rows += search_typing.measure(largest, quick=quick)
    return rows


def _measure_size(size: int, count: int) -> Mapping[str, Times]:
    path = notebook_of(size)
    database, plain = Database(path, bytearray(KEY)), PlainDatabase(plain_copy_of(path))

    def now() -> object:
        return from_milliseconds(moment_of(size))

    try:
        ours = Search(database, now)  # type: ignore[arg-type]
        floor = Search(cast("Database", plain), now)  # type: ignore[arg-type]
        return {
            name: _ask_in_turn(ours, floor, questions)
            for name, questions in make_questions(Corpus(size), count).items()
        }
    finally:
        plain.close()
        database.close()


def _ask_in_turn(ours: Search, floor: Search, questions: list[str]) -> Times:
    times = Times()
    for turn, question in enumerate(questions):
        # Once unmeasured: people ask letter by letter, so the parts of a page are there already.
        for search in (ours, floor):
            search.find(question)
        for is_ours in (True, False) if turn % 2 else (False, True):
            wall, work = _time(ours if is_ours else floor, question)
            if is_ours:
                times.wall.append(wall)
                times.work.append(work)
            else:
                times.plain.append(work)
    return times


def _time(search: Search, question: str) -> tuple[float, float]:
    wall, work = time.perf_counter(), time.thread_time()
    search.find(question)
    return (time.perf_counter() - wall) * 1000, (time.thread_time() - work) * 1000


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _speed(name: str, times: Times) -> Row:
    ratio = statistics.median(times.work) / statistics.median(times.plain)
    p95 = _p95(times.work)
    print(
        f"{name:34} p95 {p95:6.2f} ms of work, {_p95(times.wall):6.2f} ms by the clock,"
        f" median {statistics.median(times.work):5.2f}, unencrypted x {ratio:.2f}"
    )
    goal = f"p95 <= {_MOST_MILLISECONDS:g} ms, <= {_LARGEST_RATIO:g} x"
    met = p95 <= _MOST_MILLISECONDS and ratio <= _LARGEST_RATIO
    return Row(name, p95, "ms", _p95(times.plain), ratio, goal, met)


def _growth(name: str, small: list[float], large: list[float]) -> Row:
    ratio = statistics.median(large) / statistics.median(small)
    goal = f"< {_LARGEST_GROWTH:g} x"
    row_name = f"{name}, 100,000 pages against 20,000"
    middle = statistics.median(large), statistics.median(small)
    return Row(row_name, middle[0], "ms", middle[1], ratio, goal, ratio < _LARGEST_GROWTH)


def _room(size: int) -> Row:
    database = Database(notebook_of(size), bytearray(KEY))
    try:
        with database.reading() as connection:
            index: int = connection.execute(
                "select sum(pgsize) from dbstat where name glob 'search_*'"
            ).get
            text: int = connection.execute(
                "select sum(octet_length(title) + octet_length(body)) from pages"
            ).get
    finally:
        database.close()
    ratio = index / text
    goal = f"<= {_MOST_INDEX:g} x"
    name = f"room of the index, {size:,} pages"
    return Row(name, index / 1e6, "MB", text / 1e6, ratio, goal, ratio <= _MOST_INDEX)
