"""Forgetting the whole index a little at a time, so that no save waits for it.

What is there is set aside under other names in one short transaction, and empty tables take its
place. Then every page gets a place anew and waits to be read, and what was set aside is taken away.
While something is set aside this has not come to its end, and whoever goes on begins at the start:
each step may be done twice.
"""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import apsw

from webui.notebook.database import Database

_ASIDE = "search_former"
_WORDS_ASIDE = "search_former_words"
# The tables of the index itself (FTS5's documentation, "FTS5 Data Structures"), and their keys.
_TABLES = (
    (f"{_ASIDE}_data", "id"),
    (f"{_ASIDE}_idx", "segid, term"),
    (f"{_ASIDE}_docsize", "id"),
    (_WORDS_ASIDE, "word"),
)
_TAKE = "delete from {table} where ({key}) in (select {key} from {table} limit ?)"
_PAGES_AT_ONCE = 500
# A leaf has 4 kB, and is overwritten.
_ROWS_AT_ONCE = 500

Tell = Callable[[int, int], None]


def set_aside(database: Database) -> None:
    """Put an empty index in the place of the one that is there; the pages are not in it yet."""
    with database.writing() as connection:
        if _is_begun(connection):
            return
        for name, aside in (("search_index", _ASIDE), ("search_words", _WORDS_ASIDE)):
            made: str = connection.execute(
                "select sql from sqlite_schema where name = ?", (name,)
            ).get
            connection.execute(f"alter table {name} rename to {aside}")
            connection.execute(made)


def empty(database: Database, tell: Tell, pause: float) -> None:
    """Go on with what `set_aside` began, to the end; if it began nothing, do nothing.

    `tell` hears how many pages of how many wait now; what it raises ends this until another time.
    """
    with database.reading() as connection:
        if not _is_begun(connection):
            return
        pages: int = connection.execute("select count(*) from pages where deleted_at is null").get
    rows = _take_away(database)
    done = 0
    for count in _let_all_wait(database):
        done += count
        tell(min(done, pages), pages)
        next(rows, None)
        time.sleep(pause)
    for _ in rows:
        tell(pages, pages)
        time.sleep(pause)
    with database.writing() as connection:
        connection.execute(f"drop table if exists {_ASIDE}")
        connection.execute(f"drop table if exists {_WORDS_ASIDE}")


def _is_begun(connection: apsw.Connection) -> bool:
    row = connection.execute("select 1 from sqlite_schema where name = ?", (_ASIDE,)).fetchone()
    return row is not None


def _let_all_wait(database: Database) -> Iterator[int]:
    """Let every page wait, in the order of the last change; answer how many, step by step."""
    with database.reading() as connection:
        last: int = connection.execute("select coalesce(max(place), 0) from search_places").get
    after: tuple[int, int] = (-1 << 63, 0)
    while True:
        with database.writing() as connection:
            rows: list[Any] = connection.execute(
                """
                select updated_at, id from pages
                where deleted_at is null and (updated_at, id) > (?, ?)
                order by updated_at, id limit ?
                """,
                (*after, _PAGES_AT_ONCE),
            ).fetchall()
            _place_anew(connection, [page_id for _, page_id in rows])
            # What is saved from now on takes the last place by itself.
            is_last = len(rows) < _PAGES_AT_ONCE
            if is_last:
                # Places of before that no page of now has.
                connection.execute("delete from search_places where place <= ?", (last,))
        yield len(rows)
        if is_last:
            return
        after = rows[-1]


def _place_anew(connection: apsw.Connection, page_ids: list[int]) -> None:
    pages = json.dumps(page_ids)
    top: int = connection.execute("select coalesce(max(place), 0) from search_places").get
    connection.execute(
        "delete from search_index where rowid in"
        " (select place from json_each(?) join search_places on page_id = value)",
        (pages,),
    )
    connection.execute(
        "delete from search_places where page_id in (select value from json_each(?))", (pages,)
    )
    connection.execute(
        """
        insert into search_places (place, page_id)
        select ? + key + 1, value from json_each(?)
        """,
        (top, pages),
    )
    connection.execute(
        "insert or ignore into search_waiting (page_id) select value from json_each(?)", (pages,)
    )


def _take_away(database: Database) -> Iterator[None]:
    for table, key in _TABLES:
        while True:
            with database.writing() as connection:
                connection.execute(_TAKE.format(table=table, key=key), (_ROWS_AT_ONCE,))
                if not connection.changes():
                    break
            yield
