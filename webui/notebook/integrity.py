"""Whether the database is whole: every table and index read, table by table, with progress."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.work import Progress

_PHASE = "Checking"
_MOST_PROBLEMS = 100
# SQLite tells how far it is each so many rows and pages of a table.
_STEPS = 1_000
# FTS5's own tables are read with the virtual table above them.
_TABLES = """
    select name from sqlite_schema
    where type = 'table' and sql not like 'create virtual%' order by name
"""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found: how much it read, and what is wrong, in SQLite's own words."""

    tables: int
    pages: int
    problems: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.problems


def check_tables(connection: apsw.Connection, progress: Progress) -> Findings:
    """Read everything and compare tables with their indexes. Raises Cancelled.

    Damage of a page is raised by SQLite at the first of them (DamagedNotebook outside).
    """
    tables: list[Any] = connection.execute(_TABLES).fetchall()
    problems: list[str] = []
    with _told(connection, progress):
        for (name,) in tables:
            rows: list[Any] = connection.execute(f"pragma integrity_check('{name}')").fetchall()
            problems += [row[0] for row in rows if row[0] != "ok"]
    foreign: list[Any] = connection.execute("pragma foreign_key_check").fetchall()
    problems += [f"a row of {row[0]} belongs to a row of {row[2]} that is gone" for row in foreign]
    pages: int = connection.execute("select count(*) from pages where deleted_at is null").get
    return Findings(len(tables), pages, tuple(problems[:_MOST_PROBLEMS]))


@contextmanager
def _told(connection: apsw.Connection, progress: Progress) -> Iterator[None]:
    """Tell how much of the file was read, by the pages that were not at hand. What `progress`
    raises ends the statement that goes on."""
    page_size: int = connection.execute("pragma page_size").get
    pages: int = connection.execute("pragma page_count").get
    total = pages * page_size

    def tell() -> bool:
        read, _ = connection.status(apsw.SQLITE_DBSTATUS_CACHE_MISS)
        # Rows that an index leads to are read again.
        progress(_PHASE, min(read * page_size, total), total)
        return False

    connection.status(apsw.SQLITE_DBSTATUS_CACHE_MISS, True)
    progress(_PHASE, 0, total)
    connection.set_progress_handler(tell, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
    progress(_PHASE, total, total)
