"""Whether the database is whole: every table and index read, table by table, with progress."""

from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.work import Progress

_PHASE = "Checking"
_MOST_PROBLEMS = 100
# FTS5's own tables are read with the virtual table above them.
_TABLES = """
    select name, (select sum(pgsize) from dbstat where dbstat.name = tables.name)
    from sqlite_schema as tables
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
    total = sum(size or 0 for _, size in tables)
    done = 0
    problems: list[str] = []
    for name, size in tables:
        progress(_PHASE, done, total)
        rows: list[Any] = connection.execute(f"pragma integrity_check('{name}')").fetchall()
        problems += [row[0] for row in rows if row[0] != "ok"]
        done += size or 0
    progress(_PHASE, total, total)
    foreign: list[Any] = connection.execute("pragma foreign_key_check").fetchall()
    problems += [f"a row of {row[0]} belongs to a row of {row[2]} that is gone" for row in foreign]
    pages: int = connection.execute("select count(*) from pages where deleted_at is null").get
    return Findings(len(tables), pages, tuple(problems[:_MOST_PROBLEMS]))
