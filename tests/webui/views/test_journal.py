"""The journal: a page a day, at an address that only days of the calendar have."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from tests.webui.conftest import Browser
from webui.room import Room


def test_a_day_is_blank_until_it_is_written_and_then_has_a_page(
    signed_in: Browser, room: Room
) -> None:
    blank = signed_in.get("/journal/2026-11-24").get_data(as_text=True)
    assert "Tuesday 24 November 2026" in blank
    assert "Write this day" in blank
    assert room.notebook.pages.count() == 0
    answer = signed_in.post("/journal/2026-11-24")
    assert answer.location == "/pages/journal/2026-11-24?edit=1"
    assert room.notebook.pages.find("journal/2026-11-24").title == "Tuesday 24 November 2026"
    assert signed_in.get("/journal/2026-11-24").location == "/pages/journal/2026-11-24"
    assert signed_in.post("/journal/2026-11-24").location == answer.location
    assert room.notebook.pages.count() == 1


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "0000-00-00", "soon", "2026-2-3"])
def test_a_day_that_the_calendar_does_not_have_is_told_so(signed_in: Browser, day: str) -> None:
    answer = signed_in.get(f"/journal/{day}")
    assert answer.status_code == 404
    assert f"no day “{day}”" in answer.get_data(as_text=True)


def test_today_has_an_address_of_its_own(signed_in: Browser) -> None:
    today = datetime.now().astimezone().date()
    assert signed_in.get("/journal/today").location == f"/journal/{today}"


def test_the_calendar_shows_which_days_were_written(signed_in: Browser, room: Room) -> None:
    room.notebook.journal.write(date(2026, 11, 3), "The third")
    month = signed_in.get("/journal/calendar/2026-11").get_data(as_text=True)
    assert 'aria-label="Tuesday 3 November 2026, written"' in month
    assert 'aria-label="Wednesday 4 November 2026"' in month
    assert "<body" not in month
    assert "November 2026" in signed_in.get("/pages/?month=2026-11").get_data(as_text=True)
    assert signed_in.get("/journal/calendar/2026-99").status_code == 200


def test_a_day_leads_to_its_neighbours_and_to_former_years(signed_in: Browser, room: Room) -> None:
    for day in (date(2024, 11, 24), date(2026, 11, 20), date(2026, 12, 1)):
        room.notebook.journal.write(day, f"Day {day}")
    for path in ("/journal/2026-11-24", "/pages/journal/2026-11-24"):
        text = signed_in.get(path).get_data(as_text=True)
        assert 'href="/journal/2026-11-20" rel="prev"' in text
        assert 'href="/journal/2026-12-01" rel="next"' in text
        assert 'href="/pages/journal/2024-11-24"' in text
        signed_in.post("/journal/2026-11-24")


def test_new_days_begin_as_the_template_says(signed_in: Browser, room: Room) -> None:
    room.notebook.pages.create("templates/journal", "# {{date}}\n\n- [ ] plan")
    signed_in.post("/journal/2026-11-24")
    page = room.notebook.pages.find("journal/2026-11-24")
    assert page.body == "# 2026-11-24\n\n- [ ] plan"


def test_a_day_keeps_its_place_under_another_title(signed_in: Browser, room: Room) -> None:
    page = room.notebook.journal.write(date(2026, 11, 24), "Tuesday")
    room.notebook.pages.rename(page.id, "The day it snowed")
    assert signed_in.get("/journal/2026-11-24").location.startswith("/pages/")
    assert room.notebook.journal.written(date(2026, 11, 1), date(2026, 11, 30)) == {
        date(2026, 11, 24)
    }


def test_what_a_new_day_begins_with_is_chosen_in_the_settings(
    signed_in: Browser, room: Room
) -> None:
    pages = room.notebook.pages
    pages.create("templates/journal", "usual")
    mine = pages.create("Templates/Mornings", "How did I sleep on {{date}}?")
    assert ">Mornings</option>" in signed_in.get("/settings").get_data(as_text=True)
    for chosen, begins in (
        (str(mine.id), "How did I sleep on 2026-11-01?"),
        ("nothing", ""),
        ("12345", "usual"),
        ("", "usual"),
    ):
        signed_in.post("/settings", part="journal", template=chosen)
        signed_in.post("/journal/2026-11-01")
        page = pages.find("journal/2026-11-01")
        assert page.body == begins
        pages.delete(page.id)


def test_a_template_that_was_thrown_away_leaves_new_days_empty(
    signed_in: Browser, room: Room
) -> None:
    mine = room.notebook.pages.create("Templates/Mornings", "words")
    signed_in.post("/settings", part="journal", template=str(mine.id))
    room.notebook.pages.delete(mine.id)
    signed_in.post("/journal/2026-11-02")
    assert room.notebook.pages.find("journal/2026-11-02").body == ""


@pytest.mark.parametrize(
    ("chosen", "letters"),
    [("", "MTWTFSS"), ("sunday", "SMTWTFS"), ("saturday", "SSMTWTF"), ("no day", "MTWTFSS")],
)
def test_weeks_begin_on_the_day_that_was_chosen_in_every_calendar(
    signed_in: Browser, room: Room, chosen: str, letters: str
) -> None:
    room.notebook.pages.create("Month", "```query\ncalendar by changed\n```")
    signed_in.post("/settings", part="week", week=chosen)
    settings = signed_in.get("/settings").get_data(as_text=True)
    assert re.findall(r"<span>(.)</span>", settings) == list(letters)
    assert re.search(rf'value="{chosen}" selected', settings) or chosen == "no day"
    page = signed_in.get("/pages/month").get_data(as_text=True)
    assert re.findall(r"<th[^>]*>(.)</th>", page) == list(letters)
