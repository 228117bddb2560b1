"""Tasks over all pages, ticked where one sees them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.webui.conftest import Browser
from webui.room import Room


def test_open_tasks_stand_by_day_and_by_page(signed_in: Browser, room: Room) -> None:
    today = datetime.now().astimezone().date()
    days = {name: today + timedelta(days=days) for name, days in (("a", -3), ("b", 0), ("c", 1))}
    room.notebook.pages.create("Garden", "".join(f"- [ ] {n} @{d}\n" for n, d in days.items()))
    room.notebook.pages.create("House", "- [ ] paint\n- [x] sweep")
    text = signed_in.get("/tasks").get_data(as_text=True)
    heads = [text.index(f">{head}</h2>") for head in ("Overdue", "Today", "Tomorrow", "No day")]
    assert heads == sorted(heads)
    assert "4 open" in text
    assert "sweep" not in text
    by_page = signed_in.get("/tasks?by=page").get_data(as_text=True)
    assert by_page.index(">House</a></h2>") < by_page.index(">Garden</a></h2>")


def test_a_tick_changes_the_line_of_the_page(signed_in: Browser, room: Room) -> None:
    page = room.notebook.pages.create("Garden", "one\n\n- [ ] water")
    answer = signed_in.post(
        "/tasks/tick", page="garden", line="2", base="1", done="yes", json_wanted=True
    )
    assert answer.get_json() == {"page": page.id, "revision": 2}
    assert room.notebook.pages.find("garden").body == "one\n\n- [x] water"
    signed_in.post("/tasks/tick", id=str(page.id), line="2", base="2", done="no")
    assert room.notebook.pages.find("garden").body == "one\n\n- [ ] water"


def test_a_tick_finds_its_line_although_another_window_wrote_above_it(
    signed_in: Browser, room: Room
) -> None:
    page = room.notebook.pages.create("Garden", "one\n\n- [ ] water\n- [ ] dig")
    room.notebook.pages.save(page.id, "zero\n\none\n\n- [ ] water\n- [ ] dig", 1)
    signed_in.post("/tasks/tick", page="garden", line="2", base="1", done="yes")
    assert room.notebook.pages.find("garden").body == "zero\n\none\n\n- [x] water\n- [ ] dig"


@pytest.mark.parametrize(("line", "base"), [("0", "1"), ("99", "1"), ("-1", "1"), ("2", "77")])
def test_a_tick_of_what_is_no_task_changes_nothing(
    signed_in: Browser, room: Room, line: str, base: str
) -> None:
    room.notebook.pages.create("Garden", "one\n\n- [ ] water")
    answer = signed_in.post(
        "/tasks/tick", page="garden", line=line, base=base, done="yes", json_wanted=True
    )
    assert answer.status_code == 422
    assert "changed meanwhile" in answer.get_json()["error"]
    assert room.notebook.pages.find("garden").revision == 1


def test_a_task_that_another_window_rewrote_is_not_ticked_unseen(
    signed_in: Browser, room: Room
) -> None:
    page = room.notebook.pages.create("Garden", "- [ ] water the roses")
    room.notebook.pages.save(page.id, "- [ ] sell the house", 1)
    answer = signed_in.post(
        "/tasks/tick", page="garden", line="0", base="1", done="yes", json_wanted=True
    )
    assert answer.status_code == 422
    assert room.notebook.pages.find("garden").body == "- [ ] sell the house"
