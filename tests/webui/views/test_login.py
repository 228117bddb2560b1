"""Logging in: what a person sees, and what never works."""

from __future__ import annotations

import re

import pytest

from tests.webui.conftest import NAME, PASSWORD, Browser, House
from webui.host import Place
from webui.room import Room, room_of


def test_nobody_is_told_so_and_led_to_the_login_page_with_the_name_filled_in(
    browser: Browser,
) -> None:
    answer = browser.get("/", follow=True)
    text = answer.get_data(as_text=True)
    assert answer.request.path == "/login"
    assert "You are not logged in" in text
    assert NAME in text


def test_the_right_password_opens_the_notebook_and_every_page_says_who_is_logged_in(
    browser: Browser,
) -> None:
    answer = browser.log_in()
    assert (answer.status_code, answer.location) == (303, "/")
    text = browser.get("/", follow=True).get_data(as_text=True)
    assert f"Logged in as {NAME}" in re.sub("<[^>]+>", "", text)


@pytest.mark.parametrize(
    ("name", "password"), [(NAME, "wrong password"), ("Eve", PASSWORD), ("", ""), ("Eve", "no")]
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(
    browser: Browser, room: Room, name: str, password: str
) -> None:
    answer = browser.log_in(password=password, name=name)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "open this notebook" in text
    assert room.notebook.state == "locked"


def test_who_waits_for_the_opening_reads_how_far_it_is(browser: Browser, room: Room) -> None:
    assert browser.get("/work/opening").get_json() == {"words": ""}
    room.opening.tell("Copying", 250_000_000, 1_000_000_000)
    words = browser.get("/work/opening").get_json()["words"]
    assert "a backup is made first. Copying: 250 MB of 1.0 GB" in words
    room.opening.tell("", 0, 0)
    browser.log_in()
    assert browser.get("/work/opening").get_json() == {"words": ""}


def test_the_name_is_forgiven_its_case_and_the_spaces_around_it(browser: Browser) -> None:
    assert browser.log_in(name=f" {NAME.upper()} ").status_code == 303


def test_the_spaces_of_a_password_count(browser: Browser) -> None:
    assert browser.log_in(password=PASSWORD.strip()).status_code == 422


def test_a_second_try_at_once_is_told_to_wait_even_when_it_is_right(browser: Browser) -> None:
    browser.log_in(password="wrong password")
    answer = browser.log_in()
    assert answer.status_code == 429


def test_the_page_that_was_asked_for_opens_after_logging_in(browser: Browser) -> None:
    answer = browser.get("/pages/ideas")
    assert answer.location == "/login?next=/pages/ideas"
    assert browser.log_in(next="/pages/ideas").location == "/pages/ideas"


def test_next_never_leads_to_another_site(browser: Browser) -> None:
    assert browser.log_in(next="//evil.example/").location == "/"


def test_signing_in_in_one_window_serves_a_second_browser_only_with_the_password(
    signed_in: Browser, room: Room
) -> None:
    other = Browser(signed_in.app)
    assert other.get("/pages/").status_code == 303
    assert other.log_in(password="not the password").status_code == 422
    room.tries._free_at = 0.0
    assert other.log_in().status_code == 303
    assert other.get("/pages/").status_code == 200


def test_an_old_cookie_is_worth_nothing_after_logging_out_even_when_the_notebook_opens_again(
    signed_in: Browser,
) -> None:
    cookie = signed_in.client.get_cookie(signed_in.cookie_name)
    assert cookie is not None
    signed_in.log_out()
    Browser(signed_in.app).log_in()
    thief = Browser(signed_in.app)
    thief.client.set_cookie(signed_in.cookie_name, cookie.value)
    assert thief.get("/pages/").location == "/login?next=/pages/&refused=1"


def test_the_number_of_the_sign_in_is_new_each_time(signed_in: Browser) -> None:
    first = signed_in.read_session()["sign_in"]
    signed_in.log_out()
    signed_in.log_in()
    assert signed_in.read_session()["sign_in"] != first


def test_a_changed_cookie_ends_at_the_login_page_that_says_why(signed_in: Browser) -> None:
    cookie = signed_in.client.get_cookie(signed_in.cookie_name)
    assert cookie is not None
    changed = ("A" if cookie.value[0] != "A" else "B") + cookie.value[1:]
    signed_in.client.set_cookie(signed_in.cookie_name, changed)
    answer = signed_in.get("/pages/", follow=True)
    assert answer.request.path == "/login"
    assert "This sign-in has ended" in answer.get_data(as_text=True)


def test_staying_signed_in_goes_on_after_a_restart_with_the_same_sign_in(
    signed_in: Browser, house: House
) -> None:
    signed_in.log_out()
    signed_in.log_in(stay="1")
    before = signed_in.read_session()["sign_in"]
    house.windows.standing = [Place("/pages/ideas", 1, 2, 800, 600, False)]
    room_of(signed_in.app).close()

    restarted = house.start()
    path = room_of(restarted).resume()
    browser = Browser(restarted)
    assert path.startswith("/resume/")
    assert browser.get(path).location == "/pages/ideas"
    assert browser.get("/pages/").status_code == 200
    assert browser.read_session()["sign_in"] == before
    assert [place.path for place in house.windows.restored] == ["/pages/ideas"]
    assert Browser(restarted).get(path).location == "/login", "a pass works once"


def test_without_staying_signed_in_a_restart_asks_and_then_opens_the_page_that_was_open(
    signed_in: Browser, house: House
) -> None:
    house.windows.standing = [Place("/pages/ideas", 1, 2, 800, 600, False)]
    room_of(signed_in.app).close()
    restarted = house.start()
    assert room_of(restarted).resume() == "/login"
    assert Browser(restarted).log_in().location == "/pages/ideas"


def test_logging_out_ends_staying_signed_in(signed_in: Browser, house: House) -> None:
    signed_in.log_out()
    signed_in.log_in(stay="1")
    assert house.keyring.recall() is not None
    signed_in.log_out()
    assert house.keyring.recall() is None
    assert room_of(house.start()).resume() == "/login"


def test_a_keyring_that_declines_signs_in_all_the_same_and_keeps_nothing(
    browser: Browser, house: House, room: Room
) -> None:
    house.keyring.declines = True
    assert browser.log_in(stay="1").status_code == 303
    assert not room.notebook.has_kept_key


@pytest.mark.parametrize("value", [b"", b"{}", b"\xff", b'{"key":"AA=="}', b"[1]"])
def test_a_damaged_keyring_entry_ends_at_the_login_page(
    signed_in: Browser, house: House, value: bytes
) -> None:
    signed_in.log_out()
    signed_in.log_in(stay="1")
    room_of(signed_in.app).close()
    house.keyring.value = value
    assert room_of(house.start()).resume() == "/login"


def test_a_form_from_before_the_log_in_is_refused_and_keeps_the_text(signed_in: Browser) -> None:
    stale = signed_in.token()
    signed_in.log_out()
    signed_in.log_in()
    answer = signed_in.client.post(
        "/pages/", data={"title": "A thought of mine", "csrf_token": stale}
    )
    assert answer.status_code == 403
    assert "A thought of mine" in answer.get_data(as_text=True)


def test_log_out_takes_the_name_out_of_the_session_and_locks_the_notebook(
    signed_in: Browser, room: Room
) -> None:
    assert signed_in.log_out().location == "/login"
    assert room.notebook.state == "locked"
    cookie = signed_in.client.get_cookie(signed_in.cookie_name)
    assert cookie is None or not cookie.value
