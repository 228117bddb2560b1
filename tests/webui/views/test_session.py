"""The session can be looked at."""

from __future__ import annotations

import base64
import json
import zlib

from tests.webui.conftest import NAME, Browser


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
