"""Guessing gets slow; a person is never shut out."""

from __future__ import annotations

import pytest

from webui.sessions.tries import LONGEST_WAIT, TooSoon, Tries


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class WrongPassword(Exception):
    pass


def fail(tries: Tries) -> None:
    with pytest.raises(WrongPassword), tries.attempt():
        raise WrongPassword


def test_each_wrong_try_costs_more_than_the_one_before_and_never_more_than_a_minute() -> None:
    clock = Clock()
    tries = Tries(clock)
    waits = []
    for _ in range(12):
        fail(tries)
        waits.append(tries.wait)
        clock.now += tries.wait
    assert waits[:6] == [1, 2, 4, 8, 16, 32]
    assert set(waits[6:]) == {int(LONGEST_WAIT)}


def test_a_try_during_the_wait_is_not_looked_at_and_says_how_long_to_wait() -> None:
    clock = Clock()
    tries = Tries(clock)
    fail(tries)
    fail_again = False
    with pytest.raises(TooSoon) as caught, tries.attempt():
        fail_again = True
    assert not fail_again
    assert caught.value.seconds == 1


def test_the_right_password_after_the_wait_opens_and_forgets_the_wrong_ones() -> None:
    clock = Clock()
    tries = Tries(clock)
    for _ in range(3):
        fail(tries)
        clock.now += tries.wait
    with tries.attempt():
        pass
    assert tries.wait == 0
    fail(tries)
    assert tries.wait == 1
