"""Real windows of the program over a large notebook, and bare ones beside them on one screen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from benchmarks.corpus import Corpus
from benchmarks.houses import PASSWORD, lay_notebook
from tests.windows.devtools import Page, Program
from tests.windows.screens import Screen, own_screen
from webui.notebook.slugs import slug_of

_LARGE, _QUICK_LARGE = 100_000, 60
CONTROL, SHIFT, ENTER, KEY_N = 2, 8, 13, 78

PAINTED = """(() => {
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return paint ? performance.timeOrigin + paint.startTime : null })()"""
"""When the page was first painted, in milliseconds of the wall clock."""

WATCH = """((selector) => {
  window.shown = [];
  new MutationObserver(() => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.shown.push(performance.timeOrigin + performance.now());
    port2.postMessage(0);
  })).observe(document.querySelector(selector),
              { childList: true, subtree: true, characterData: true });
})"""
"""Notes when a change of an element was painted: the first task after the frame that shows it."""


def size_of(*, quick: bool) -> int:
    """How many pages the notebook has whose windows are measured."""
    return _QUICK_LARGE if quick else _LARGE


@contextmanager
def alone(pages: int) -> Iterator[Program]:
    """The program over so many pages, running on a screen of its own."""
    with _stage() as (screen, base), _start_notebook(screen, base, pages) as program:
        yield program


@contextmanager
def beside_bare(pages: int) -> Iterator[tuple[Program, Program]]:
    """The same, and the bare windows, both running on one screen."""
    with (
        _stage() as (screen, base),
        _start_notebook(screen, base, pages) as ours,
        _start_bare(screen, base) as bare,
    ):
        yield ours, bare


@contextmanager
def _stage() -> Iterator[tuple[Screen, Path]]:
    with own_screen() as screen, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        yield screen, Path(folder)


def _start_notebook(screen: Screen, base: Path, pages: int) -> Program:
    home = base / "home"
    home.mkdir(mode=0o700)
    data = home / "data"
    data.mkdir(mode=0o700)
    lay_notebook(data, pages)
    return Program(screen, home, data_dir=data, module="benchmarks.measured")


def _start_bare(screen: Screen, base: Path) -> Program:
    home = base / "bare"
    home.mkdir(mode=0o700)
    return Program(screen, home, module="benchmarks.bare_windows")


def sign_in(program: Program) -> Page:
    """Sign in in the first window; answer its page, complete."""
    page = program.page()
    page.wait_for("document.activeElement?.name === 'password'")
    page.type(PASSWORD)
    page.press("Enter", ENTER)
    wait_complete(page)
    return page


def wait_complete(page: Page) -> None:
    """Wait until a page of the notebook is there with its scripts."""
    page.wait_for("document.readyState === 'complete' && !!document.querySelector('body.shell')")


def add_window(program: Program, page: Page) -> Page:
    """Open another window by its key, on the page that `page` shows; answer the new one."""
    known = {each.id for each in program.pages()}
    page.press("N", KEY_N, CONTROL | SHIFT)
    return _new_one(program, known)


def add_bare_window(program: Program, page: Page, path: str = "/") -> tuple[Page, float]:
    """Open another bare window; answer its page, and when that began on the wall clock (ms)."""
    known = {each.id for each in program.pages()}
    asked = f"fetch('/windows', {{method: 'POST', body: '{path}'}}).then((told) => told.json())"
    began = float(page.evaluate(asked)["began"])
    return _new_one(program, known), began


def _new_one(program: Program, known: set[str]) -> Page:
    pages = program.pages(len(known) + 1)
    return next(each for each in pages if each.id not in known)


def show_page(page: Page, pages: int, query: str = "") -> str:
    """Lead a window to an ordinary page of the made-up notebook; answer its path."""
    path = f"/pages/{quote(slug_of(Corpus(pages).page(1).title))}"
    page.go(path + query)
    page.wait_for_path(path + query)
    wait_complete(page)
    return path
