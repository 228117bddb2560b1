"""Dates read as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask

from webui import language
from webui.dates import (
    say_since,
    say_weekday_letter,
    say_when,
    say_within,
    usual_first_weekday,
)
from webui.language import language_of, say_number

NOW = datetime(2026, 11, 22, 15, 30).astimezone()


def test_dates_read_as_people_say_them() -> None:
    assert say_when(NOW.replace(hour=14, minute=3), NOW) == "Today 14:03"
    assert say_when(NOW - timedelta(days=1), NOW) == "Yesterday 15:30"
    assert say_when(NOW - timedelta(days=5), NOW) == "Tue 17 Nov"
    assert say_when(NOW.replace(year=2024), NOW) == "22 Nov 2024"
    assert say_within(NOW.replace(hour=14, minute=3), NOW) == "today 14:03"
    assert say_within(NOW - timedelta(days=1), NOW) == "yesterday 15:30"
    assert say_within(NOW - timedelta(days=5), NOW) == "Tue 17 Nov"
    assert say_since(NOW.replace(hour=14, minute=3), NOW) == "14:03"
    assert say_since(NOW - timedelta(days=1), NOW) == "yesterday 15:30"


@pytest.mark.parametrize(
    ("tag", "day", "other_year", "number"),
    [
        ("en", "Tue 17 Nov", "22 Nov 2024", "12,345"),
        ("de", "Di., 17. Nov.", "22. Nov. 2024", "12.345"),
        ("fr", "mar. 17 nov.", "22 nov. 2024", "12\u202f345"),
        ("zh-Hant", "11月17日 週二", "2024年11月22日", "12,345"),
        ("ja", "11月17日(火)", "2024年11月22日", "12,345"),
    ],
)
def test_every_language_has_its_own_way_to_write_dates_and_numbers(
    tag: str, day: str, other_year: str, number: str
) -> None:
    app = Flask(__name__)
    language.init_app(app)
    with app.test_request_context(headers={"Accept-Language": tag}):
        assert language_of(tag) == language.spoken()
        assert say_when(NOW - timedelta(days=5), NOW) == day
        assert say_when(NOW.replace(year=2024), NOW) == other_year
        assert say_number(12345) == number


@pytest.mark.parametrize(("tag", "letter"), [("en", "S"), ("de", "S"), ("fr", "D"), ("ja", "日")])
def test_a_calendar_names_its_columns_in_the_language(tag: str, letter: str) -> None:
    app = Flask(__name__)
    language.init_app(app)
    with app.test_request_context(headers={"Accept-Language": tag}):
        assert say_weekday_letter(NOW.date()) == letter


@pytest.mark.parametrize(
    ("asked", "weekday"),
    [
        *(("en", 0), ("en-GB", 0), ("en-US", 6), ("de", 0), ("es", 0), ("es-MX", 6), ("ja", 6)),
        *(("zh-CN", 0), ("zh-TW", 6), ("de-QQ", 0), ("fr;q=nonsense", 0)),
    ],
)
def test_a_week_begins_as_where_the_person_lives(asked: str, weekday: int) -> None:
    app = Flask("webui")
    language.init_app(app)
    with app.test_request_context(headers={"Accept-Language": asked}):
        assert usual_first_weekday() == weekday
