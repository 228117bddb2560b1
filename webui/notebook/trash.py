"""The trash: pages and files thrown away, until they are restored or deleted for good.

A file that only pages in the trash name waits there with them: it comes back with any of them and
is deleted with the last. One that an earlier version of another page names is kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import apsw

from webui.notebook.addresses import free_page_slug, is_slug_taken
from webui.notebook.database import Database
from webui.notebook.errors import PageNotFound
from webui.notebook.graph import write_graph
from webui.notebook.moments import Clock, from_milliseconds, to_milliseconds
from webui.notebook.properties import write_properties
from webui.notebook.rows import Page, read_page
from webui.notebook.scouring import Scouring, note_deletion
from webui.notebook.search.index import write_index
from webui.notebook.tags import write_tags

DAYS_KEPT = 30
# The setting with the person's own number of days; 0 keeps everything.
TRASH_DAYS = "trash_days"
# A save that comes meanwhile waits for one batch at most.
_PAGES_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class TrashedPage:
    """What a list of the trash shows. The slug is the one the page had.

    `files` is how many files wait with it, of which no page outside the trash knows.
    """

    id: int
    title: str
    slug: str
    deleted_at: datetime
    files: int


class Trash:
    """The pages in the trash, and the end of all that lies there."""

    def __init__(self, database: Database, clock: Clock, scouring: Scouring) -> None:
        self._database = database
        self._clock = clock
        self.scouring = scouring

    def list(self) -> list[TrashedPage]:
        """The pages, the last thrown away first."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                """
                select id, title, slug, deleted_at, (
                    select count(*) from file_uses as own join files on files.id = file_id
                    where own.page_id = pages.id and files.deleted_at is null
                    and not exists (
                        select 1 from file_uses join pages on pages.id = page_id
                        where file_id = files.id and pages.deleted_at is null
                    )
                )
                from pages where deleted_at is not null order by deleted_at desc, id desc
                """
            ).fetchall()
        return [_to_trashed(row) for row in rows]

    def find(self, page_id: int) -> str | None:
        """The title of a page in the trash; None when it is not there."""
        with self._database.reading() as connection:
            title: str | None = connection.execute(
                "select title from pages where id = ? and deleted_at is not null", (page_id,)
            ).get
        return title

    def restore(self, page_id: int) -> Page:
        """Put a page back, under its slug or, when that was taken since, one with a number.

        Raises PageNotFound when it is not in the trash.
        """
        with self._database.writing() as connection:
            slug, body = _read_trashed(connection, page_id)
            if is_slug_taken(connection, slug):
                slug = free_page_slug(connection, slug)
            connection.execute(
                "update pages set deleted_at = null, slug = ? where id = ?", (slug, page_id)
            )
            write_tags(connection, page_id, body)
            write_graph(connection, page_id, body)
            write_properties(connection, page_id, body)
            write_index(connection, page_id)
            return read_page(connection, page_id)

    def delete(self, page_id: int) -> None:
        """Delete a page for good, its revisions and files too; soon no byte of it is left.

        Raises PageNotFound when it is not in the trash.
        """
        with self._database.writing() as connection:
            _read_trashed(connection, page_id)
            _delete_pages(connection, [page_id])
        self.scouring.look()

    def empty(self) -> int:
        """Delete all pages and files in it for good; answers how many."""
        return self._empty(to_milliseconds(self._clock()) + 1)

    def empty_older(self, days: int) -> int:
        """Delete for good what was thrown away more than `days` ago; answers how many."""
        return self._empty(to_milliseconds(self._clock() - timedelta(days=days)))

    def _empty(self, before: int) -> int:
        count = 0
        while deleted := self._delete_some(before):
            count += deleted
        self.scouring.look()
        return count

    def _delete_some(self, before: int) -> int:
        with self._database.writing() as connection:
            rows: list[Any] = connection.execute(
                "select id from pages where deleted_at < ? limit ?", (before, _PAGES_AT_ONCE)
            ).fetchall()
            _delete_pages(connection, [row[0] for row in rows])
            connection.execute("delete from files where deleted_at < ?", (before,))
            files = connection.changes()
            if files:
                note_deletion(connection)
        return len(rows) + files


def _delete_pages(connection: apsw.Connection, page_ids: list[int]) -> None:
    """Delete pages that are in the trash, and the files that nothing but they ever named."""
    for page_id in page_ids:
        files: list[Any] = connection.execute(
            "select file_id from file_uses where page_id = ?", (page_id,)
        ).fetchall()
        connection.execute("delete from pages where id = ?", (page_id,))
        connection.executemany(
            """
            delete from files where id = ?1
            and not exists (select 1 from file_uses where file_id = ?1)
            and not exists (select 1 from links where target = slug)
            """,
            files,
        )
    if page_ids:
        note_deletion(connection)


def _read_trashed(connection: apsw.Connection, page_id: int) -> tuple[str, str]:
    row: Any = connection.execute(
        "select slug, body from pages where id = ? and deleted_at is not null", (page_id,)
    ).fetchone()
    if row is None:
        raise PageNotFound
    return row[0], row[1]


def _to_trashed(row: tuple[Any, ...]) -> TrashedPage:
    return TrashedPage(row[0], row[1], row[2], from_milliseconds(row[3]), row[4])
