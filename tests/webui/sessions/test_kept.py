"""Staying signed in: what ends it, and that its key opens one notebook alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.webui.conftest import CHEAP, NAME, PASSWORD, Browser, FakeKeyring, House
from webui.notebook import Notebook
from webui.room import room_of
from webui.sessions.kept import Kept

NEW = "another password"


@pytest.fixture
def staying(browser: Browser, house: House) -> bytes:
    """What the keyring holds of somebody who stays signed in."""
    browser.log_in(stay="1")
    assert house.keyring.value is not None
    return house.keyring.value


def change_password(browser: Browser) -> None:
    browser.post("/settings", part="password", old=PASSWORD, password=NEW, again=NEW)


def recover(browser: Browser) -> None:
    code = room_of(browser.app).notebook.renew_recovery_code()
    answer = browser.post("/recover", code=code, password=NEW, again=NEW)
    assert answer.status_code == 303


def log_out(browser: Browser) -> None:
    browser.log_out()


def log_out_here(browser: Browser) -> None:
    browser.post("/logout", here="yes")


WAYS = [change_password, recover, log_out, log_out_here]


@pytest.mark.parametrize("end", WAYS)
def test_it_ends_for_good_also_for_who_put_the_keyrings_entry_aside(
    browser: Browser, house: House, staying: bytes, end: Callable[[Browser], None]
) -> None:
    end(browser)
    assert house.keyring.value is None
    room_of(browser.app).close()
    house.keyring.value = staying
    assert room_of(house.start()).resume() == "/login"


@pytest.mark.parametrize("end", WAYS)
def test_every_cookie_from_before_is_worthless_once_it_ends(
    browser: Browser, staying: bytes, end: Callable[[Browser], None]
) -> None:
    assert staying
    cookie = browser.client.get_cookie(browser.cookie_name)
    assert cookie is not None
    end(browser)
    room = room_of(browser.app)
    if room.notebook.state != "open":
        room.notebook.unlock(NEW if room.notebook.verify_password(NEW) else PASSWORD)
    thief = Browser(browser.app)
    thief.client.set_cookie(thief.cookie_name, cookie.value)
    answer = thief.get("/pages/", follow=True)
    assert answer.request.path == "/login"
    assert "This sign-in has ended" in answer.text


def test_it_ends_by_age_and_the_key_slot_goes(
    browser: Browser, house: House, staying: bytes
) -> None:
    room_of(browser.app).close()
    kept = Kept.decode(staying)
    assert kept is not None
    assert timedelta(days=29) < kept.ends_at - datetime.now(UTC) <= timedelta(days=30)
    house.keyring.value = replace(kept, ends_at=datetime.now(UTC) - timedelta(seconds=1)).encode()
    room = room_of(house.start())
    assert room.resume() == "/login"
    assert not room.notebook.has_kept_key
    house.keyring.value = staying
    assert room_of(house.start()).resume() == "/login", "nor with the entry of before"


def test_a_keyrings_entry_that_is_copied_to_another_data_folder_opens_nothing(
    staying: bytes, tmp_path: Path
) -> None:
    other = House(tmp_path / "other", keyring=FakeKeyring(staying))
    notebook = Notebook(other.folder, cost=CHEAP)
    notebook.create(NAME, PASSWORD)
    notebook.keep_key()
    notebook.lock()
    room = room_of(other.start())
    assert room.resume() == "/login"
    assert room.notebook.state == "locked"
