"""Sign-ins: each has a row here, and ends when the row says so, whatever a cookie says."""

import json
import secrets
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from webui.notebook.database import Database
from webui.notebook.errors import NotebookLocked
from webui.notebook.moments import (
    Clock,
    from_milliseconds,
    from_milliseconds_or_none,
    to_milliseconds,
)

How = Literal["password", "recovery", "kept", "setup"]

_ID_BYTES = 16
_MOST_WAITING = 50
_MOST_FAILURES = 500
# Seen is written once a minute: each write waits for the disk, and every request is a sighting.
_TOUCH_EVERY = 60_000


@dataclass(frozen=True, slots=True)
class SignIn:
    """One signing in, from the password to the log-out."""

    id: str
    username: str
    how: How
    started_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None
    ended_how: str | None


class SignIns:
    """The sign-ins of the notebook. There while it is locked, too: failures come in then.

    All but `record_failure` raise NotebookLocked while it is locked.
    """

    def __init__(self, database: Callable[[], Database], clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: deque[int] = deque(maxlen=_MOST_WAITING)
        self._flushing = threading.Lock()

    def start(self, username: str, how: How) -> SignIn:
        """Begin a sign-in, with an id of 128 random bits."""
        now = to_milliseconds(self._clock())
        row = (secrets.token_hex(_ID_BYTES), username, how, now, now, None, None)
        with self._database().writing() as connection:
            connection.execute(
                """
                insert into sign_ins
                (id, username, how, started_at, last_seen_at, ended_at, ended_how)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                row,
            )
        return _to_sign_in(row)

    def active(self, sign_in_id: str) -> SignIn | None:
        """The sign-in, unless there is none with this id or it has ended."""
        with self._database().reading() as connection:
            row = connection.execute(
                """
                select id, username, how, started_at, last_seen_at, ended_at, ended_how
                from sign_ins where id = ? and ended_at is null
                """,
                (sign_in_id,),
            ).fetchone()
        return None if row is None else _to_sign_in(row)

    def touch(self, sign_in_id: str) -> None:
        """Note that the sign-in is in use; kept to the minute."""
        now = to_milliseconds(self._clock())
        seen = self.active(sign_in_id)
        if seen is None or now - to_milliseconds(seen.last_seen_at) < _TOUCH_EVERY:
            return
        with self._database().writing() as connection:
            connection.execute(
                "update sign_ins set last_seen_at = ? where id = ? and ended_at is null",
                (now, sign_in_id),
            )

    def end(self, sign_in_id: str, how: str) -> None:
        """End a sign-in; one that has ended stays as it is."""
        with self._database().writing() as connection:
            connection.execute(
                "update sign_ins set ended_at = ?, ended_how = ?, session = null"
                " where id = ? and ended_at is null",
                (to_milliseconds(self._clock()), how, sign_in_id),
            )

    def end_all(self, how: str) -> None:
        """End every sign-in."""
        with self._database().writing() as connection:
            connection.execute(
                "update sign_ins set ended_at = ?, ended_how = ?, session = null"
                " where ended_at is null",
                (to_milliseconds(self._clock()), how),
            )

    def session(self, sign_in_id: str) -> dict[str, Any] | None:
        """What the session of an active sign-in holds; None when nothing is kept here."""
        with self._database().reading() as connection:
            row = connection.execute(
                "select session from sign_ins where id = ? and ended_at is null", (sign_in_id,)
            ).fetchone()
        return None if row is None or row[0] is None else dict(json.loads(row[0]))

    def keep_session(self, sign_in_id: str, values: Mapping[str, Any] | None) -> None:
        """Keep what the session holds beside its sign-in, or, with None, no longer."""
        text = None if values is None else json.dumps(dict(values))
        with self._database().writing() as connection:
            connection.execute(
                "update sign_ins set session = ? where id = ? and ended_at is null",
                (text, sign_in_id),
            )

    def recent(self, limit: int = 50) -> list[SignIn]:
        """Sign-ins, ended or not, the newest first."""
        with self._database().reading() as connection:
            rows = connection.execute(
                """
                select id, username, how, started_at, last_seen_at, ended_at, ended_how
                from sign_ins order by started_at desc limit ?
                """,
                (limit,),
            ).fetchall()
        return [_to_sign_in(row) for row in rows]

    def record_failure(self, when: datetime | None = None) -> None:
        """Note a try that failed, now or at `when`.

        While the notebook is locked the last 50 wait in memory for the next unlock.
        """
        with self._flushing:
            self._waiting.append(to_milliseconds(when or self._clock()))
        try:
            self.flush_failures()
        except NotebookLocked:
            return

    def flush_failures(self) -> None:
        """Write the failures that wait; the newest 500 of all are kept."""
        with self._flushing:
            if self._waiting:
                self._write_failures()
                self._waiting.clear()

    def failures(self, limit: int = 50) -> list[datetime]:
        """When tries failed, the newest first."""
        with self._database().reading() as connection:
            rows: list[Any] = connection.execute(
                "select failed_at from sign_in_failures order by failed_at desc, id desc limit ?",
                (limit,),
            ).fetchall()
        return [from_milliseconds(row[0]) for row in rows]

    def _write_failures(self) -> None:
        with self._database().writing() as connection:
            connection.executemany(
                "insert into sign_in_failures (failed_at) values (?)",
                [(at,) for at in self._waiting],
            )
            connection.execute(
                "delete from sign_in_failures where id <="
                " (select max(id) from sign_in_failures) - ?",
                (_MOST_FAILURES,),
            )


def _to_sign_in(row: tuple[Any, ...]) -> SignIn:
    return SignIn(
        id=row[0],
        username=row[1],
        how=row[2],
        started_at=from_milliseconds(row[3]),
        last_seen_at=from_milliseconds(row[4]),
        ended_at=from_milliseconds_or_none(row[5]),
        ended_how=row[6],
    )
