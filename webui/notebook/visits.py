"""Which pages were opened last."""

import threading
from typing import Any

from webui.notebook.database import Database
from webui.notebook.moments import Clock, to_milliseconds
from webui.notebook.rows import PageSummary, to_summary

KEPT = 200


class Visits:
    """The pages that were opened last. Kept in memory and written when the notebook is locked:
    who only reads makes no work for the disk. A crash forgets the last of them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._turn = threading.Lock()
        self._noted: dict[int, int] = {}

    def note(self, page_id: int) -> None:
        """The page is being looked at."""
        with self._turn:
            self._noted.pop(page_id, None)
            self._noted[page_id] = to_milliseconds(self._clock())
            while len(self._noted) > KEPT:
                del self._noted[next(iter(self._noted))]

    def pages(self, limit: int = 20) -> list[PageSummary]:
        """The pages, the last one first. A page in the trash is left out."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                "select page_id, visited_at from visits"
            ).fetchall()
            with self._turn:
                moments = {**dict(rows), **self._noted}
            newest = sorted(moments, key=lambda page_id: -moments[page_id])
            found = {
                row[0]: to_summary(row)
                for page_id in newest[: 2 * limit]
                for row in connection.execute(
                    "select id, slug, title, updated_at from pages"
                    " where id = ? and deleted_at is null",
                    (page_id,),
                )
            }
        return list(found.values())[:limit]

    def keep(self) -> None:
        """Write them down."""
        with self._turn:
            noted, self._noted = self._noted, {}
        if not noted:
            return
        with self._database.writing() as connection:
            connection.executemany(
                "insert or replace into visits (page_id, visited_at)"
                " select id, ? from pages where id = ?",
                [(moment, page_id) for page_id, moment in noted.items()],
            )
            connection.execute(
                "delete from visits where page_id not in"
                " (select page_id from visits order by visited_at desc limit ?)",
                (KEPT,),
            )
