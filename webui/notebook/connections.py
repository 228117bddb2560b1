"""One connection to the encrypted database: its key, its pragmas, and what it reports.

The key stands in the text of one pragma for each connection. It is `bytes` and `str` for that
moment, and Python promises no wiping of either; APSW is told not to cache the statement.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from webui.notebook.faults import told_of_database

KEY_BYTES = 32
CIPHER = "chacha20"

_BUSY_MILLISECONDS = 5_000

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
