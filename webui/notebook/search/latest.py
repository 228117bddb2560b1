"""Pages that were just saved: their words are made behind the save, or when somebody asks.

Making them takes longer than the save itself. The save notes in its own transaction that the page
waits, so that nothing is forgotten, however the program ends.
"""

import threading
import time
from contextlib import suppress
from typing import Any

import apsw

from webui.notebook.database import Database
from webui.notebook.errors import NotebookLocked, StorageFailure
from webui.notebook.search.index import (
    LONGEST_AT_ONCE,
    draft_entry,
    is_current,
    let_wait,
    write_index,
    write_moved,
)

# A question reads so many at most before it is answered. More wait only while the index is made
# anew or pages were imported: a save is then read at once, or it would wait for all of them.
_MOST = 4
# Nobody should wait for a page to be shown until an import has written.
_PATIENCE = 0.1
# Behind a save come the other windows' questions for the page; they go first.
_BEHIND_SECONDS = 0.15


def write_soon(connection: apsw.Connection, page_id: int) -> None:
    """As `write_index`, in a moment: let the page wait for `catch_up`."""
    waiting: int = connection.execute(
        "select count(*) from (select 1 from search_waiting where page_id <> ? limit ?)",
        (page_id, _MOST),
    ).get
    if waiting < _MOST:
        let_wait(connection, page_id)
    else:
        write_index(connection, page_id)


def catch_up(database: Database) -> None:
    """Let pages that were saved be found by what they say now. Before each use of the index.

    Not of a reading that began before. Long pages, and those of an import, go on waiting. Raises
    NotebookLocked.
    """
    with database.reading() as connection:
        drafts = [draft_entry(connection, page_id) for page_id in _saved_pages(connection)]
    if drafts:
        # On a full disk, or while an import writes, pages are found by what they said before.
        with suppress(StorageFailure), database.writing(_PATIENCE) as connection:
            for draft in filter(None, drafts):
                if is_current(connection, draft):
                    write_moved(connection, draft)


def _saved_pages(connection: apsw.Connection) -> list[int]:
    """The pages that wait, in the order of their saves; none when there are many."""
    rows: list[Any] = connection.execute(
        "select page_id from search_waiting limit ?", (_MOST + 1,)
    ).fetchall()
    if not rows or len(rows) > _MOST:
        return []
    saved: list[Any] = connection.execute(
        """
        select id from search_waiting cross join pages on id = page_id
        where octet_length(body) <= ? order by updated_at, id
        """,
        (LONGEST_AT_ONCE,),
    ).fetchall()
    return [row[0] for row in saved]


class Latest:
    """Catches up behind saves, in a thread that is there only while one is."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.Lock()
        self._is_awaited = False

    def catch_up_soon(self) -> None:
        """Catch up in a moment, for all saves until then. Whoever asks before does it at once."""
        with self._turn:
            if self._is_awaited:
                return
            self._is_awaited = True
        threading.Thread(target=self._catch_up, name="search latest", daemon=True).start()

    def _catch_up(self) -> None:
        time.sleep(_BEHIND_SECONDS)
        with self._turn:
            self._is_awaited = False
        # Locked meanwhile: what waits is read when somebody asks.
        with suppress(NotebookLocked):
            catch_up(self._database)
