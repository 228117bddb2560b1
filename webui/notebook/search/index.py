"""The index follows the pages: in the transaction that changes them, or as soon as it can."""

import json
from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.moments import from_milliseconds
from webui.notebook.search.facts import find_facts
from webui.notebook.search.tokens import Entry, entry_of

# A page is read whole for each save. Longer ones (in bytes) are read when somebody searches.
LONGEST_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What the index is to be told of a page, and which text that was made from."""

    page_id: int
    revision: int
    title: str
    entry: Entry


def write_index(connection: apsw.Connection, page_id: int) -> None:
    """Let the page be found by what it says now, as the one that changed last.

    A long page waits, and is found by what it said before until then.
    """
    length: int = connection.execute(
        "select octet_length(body) from pages where id = ?", (page_id,)
    ).get
    _move_last(connection, page_id, keeps_tokens=length > LONGEST_AT_ONCE)
    if length > LONGEST_AT_ONCE:
        connection.execute("insert or ignore into search_waiting (page_id) values (?)", (page_id,))
    elif draft := draft_entry(connection, page_id):
        write_entry(connection, draft)


def let_wait(connection: apsw.Connection, page_id: int) -> None:
    """Let the page be read when somebody searches: for many at once, as an import has."""
    _move_last(connection, page_id, keeps_tokens=True)
    connection.execute("insert or ignore into search_waiting (page_id) values (?)", (page_id,))


def let_new_wait(connection: apsw.Connection, page_ids: list[int]) -> None:
    """`let_wait` for pages that have no place yet, in this order behind all others."""
    last: int = connection.execute("select coalesce(max(place), 0) from search_places").get
    connection.executemany(
        "insert into search_places (place, page_id) values (?, ?)", enumerate(page_ids, last + 1)
    )
    connection.executemany(
        "insert or ignore into search_waiting (page_id) values (?)",
        [(page_id,) for page_id in page_ids],
    )


def drop_index(connection: apsw.Connection, page_id: int) -> None:
    """Let the page no longer be found."""
    connection.execute(
        "delete from search_index where rowid ="
        " (select place from search_places where page_id = ?)",
        (page_id,),
    )
    connection.execute("delete from search_places where page_id = ?", (page_id,))
    connection.execute("delete from search_waiting where page_id = ?", (page_id,))


def draft_entry(connection: apsw.Connection, page_id: int) -> Draft | None:
    """Read a page; None when it is gone or in the trash."""
    row: Any = connection.execute(
        """
        select title, body, slug, revision, created_at, updated_at
        from pages where id = ? and deleted_at is null
        """,
        (page_id,),
    ).fetchone()
    if row is None:
        return None
    title, body, slug, revision, *moments = row
    created, updated = (from_milliseconds(moment).astimezone() for moment in moments)
    entry = entry_of(title, body, slug, find_facts(body), created, updated)
    return Draft(page_id, revision, title, entry)


def write_entry(connection: apsw.Connection, draft: Draft) -> None:
    """Tell the index of a page that has a place in it."""
    place: int = connection.execute(
        "select place from search_places where page_id = ?", (draft.page_id,)
    ).get
    connection.execute("delete from search_index where rowid = ?", (place,))
    connection.execute(
        "insert into search_index (rowid, tokens) values (?, ?)",
        (place, " ".join(draft.entry.tokens)),
    )
    connection.execute(
        "insert or ignore into search_words (word) select value from json_each(?)",
        (json.dumps(sorted(draft.entry.words), ensure_ascii=False),),
    )
    connection.execute("delete from search_waiting where page_id = ?", (draft.page_id,))


def write_moved(connection: apsw.Connection, draft: Draft) -> None:
    """`write_entry` for a page that changed and waits, as the one that changed last."""
    if connection.execute(
        "select 1 from search_waiting where page_id = ?", (draft.page_id,)
    ).fetchone():
        _move_last(connection, draft.page_id, keeps_tokens=False)
        write_entry(connection, draft)


def is_current(connection: apsw.Connection, draft: Draft) -> bool:
    """Whether the page still says what the draft was made from."""
    row = connection.execute(
        """
        select 1 from pages join search_places on page_id = id
        where id = ? and revision = ? and title = ? and deleted_at is null
        """,
        (draft.page_id, draft.revision, draft.title),
    ).fetchone()
    return row is not None


def _move_last(connection: apsw.Connection, page_id: int, *, keeps_tokens: bool) -> None:
    """Give the page the last place, with nothing in it; its old one when tokens are kept there."""
    row: Any = connection.execute(
        "select place, (select max(place) from search_places) from search_places where page_id = ?",
        (page_id,),
    ).fetchone()
    if row is not None and (keeps_tokens or row[0] == row[1]):
        return
    if row is not None:
        connection.execute("delete from search_index where rowid = ?", (row[0],))
        connection.execute("delete from search_places where page_id = ?", (page_id,))
    connection.execute(
        "insert into search_places (place, page_id)"
        " values ((select coalesce(max(place), 0) + 1 from search_places), ?)",
        (page_id,),
    )
