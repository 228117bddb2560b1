"""The journal: a page a day, at `journal/2026-11-24`, made when something is first written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import apsw

from webui.notebook.bodies import clean_body
from webui.notebook.database import Database
from webui.notebook.days import read_day
from webui.notebook.moments import Clock, to_milliseconds
from webui.notebook.pages import insert_page
from webui.notebook.rows import Page, PageSummary, read_page, to_summary
from webui.notebook.titles import clean_title

FOLDER = "journal"
# The page that new days begin as, when there is one.
TEMPLATE = "templates/journal"
_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_YEARS_BACK = 100


@dataclass(frozen=True, slots=True)
class Around:
    """The written days next to a day."""

    before: date | None
    after: date | None


class Journal:
    """The pages of days that are not in the trash. A day's page keeps its place when renamed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def find(self, day: date) -> PageSummary | None:
        """The page of a day, if one was written."""
        return self.pages([day]).get(day)

    def pages(self, days: Sequence[date]) -> dict[date, PageSummary]:
        """The pages of these days, without those that were not written."""
        with self._database.reading() as connection:
            found = {day: _read(connection, day) for day in days}
        return {day: page for day, page in found.items() if page is not None}

    def write(self, day: date, title: str, body: str = "") -> Page:
        """Make the page of a day; one that is there is answered as it is. Raises TitleRefused."""
        with self._database.writing() as connection:
            found = _read(connection, day)
            if found is not None:
                return read_page(connection, found.id)
            now = to_milliseconds(self._clock())
            return insert_page(
                connection, clean_title(title), clean_body(body), slug_of_day(day), now
            )

    def written(self, first: date, last: date) -> frozenset[date]:
        """Which of the days from `first` to `last`, both included, have a page."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                """
                select slug from pages where slug between :first and :last and deleted_at is null
                union select former_slugs.slug from former_slugs join pages on id = page_id
                where former_slugs.slug between :first and :last and deleted_at is null
                """,
                {"first": slug_of_day(first), "last": slug_of_day(last)},
            ).fetchall()
        days = (read_day(slug.removeprefix(f"{FOLDER}/")) for (slug,) in rows)
        return frozenset(day for day in days if day is not None)

    def around(self, day: date) -> Around:
        """The nearest written days before and after."""
        slug = slug_of_day(day)
        pattern = f"{FOLDER}/{_DAY}"
        with self._database.reading() as connection:
            before = connection.execute(
                "select max(slug) from pages where slug < ? and slug >= ? and slug glob ?"
                " and deleted_at is null",
                (slug, f"{FOLDER}/0", pattern),
            ).get
            after = connection.execute(
                "select min(slug) from pages where slug > ? and slug < ? and slug glob ?"
                " and deleted_at is null",
                (slug, f"{FOLDER}/a", pattern),
            ).get
        return Around(*(read_day((each or "").rpartition("/")[2]) for each in (before, after)))

    def on_this_day(self, day: date) -> list[tuple[date, PageSummary]]:
        """The pages of this day in former years, the last first."""
        days = [
            former
            for year in range(day.year - 1, max(1, day.year - _YEARS_BACK) - 1, -1)
            if (former := read_day(f"{year:04}-{day.month:02}-{day.day:02}"))
        ]
        return list(self.pages(days).items())


def day_of_slug(slug: str) -> date | None:
    """The day whose page lives at this slug."""
    folder, _, last = slug.rpartition("/")
    return read_day(last) if folder == FOLDER else None


def slug_of_day(day: date) -> str:
    """Where the page of a day lives."""
    return f"{FOLDER}/{day.isoformat()}"


def _read(connection: apsw.Connection, day: date) -> PageSummary | None:
    row = connection.execute(
        """
        select id, pages.slug, title, updated_at
        from addresses join pages on id = page_id
        where addresses.slug = ? and rank in (1, 3) order by rank, page_id limit 1
        """,
        (slug_of_day(day),),
    ).fetchone()
    return None if row is None else to_summary(row)
