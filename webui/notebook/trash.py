"""The trash: pages thrown away, until they are restored or deleted for good."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from webui.notebook.addresses import free_page_slug, is_slug_taken
from webui.notebook.database import Database
from webui.notebook.errors import PageNotFound
from webui.notebook.graph import write_graph
from webui.notebook.moments import from_milliseconds
from webui.notebook.properties import write_properties
from webui.notebook.rows import Page, read_page
from webui.notebook.search.index import write_index
from webui.notebook.tags import write_tags


@dataclass(frozen=True, slots=True)
class TrashedPage:
    """What a list of the trash shows. The slug is the one the page had."""

    id: int
    title: str
    slug: str
    deleted_at: datetime


class Trash:
    """The pages in the trash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self) -> list[TrashedPage]:
        """The pages, the last thrown away first."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                "select id, title, slug, deleted_at from pages where deleted_at is not null"
                " order by deleted_at desc, id desc"
            ).fetchall()
        return [TrashedPage(row[0], row[1], row[2], from_milliseconds(row[3])) for row in rows]

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
        """Delete a page for good, its revisions too. PageNotFound when it is not in the trash."""
        with self._database.writing() as connection:
            _read_trashed(connection, page_id)
            connection.execute("delete from pages where id = ?", (page_id,))

    def empty(self) -> int:
        """Delete all of them for good; answers how many."""
        with self._database.writing() as connection:
            connection.execute("delete from pages where deleted_at is not null")
            return connection.changes()


def _read_trashed(connection: apsw.Connection, page_id: int) -> tuple[str, str]:
    row: Any = connection.execute(
        "select slug, body from pages where id = ? and deleted_at is not null", (page_id,)
    ).fetchone()
    if row is None:
        raise PageNotFound
    return row[0], row[1]
