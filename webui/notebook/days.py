"""Days of the calendar, as they stand in addresses and texts."""

import re
from datetime import date

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_day(text: str) -> date | None:
    """The day that is written like 2026-11-24; None when the calendar has none such."""
    if not _WRITTEN.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Every month that is shown has one before it and one after it.
    return day if date.min.year < day.year < date.max.year else None
