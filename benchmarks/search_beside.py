"""Saves of one window while another searches without a pause, in turn with saves alone.

Both ask the program itself, which runs in a process of its own, as windows do: a save is a form
that is sent and answered, a search is the part of a page that shows what was found. A fast typist
searches, and one question in four is the thorough one that follows a pause.
"""

from __future__ import annotations

import itertools
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from benchmarks import typing
from benchmarks.corpus import Corpus, MadePage
from benchmarks.houses import Visitor, lay_notebook
from benchmarks.report import Row
from benchmarks.search_questions import make_questions
from webui.notebook.slugs import slug_of

_ROUNDS, _QUICK_ROUNDS = 24, 2
_SAVES = 25
_PAGES = 20
# One types on while one saves: not one save after the other.
_PAUSE = 0.02
# A letter every 100 ms, by a fast typist, in each of two windows.
_BETWEEN_LETTERS = 0.05
_THOROUGH_EVERY = 4
_LARGEST_RATIO = 1.5


def measure(size: int, *, quick: bool) -> list[Row]:
    """The slowest save in a hundred, beside a search and alone."""
    # The measuring side must not wait 5 ms for its own interpreter.
    patience = sys.getswitchinterval()
    sys.setswitchinterval(0.0002)
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            data_dir = Path(folder) / "data"
            data_dir.mkdir(mode=0o700)
            lay_notebook(data_dir, size)
            with typing.open_program(data_dir) as entrance:
                return [_measure(entrance, size, _QUICK_ROUNDS if quick else _ROUNDS)]
    finally:
        sys.setswitchinterval(patience)


def _measure(entrance: str, size: int, rounds: int) -> Row:
    address = urlsplit(entrance)
    writer = Visitor(address.netloc, {})
    writer.get(address.path)
    writer.sign_in()
    writer.look_for_token("/search")
    pages = [Corpus(size).page(number) for number in range(_PAGES)]
    searching, over = threading.Event(), threading.Event()
    searcher = Visitor(address.netloc, dict(writer.cookies))
    asking = threading.Thread(target=_search_on, args=(searcher, size, searching, over))
    asking.start()
    alone: list[float] = []
    beside: list[float] = []
    try:
        _save(writer, pages[0], 0)
        for turn in range(rounds):
            for times, is_beside in ((alone, False), (beside, True)):
                searching.set() if is_beside else searching.clear()
                time.sleep(2 * _BETWEEN_LETTERS)
                for at in range(turn * _SAVES, (turn + 1) * _SAVES):
                    times.append(_save(writer, pages[at % _PAGES], at))
    finally:
        over.set()
        searching.set()
        asking.join()
    for name, times in (("alone", alone), ("beside", beside)):
        print(
            f"a save {name}: median {statistics.median(times):.1f} ms,"
            f" p95 {_slowest(times, 20):.1f}, p99 {_slowest(times, 100):.1f}",
            flush=True,
        )
    slow, floor = _slowest(beside, 100), _slowest(alone, 100)
    ratio = slow / floor
    goal = f"p99 <= {_LARGEST_RATIO:g} x"
    name = "a save beside a search in another window"
    return Row(name, slow, "ms", floor, ratio, goal, ratio <= _LARGEST_RATIO)


def _search_on(
    searcher: Visitor, size: int, searching: threading.Event, over: threading.Event
) -> None:
    questions = [each for some in make_questions(Corpus(size), 3).values() for each in some]
    for turn, question in enumerate(itertools.cycle(questions)):
        searching.wait()
        if over.is_set():
            return
        depth = {} if turn % _THOROUGH_EVERY else {"thorough": 1}
        searcher.get(f"/search?{urlencode({'q': question, 'part': 1, **depth})}")
        time.sleep(_BETWEEN_LETTERS)


def _save(writer: Visitor, page: MadePage, turn: int) -> float:
    form = {"body": f"{page.body} {turn}"}
    began = time.perf_counter()
    writer.post(f"/pages/{quote(slug_of(page.title))}", form, by_script=True)
    took = (time.perf_counter() - began) * 1000
    time.sleep(_PAUSE)
    return took


def _slowest(times: list[float], one_in: int) -> float:
    return statistics.quantiles(times, n=one_in, method="inclusive")[-1]
