"""What the index adds to a save: the same saves with and without it, in turn.

Counted is all of it: what stands in the save, and what is done behind its answer.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from benchmarks.notebooks import KEY, copy_notebook
from benchmarks.report import Row, exceed
from webui.notebook import pages as pages_module
from webui.notebook.database import Database
from webui.notebook.moments import utc_now
from webui.notebook.pages import Pages
from webui.notebook.search.latest import catch_up

_ROUNDS, _QUICK_ROUNDS = 400, 20
_MOST_MILLISECONDS = 3.0


def measure(size: int, *, quick: bool) -> list[Row]:
    """Type into pages of a large notebook, one save for each sentence."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        copy = Path(folder) / "copy.db"
        copy_notebook(size, copy)
        database = Database(copy, bytearray(KEY))
        try:
            return [_measure(database, _QUICK_ROUNDS if quick else _ROUNDS)]
        finally:
            database.close()


def _measure(database: Database, rounds: int) -> Row:
    pages = Pages(database, utc_now)
    indexed: list[float] = []
    behind: list[float] = []
    bare: list[float] = []
    for turn in range(rounds):
        page_id = 1 + turn // 8
        save = _saver(pages, page_id, f" Sentence number {turn} with several words in it.")
        if turn % 2:
            saved = _time(save)
            behind.append(_time(lambda: catch_up(database)))
            indexed.append(saved + behind[-1])
        else:
            with patch.object(pages_module, "write_soon", lambda *_: None):
                bare.append(_time(save))
    print(
        f"a save: median {statistics.median(indexed):.2f} ms with the index"
        f" ({statistics.median(behind):.2f} of them behind the answer),"
        f" {statistics.median(bare):.2f} ms without, worst {max(indexed):.1f} and {max(bare):.1f}"
    )
    return exceed("a save with the index", indexed, bare, "ms", _MOST_MILLISECONDS)


def _saver(pages: Pages, page_id: int, more: str) -> Callable[[], None]:
    page = pages.by_id(page_id)

    def save() -> None:
        pages.save(page_id, page.body + more, page.revision)

    return save


def _time(act: Callable[[], None]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
