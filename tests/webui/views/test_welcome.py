"""The first time: a name, a password, a recovery code that is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.webui.conftest import NAME, PASSWORD, Browser, House
from webui.room import room_of


@pytest.fixture
def newcomer(house: House) -> Browser:
    return Browser(house.start())


def set_up(newcomer: Browser) -> list[str]:
    """Go through the welcome as far as the recovery code; answer its groups."""
    answer = newcomer.post("/welcome", name=NAME, password=PASSWORD, again=PASSWORD)
    assert answer.location == "/welcome/recovery"
    text = newcomer.get("/welcome/recovery/code.txt").get_data(as_text=True)
    code = text.strip().splitlines()[-1]
    groups = code.split("-")
    assert len(groups) == 8
    page = newcomer.get("/welcome/recovery").get_data(as_text=True)
    assert all(group in page for group in groups)
    return groups


def asked_places(newcomer: Browser) -> list[int]:
    code = room_of(newcomer.app).recovery.code(room_of(newcomer.app).notebook)
    assert code is not None
    return list(code.asked)


def test_every_address_leads_a_newcomer_to_the_welcome(newcomer: Browser) -> None:
    for path in ("/", "/login", "/pages/x", "/recover", "/session"):
        assert newcomer.get(path, follow=True).request.path == "/welcome"


def test_a_name_and_a_password_make_the_notebook_and_the_code_asked_back_opens_it(
    newcomer: Browser,
) -> None:
    groups = set_up(newcomer)
    answers = [groups[place - 1].lower() for place in asked_places(newcomer)]
    answer = newcomer.post("/welcome/recovery", group=answers)
    assert answer.location == "/pages/welcome", "the first page of the tour"
    assert "Welcome" in newcomer.get("/", follow=True).get_data(as_text=True)
    assert newcomer.get("/welcome/recovery").location == "/", "the code is shown once"


def test_a_wrong_part_of_the_code_is_asked_again(newcomer: Browser) -> None:
    set_up(newcomer)
    answer = newcomer.post("/welcome/recovery", group=["AAAA", "BBBB"])
    assert answer.status_code == 422


def test_a_code_that_was_never_confirmed_is_replaced_by_a_new_one_after_a_restart(
    newcomer: Browser, house: House
) -> None:
    first = set_up(newcomer)
    room_of(newcomer.app).close()
    later = Browser(house.start())
    assert later.log_in().location == "/welcome/recovery"
    page = later.get("/welcome/recovery").get_data(as_text=True)
    assert first[0] not in re.findall(r"[0-9A-Z]{4}", page)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "password": PASSWORD, "again": PASSWORD},
        {"name": "   ", "password": PASSWORD, "again": PASSWORD},
        {"name": "x" * 81, "password": PASSWORD, "again": PASSWORD},
        {"name": NAME, "password": "sevenle", "again": "sevenle"},
        {"name": NAME, "password": PASSWORD, "again": PASSWORD + " "},
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_made(
    newcomer: Browser, house: House, fields: dict[str, Any]
) -> None:
    answer = newcomer.post("/welcome", **fields)
    assert answer.status_code == 422
    assert room_of(newcomer.app).notebook.state == "absent"
    assert not (house.folder / "notebook.db").exists()


def test_a_password_of_any_script_and_of_spaces_alone_may_be_used(newcomer: Browser) -> None:
    odd = "  ñ 電🔥 \u0301  "
    newcomer.post("/welcome", name=NAME, password=odd, again=odd)
    newcomer.log_out()
    assert newcomer.log_in(password=odd).status_code == 303


def test_the_strength_of_a_password_is_said_as_one_types(newcomer: Browser) -> None:
    answers = [
        newcomer.post("/welcome/strength", password=password).get_json()
        for password in ("short", "password1", PASSWORD)
    ]
    assert [answer["enough"] for answer in answers] == [False, True, True]
    assert answers[0]["words"] == "3 more characters"
    assert answers[1]["score"] == 0
    assert answers[2]["score"] == 4


def test_the_welcome_cannot_be_gone_through_twice(signed_in: Browser) -> None:
    assert signed_in.get("/welcome").location == "/"
    answer = signed_in.post("/welcome", name="Eve", password=PASSWORD, again=PASSWORD)
    assert answer.location == "/"
    assert room_of(signed_in.app).notebook.name == NAME


def test_the_recovery_code_opens_the_notebook_and_sets_a_new_password(newcomer: Browser) -> None:
    code = " ".join(set_up(newcomer)).lower()
    newcomer.log_out()
    wrong = newcomer.post(
        "/recover", code="0000" * 8, password="a new password", again="a new password"
    )
    assert wrong.status_code == 422
    room_of(newcomer.app).tries._free_at = 0.0
    answer = newcomer.post("/recover", code=code, password="a new password", again="a new password")
    assert answer.status_code == 303
    newcomer.log_out()
    assert newcomer.log_in(password=PASSWORD).status_code == 422
    room_of(newcomer.app).tries._free_at = 0.0
    assert newcomer.log_in(password="a new password").status_code == 303
