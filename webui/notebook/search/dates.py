"""Days, months and years as they are typed: 2026, 2026-03, 2026-03-07, today, 2026-01..2026-03."""

import re
from calendar import monthrange
from datetime import date, timedelta

_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_EARLIEST, _LATEST = date(1970, 1, 1), date(2199, 12, 31)

Span = tuple[date, date]


def read_span(text: str, today: date) -> Span | None:
    """The first and the last day that are meant; None when it can't be understood.

    "a..b" goes from the start of a to the end of b, either of which may be left out.
    """
    start, dots, end = text.partition("..")
    if not dots:
        return _clamp(_read_one(text, today))
    if not start and not end:
        return None
    first = _read_one(start, today) if start else (_EARLIEST, _EARLIEST)
    last = _read_one(end, today) if end else (_LATEST, _LATEST)
    if first is None or last is None:
        return None
    return _clamp((min(first[0], last[0]), max(first[1], last[1])))


def cover_span(first: date, last: date) -> list[tuple[int, ...]]:
    """The years, months and days, as few as can be, that make up the days of a span."""
    parts: list[tuple[int, ...]] = []
    day = first
    while day <= last:
        year_end = date(day.year, 12, 31)
        month_end = day.replace(day=monthrange(day.year, day.month)[1])
        if (day.month, day.day) == (1, 1) and year_end <= last:
            parts.append((day.year,))
            day = year_end
        elif day.day == 1 and month_end <= last:
            parts.append((day.year, day.month))
            day = month_end
        else:
            parts.append((day.year, day.month, day.day))
        day += timedelta(days=1)
    return parts


def _clamp(span: Span | None) -> Span | None:
    if span is None or span[1] < _EARLIEST or span[0] > _LATEST:
        return None
    return max(span[0], _EARLIEST), min(span[1], _LATEST)


def _read_one(text: str, today: date) -> Span | None:
    if text == "today":
        return today, today
    if text == "yesterday":
        return today - timedelta(days=1), today - timedelta(days=1)
    found = _DAY.fullmatch(text)
    return None if found is None else _days_of(*(int(part or 0) for part in found.groups()))


def _days_of(year: int, month: int, day: int) -> Span | None:
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None
