"""What the server does for a window: pages viewed, one by one and by eight at a time, signing in.

The floor of a page is the same template with the same values from memory, answered by the same
application on the same server; that of signing in is the password's Argon2id alone.
"""

from __future__ import annotations

import random
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import before_render_template, render_template

from benchmarks.corpus import Corpus
from benchmarks.houses import NAME, PASSWORD, House, Visitor, open_house
from benchmarks.notebooks import KEY
from benchmarks.report import Row, exceed, spread
from webui.notebook import STANDARD
from webui.notebook.sealing import seal, unseal
from webui.notebook.slugs import slug_of

_LARGE, _QUICK_LARGE, _SMALL = 100_000, 300, 100
_VIEWS, _QUICK_VIEWS = 400, 20
_SIGN_INS, _QUICK_SIGN_INS = 9, 2
_CONNECTIONS = 8
_LARGEST_VIEW, _LEAST_THROUGHPUT = 1.5, 0.6
_MOST_SIGN_IN, _LARGEST_DIFFERENCE = 60.0, 0.1
_MOST_BYTES = 250.0
_MEMORY = "/from-memory"


def measure(*, quick: bool) -> list[Row]:
    """Take everything at the largest size, and signing in at the smallest as well."""
    large = _QUICK_LARGE if quick else _LARGE
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        tempfile.TemporaryDirectory(prefix="bench-") as small_folder,
        open_house(Path(folder), large) as house,
        open_house(Path(small_folder), _SMALL) as small,
        ExitStack() as stack,
    ):
        show = _keep_a_page(house)
        rows = _sign_ins(house, small, large, _QUICK_SIGN_INS if quick else _SIGN_INS)
        visitor = stack.enter_context(closing(house.let_in()))
        visitor.sign_in()
        paths = _some_paths(large, _QUICK_VIEWS if quick else _VIEWS)
        visitor.get(paths[0])
        show()
        rows += _views(visitor, paths, large)
        rows.append(_throughput(visitor, paths, large))
        rows.append(_bytes(visitor, paths[0]))
    return rows


def _keep_a_page(house: House) -> Callable[[], None]:
    """Prepare the floor before the first request; what is answered makes the next page its own."""
    kept: dict[str, Any] = {}
    wanted = threading.Event()
    wanted.set()

    def keep(_sender: object, template: Any, context: dict[str, Any], **_: object) -> None:
        if wanted.is_set() and template.name == "pages/show.html":
            kept.update(context)

    def answer() -> str:
        return render_template("pages/show.html", **kept)

    before_render_template.connect(keep, house.app, weak=False)
    house.app.add_url_rule(_MEMORY, "from_memory", answer)
    return wanted.clear


def _some_paths(pages: int, count: int) -> list[str]:
    corpus, chance = Corpus(pages), random.Random(count)
    return [
        f"/pages/{quote(slug_of(corpus.page(chance.randrange(pages)).title))}" for _ in range(count)
    ]


def _time(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _views(visitor: Visitor, paths: list[str], pages: int) -> list[Row]:
    ours: list[float] = []
    floor: list[float] = []
    by_clock: list[float] = []
    for path in paths:
        floor.append(_work(partial(visitor.get, _MEMORY)))
        began = time.perf_counter()
        ours.append(_work(partial(visitor.get, path)))
        by_clock.append((time.perf_counter() - began) * 1000)
    print(
        f"page view: middle half {spread(ours)} ms of work, {spread(by_clock)} ms by the clock;"
        f" from memory {spread(floor)} ms of work"
    )
    rows = []
    for name, place in (("p50", 49), ("p99", 98)):
        value, least = (statistics.quantiles(each, n=100)[place] for each in (ours, floor))
        ratio = value / least
        title = f"page view {name}, {pages:,} pages, work of the processor"
        goal = f"<= {_LARGEST_VIEW:g} x"
        rows.append(Row(title, value, "ms", least, ratio, goal, ratio <= _LARGEST_VIEW))
    return rows


def _work(act: Callable[[], object]) -> float:
    """Milliseconds that the processor worked for this program: others change them less."""
    began = time.process_time()
    act()
    return (time.process_time() - began) * 1000


def _throughput(visitor: Visitor, paths: list[str], pages: int) -> Row:
    ours, floor = [], []
    for _ in range(3):
        floor.append(_rate(visitor, [_MEMORY] * len(paths)))
        ours.append(_rate(visitor, paths))
    value, least = statistics.median(ours), statistics.median(floor)
    ratio = value / least
    name = f"page views a second, {_CONNECTIONS} connections, {pages:,} pages"
    goal = f">= {_LEAST_THROUGHPUT:g} x"
    return Row(name, value, "1/s", least, ratio, goal, ratio >= _LEAST_THROUGHPUT)


def _rate(visitor: Visitor, paths: list[str]) -> float:
    parts = [paths[first::_CONNECTIONS] for first in range(_CONNECTIONS)]

    def view(part: list[str]) -> None:
        with closing(Visitor(visitor.authority, dict(visitor.cookies))) as other:
            for path in part:
                other.get(path)

    threads = [threading.Thread(target=view, args=(part,)) for part in parts]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(paths) / (time.perf_counter() - began)


def _sign_ins(large: House, small: House, pages: int, rounds: int) -> list[Row]:
    taken: dict[str, list[float]] = {"large": [], "small": [], "floor": []}
    slot = seal(bytearray(KEY), PASSWORD.encode(), "password", b"bench", STANDARD)
    for turn in range(rounds + 1):
        times = {
            "floor": _time(lambda: unseal(slot, PASSWORD.encode(), b"bench")),
            "large": _sign_in(large),
            "small": _sign_in(small),
        }
        if turn > 0:
            for name, each in times.items():
                taken[name].append(each)
    rows = [
        exceed(
            f"sign-in: Enter to the notebook's page, {count:,} pages",
            taken[name],
            taken["floor"],
            "ms",
            _MOST_SIGN_IN,
        )
        for name, count in (("small", _SMALL), ("large", pages))
    ]
    value, least = statistics.median(taken["large"]), statistics.median(taken["small"])
    ratio = value / least
    name = f"sign-in, {pages:,} pages against {_SMALL}"
    is_met = abs(ratio - 1) <= _LARGEST_DIFFERENCE
    return [*rows, Row(name, value, "ms", least, ratio, "1 x, within 10 %", is_met)]


def _sign_in(house: House) -> float:
    with closing(house.let_in()) as visitor:
        visitor.look_for_token("/login")

        def enter() -> None:
            visitor.get(visitor.post("/login", {"username": NAME, "password": PASSWORD}))

        taken = _time(enter)
        visitor.look_for_token("/session")
        visitor.post("/logout", {})
        return taken


def _bytes(visitor: Visitor, path: str) -> Row:
    """What a first page has sent: its scripts, with all that they import at once, and styles."""
    page = visitor.get(path).decode()
    found = set(re.findall(r'<(?:script[^>]* src|link rel="stylesheet" href)="([^"]+)"', page))
    size, waiting = 0, sorted(found)
    while waiting:
        text = visitor.get(waiting.pop()).decode()
        size += len(text.encode())
        for more in re.findall(r'(?:from|^import|;import)\s*"(/static/[^"]+\.js)"', text):
            if more not in found:
                found.add(more)
                waiting.append(more)
    name = f"script and style sent for a first page, {len(found)} files"
    sent = size / 1000
    return Row(name, sent, "kB", _MOST_BYTES, sent / _MOST_BYTES, "<= 250 kB", sent <= _MOST_BYTES)
