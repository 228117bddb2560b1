"""One contract over both places that session data can be kept in."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, session

from tests.webui.conftest import NAME, Browser, House
from webui.host import RunKeys
from webui.room import Room, room_of
from webui.sessions.cookie import STORAGE
from webui.sessions.sign_in import open_to_all

# Of a kind that the cookie's compression cannot make small.
LONG = hashlib.shake_256(b"long").hexdigest(4000)


@pytest.fixture(params=["cookie", "notebook"])
def stored(request: pytest.FixtureRequest, app: Flask, room: Room) -> Browser:
    """Somebody signed in, with the session kept in the one place or the other."""

    @open_to_all
    def note() -> dict[str, str]:
        session["note"] = "remember"
        return {}

    @open_to_all
    def fill() -> dict[str, str]:
        session["long"] = LONG
        return {}

    @open_to_all
    def show() -> dict[str, object]:
        return dict(session)

    app.add_url_rule("/test/note", view_func=note)
    app.add_url_rule("/test/fill", view_func=fill)
    app.add_url_rule("/test/show", view_func=show)
    browser = Browser(app)
    browser.log_in()
    room.notebook.settings.set(STORAGE, request.param)
    browser.get("/test/note")
    return browser


def cookie_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie(browser.cookie_name)
    assert cookie is not None
    return cookie.value


def present(browser: Browser, cookie: str) -> int:
    """Answer the status of the list of pages for whoever shows this cookie."""
    other = Browser(browser.app)
    other.client.set_cookie(browser.cookie_name, cookie)
    return other.get("/pages/").status_code


def test_what_is_put_into_the_session_is_there_at_the_next_request(stored: Browser) -> None:
    held = stored.get("/test/show").get_json()
    assert held["username"] == NAME
    assert held["note"] == "remember"


def test_a_log_out_makes_the_cookie_and_what_was_kept_for_it_worthless(
    stored: Browser, room: Room
) -> None:
    cookie, sign_in = cookie_of(stored), stored.get("/test/show").get_json()["sign_in"]
    assert present(stored, cookie) == 200
    stored.log_out()
    stored.log_in()
    assert present(stored, cookie) == 303
    assert room.notebook.sign_ins.session(sign_in) is None


def test_a_password_change_makes_the_cookie_worthless(stored: Browser) -> None:
    cookie = cookie_of(stored)
    stored.post(
        "/settings",
        part="password",
        old="  correct horse 電池 staple",
        password="another password",
        again="another password",
    )
    assert present(stored, cookie) == 303
    assert stored.get("/pages/").status_code == 200


def test_switching_the_place_keeps_the_person_signed_in_and_the_data_whole(
    stored: Browser,
) -> None:
    for place in ("notebook", "cookie", "notebook", "cookie"):
        choice: dict[str, Any] = {"in_notebook": "yes"} if place == "notebook" else {}
        stored.post("/settings", part="storage", **choice)
        held = stored.get("/test/show").get_json()
        assert (held["username"], held["note"]) == (NAME, "remember")


def test_a_session_too_large_for_a_cookie_moves_to_the_notebook_by_itself(
    stored: Browser,
) -> None:
    stored.get("/test/fill")
    assert len(cookie_of(stored)) < 300
    assert stored.get("/test/show").get_json()["long"] == LONG
    assert "in the notebook" in stored.get("/session").get_data(as_text=True)


def test_the_session_goes_on_after_a_restart_with_the_same_key(
    stored: Browser, house: House
) -> None:
    cookie = cookie_of(stored)
    room_of(stored.app).notebook.keep_key()  # as "stay signed in" does
    room_of(stored.app).close()
    restarted = house.start()
    room_of(restarted).notebook.unlock("  correct horse 電池 staple")
    again = Browser(restarted)
    again.client.set_cookie(again.cookie_name, cookie)
    assert again.get("/pages/").status_code == 200


def test_a_cookie_from_before_the_program_ended_is_worthless_unless_one_stays_signed_in(
    stored: Browser, house: House
) -> None:
    cookie = cookie_of(stored)
    room_of(stored.app).close()
    restarted = house.start()
    room_of(restarted).notebook.unlock("  correct horse 電池 staple")
    again = Browser(restarted)
    again.client.set_cookie(again.cookie_name, cookie)
    assert again.get("/pages/").status_code == 303


def test_a_former_key_still_verifies_and_new_cookies_are_signed_with_the_new_one(
    stored: Browser, house: House
) -> None:
    before = cookie_of(stored)
    house.keys.renew()
    assert present(stored, before) == 200
    stored.get("/test/note")
    after = cookie_of(stored)
    house.keys._ring = (
        RunKeys().ring().__class__(house.keys.ring().current, (), house.keys.ring().made_at)
    )
    assert present(stored, after) == 200
    assert present(stored, before) == 303


def test_a_cookie_older_than_its_time_is_refused(
    stored: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie = cookie_of(stored)
    later = datetime.now(UTC) + timedelta(days=31)
    monkeypatch.setattr("itsdangerous.timed.time.time", later.timestamp)
    assert present(stored, cookie) == 303


def test_a_cookie_from_the_future_is_refused(
    stored: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    with monkeypatch.context() as ahead:
        ahead.setattr("itsdangerous.timed.time.time", later.timestamp)
        stored.get("/test/note")
        cookie = cookie_of(stored)
    assert present(stored, cookie) == 303
