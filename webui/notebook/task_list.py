"""The open tasks of all pages, by day and by page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from webui.notebook.database import Database


@dataclass(frozen=True, slots=True)
class Task:
    """A task as a list shows it. `revision` is the page's, in which it stands on `line`, from 0."""

    page_id: int
    slug: str
    title: str
    revision: int
    line: int
    done: bool
    due: date | None
    text: str


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many tasks are open: late, for today, later, and without a day."""

    late: int
    today: int
    later: int
    undated: int


_OPEN = (
    "select page_id, slug, title, revision, line, done, due, text"
    " from tasks join pages on pages.id = page_id where done = 0"
)


class TaskList:
    """The tasks of pages that are not in the trash. Every answer comes out of an index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, first: str, last: str, limit: int = 200) -> list[Task]:
        """Open tasks that are due on these days, both included, the earliest first."""
        return self._list(
            f"{_OPEN} and due between ? and ? order by due, page_id, line limit ?",
            (first, last, limit),
        )

    def undated(self, limit: int = 200, offset: int = 0) -> list[Task]:
        """Open tasks without a day, those of pages made last first."""
        return self._list(
            f"{_OPEN} and due is null order by page_id desc, line desc limit ? offset ?",
            (limit, offset),
        )

    def by_page(self, limit: int = 200, offset: int = 0) -> list[Task]:
        """Open tasks page by page, those of pages made last first, in the order of their lines."""
        tasks = self._list(
            f"{_OPEN} order by page_id desc, line desc limit ? offset ?", (limit, offset)
        )
        return sorted(tasks, key=lambda task: (-task.page_id, task.line))

    def count(self, today: str) -> TaskCounts:
        """How many tasks are open."""
        with self._database.reading() as connection:
            row: Any = connection.execute(
                """
                select (select count(*) from tasks where done = 0 and due < :today),
                    (select count(*) from tasks where done = 0 and due = :today),
                    (select count(*) from tasks where done = 0 and due > :today),
                    (select count(*) from tasks where done = 0 and due is null)
                """,
                {"today": today},
            ).fetchone()
        return TaskCounts(*row)

    def _list(self, statement: str, values: tuple[str | int, ...]) -> list[Task]:
        with self._database.reading() as connection:
            return [to_task(row) for row in connection.execute(statement, values)]


def to_task(row: tuple[Any, ...]) -> Task:
    """From the columns page_id, slug, title, revision, line, done, due, text."""
    page_id, slug, title, revision, line, done, due, text = row
    day = None if due is None else date.fromisoformat(due)
    return Task(page_id, slug, title, revision, line, bool(done), day, text)
