"""Dates as people say them: "Today 14:03", "Yesterday 9:15", "Tue 17 Nov".

English is said here; for other languages Babel knows how, and is loaded when one is first needed.
"""

from __future__ import annotations

from datetime import date, datetime, time

from flask import has_request_context, request

from webui.language import (
    ENGLISH,
    PSEUDO,
    Language,
    gettext,
    language_of,
    locale_name,
    spoken,
)

_MONDAY, _SUNDAY = 0, 6
_LETTERS_OF_A_REGION = 2
# Of the regions that write English, as the Common Locale Data Repository has it (weekData).
_BEGIN_ON_SUNDAY = frozenset({"US", "CA", "IN", "ZA", "PH", "SG", "HK", "IL", "JM", "PK"})


def say_when(moment: datetime, now: datetime | None = None) -> str:
    """Answer a moment in local time, as near as a reader needs it. `moment` is aware."""
    local = moment.astimezone()
    days = _days_ago(local, now)
    if days == 0:
        return gettext("Today %(time)s", time=say_clock(local))
    if days == 1:
        return gettext("Yesterday %(time)s", time=say_clock(local))
    return say_day(local, now)


def say_within(moment: datetime, now: datetime | None = None) -> str:
    """Answer a moment within a sentence: "today 14:03", "yesterday 9:15", "Tue 17 Nov"."""
    local = moment.astimezone()
    if _days_ago(local, now) == 0:
        return gettext("today %(time)s", time=say_clock(local))
    return say_since(local, now)


def say_since(moment: datetime, now: datetime | None = None) -> str:
    """Answer a moment as it stands behind "Saved": "14:03", "yesterday 9:15", "Tue 17 Nov"."""
    local = moment.astimezone()
    days = _days_ago(local, now)
    if days == 0:
        return say_clock(local)
    if days == 1:
        return gettext("yesterday %(time)s", time=say_clock(local))
    return say_day(local, now)


def say_day(moment: datetime, now: datetime | None = None) -> str:
    """Answer the day of a moment: with its weekday in this year, with the year in others."""
    local = moment.astimezone()
    is_this_year = local.year == _today(now).year
    if spoken() in (ENGLISH, PSEUDO):
        return (
            f"{local:%a} {local.day} {local:%b}" if is_this_year else f"{local.day} {local:%b %Y}"
        )
    from babel.dates import format_skeleton  # noqa: PLC0415 - English never needs it

    return format_skeleton("MMMEd" if is_this_year else "yMMMd", local, locale=locale_name())


def say_clock(moment: datetime) -> str:
    """Answer the local time of day, as in "14:03"."""
    return f"{moment.astimezone():%H:%M}"


def say_due(day: date, today: date | None = None) -> str:
    """Answer a day of the calendar: "yesterday", "today", "tomorrow", or as `say_day`."""
    now = _today(None) if today is None else _noon(today)
    near = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    days = (day - now.date()).days
    return near[days] if days in near else say_day(_noon(day), now)


def say_weekday_letter(day: date) -> str:
    """Answer what heads the column of a weekday in a calendar: "M", "月"."""
    if spoken() in (ENGLISH, PSEUDO):
        return f"{day:%a}"[0]
    from babel.dates import get_day_names  # noqa: PLC0415 - English never needs it

    return str(get_day_names("narrow", "stand-alone", locale=locale_name())[day.weekday()])


def say_full_day(day: date) -> str:
    """Answer a day in full, as it heads a page of the journal: "Tuesday 24 November 2026"."""
    if spoken() in (ENGLISH, PSEUDO):
        return f"{day:%A} {day.day} {day:%B} {day.year}"
    from babel.dates import format_date  # noqa: PLC0415 - English never needs it

    return format_date(day, "full", locale=locale_name())


def say_month(day: date) -> str:
    """Answer the month of a day, as it heads a calendar: "November 2026"."""
    if spoken() in (ENGLISH, PSEUDO):
        return f"{day:%B} {day.year}"
    from babel.dates import format_skeleton  # noqa: PLC0415 - English never needs it

    return format_skeleton("yMMMM", _noon(day), locale=locale_name())


def usual_first_weekday() -> int:
    """Answer the day that a week begins with where the person lives, 0 for Monday.

    Where that is, only the web view's language may say, as in "en-US".
    """
    language = spoken()
    region = _region(language)
    if language in (ENGLISH, PSEUDO):
        return _SUNDAY if region in _BEGIN_ON_SUNDAY else _MONDAY
    from babel.core import Locale, get_global  # noqa: PLC0415 - English never needs it
    from babel.localedata import exists  # noqa: PLC0415 - the same

    tag = locale_name()
    here = f"{tag}_{region}"
    likely = get_global("likely_subtags").get(tag, tag)
    return Locale.parse(here if exists(here) else likely).first_week_day


def _region(language: Language) -> str:
    if not has_request_context():
        return ""
    for tag in request.accept_languages.values():
        end = tag.replace("_", "-").rpartition("-")[2].upper()
        if len(end) == _LETTERS_OF_A_REGION and end != tag.upper() and language_of(tag) is language:
            return end
    return ""


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12)).astimezone()


def _today(now: datetime | None) -> datetime:
    return (now or datetime.now().astimezone()).astimezone()


def _days_ago(local: datetime, now: datetime | None) -> int:
    return (_today(now).date() - local.date()).days
