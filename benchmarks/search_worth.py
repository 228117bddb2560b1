"""An old page that is plainly the best answer, among very many newer ones: is it still found?

Old pages are made to be about a common word, each in another way, and the search is to show them
among its first answers though ten thousands of newer pages hold the word as well.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.corpus import Corpus
from benchmarks.notebooks import KEY, copy_notebook, moment_of
from benchmarks.report import Row
from webui.notebook.database import Database
from webui.notebook.moments import from_milliseconds
from webui.notebook.search.finding import Search
from webui.notebook.search.index import draft_entry, write_entry

_SEED = 11
_EACH = 20
_AMONG = 10
# The words that hold sentences together, and those that people look for.
_RANKS = {"commonest words": (0, 20), "common words": (50, 1_000)}

Change = Callable[[str, str, str], tuple[str, str]]

# A heading is no such way: every second page of the corpus has one, made of common words.
_WAYS: dict[str, Change] = {
    "is the title": lambda word, _title, body: (word.capitalize(), body),
    "nearly the title": lambda word, _title, body: (f"On {word} 1", body),
    "said often": lambda word, title, body: (title, body + f" {word} and" * 40),
}


def measure(size: int) -> list[Row]:
    """The share of such pages that stand among the first ten."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        copy = Path(folder) / "copy.db"
        copy_notebook(size, copy)
        database = Database(copy, bytearray(KEY))
        try:
            for name, (first, last) in _RANKS.items():
                for way, change in _WAYS.items():
                    share = _measure_way(database, size, change, (first, last))
                    label = f"old page, word {way}, {name}"
                    rows.append(Row(label, share, "", 1, share, ">= 0.95", share >= 0.95))  # noqa: PLR2004
        finally:
            database.close()
    return rows


def _measure_way(database: Database, size: int, change: Change, ranks: tuple[int, int]) -> float:
    rng = random.Random(_SEED)
    corpus = Corpus(size)
    search = Search(database, lambda: from_milliseconds(moment_of(size)))
    found = 0
    for _ in range(_EACH):
        word = corpus.words[rng.randint(*ranks)]
        page_id = 1 + rng.randrange(size // 50) * 10 + 1
        before = _rewrite(database, page_id, change, word)
        hits = search.find(f"{word} ", limit=_AMONG).hits
        found += page_id in [hit.page.id for hit in hits]
        _restore(database, page_id, before)
    return found / _EACH


def _rewrite(database: Database, page_id: int, change: Change, word: str) -> tuple[str, str]:
    with database.reading() as connection:
        rows: list[Any] = connection.execute(
            "select title, body from pages where id = ?", (page_id,)
        ).fetchall()
    before: tuple[str, str] = rows[0]
    _restore(database, page_id, change(word, *before))
    return before


def _restore(database: Database, page_id: int, text: tuple[str, str]) -> None:
    """Write a page at the place it has, as if it had always been so."""
    with database.writing() as connection:
        connection.execute("update pages set title = ?, body = ? where id = ?", (*text, page_id))
        draft = draft_entry(connection, page_id)
        if draft is not None:
            write_entry(connection, draft)
