"""Pages that wait to be read into the index: long ones, and all of them after a rebuild."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import apsw

from webui.notebook.database import Database
from webui.notebook.errors import NotebookError
from webui.notebook.search.emptying import Tell, empty, set_aside
from webui.notebook.search.index import draft_entry, is_current, write_entry
from webui.notebook.work import Progress as Telling
from webui.notebook.work import unwatched

# A save that comes meanwhile waits for one batch at most.
_BATCH_SECONDS = 0.03
_BATCH_PAGES = 100
_PAUSE = 0.01
_PREPARING, _READING = "Preparing", "Reading pages"
# The index grows in pieces. SQLite joins small ones with each save, and a few of them cost a search
# nothing; much beside the largest piece does, and is mostly what pages said before. Joining writes
# the whole index, so it waits for that.
_MOST_PIECES = 4
_MOST_BESIDE = 0.25
_JOIN_EVERY = 600.0
_JOIN_STEP = 50
_TOP = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the pages the index has read."""

    read: int
    pages: int


def _untold(_done: int, _pages: int, /) -> None:
    """`Tell` that nobody hears."""


class Waiting:
    """Reads the pages that wait, in a thread that is there only while some do."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.Lock()
        self._emptying = threading.Lock()
        self._thread: threading.Thread | None = None
        self._joined_at = -_JOIN_EVERY

    def progress(self) -> Progress | None:
        """How far the reading is; None when no page waits."""
        with self._database.reading() as connection:
            waiting: int = connection.execute("select count(*) from search_waiting").get
            if not waiting:
                return None
            pages: int = connection.execute("select count(*) from search_places").get
        return Progress(pages - waiting, pages)

    def look(self) -> None:
        """Begin to read what waits and to keep the index quick, unless that is going on."""
        with self._turn:
            is_due = time.monotonic() - self._joined_at >= _JOIN_EVERY
            if (is_due or self.progress()) and not (self._thread and self._thread.is_alive()):
                self._joined_at = time.monotonic()
                self._thread = threading.Thread(
                    target=self._work_until_locked, name="search index", daemon=True
                )
                self._thread.start()

    def read_all(self, batch_seconds: float = _BATCH_SECONDS, pause: float = _PAUSE) -> None:
        """Read every page that waits, the newest first. Raises NotebookLocked."""
        self._empty(_untold, pause)
        for _ in self._read(batch_seconds):
            time.sleep(pause)

    def read_anew(self, progress: Telling = unwatched) -> None:
        """Forget the index and read every page again. Raises Cancelled, NotebookLocked.

        Whatever ends it early, the pages that are left are read when somebody searches.
        """
        self.rebuild(lambda done, pages: progress(_PREPARING, done, pages))
        for _ in chain((None,), self._read(_BATCH_SECONDS)):
            if now := self.progress():
                progress(_READING, now.read, now.pages)
            time.sleep(_PAUSE)

    def join(self, pause: float = _PAUSE) -> None:
        """Join the pieces of the index, a few at a time, when that is worth it. NotebookLocked."""
        with self._database.reading() as connection:
            # A row for each leaf of the index, or nearly so.
            rows: list[Any] = connection.execute(
                "select count(*) from search_index_idx group by segid"
            ).fetchall()
        leaves = [row[0] for row in rows]
        beside = sum(leaves) - max(leaves, default=0)
        if len(leaves) > _MOST_PIECES and beside > sum(leaves) * _MOST_BESIDE:
            self.join_all(pause)

    def join_all(self, pause: float = _PAUSE) -> None:
        """Join all pieces, a few at a time: what was taken out of them is then gone for good."""
        # A negative number begins a join of everything; positive ones go on with it.
        step = -_JOIN_STEP
        while self._join_some(step):
            step = _JOIN_STEP
            time.sleep(pause)

    def rebuild(self, tell: Tell = _untold, pause: float = _PAUSE) -> None:
        """Forget the index and let every page wait, in the order of the last change.

        In small steps. Whatever ends it early, it goes on when somebody searches.
        """
        set_aside(self._database)
        self._empty(tell, pause)

    def _empty(self, tell: Tell, pause: float) -> None:
        # Pages are placed in turn: two that do it would mix their orders.
        with self._emptying:
            empty(self._database, tell, pause)

    def _work_until_locked(self) -> None:
        try:
            self.read_all()
            self.join()
        except NotebookError:
            # Locked, or the disk is full, which whoever saves is told. What waits goes on waiting.
            return

    def _join_some(self, step: int) -> bool:
        """Answer whether there was anything to join (FTS5's `merge` command, §6.9)."""
        with self._database.writing() as connection:
            before = connection.total_changes()
            connection.execute(
                "insert into search_index (search_index, rank) values ('merge', ?)", (step,)
            )
            return connection.total_changes() - before > 1

    def _read(self, seconds: float) -> Iterator[None]:
        """Read what waits, some pages in each step, until nothing does."""
        below = _TOP
        while True:
            place = self._read_some(seconds, below)
            if place is None and below == _TOP:
                return
            # From the top again: pages came meanwhile, or are left of another reading.
            below = _TOP if place is None else place
            if place is not None:
                yield

    def _read_some(self, seconds: float, below: int) -> int | None:
        """Read some pages in one transaction; answer the last one's place, None without any."""
        with self._database.reading() as connection:
            pages = _waiting_pages(connection, below)
            began = time.monotonic()
            drafts = []
            for place, page_id in pages:
                drafts.append((place, page_id, draft_entry(connection, page_id)))
                if time.monotonic() - began > seconds:
                    break
        if not drafts:
            return None
        # The index takes rising places in one piece, and falling ones each by itself.
        with self._database.writing() as connection:
            for _, page_id, draft in reversed(drafts):
                if draft is None:
                    _forget(connection, page_id)
                elif is_current(connection, draft):
                    write_entry(connection, draft)
        return drafts[-1][0]


def _waiting_pages(connection: apsw.Connection, below: int) -> list[tuple[int, int]]:
    """Places and numbers of the newest pages that wait, below a place."""
    rows: list[Any] = connection.execute(
        """
        select place, page_id from search_places cross join search_waiting using (page_id)
        where place < ? order by place desc limit ?
        """,
        (below, _BATCH_PAGES),
    ).fetchall()
    return rows


def _forget(connection: apsw.Connection, page_id: int) -> None:
    connection.execute("delete from search_waiting where page_id = ?", (page_id,))
