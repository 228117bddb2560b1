"""The notebook closes by itself when nobody is there."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.webui.conftest import Browser, House
from webui.room import Room, room_of
from webui.sessions import idle
from webui.sessions.idle import IdleWatch


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "_LOOK_EVERY_SECONDS", 0.01)


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 5
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def test_it_locks_once_when_the_time_is_up_and_not_before(quick: None) -> None:
    clock, locked = Clock(), list[float]()
    watch = IdleWatch(clock, lambda: locked.append(clock.now))
    watch.start(10)
    clock.now += 599
    time.sleep(0.05)
    assert locked == []
    clock.now += 1
    assert wait_for(lambda: locked == [clock.now])
    time.sleep(0.05)
    assert len(locked) == 1


def test_a_key_or_a_pointer_in_any_window_begins_the_time_anew(quick: None) -> None:
    clock = Clock()
    watch = IdleWatch(clock, lambda: None)
    watch.start(10)
    clock.now += 599
    watch.touch()
    clock.now += 599
    before = watch.is_over
    clock.now += 1
    assert (before, watch.is_over) == (False, True)
    watch.stop()


def test_never_means_never() -> None:
    clock = Clock()
    watch = IdleWatch(clock, lambda: None)
    watch.start(idle.NEVER)
    clock.now += 10**9
    assert not watch.is_over


def test_a_clock_that_jumps_either_way_locks_rather_than_staying_open_for_ever() -> None:
    clock = Clock()
    watch = IdleWatch(clock, lambda: None)
    watch.start(10)
    clock.now -= 86_400
    assert watch.is_over
    watch.stop()


def test_the_first_request_after_a_long_sleep_meets_the_login_page(
    signed_in: Browser, room: Room
) -> None:
    room.idle._clock = lambda: time.time() + 601
    answer = signed_in.get("/pages/")
    assert answer.location == "/login?next=/pages/"
    assert room.notebook.state == "locked"


def test_the_minutes_can_be_chosen_and_take_effect_at_once(signed_in: Browser, room: Room) -> None:
    signed_in.post("/settings", part="idle", minutes="1")
    room.idle._clock = lambda: time.time() + 61
    assert room.idle.is_over
    room.idle._clock = time.time
    signed_in.post("/settings", part="idle", minutes="0")
    room.idle._clock = lambda: time.time() + 10**9
    assert not room.idle.is_over


@pytest.mark.parametrize("minutes", ["", "-1", "241", "ten", "1.5"])
def test_other_minutes_are_refused_with_a_sentence(signed_in: Browser, minutes: str) -> None:
    answer = signed_in.post("/settings", part="idle", minutes=minutes)
    assert answer.status_code == 422
    assert "from 1 to 240 minutes" in answer.get_data(as_text=True)


def test_staying_signed_in_outlives_an_idle_log_out_but_not_one_by_hand(
    signed_in: Browser, room: Room, house: House
) -> None:
    signed_in.post("/settings", part="stay", stay="1")
    room.lock_for_now("idle")
    assert signed_in.get("/pages/").status_code == 303
    restarted = house.start()
    assert room_of(restarted).resume().startswith("/resume/")
    room_of(restarted).log_out("by hand")
    assert room_of(house.start()).resume() == "/login"
