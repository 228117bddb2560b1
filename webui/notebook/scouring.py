"""What was deleted for good leaves the disk, too.

SQLite overwrites what is deleted (`secure_delete`), in its tables. Beside them remain: words in the
search index until its pieces are joined, words in the list that search knows, the bytes of files,
which are deleted a few at a time, and the write-ahead log. All of that is done here, in small steps
and a quiet thread; a notebook that is locked meanwhile goes on with it the next time.
"""

import threading
import time
from typing import Any

import apsw

from webui.notebook.contents import sweep_contents
from webui.notebook.database import Database
from webui.notebook.errors import NotebookError
from webui.notebook.search.tokens import LONGEST_WORD
from webui.notebook.search.waiting import Waiting

_DUE = "scouring_due"
_WORDS_AT_ONCE = 500
_PAUSE = 0.01


class Scouring:
    """Removes the traces of what was deleted, when there may be some."""

    def __init__(self, database: Database, waiting: Waiting) -> None:
        self._database = database
        self._waiting = waiting
        self._turn = threading.Lock()
        self._thread: threading.Thread | None = None

    def look(self) -> None:
        """Begin, if it is due and not going on already."""
        with self._turn:
            if self.is_due and not (self._thread and self._thread.is_alive()):
                self._thread = threading.Thread(
                    target=self._scour_until_locked, name="scouring", daemon=True
                )
                self._thread.start()

    @property
    def is_due(self) -> bool:
        """Whether something was deleted since the last time."""
        with self._database.reading() as connection:
            row = connection.execute("select 1 from settings where name = ?", (_DUE,)).fetchone()
        return row is not None

    def scour(self) -> None:
        """Remove every trace, to the end. Raises NotebookLocked."""
        with self._database.writing() as connection:
            # What is deleted from now on makes it due again.
            connection.execute("update settings set value = '1' where name = ?", (_DUE,))
        sweep_contents(self._database)
        self._waiting.read_all()
        self._waiting.join_all()
        self._sweep_words()
        with self._database.writing() as connection:
            connection.execute("delete from settings where name = ? and value = '1'", (_DUE,))
        self._database.empty_log()

    def _sweep_words(self) -> None:
        """Forget the words that no page has any more."""
        last = ""
        while True:
            with self._database.reading() as connection:
                rows: list[Any] = connection.execute(
                    "select word from search_words where word > ? order by word limit ?",
                    (last, _WORDS_AT_ONCE),
                ).fetchall()
                gone = [row for row in rows if not _is_used(connection, row[0])]
            if not rows:
                return
            with self._database.writing() as connection:
                # Somebody may have written one of them meanwhile.
                connection.executemany(
                    "delete from search_words where word = ?",
                    [row for row in gone if not _is_used(connection, row[0])],
                )
            last = rows[-1][0]
            time.sleep(_PAUSE)

    def _scour_until_locked(self) -> None:
        try:
            self.scour()
        except NotebookError:
            # Locked, or the disk is full, which whoever saves is told. It stays due.
            return


def note_deletion(connection: apsw.Connection) -> None:
    """Say, in the transaction that deletes something for good, that traces are left."""
    connection.execute("insert or replace into settings (name, value) values (?, '2')", (_DUE,))


def _is_used(connection: apsw.Connection, word: str) -> bool:
    row = connection.execute(
        "select 1 from search_index where search_index match ? limit 1",
        (f'"{word[:LONGEST_WORD]}"',),
    ).fetchone()
    return row is not None
