"""Sign-ins: each has a row here, and ends when the row says so, whatever a cookie says.

A disk that can't be written to keeps nobody out and nobody in: what could not be written counts all
the same, from memory, and is written as soon as the disk takes it. The program's end forgets it.
"""

import json
import logging
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from webui.notebook.database import Database
from webui.notebook.errors import NotebookLocked, StorageFailure
from webui.notebook.moments import (
    Clock,
    from_milliseconds,
    from_milliseconds_or_none,
    to_milliseconds,
    to_milliseconds_or_none,
)

How = Literal["password", "recovery", "kept", "setup"]

_log = logging.getLogger(__name__)
_ID_BYTES = 16
_MOST_WAITING = 50
_MOST_FAILURES = 500
# A page that is shown tries to write again; a disk that is slow to fail holds up no more of them.
_TRY_AGAIN_SECONDS = 5.0
_COLUMNS = "id, username, how, started_at, ended_at, ended_how, session"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One signing in, from the password to the log-out. `session` is JSON, when it is kept here."""

    id: str
    username: str
    how: How
    started_at: datetime
    ended_at: datetime | None = None
    ended_how: str | None = None
    session: str | None = None


class SignIns:
    """The sign-ins of the notebook. There while it is locked, too: failures come in then.

    All but `record_failure` raise NotebookLocked while it is locked.
    """

    def __init__(self, database: Callable[[], Database], clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: deque[int] = deque(maxlen=_MOST_WAITING)
        self._flushing = threading.Lock()
        self._turn = threading.RLock()
        self._unwritten: dict[str, SignIn] = {}
        self._tried_at = 0.0
        self.problem: StorageFailure | None = None
        """Why the last change could not be written; None when it was."""

    def start(self, username: str, how: How) -> SignIn:
        """Begin a sign-in, with an id of 128 random bits."""
        now = from_milliseconds(to_milliseconds(self._clock()))
        started = SignIn(secrets.token_hex(_ID_BYTES), username, how, now)
        self._keep([started])
        return started

    def active(self, sign_in_id: str) -> SignIn | None:
        """The sign-in, unless there is none with this id or it has ended."""
        found = self._select("where id = ?", (sign_in_id,))
        return next((each for each in found if each.id == sign_in_id and is_active(each)), None)

    def end(self, sign_in_id: str, how: str) -> None:
        """End a sign-in; one that has ended stays as it is."""
        with self._turn:
            active = self.active(sign_in_id)
            self._keep([] if active is None else [self._ended(active, how)])

    def end_all(self, how: str) -> None:
        """End every sign-in."""
        with self._turn:
            every = self._select("where ended_at is null", ())
            self._keep([self._ended(each, how) for each in every if is_active(each)])

    def session(self, sign_in_id: str) -> dict[str, Any] | None:
        """What the session of an active sign-in holds; None when nothing is kept here."""
        active = self.active(sign_in_id)
        text = None if active is None else active.session
        return None if text is None else dict(json.loads(text))

    def keep_session(self, sign_in_id: str, values: Mapping[str, Any] | None) -> None:
        """Keep what the session holds beside its sign-in, or, with None, no longer."""
        text = None if values is None else json.dumps(dict(values))
        with self._turn:
            active = self.active(sign_in_id)
            if active is not None and active.session != text:
                self._keep([replace(active, session=text)])

    def recent(self, limit: int = 50) -> list[SignIn]:
        """Sign-ins, ended or not, the newest first."""
        found = self._select("order by started_at desc limit ?", (limit,))
        return sorted(found, key=lambda each: each.started_at, reverse=True)[:limit]

    def try_again(self) -> None:
        """Write what could not be written, now and then; whether it worked is in `problem`."""
        if self._unwritten and time.monotonic() - self._tried_at > _TRY_AGAIN_SECONDS:
            self._keep([])

    def record_failure(self, when: datetime | None = None) -> None:
        """Note a try that failed, now or at `when`.

        While the notebook is locked, or can't be written to, the last 50 wait in memory.
        """
        with self._flushing:
            self._waiting.append(to_milliseconds(when or self._clock()))
        try:
            self.flush_failures()
        except NotebookLocked:
            return

    def catch_up(self) -> None:
        """The notebook was opened: write what came while it was locked or could not be written."""
        self.flush_failures()
        self._keep([])

    def flush_failures(self) -> None:
        """Write the failures that wait; the newest 500 of all are kept."""
        with self._flushing:
            if not self._waiting:
                return
            try:
                self._write_failures()
            except StorageFailure as failure:
                _log.warning("failed tries to sign in could not be written: %s", failure)
                return
            self._waiting.clear()

    def failures(self, limit: int = 50) -> list[datetime]:
        """When tries failed, the newest first."""
        with self._database().reading() as connection:
            rows: list[Any] = connection.execute(
                "select failed_at from sign_in_failures order by failed_at desc, id desc limit ?",
                (limit,),
            ).fetchall()
        return [from_milliseconds(row[0]) for row in rows]

    def _ended(self, sign_in: SignIn, how: str) -> SignIn:
        return replace(sign_in, ended_at=self._clock(), ended_how=how, session=None)

    def _select(self, which: str, values: tuple[Any, ...]) -> list[SignIn]:
        """The rows, and all that is not written yet, which has the last word but for an end."""
        # A dictionary that nobody changes any more, taken before the rows: what is written between
        # the two is in a row, and an end that either tells is an end.
        unwritten = self._unwritten
        with self._database().reading() as connection:
            rows: list[Any] = connection.execute(
                f"select {_COLUMNS} from sign_ins {which}",  # noqa: S608 - constants of this module
                values,
            ).fetchall()
        found: dict[str, SignIn] = {row[0]: _to_sign_in(row) for row in rows}
        ended = {each.id for each in found.values() if not is_active(each)}
        found |= {each.id: each for each in unwritten.values() if each.id not in ended}
        return list(found.values())

    def _keep(self, changed: Iterable[SignIn]) -> None:
        """Let these count from now on, and write them, if the disk takes them."""
        with self._turn:
            due = {**self._unwritten, **{each.id: each for each in changed}}
            if not due:
                return
            try:
                with self._database().writing() as connection:
                    connection.executemany(_UPSERT, [_to_row(each) for each in due.values()])
            except StorageFailure as failure:
                _log.warning("a sign-in, or its end, could not be written: %s", failure)
                self._unwritten, self.problem = due, failure
                self._tried_at = time.monotonic()
            else:
                self._unwritten, self.problem = {}, None

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


_UPSERT = """
    insert into sign_ins
    (id, username, how, started_at, last_seen_at, ended_at, ended_how, session)
    values (:id, :username, :how, :started_at, :started_at, :ended_at, :ended_how, :session)
    on conflict (id) do update set
    ended_at = excluded.ended_at, ended_how = excluded.ended_how, session = excluded.session
"""


def is_active(sign_in: SignIn) -> bool:
    """Whether it has not ended."""
    return sign_in.ended_at is None


def _to_row(sign_in: SignIn) -> dict[str, Any]:
    return {
        "id": sign_in.id,
        "username": sign_in.username,
        "how": sign_in.how,
        "started_at": to_milliseconds(sign_in.started_at),
        "ended_at": to_milliseconds_or_none(sign_in.ended_at),
        "ended_how": sign_in.ended_how,
        "session": sign_in.session,
    }


def _to_sign_in(row: tuple[Any, ...]) -> SignIn:
    return SignIn(
        id=row[0],
        username=row[1],
        how=row[2],
        started_at=from_milliseconds(row[3]),
        ended_at=from_milliseconds_or_none(row[4]),
        ended_how=row[5],
        session=row[6],
    )
