"""Bringing pages back from a backup: all or some, in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.addresses import free_page_slug, is_slug_taken
from webui.notebook.backups.files_back import bring_files
from webui.notebook.database import Database
from webui.notebook.errors import PageNotFound
from webui.notebook.moments import Clock, to_milliseconds
from webui.notebook.pages import write_text
from webui.notebook.revisions import end_sitting
from webui.notebook.work import Progress

_REVISIONS = """
    select number, kind, title, begun_at, saved_at, body from revisions
    where page_id = ? order by number
"""


@dataclass(frozen=True, slots=True)
class FormerPage:
    """A page as a backup has it."""

    page_id: int
    slug: str
    title: str
    created_at: int
    body: str


def read_former(backup: apsw.Connection, page_id: int) -> FormerPage:
    """Raises PageNotFound when the backup does not have it, or in its trash."""
    row: Any = backup.execute(
        "select id, slug, title, created_at, body from pages where id = ? and deleted_at is null",
        (page_id,),
    ).fetchone()
    if row is None:
        raise PageNotFound
    return FormerPage(*row)


def restore_pages(
    database: Database,
    backup: apsw.Connection,
    page_ids: Iterable[int],
    clock: Clock,
    progress: Progress,
) -> int:
    """Make these pages what they were in the backup, all of them or none; answer how many.

    The text that a page has now stays as one of its earlier versions. A page that is gone comes
    back with its versions, under its own address unless that was taken since. Raises Cancelled.
    """
    chosen = list(page_ids)
    now = to_milliseconds(clock())
    with database.writing() as connection:
        for place, page_id in enumerate(chosen):
            progress("Restoring", place, len(chosen))
            _restore(connection, backup, page_id, now)
    return len(chosen)


def _restore(connection: apsw.Connection, backup: apsw.Connection, page_id: int, now: int) -> None:
    former = read_former(backup, page_id)
    slug, title = former.slug, former.title
    if is_slug_taken(connection, slug, page_id):
        slug = free_page_slug(connection, title, page_id)
    if _is_there(connection, page_id):
        _rename(connection, page_id, slug, title)
    else:
        connection.execute(
            "insert into pages (id, slug, title, revision, created_at, updated_at, body)"
            " values (?, ?, ?, 0, ?, ?, '')",
            (page_id, slug, title, former.created_at, now),
        )
        _bring_revisions(connection, backup, page_id)
    bring_files(connection, backup, former.body)
    end_sitting(connection, page_id)
    write_text(connection, page_id, title, former.body, now)
    end_sitting(connection, page_id)


def _rename(connection: apsw.Connection, page_id: int, slug: str, title: str) -> None:
    # Links to the address of now keep leading here.
    connection.execute(
        "insert or replace into former_slugs (slug, page_id)"
        " select slug, id from pages where id = ? and slug != ? and deleted_at is null",
        (page_id, slug),
    )
    connection.execute(
        "update pages set slug = ?, title = ?, deleted_at = null where id = ?",
        (slug, title, page_id),
    )


def _is_there(connection: apsw.Connection, page_id: int) -> bool:
    return bool(connection.execute("select 1 from pages where id = ?", (page_id,)).fetchall())


def _bring_revisions(connection: apsw.Connection, backup: apsw.Connection, page_id: int) -> None:
    connection.executemany(
        "insert into revisions (page_id, number, kind, title, begun_at, saved_at, body)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        ((page_id, *row) for row in backup.execute(_REVISIONS, (page_id,))),
    )
