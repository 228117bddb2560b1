"""A change in one window, from its way to the server until seven other windows have painted it.

The floor is bare: eight bare windows, one of which posts the same words; a Flask view passes them
on by server-sent events, and the others show what they hear. In both the time begins where the
request leaves the page, and ends with the first task after the frame that shows the change. Each
round waits until what the one before it put off has been done, as it has when somebody types: a
quarter of a second later windows ask who links to the page, and count its words.
"""

from __future__ import annotations

import json
import statistics
import time

from benchmarks.report import Row, spread
from benchmarks.windowed import (
    WATCH,
    add_bare_window,
    add_window,
    beside_bare,
    show_page,
    sign_in,
    size_of,
    wait_complete,
)
from tests.windows.devtools import Page

_OTHERS, _QUICK_OTHERS = 7, 2
_ROUNDS, _QUICK_ROUNDS = 25, 2
# Longer than writing/saver.js waits after a key, which comes between two saves.
_PAUSE = 0.7
_LARGEST_RATIO, _MOST_MS = 1.5, 150.0
_SAVE = """(async () => {
  const { page, url } = document.querySelector("[data-page]").dataset;
  const headers = { "X-CSRF-Token": document.querySelector("meta[name=csrf-token]").content,
                    Accept: "application/json" };
  window.text ??= await (await fetch(url + "?text=1", { headers })).json();
  const base = window.text.revision;
  const body = new URLSearchParams({ body: window.text.body + WORDS, base, page });
  const began = performance.timeOrigin + performance.now();
  const answer = await (await fetch(url, { method: "POST", headers, body })).json();
  window.text.revision = answer.revision;
  return began;
})()"""
_SAY = """(async () => {
  const began = performance.timeOrigin + performance.now();
  await fetch("/events", { method: "POST", body: WORDS });
  return began;
})()"""


def measure(*, quick: bool) -> list[Row]:
    """Change a page in one window and look at the others; the same with bare windows, in turn."""
    ours: list[float] = []
    bare: list[float] = []
    pages = size_of(quick=quick)
    others = _QUICK_OTHERS if quick else _OTHERS
    with beside_bare(pages) as (program, floor):
        page, bare_page = sign_in(program), floor.page()
        show_page(page, pages)
        # The first save of a made-up page is its first revision, which nobody is behind of.
        page.evaluate(_SAVE.replace("WORDS", "' First.'"))
        listeners = [add_window(program, page) for _ in range(others)]
        bare_listeners = [add_bare_window(floor, bare_page, "/listens")[0] for _ in listeners]
        for each in listeners:
            wait_complete(each)
            each.evaluate(f"{WATCH}('article')")
        for each in bare_listeners:
            each.wait_for("document.title === 'listening'")
            each.evaluate(f"{WATCH}('#shown')")
        for turn in range((_QUICK_ROUNDS if quick else _ROUNDS) + 2):
            taken = (
                _change(page, listeners, _SAVE, turn),
                _change(bare_page, bare_listeners, _SAY, turn),
            )
            if turn > 1:
                ours += taken[0]
                bare += taken[1]
    print(f"heard: middle half {spread(ours)} ms, bare {spread(bare)} ms")
    return _rows(ours, bare, others)


def _rows(ours: list[float], bare: list[float], others: int) -> list[Row]:
    value, floor = statistics.median(ours), statistics.median(bare)
    late, floor_late = (
        statistics.quantiles(each, n=20, method="inclusive")[-1] for each in (ours, bare)
    )
    name = f"a change shown in {others} other windows"
    ratio, late_ratio = value / floor, late / floor_late
    goal, late_goal = f"<= {_LARGEST_RATIO:g} x", f"< {_MOST_MS:g} ms"
    return [
        Row(f"{name}, p50", value, "ms", floor, ratio, goal, ratio <= _LARGEST_RATIO),
        Row(f"{name}, p95", late, "ms", floor_late, late_ratio, late_goal, late < _MOST_MS),
    ]


def _change(page: Page, listeners: list[Page], act: str, turn: int) -> list[float]:
    for each in listeners:
        each.evaluate("window.shown.length = 0")
    time.sleep(_PAUSE)
    words = json.dumps(f" A sentence of its own, number {turn}.")
    began = float(page.evaluate(act.replace("WORDS", words)))
    return [float(each.wait_for("window.shown[0]")) - began for each in listeners]
