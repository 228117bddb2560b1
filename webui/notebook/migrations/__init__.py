"""The tables, as an append-only list of SQL files: 0001_first.sql brings version 0 to 1."""

import apsw

from webui.notebook.errors import NewerNotebook


def read_version(connection: apsw.Connection) -> int:
    """The version of the tables, 0 when there are none. Reading it is the test of the key."""
    # The pragma answers from the header even of a file it has no key for; the schema does not.
    connection.execute("select count(*) from sqlite_schema").fetchall()
    version: int = connection.execute("pragma user_version").get
    return version


def refuse_newer(connection: apsw.Connection) -> None:
    """Raise NewerNotebook for tables that a newer program made. Changes nothing."""
    found, known = read_version(connection), len(_migrations())
    if found > known:
        raise NewerNotebook(found, known)


def is_behind(connection: apsw.Connection) -> bool:
    """Whether `migrate` has something to do."""
    return read_version(connection) < len(_migrations())


def migrate(connection: apsw.Connection) -> None:
    """Run the migrations that are missing, each in a transaction of its own."""
    done = read_version(connection)
    for version, script in list(enumerate(_migrations(), start=1))[done:]:
        connection.execute("begin immediate")
        try:
            connection.execute(script).fetchall()
            connection.execute(f"pragma user_version = {version}").fetchall()
            connection.execute("commit")
        except BaseException:
            if connection.in_transaction:
                connection.execute("rollback")
            raise


def _migrations() -> list[str]:
    # Imported here: it costs as much as the rest of the notebook, and starting needs no tables.
    from importlib import resources  # noqa: PLC0415

    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".sql"))
    return [file.read_text(encoding="utf-8") for file in sorted(files, key=lambda file: file.name)]
