"""What the index lists, and the pages at the places that it names."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import apsw

from webui.notebook.search.letters import fold

# Of a longer page (in bytes) the beginning is read, where a list has no need of the rest.
LONGEST_READ = 200_000
MOST_LINKS_COUNTED = 64


@dataclass(frozen=True)
class Candidate:
    """A page that may be an answer. `body` may be its beginning alone."""

    place: int
    page_id: int
    slug: str
    title: str
    updated_at: int
    links_in: int
    body: str

    @cached_property
    def text(self) -> str:
        """The folded body."""
        return fold(self.body)


def list_places(connection: apsw.Connection, expression: str, most: int) -> list[int]:
    """Places of pages, the newest first."""
    rows: list[Any] = connection.execute(
        "select rowid from search_index where search_index match ? order by rowid desc limit ?",
        (expression, most),
    ).fetchall()
    return [row[0] for row in rows]


def is_among(connection: apsw.Connection, expression: str, place: int) -> bool:
    """Whether the page at a place is one that the index would list."""
    row = connection.execute(
        "select 1 from search_index where search_index match ? and rowid = ?",
        (expression, place),
    ).fetchone()
    return row is not None


def read_candidates(
    connection: apsw.Connection, places: Sequence[int], *, whole: bool = False
) -> list[Candidate]:
    """The pages at these places, in the same order; those gone meanwhile are left out."""
    rows: list[Any] = connection.execute(
        """
        select place, pages.id, slug, title, updated_at,
            (select count(*) from (select 1 from links where target = slug limit ?)),
            case when octet_length(body) <= ? then body end
        from json_each(?) cross join search_places on place = value join pages on pages.id = page_id
        """,
        (MOST_LINKS_COUNTED, 1 << 40 if whole else LONGEST_READ, json.dumps(places)),
    ).fetchall()
    pages = []
    for row in rows:
        text = _beginning(connection, row[1]) if row[6] is None else row[6]
        pages.append(Candidate(row[0], row[1], row[2], row[3], row[4], row[5], text))
    return pages


def _beginning(connection: apsw.Connection, page_id: int) -> str:
    # A table with a generated column can't be read in pieces; the newest save holds the same text.
    save: int = connection.execute(
        """
        select revisions.id from pages
        join revisions on page_id = pages.id and number = pages.revision where pages.id = ?
        """,
        (page_id,),
    ).get
    blob = connection.blob_open("main", "revisions", "body", save, False)
    try:
        # The last letter may be cut in two.
        return blob.read(LONGEST_READ).decode(errors="ignore")
    finally:
        blob.close()
