"""Where an import gets ready: a file of its own, encrypted with a key that is nowhere else.

Preparing ten thousand pages takes many seconds, and the notebook has one writer: it is kept free
until everything is ready. When the program is cut off, nobody can read what was left, and it is
deleted with the next import.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from webui.notebook.connections import CIPHER, KEY_BYTES, connect, telling
from webui.notebook.durable import make_private_file
from webui.notebook.faults import told_of_system
from webui.notebook.places import beside

_AT_ONCE = 200
_LONGEST_AT_ONCE = 4_000_000


class Staging:
    """Texts by the numbers of their pages in the plan."""

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._ready: list[tuple[int, bytes, str]] = []
        self._length = 0

    def put(self, number: int, body: str, digest: bytes) -> None:
        """Keep a text. Raises StorageFailure."""
        self._ready.append((number, digest, body))
        self._length += len(body)
        if len(self._ready) == _AT_ONCE or self._length > _LONGEST_AT_ONCE:
            self._write()

    def _write(self) -> None:
        with telling(self._path, self._connection):
            self._connection.executemany(
                "insert or replace into texts (number, digest, body) values (?, ?, ?)", self._ready
            )
        self._ready.clear()
        self._length = 0

    def texts(self) -> Iterator[tuple[int, bytes, str]]:
        """What was put, in the order of the numbers."""
        self._write()
        with telling(self._path, self._connection):
            for row in self._connection.execute(
                "select number, digest, body from texts order by number"
            ):
                values: Any = row
                yield values

    def count(self) -> int:
        """How many there are."""
        self._write()
        count: int = self._connection.execute("select count(*) from texts").get
        return count


@contextmanager
def staging(folder: Path) -> Iterator[Staging]:
    """A fresh place, gone at the end. Raises StorageFailure."""
    path = folder / "import.staging"
    try:
        _remove(path)
        make_private_file(path)
        connection = connect(path, bytearray(secrets.token_bytes(KEY_BYTES)), CIPHER)
        try:
            with telling(path, connection):
                # Nothing here outlives the program, so nothing of it is worth waiting for.
                connection.execute(
                    "pragma synchronous = off; pragma journal_mode = off;"
                    "create table texts (number integer primary key, digest blob, body text);"
                    "begin"
                ).fetchall()
            yield Staging(connection, path)
        finally:
            connection.close()
            _remove(path)
    except OSError as error:
        raise told_of_system(error) from error


def _remove(path: Path) -> None:
    for file in beside(path):
        file.unlink(missing_ok=True)
