"""What rows of pages become outside, shared by all that read them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import apsw

from webui.notebook.errors import PageInTrash, PageNotFound
from webui.notebook.moments import from_milliseconds


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is now. `revision` is the number to give as `base` when saving a change."""

    id: int
    slug: str
    title: str
    body: str
    revision: int
    created_at: datetime
    updated_at: datetime
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What a list of pages shows."""

    id: int
    slug: str
    title: str
    updated_at: datetime


def to_summary(row: tuple[Any, ...]) -> PageSummary:
    """From the columns id, slug, title, updated_at."""
    return PageSummary(row[0], row[1], row[2], from_milliseconds(row[3]))


def read_page(connection: apsw.Connection, page_id: int) -> Page:
    """The page. Raises PageNotFound, PageInTrash."""
    row: Any = connection.execute(
        """
        select id, slug, title, body, revision, created_at, updated_at, deleted_at,
            (select json_group_array(tag) from
                (select tag from tags where page_id = pages.id order by tag))
        from pages where id = ?
        """,
        (page_id,),
    ).fetchone()
    if row is None:
        raise PageNotFound
    if row[7] is not None:
        raise PageInTrash(page_id)
    return Page(
        id=row[0],
        slug=row[1],
        title=row[2],
        body=row[3],
        revision=row[4],
        created_at=from_milliseconds(row[5]),
        updated_at=from_milliseconds(row[6]),
        tags=tuple(json.loads(row[8])),
    )
