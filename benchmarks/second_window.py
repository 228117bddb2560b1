"""A second window, from the key that asks for it to its page painted, against `create_window`.

Both programs stand open on one screen and take turns. Ours is closed again before the next one;
bare ones stay, as pywebview does not survive it when one of several profiles goes. The page itself
says when it was first painted; the key's event says when it was pressed.
"""

from __future__ import annotations

from benchmarks.report import Row, compare, spread
from benchmarks.windowed import (
    PAINTED,
    add_bare_window,
    add_window,
    beside_bare,
    show_page,
    sign_in,
    size_of,
    wait_complete,
)
from tests.windows.devtools import Page, Program

_ROUNDS, _QUICK_ROUNDS = 9, 2
_LARGEST_RATIO = 1.3
_NOTE_KEY = """void addEventListener("keydown", ({ timeStamp }) => {
  window.pressed = performance.timeOrigin + timeStamp; }, { capture: true })"""


def measure(*, quick: bool) -> list[Row]:
    """Open second windows of both in turn."""
    ours: list[float] = []
    bare: list[float] = []
    pages = size_of(quick=quick)
    with beside_bare(pages) as (program, floor):
        page, bare_page = sign_in(program), floor.page()
        show_page(page, pages)
        page.evaluate(_NOTE_KEY)
        for turn in range((_QUICK_ROUNDS if quick else _ROUNDS) + 1):
            taken = _open(program, page), _open_bare(floor, bare_page)
            if turn > 0:
                ours.append(taken[0])
                bare.append(taken[1])
    print(f"second window: middle half {spread(ours)} ms, bare {spread(bare)} ms")
    name = f"second window: key to painted page, {pages:,} pages"
    return [compare(name, ours, bare, "ms", _LARGEST_RATIO)]


def _open(program: Program, page: Page) -> float:
    before = program.windows()
    second = add_window(program, page)
    painted = float(second.wait_for(PAINTED))
    wait_complete(second)
    pressed = float(page.evaluate("window.pressed"))
    for window in set(program.windows(len(before) + 1)) - set(before):
        program.screen.quit(window)
    program.pages(1)
    return painted - pressed


def _open_bare(floor: Program, page: Page) -> float:
    second, began = add_bare_window(floor, page)
    painted = float(second.wait_for(PAINTED))
    return painted - began
