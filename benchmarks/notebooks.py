"""Notebooks with a made-up corpus, built once and kept in the temporary folder for later runs.

Each comes twice, encrypted and not, page by page the same: the second is the first with its key
taken off, so that a difference between the two is the cipher's and nothing else's.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import apsw

from benchmarks.corpus import Corpus
from webui.notebook import migrations
from webui.notebook.connections import KEY_BYTES
from webui.notebook.database import Database
from webui.notebook.errors import NotebookLocked
from webui.notebook.graph import write_graph
from webui.notebook.moments import from_milliseconds
from webui.notebook.search.facts import find_facts
from webui.notebook.search.tokens import entry_of
from webui.notebook.search.waiting import Waiting
from webui.notebook.slugs import slug_of
from webui.notebook.tags import write_tags

KEY = bytes(range(KEY_BYTES))
_FIRST_MOMENT = 1_640_995_200_000
_QUARTER_HOUR = 15 * 60_000
_BATCH = 2_000
_SAMPLE = 50
SCHEMA = Path(migrations.__file__).parent
_LONG = 3.0


class PlainDatabase:
    """The same tables without a key: the floor. As much of `Database` as a search needs."""

    def __init__(self, path: Path) -> None:
        self._turn = threading.RLock()
        self._connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        self._connection.execute(
            "pragma temp_store = memory; pragma trusted_schema = off; pragma query_only = on"
        ).fetchall()

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """One state of the notebook throughout."""
        with self._turn:
            self._connection.execute("begin deferred")
            try:
                yield self._connection
            finally:
                self._connection.execute("commit")

    def writing(self) -> NoReturn:
        """Nobody writes here: the index stays as it was built."""
        raise NotebookLocked

    def close(self) -> None:
        self._connection.close()


def moment_of(number: int) -> int:
    """When the page with this number was made, in milliseconds."""
    return _FIRST_MOMENT + number * _QUARTER_HOUR


def notebook_of(pages: int) -> Path:
    """The encrypted database with so many pages, built when there is none yet."""
    path = Path(tempfile.gettempdir()) / f"inglenook-bench-{_version()}" / f"{pages}.db"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        # Its own: two runs that begin at the same time each build one, and either will do.
        building = path.with_suffix(f".building-{os.getpid()}")
        _build(building, Corpus(pages))
        building.replace(path)
    return path


def copy_notebook(pages: int, path: Path) -> None:
    """Copy the notebook with so many pages there, all of it on the disk."""
    copy_whole(notebook_of(pages), path)


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file there, all of it on the disk.

    Left to itself the system brings such a copy to the disk half a minute later, and each save of
    that time waits for its turn.
    """
    shutil.copyfile(source, path)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def plain_copy_of(path: Path) -> Path:
    """The same database with its key taken off."""
    plain = path.with_suffix(".plain")
    if not plain.exists():
        building = path.with_suffix(".building")
        shutil.copyfile(path, building)
        connection = apsw.Connection(str(building))
        connection.execute("pragma cipher = 'chacha20'").fetchall()
        connection.execute(f"pragma hexkey = '{(b'raw:' + KEY).hex()}'").fetchall()
        connection.execute("pragma journal_mode = delete").fetchall()
        connection.execute("pragma rekey = ''").fetchall()
        connection.execute("pragma journal_mode = wal").fetchall()
        connection.close()
        building.replace(plain)
    return plain


def _version() -> str:
    """Another corpus or other tokens make another notebook."""
    facts = [file.read_text("utf-8") for file in sorted(SCHEMA.glob("*.sql"))]
    for page in map(Corpus(_SAMPLE).page, range(_SAMPLE)):
        moment = from_milliseconds(moment_of(page.number))
        entry = entry_of(page.title, page.body, "a/b", find_facts(page.body), moment, moment)
        facts += [page.body, *sorted(entry.tokens)]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:12]


def _build(path: Path, made: Corpus) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    database = Database.create(path, bytearray(KEY))
    try:
        with database.writing() as connection:
            connection.execute("insert into notebook values ('bench', 'Ada', 0)")
        for first in range(0, made.pages, _BATCH):
            _write_pages(database, made, range(first, min(first + _BATCH, made.pages)))
        waiting = Waiting(database)
        waiting.rebuild()
        waiting.read_all(batch_seconds=_LONG, pause=0)
        waiting.join(pause=0)
    finally:
        database.close()


def _write_pages(database: Database, made: Corpus, numbers: range) -> None:
    with database.writing() as connection:
        for page in map(made.page, numbers):
            moment = moment_of(page.number)
            connection.execute(
                "insert into pages (slug, title, revision, created_at, updated_at, body)"
                " values (?, ?, 1, ?, ?, ?)",
                (slug_of(page.title), page.title, moment, moment, page.body),
            )
            page_id = connection.last_insert_rowid()
            write_tags(connection, page_id, page.body)
            write_graph(connection, page_id, page.body)
