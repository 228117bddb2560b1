"""From the click on a link to the painted page, in a real window.

The floor is the same twelve pages as they are sent, without their scripts, as static documents
from memory on the same server, clicked in a second window. What is taken in both is when the title
was painted, as the web view says it (Element Timing API).
"""

from __future__ import annotations

import json

from benchmarks.measured import FLOOR
from benchmarks.report import Row, compare, spread
from benchmarks.windowed import (
    add_window,
    alone,
    show_page,
    sign_in,
    size_of,
    wait_complete,
)
from tests.windows.devtools import Page

_ROUNDS, _QUICK_ROUNDS = 60, 3
_LARGEST_RATIO = 1.5
_KEEP = """Promise.all(PATHS.map(async (path) => {
  const text = await (await fetch(path)).text();
  const still = text.replace(/<script[^]*?<\\/script>/g, "")
    .replaceAll('href="/pages/', 'href="FLOOR/pages/')
    .replace('<h1 ', '<h1 elementtiming="title" ');
  await fetch("FLOOR" + path, { method: "PUT", body: still });
}))"""
# Noted by the page that is left, and read on the one that came.
_NOTE = """void addEventListener("click", ({ timeStamp }) =>
  sessionStorage.setItem("clicked", performance.timeOrigin + timeStamp), { capture: true })"""
_TIME_TITLES = """void addEventListener("turbo:before-render", ({ detail }) =>
  detail.newBody.querySelector("h1").setAttribute("elementtiming", "title"))"""
_TAKEN = """new Promise((resolve) => new PerformanceObserver((list) => {
  const clicked = Number(sessionStorage.getItem("clicked"));
  for (const { renderTime } of list.getEntries()) {
    const taken = performance.timeOrigin + renderTime - clicked;
    if (taken > 0) resolve(taken);
  }
}).observe({ type: "element", buffered: true }))"""


def measure(*, quick: bool) -> list[Row]:
    """Click from page to page in a window of the notebook and in one of static pages, in turn."""
    ours: list[float] = []
    static: list[float] = []
    pages = size_of(quick=quick)
    with alone(pages) as program:
        page = sign_in(program)
        show_page(page, pages)
        other = add_window(program, page)
        wait_complete(other)
        paths = _keep_recent(page)
        page.evaluate(_NOTE)
        page.evaluate(_TIME_TITLES)
        other.go(FLOOR + paths[0])
        other.wait_for_path(FLOOR + paths[0])
        for turn in range((_QUICK_ROUNDS if quick else _ROUNDS) + 2):
            path = paths[(turn + 1) % len(paths)]
            taken = _click(page, path), _click_static(other, FLOOR + path)
            if turn > 1:
                ours.append(taken[0])
                static.append(taken[1])
    print(f"click: middle half {spread(ours)} ms, static {spread(static)} ms")
    name = f"click to painted page, {pages:,} pages"
    return [compare(name, ours, static, "ms", _LARGEST_RATIO)]


def _keep_recent(page: Page) -> list[str]:
    """Put the pages that the sidebar lists beside their own addresses; answer their paths."""
    found = page.evaluate(
        "[...new Set([...document.querySelectorAll('.sidebar a[href^=\"/pages/\"]')]"
        ".filter((link) => link.checkVisibility()).map((link) => link.getAttribute('href')))]"
        ".filter((path) => path.length > '/pages/'.length && !path.includes('?'))"
    )
    paths = [str(path) for path in found]
    page.evaluate(_KEEP.replace("PATHS", json.dumps(paths)).replace("FLOOR", FLOOR))
    return paths


def _click(page: Page, path: str) -> float:
    page.click(f'.sidebar a[href="{path}"]')
    taken = float(page.evaluate(_TAKEN))
    page.wait_for_path(path)
    return taken


def _click_static(page: Page, path: str) -> float:
    page.evaluate(_NOTE)
    page.click(f'.sidebar a[href="{path}"]')
    page.wait_for_path(path)
    return float(page.evaluate(_TAKEN))
