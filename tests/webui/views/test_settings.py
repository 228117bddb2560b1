"""Settings do what they say, at once."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest

from tests.webui.conftest import PASSWORD, Browser, House
from webui.notebook import Notebook
from webui.room import Room
from webui.sessions.kept import Kept

NEW = "another password"
Found = TypeVar("Found")


def until(look: Callable[[], Found | None]) -> Found:
    """What `look` finds, as soon as it finds something."""
    deadline = time.monotonic() + 20
    while not (found := look()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def test_a_new_password_opens_and_the_old_one_does_not(signed_in: Browser, room: Room) -> None:
    answer = signed_in.post("/settings", part="password", old=PASSWORD, password=NEW, again=NEW)
    assert answer.status_code == 303
    assert signed_in.get("/pages/").status_code == 200, "this window stays signed in"
    signed_in.log_out()
    assert signed_in.log_in().status_code == 422
    room.tries._free_at = 0.0
    assert signed_in.log_in(password=NEW).status_code == 303


def test_a_changed_password_makes_cookies_from_before_worthless(signed_in: Browser) -> None:
    cookie = signed_in.client.get_cookie(signed_in.cookie_name)
    assert cookie is not None
    signed_in.post("/settings", part="password", old=PASSWORD, password=NEW, again=NEW)
    thief = Browser(signed_in.app)
    thief.client.set_cookie(signed_in.cookie_name, cookie.value)
    assert thief.get("/pages/").status_code == 303


def test_a_new_password_does_not_wait_for_the_backup_that_opens_with_the_former_one(
    signed_in: Browser, room: Room
) -> None:
    signed_in.post("/settings", part="password", old=PASSWORD, password=NEW, again=NEW)
    backup = until(lambda: next(iter(room.notebook.backups.list()), None))
    assert Notebook(backup.path).verify_password(PASSWORD)
    assert not Notebook(backup.path).verify_password(NEW)


def test_a_backup_that_a_new_password_owes_and_that_fails_is_said_on_every_page(
    signed_in: Browser, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 10))
    signed_in.post("/settings", part="password", old=PASSWORD, password=NEW, again=NEW)
    until(lambda: room.notebook.backups.owed.problem)
    shown = signed_in.get("/pages/").get_data(as_text=True)
    assert "opens with your former password could not be made yet. The disk is full." in shown
    monkeypatch.undo()
    room.daily.look_now()
    until(lambda: room.notebook.backups.owed.problem is None)
    assert room.notebook.backups.list()
    assert "could not be made" not in signed_in.get("/pages/").get_data(as_text=True)


def test_a_backup_that_is_owed_is_made_at_the_next_sign_in(
    signed_in: Browser, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.daily, "look_now", lambda: None)
    signed_in.post("/settings", part="password", old=PASSWORD, password=NEW, again=NEW)
    signed_in.log_out()
    monkeypatch.undo()
    signed_in.log_in(password=NEW)
    assert until(room.notebook.backups.list)[0].kind == "before password"


def test_the_old_password_is_asked_and_a_wrong_one_changes_nothing(
    signed_in: Browser, room: Room
) -> None:
    answer = signed_in.post("/settings", part="password", old="wrong", password=NEW, again=NEW)
    assert answer.status_code == 422
    assert room.notebook.verify_password(PASSWORD)


def test_the_theme_shows_at_once_and_an_unknown_one_is_not_taken(signed_in: Browser) -> None:
    signed_in.post("/settings", part="look", theme="dark")
    assert 'data-theme="dark"' in signed_in.get("/settings").get_data(as_text=True)
    signed_in.post("/settings", part="look", theme="<script>")
    assert 'data-theme="dark"' in signed_in.get("/settings").get_data(as_text=True)


def test_staying_signed_in_can_be_turned_on_and_off(
    signed_in: Browser, house: House, room: Room
) -> None:
    signed_in.post("/settings", part="stay", stay="1")
    assert house.keyring.value
    assert room.notebook.has_kept_key
    signed_in.post("/settings", part="stay")
    assert not house.keyring.value
    assert not room.notebook.has_kept_key


def test_a_keyring_that_declines_is_said_plainly(signed_in: Browser, house: House) -> None:
    house.keyring.declines = True
    answer = signed_in.post("/settings", part="stay", stay="1")
    assert answer.status_code == 422
    assert "keyring did not take it" in answer.get_data(as_text=True)


def test_a_new_recovery_code_replaces_the_old_one(signed_in: Browser, room: Room) -> None:
    old = room.notebook.renew_recovery_code()
    assert signed_in.post("/settings", part="recovery").location == "/welcome/recovery"
    signed_in.log_out()
    assert signed_in.post("/recover", code=old, password=NEW, again=NEW).status_code == 422


def test_a_new_key_keeps_the_sign_in_and_shows_its_recovery_code_once(
    signed_in: Browser, room: Room, house: House
) -> None:
    former = room.notebook.renew_recovery_code()
    signed_in.post("/settings", part="stay", stay="1")
    page = room.notebook.pages.create("Kept", "its text")
    asked = signed_in.post("/settings", part="key", old=PASSWORD).location
    shown = until(lambda: signed_in.get(asked).location)
    assert shown.startswith("/welcome/recovery")
    assert room.recovery.code(room.notebook) is not None
    assert signed_in.get(shown).status_code == 200
    assert signed_in.get(f"/pages/{page.slug}").status_code == 200
    assert not house.keyring.value
    assert not room.notebook.has_kept_key
    # One that opens with the new key is made at once, though there may be one of today.
    backup = until(lambda: next(iter(room.notebook.backups.list()), None))
    assert room.notebook.backups.compare(backup.id).differences == ()
    signed_in.log_out()
    assert signed_in.post("/recover", code=former, password=NEW, again=NEW).status_code == 422
    room.tries._free_at = 0.0
    # Nobody has shown that they kept the code: another is shown.
    assert signed_in.log_in().location == "/welcome/recovery"


def test_a_new_key_asks_for_the_password_and_for_an_end_of_other_work(
    signed_in: Browser, room: Room
) -> None:
    before = room.notebook.renew_recovery_code()
    answer = signed_in.post("/settings", part="key", old="not the password")
    assert answer.status_code == 422
    assert "not the password of this notebook" in answer.get_data(as_text=True)
    room.tries._free_at = 0.0
    ends = threading.Event()
    room.works.begin("check", lambda _: ends.wait(20))
    answer = signed_in.post("/settings", part="key", old=PASSWORD)
    ends.set()
    assert answer.status_code == 409
    assert "Something else is going on" in answer.get_data(as_text=True)
    signed_in.log_out()
    assert signed_in.post("/recover", code=before, password=NEW, again=NEW).status_code == 303


def test_a_backup_of_a_former_key_says_so_and_how_it_can_be_used(
    signed_in: Browser, room: Room
) -> None:
    page = room.notebook.pages.create("Kept", "its text")
    backup = room.notebook.backups.make("asked")
    room.notebook.renew_key(PASSWORD)
    for path in (f"/backups/{backup.id}", f"/backups/{backup.id}/pages/{page.id}"):
        answer = signed_in.get(path)
        assert answer.status_code == 409
        assert "made under a former key" in answer.get_data(as_text=True)


def test_a_look_shows_on_the_next_page_and_what_there_is_not_is_not_taken(
    signed_in: Browser,
) -> None:
    signed_in.post("/settings", part="look", typeface="sans", size="22", measure="wide")
    signed_in.post("/settings", part="look", typeface="Comic", size="99", measure="")
    page = signed_in.get("/pages/").get_data(as_text=True)
    assert 'data-typeface="sans" data-size="22" data-measure="wide"' in page


def test_vim_keys_are_taken_and_given_back(signed_in: Browser) -> None:
    signed_in.post("/settings", part="look", editing=["vim", "usual"])
    assert 'data-editing="vim"' in signed_in.get("/pages/").get_data(as_text=True)
    signed_in.post("/settings", part="look", editing="usual")
    assert 'data-editing="usual"' in signed_in.get("/pages/").get_data(as_text=True)


def test_the_login_page_looks_as_the_notebook_did_before_it_was_locked(signed_in: Browser) -> None:
    signed_in.post("/settings", part="look", theme="dark")
    signed_in.log_out()
    assert 'data-theme="dark"' in signed_in.get("/login").get_data(as_text=True)


def test_a_language_is_spoken_as_soon_as_it_is_chosen(signed_in: Browser) -> None:
    signed_in.post("/settings", part="language", language="zh-Hant")
    assert '<html lang="zh-Hant"' in signed_in.get("/settings").get_data(as_text=True)
    signed_in.post("/settings", part="language", language="")
    assert '<html lang="en"' in signed_in.get("/settings").get_data(as_text=True)


def test_another_name_logs_in_and_an_empty_one_is_refused(signed_in: Browser, room: Room) -> None:
    assert signed_in.post("/settings", part="name", name=" ").status_code == 422
    signed_in.post("/settings", part="name", name="Countess")
    signed_in.log_out()
    assert signed_in.log_in(name="Countess").status_code == 303


def test_a_reset_puts_the_settings_back_and_touches_no_page(signed_in: Browser, room: Room) -> None:
    page = room.notebook.pages.create(title="Kept")
    signed_in.post("/settings", part="look", theme="dark", size="24")
    signed_in.post("/settings", part="language", language="ja")
    signed_in.post("/layout", sidebar="folded")
    signed_in.post("/settings", part="reset")
    shown = signed_in.get("/settings").get_data(as_text=True)
    assert '<html lang="en" dir="ltr" data-theme="system"' in shown
    assert 'data-sidebar="open"' in shown
    assert signed_in.get(f"/pages/{page.slug}").status_code == 200
    assert room.notebook.verify_password(PASSWORD)


def test_the_keyring_notice_is_shown_once_a_start_can_be_put_away_and_stays_in_the_settings(
    signed_in: Browser, house: House, room: Room
) -> None:
    house.keys._ring = replace(house.keys.ring(), problem="This computer has no keyring.")
    room.said.clear()
    assert "has no keyring" in signed_in.get("/pages/").get_data(as_text=True)
    assert "has no keyring" not in signed_in.get("/tasks").get_data(as_text=True)
    room.said.clear()  # as another start does
    assert "has no keyring" in signed_in.get("/tasks").get_data(as_text=True)
    signed_in.post("/settings", part="notice", notice="keyring", next="/pages/")
    room.said.clear()
    assert "has no keyring" not in signed_in.get("/pages/").get_data(as_text=True)
    assert "has no keyring" in signed_in.get("/settings").get_data(as_text=True)
    assert "has no keyring" in signed_in.get("/session").get_data(as_text=True)


def test_how_long_staying_signed_in_lasts_can_be_chosen_and_counts_from_today(
    signed_in: Browser, house: House, room: Room
) -> None:
    signed_in.post("/settings", part="stay", stay="yes")
    assert signed_in.post("/settings", part="kept days", days="7").status_code == 303
    assert house.keyring.value is not None
    found = Kept.decode(house.keyring.value)
    assert found is not None
    assert abs(found.ends_at - datetime.now(UTC) - timedelta(days=7)) < timedelta(minutes=5)
    assert "Stays signed in until" in signed_in.get("/session").text
    assert signed_in.get("/pages/").status_code == 200
    assert room.kept_for == timedelta(days=7)


@pytest.mark.parametrize("days", ["0", "-1", "366", "", "many"])
def test_an_odd_number_of_days_is_refused_in_words(
    signed_in: Browser, room: Room, days: str
) -> None:
    answer = signed_in.post("/settings", part="kept days", days=days)
    assert answer.status_code == 422
    assert "Choose from 1 to 365 days" in answer.text
    assert room.kept_for == timedelta(days=30)


def test_a_copy_from_before_a_change_of_the_password_opens_with_the_former_one_and_that_is_said(
    signed_in: Browser, room: Room
) -> None:
    room.notebook.pages.create("Ideas", "words")
    backup = room.notebook.backups.make("asked")
    new = "another horse 電池 staple"
    answer = signed_in.post(
        "/settings", part="password", old=PASSWORD, password=new, again=new, follow=True
    )
    assert "open with the password of their time" in answer.text
    former = Notebook(backup.path)
    former.unlock(PASSWORD)
    assert former.pages.list()[0].title == "Ideas"
    former.lock()
    assert not former.verify_password(new)
