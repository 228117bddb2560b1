"""Parts of addresses that are more than text."""

from __future__ import annotations

from datetime import date

from werkzeug.exceptions import NotFound
from werkzeug.routing import BaseConverter

from webui.notebook.days import read_day


class NoSuchDay(NotFound):
    """An address names a day that the calendar doesn't have."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class DayConverter(BaseConverter):
    """A day of the calendar, as in 2026-11-24; 2026-02-30 is none."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        day = read_day(value)
        if day is None:
            # Not merely no match: the person is told which day it was.
            raise NoSuchDay(value)
        return day

    def to_url(self, value: date) -> str:
        return value.isoformat()
