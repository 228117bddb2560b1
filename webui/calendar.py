"""A month as the calendar shows it: weeks of days, each with whether it was written on."""

from __future__ import annotations

from calendar import Calendar, monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from webui.dates import say_month
from webui.daybook import first_weekday
from webui.notebook import Notebook
from webui.notebook.days import read_day


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the calendar."""

    day: date
    is_written: bool
    is_today: bool
    is_shown: bool
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month. `before` and `after` are those next to it, as in 2026-11."""

    name: str
    weeks: list[list[Day]]
    before: str
    after: str


def draw_month(notebook: Notebook, shown: date, today: date, *, is_day: bool = True) -> Month:
    """Answer the month of a day, which is marked unless the month alone is meant."""
    weeks = Calendar(first_weekday(notebook)).monthdatescalendar(shown.year, shown.month)
    written = notebook.journal.written(weeks[0][0], weeks[-1][-1])
    return Month(
        name=say_month(shown),
        weeks=[
            [
                Day(
                    day,
                    is_written=day in written,
                    is_today=day == today,
                    is_shown=is_day and day == shown,
                    is_outside=day.month != shown.month,
                )
                for day in week
            ]
            for week in weeks
        ],
        before=f"{max(date.min, shown.replace(day=1) - timedelta(days=1)):%Y-%m}",
        after=f"{_last_of(shown) + timedelta(days=1):%Y-%m}",
    )


def read_month(text: str) -> date | None:
    """Answer the first day of a month that is written like 2026-11; None when there is none."""
    return read_day(f"{text}-01")


def _last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
