"""A window that would wait for an opening of minutes says how far it is, and goes on by itself."""

from __future__ import annotations

import threading

import pytest

from tests.webui.conftest import Browser
from webui.arrival import Arrival
from webui.notebook.errors import StorageFailure
from webui.room import Room


def test_what_opens_at_once_needs_no_page_to_wait_at() -> None:
    assert Arrival(lambda wanted: f"/resume/{wanted}").begin("x") == "/resume/x"


def test_a_long_opening_shows_its_progress_until_the_notebook_is_open(
    browser: Browser, room: Room
) -> None:
    opened = threading.Event()

    def resume(wanted: str) -> str:
        opened.wait(10)
        return f"/login?next={wanted}"

    room.arrival = Arrival(resume, patience=0.05)
    room.opening.tell("Copying", 250_000, 1_000_000)
    path = room.arrival.begin("/pages/wren")
    shown = browser.get(path).get_data(as_text=True)
    assert "Copying: 250 kB of 1.0 MB" in shown
    assert 'http-equiv="refresh"' in shown, "it goes on without a script"
    assert 'value="0.25"' in shown
    opened.set()
    answer = browser.get(path)
    while answer.status_code == 200:
        answer = browser.get(path)
    assert answer.headers["Location"] == "/login?next=/pages/wren"
    assert browser.get(path).headers["Location"] == "/", "the way in is there once"
    assert browser.get("/opening/guessed").headers["Location"] == "/"


def test_what_goes_wrong_in_the_opening_is_told() -> None:
    def resume(_: str) -> str:
        raise StorageFailure("full", "no room")

    with pytest.raises(StorageFailure):
        Arrival(resume).begin("")
