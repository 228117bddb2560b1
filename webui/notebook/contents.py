"""The bytes of files, in pieces: so long ones need neither much memory nor a long transaction."""

import hashlib
import time
from collections.abc import Iterator
from typing import Any

import apsw

from webui.notebook.database import Database

PIECE = 256 * 1024
# One transaction takes some milliseconds then, and a page's save waits for one at most.
_PIECES_AT_ONCE = 8
_PAUSE = 0.002


def make_content(connection: apsw.Connection) -> int:
    """An empty content, for bytes that are to come."""
    connection.execute("insert into contents (size) values (0)")
    return connection.last_insert_rowid()


def append_bytes(connection: apsw.Connection, content_id: int, data: bytes) -> None:
    """Put bytes behind those that are there. They are few enough for one transaction."""
    start: int = connection.execute("select size from contents where id = ?", (content_id,)).get
    connection.executemany(
        "insert into pieces (content_id, start, bytes) values (?, ?, ?)",
        ((content_id, start + at, data[at : at + PIECE]) for at in range(0, len(data), PIECE)),
    )
    connection.execute("update contents set size = ? where id = ?", (start + len(data), content_id))


def read_bytes(database: Database, content_id: int, start: int, stop: int) -> Iterator[bytes]:
    """The bytes from `start` up to `stop`, a piece at a time, each in a reading of its own.

    So a slow reader keeps nobody waiting, and a notebook that is locked ends it: NotebookLocked.
    """
    while start < stop:
        with database.reading() as connection:
            row: Any = connection.execute(
                """
                select start, bytes from pieces where content_id = ? and start <= ?
                order by start desc limit 1
                """,
                (content_id, start),
            ).fetchone()
        piece = row[1][start - row[0] : stop - row[0]] if row else b""
        if not piece:
            return  # deleted for good meanwhile
        yield piece
        start += len(piece)


def digest_bytes(database: Database, content_id: int, size: int) -> "hashlib._Hash":
    """SHA-256 of the first `size` bytes, to be gone on with."""
    digest = hashlib.sha256()
    for piece in read_bytes(database, content_id, 0, size):
        digest.update(piece)
    return digest


def sweep_contents(database: Database) -> None:
    """Delete the contents that no file and no upload has, a few pieces at a time.

    What is deleted is overwritten (`secure_delete`).
    """
    while _sweep_some(database):
        time.sleep(_PAUSE)


def _sweep_some(database: Database) -> bool:
    with database.writing() as connection:
        row = connection.execute(
            """
            select id from contents
            where not exists (select 1 from files where content_id = contents.id)
            and not exists (select 1 from uploads where content_id = contents.id) limit 1
            """
        ).fetchone()
        if row is None:
            return False
        connection.execute(
            "delete from pieces where id in (select id from pieces where content_id = ? limit ?)",
            (row[0], _PIECES_AT_ONCE),
        )
        if connection.changes() < _PIECES_AT_ONCE:
            connection.execute("delete from contents where id = ?", (row[0],))
    return True
