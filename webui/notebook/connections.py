"""One connection to the encrypted database: its key, its pragmas, what it reports, and who
uses it.

The key stands in the text of one pragma for each connection. It is `bytes` and `str` for that
moment, and Python promises no wiping of either; APSW is told not to cache the statement.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from webui.notebook.errors import StorageFailure
from webui.notebook.faults import told_of_database

KEY_BYTES = 32
CIPHER = "chacha20"

_BUSY_MILLISECONDS = 5_000
_BETWEEN_INTERRUPTS = 0.005

_PRAGMAS = """
    pragma synchronous = full;
    pragma temp_store = memory;
    pragma secure_delete = on;
    pragma foreign_keys = on;
    pragma trusted_schema = off;
"""


def connect(
    path: Path | str,
    key: bytearray,
    cipher: str,
    flags: int = apsw.SQLITE_OPEN_READWRITE,
    vfs: str | None = None,
) -> apsw.Connection:
    """A keyed connection; the key is not tested. Never creates a file, unless `flags` say so."""
    # Another length, or no "raw:", would be taken as a passphrase without a word.
    if len(key) != KEY_BYTES or cipher != CIPHER:
        raise ValueError("not a key and cipher of this notebook")
    try:
        connection = apsw.Connection(str(path), flags=flags, vfs=vfs)
    except apsw.Error as error:
        raise told_of_database(error, Path(path)) or error from error
    try:
        with telling(Path(path), connection):
            connection.set_busy_timeout(_BUSY_MILLISECONDS)
            connection.execute(f"pragma cipher = '{cipher}'").fetchall()
            keyed = f"pragma hexkey = '{(b'raw:' + key).hex()}'"
            connection.execute(keyed, can_cache=False).fetchall()
            connection.execute(_PRAGMAS).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


class Line:
    """A connection and the lock that is held for as long as somebody uses it."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.connection = connection
        self.lock = threading.RLock()

    @contextmanager
    def held(self, grace: float) -> Iterator[None]:
        """Nobody else uses the connection within. Raises StorageFailure after `grace` seconds."""
        if not self.lock.acquire(timeout=grace):
            raise StorageFailure("busy", "somebody else is at work")
        try:
            yield
        finally:
            self.lock.release()

    def close(self, grace: float) -> None:
        """Close the connection, interrupting whoever uses it after `grace` seconds."""
        if not self.lock.acquire(timeout=grace):
            # Again and again: between two statements there is nothing to interrupt.
            self.connection.interrupt()
            while not self.lock.acquire(timeout=_BETWEEN_INTERRUPTS):
                self.connection.interrupt()
        try:
            self.connection.close()
        finally:
            self.lock.release()


@contextmanager
def telling(path: Path, connection: apsw.Connection) -> Iterator[None]:
    """Raise what SQLite reports within as the notebook's own errors."""
    try:
        yield
    except apsw.Error as error:
        told = told_of_database(error, path, _errno_of(connection))
        if told is None:
            raise
        raise told from error


@contextmanager
def transaction(connection: apsw.Connection, begin: str) -> Iterator[None]:
    """Begin so, and commit at the end, or undo all of it when something is raised within."""
    connection.execute(begin)
    try:
        yield
        connection.execute("commit")
    except BaseException:
        # SQLite itself rolls back on some errors, a full disk for one.
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def _errno_of(connection: apsw.Connection) -> int:
    try:
        return connection.system_errno
    except apsw.ConnectionClosedError:
        return 0
