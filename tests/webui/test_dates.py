"""Dates read as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from webui.dates import say_when

NOW = datetime(2026, 11, 22, 15, 30).astimezone()


def test_dates_read_as_people_say_them() -> None:
    assert say_when(NOW.replace(hour=14, minute=3), NOW) == "Today 14:03"
    assert say_when(NOW - timedelta(days=1), NOW) == "Yesterday 15:30"
    assert say_when(NOW - timedelta(days=5), NOW) == "Tue 17 Nov"
    assert say_when(NOW.replace(year=2024), NOW) == "22 Nov 2024"
