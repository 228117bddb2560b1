"""Dates as people say them: "Today 14:03", "Yesterday 9:15", "Tue 17 Nov", "17 Nov 2024"."""

from __future__ import annotations

from datetime import datetime


def say_when(moment: datetime, now: datetime | None = None) -> str:
    """Answer a moment in local time, as near as a reader needs it. `moment` is aware."""
    local = moment.astimezone()
    today = (now or datetime.now().astimezone()).astimezone()
    days = (today.date() - local.date()).days
    if days == 0:
        return f"Today {say_clock(local)}"
    if days == 1:
        return f"Yesterday {say_clock(local)}"
    if local.year == today.year:
        return f"{local:%a} {local.day} {local:%b}"
    return f"{local.day} {local:%b} {local.year}"


def say_clock(moment: datetime) -> str:
    """Answer the local time of day, as in "14:03"."""
    return f"{moment.astimezone():%H:%M}"
