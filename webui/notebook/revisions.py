"""Revisions: what a page said before.

Every save that changes the text has a number of its own, one above the last of the page. Autosave
must not leave a revision for each pause in typing, so a save takes the place of the one before it
when that one was begun less than five minutes ago and loses no more than 500 characters in one
stroke. It then counts as begun when that one was, so that an hour of typing leaves twelve. The
text before a piece was taken away is thus always kept, and revisions of kind "conflict" always are.
With age they become fewer: see `thinning`.

A number that was replaced can still be merged against for thirty days: see `steps`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import apsw

from webui.notebook.database import Database
from webui.notebook.errors import RevisionNotFound
from webui.notebook.moments import from_milliseconds
from webui.notebook.steps import Step, step_between
from webui.notebook.thinning import find_superfluous

Kind = Literal["save", "conflict"]

ONE_SITTING = 5 * 60 * 1000
LARGEST_LOSS = 500
STEPS_KEPT = 30 * 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Revision:
    """A text that a page had, or, of kind "conflict", one that could not be merged into it."""

    id: int
    page_id: int
    number: int
    kind: Kind
    title: str
    body: str
    saved_at: datetime


class Revisions:
    """The revisions of pages, in the trash or not."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, page_id: int) -> list[Revision]:
        """The revisions of a page, the newest first; empty when there is no such page."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                select id, page_id, number, kind, title, body, saved_at
                from revisions where page_id = ? order by number desc
                """,
                (page_id,),
            ).fetchall()
        return [_to_revision(row) for row in rows]

    def before(self, page_id: int, number: int) -> Revision | None:
        """The save before a revision; None for the first."""
        with self._database.reading() as connection:
            row = connection.execute(
                """
                select id, page_id, number, kind, title, body, saved_at from revisions
                where page_id = ? and number < ? and kind = 'save' order by number desc limit 1
                """,
                (page_id, number),
            ).fetchone()
        return None if row is None else _to_revision(row)

    def get(self, page_id: int, number: int) -> Revision:
        """Raises RevisionNotFound."""
        with self._database.reading() as connection:
            return read_revision(connection, page_id, number)


def read_revision(connection: apsw.Connection, page_id: int, number: int) -> Revision:
    """Raises RevisionNotFound."""
    row = connection.execute(
        """
        select id, page_id, number, kind, title, body, saved_at
        from revisions where page_id = ? and number = ?
        """,
        (page_id, number),
    ).fetchone()
    if row is None:
        raise RevisionNotFound
    return _to_revision(row)


def write_save(connection: apsw.Connection, page_id: int, title: str, body: str, now: int) -> int:
    """Keep `body` as the page's newest save; answer its number. The rule is told above."""
    number = _next_number(connection, page_id)
    begun = _replace_former(connection, page_id, number, body, now)
    _insert(connection, (page_id, number, "save", title, begun, now, body))
    if begun == now:
        connection.execute(
            "delete from steps where page_id = ? and saved_at < ?", (page_id, now - STEPS_KEPT)
        )
        _thin(connection, page_id, now)
    return number


def end_sitting(connection: apsw.Connection, page_id: int) -> None:
    """Keep the newest save for good, whatever is saved next and however soon."""
    connection.execute(
        """
        update revisions set begun_at = 0 where page_id = :page and kind = 'save' and number =
        (select max(number) from revisions where page_id = :page and kind = 'save')
        """,
        {"page": page_id},
    )


def write_conflict(
    connection: apsw.Connection, page_id: int, title: str, body: str, now: int
) -> Revision:
    """Keep a text beside the page. The same text as in the conflict before it is kept once."""
    latest = connection.execute(
        """
        select id, page_id, number, kind, title, body, saved_at
        from revisions where page_id = ? and kind = 'conflict' order by number desc limit 1
        """,
        (page_id,),
    ).fetchone()
    if latest is not None and latest[5] == body:
        return _to_revision(latest)
    number = _next_number(connection, page_id)
    _insert(connection, (page_id, number, "conflict", title, now, now, body))
    return read_revision(connection, page_id, number)


def read_text(connection: apsw.Connection, page_id: int, number: int) -> str | None:
    """The text that had this number, or None when it is no longer known."""
    steps: list[Step] = []
    while (text := _whole_text(connection, page_id, number)) is None:
        row = connection.execute(
            "select next, head, tail, middle from steps where page_id = ? and number = ?",
            (page_id, number),
        ).fetchone()
        if row is None:
            return None
        number = row[0]
        steps.append(Step(*row[1:]))
    for step in reversed(steps):
        text = step.undo(text)
    return text


def _whole_text(connection: apsw.Connection, page_id: int, number: int) -> str | None:
    row = connection.execute(
        "select body from revisions where page_id = ? and number = ?", (page_id, number)
    ).fetchone()
    return None if row is None else str(row[0])


def _replace_former(
    connection: apsw.Connection, page_id: int, number: int, body: str, now: int
) -> int:
    """Turn the former save into a step, if the rule says so; answer when this one was begun."""
    former = connection.execute(
        "select number, begun_at, saved_at, body from revisions"
        " where page_id = ? and kind = 'save' order by number desc limit 1",
        (page_id,),
    ).fetchone()
    if former is None or not 0 <= now - former[1] < ONE_SITTING:
        return now
    step = step_between(former[3], body)
    if len(step.middle) > LARGEST_LOSS:
        return now
    connection.execute(
        "insert into steps (page_id, number, next, head, tail, saved_at, middle)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (page_id, former[0], number, step.head, step.tail, former[2], step.middle),
    )
    connection.execute(
        "delete from revisions where page_id = ? and number = ?", (page_id, former[0])
    )
    return int(former[1])


def _thin(connection: apsw.Connection, page_id: int, now: int) -> None:
    """Delete what the rule of `thinning` keeps no longer."""
    versions: list[Any] = connection.execute(
        "select id, saved_at from revisions where page_id = ? and kind = 'save' order by number",
        (page_id,),
    ).fetchall()
    connection.executemany(
        "delete from revisions where id = ?",
        [(version,) for version in find_superfluous(versions, now)],
    )


def _next_number(connection: apsw.Connection, page_id: int) -> int:
    last: int = connection.execute(
        "select coalesce(max(number), 0) from revisions where page_id = ?", (page_id,)
    ).get
    return last + 1


def _insert(connection: apsw.Connection, row: tuple[Any, ...]) -> None:
    connection.execute(
        "insert into revisions (page_id, number, kind, title, begun_at, saved_at, body)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        row,
    )


def _to_revision(row: tuple[Any, ...]) -> Revision:
    return Revision(
        id=row[0],
        page_id=row[1],
        number=row[2],
        kind=row[3],
        title=row[4],
        body=row[5],
        saved_at=from_milliseconds(row[6]),
    )
