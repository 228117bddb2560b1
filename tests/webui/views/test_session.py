"""The session can be looked at."""

from __future__ import annotations

import base64
import html
import json
import zlib
from datetime import UTC, datetime

from tests.webui.conftest import NAME, Browser, House
from webui.host import Place
from webui.room import Room


def test_the_session_page_shows_every_value_in_the_cookie_and_how_it_was_sent(
    signed_in: Browser,
) -> None:
    text = signed_in.get("/session").get_data(as_text=True)
    for value in signed_in.read_session().values():
        if value not in ("password",) and "T" not in str(value):
            assert str(value) in text
    cookie = signed_in.client.get_cookie(signed_in.cookie_name)
    assert cookie is not None
    for part in cookie.value.rsplit(".", 2):
        assert part in text


def test_clearing_browsing_data_signs_out_says_what_went_and_touches_no_page(
    signed_in: Browser, house: House
) -> None:
    signed_in.post("/pages/", title="Ideas")
    house.windows.can_open = False
    answer = signed_in.post("/session/clear")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert house.windows.cleared == [answer.location]
    assert signed_in.client.get_cookie(signed_in.cookie_name) is None
    text = signed_in.get(answer.location).get_data(as_text=True)
    assert "Cleared in all windows: 1 cookie" in text
    signed_in.log_in()
    assert "Ideas" in signed_in.get("/pages/").get_data(as_text=True)


def test_a_renewed_secret_key_signs_nobody_out(signed_in: Browser, house: House) -> None:
    before = house.keys.ring().current
    assert signed_in.post("/session/key").status_code == 303
    assert house.keys.ring().current != before
    assert signed_in.get("/session?done=key").status_code == 200


def test_the_history_tells_of_sign_ins_and_of_wrong_tries(signed_in: Browser, room: Room) -> None:
    signed_in.log_out()
    signed_in.log_in(password="not this")
    room.tries._free_at = 0.0
    signed_in.log_in()
    text = signed_in.get("/session").get_data(as_text=True)
    assert "logged out" in text
    assert "It did not open" in text
    assert "With the password" in text


def test_the_cookie_reads_with_nothing_but_base64(signed_in: Browser) -> None:
    cookie = signed_in.client.get_cookie(signed_in.cookie_name)
    assert cookie is not None
    payload = cookie.value.rsplit(".", 2)[0]
    packed = payload.startswith(".")
    raw = base64.urlsafe_b64decode(payload.lstrip(".") + "==")
    assert json.loads(zlib.decompress(raw) if packed else raw)["username"] == NAME


def test_the_session_page_says_when_the_secret_key_is_for_this_run_only(
    signed_in: Browser,
) -> None:
    assert "this run only" in signed_in.get("/session").get_data(as_text=True)


def test_the_page_shows_the_cookies_content_beside_what_is_sent(signed_in: Browser) -> None:
    text = html.unescape(signed_in.get("/session").text)
    assert f'"username":"{NAME}"' in text
    assert datetime.now(UTC).strftime("%Y-%m-%dT%H") in text


def test_the_page_says_which_windows_share_the_cookie_and_how_old_the_key_is(
    signed_in: Browser, house: House
) -> None:
    house.windows.standing = [Place("/", 0, 0, 800, 600, maximized=False) for _ in range(3)]
    text = signed_in.get("/session").text
    assert "All 3 windows of this program that are open" in text
    assert "0 days" in text
    house.windows.can_open = False
    assert "Every tab of this browser" in signed_in.get("/session").text


def test_logging_out_here_leaves_another_browser_signed_in(signed_in: Browser, room: Room) -> None:
    other = Browser(signed_in.app)
    other.log_in()
    assert other.get("/pages/").status_code == 200
    cookie = signed_in.client.get_cookie(signed_in.cookie_name)
    assert cookie is not None
    signed_in.post("/logout", here="yes")
    signed_in.client.set_cookie(signed_in.cookie_name, cookie.value)
    assert signed_in.get("/pages/").status_code == 303
    assert other.get("/pages/").status_code == 200
    other.post("/logout", here="yes")
    assert room.notebook.state == "locked"


def test_logging_out_everywhere_ends_the_other_browser_as_well(
    signed_in: Browser, room: Room
) -> None:
    other = Browser(signed_in.app)
    other.log_in()
    signed_in.post("/logout")
    assert room.notebook.state == "locked"
    assert other.get("/pages/").status_code == 303
