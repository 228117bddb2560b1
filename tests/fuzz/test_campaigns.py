"""A short run of each campaign, the same each time; `dev.py fuzz` runs them for long."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.campaigns import CAMPAIGNS, forge_cookies, signed_in
from tests.fuzz.cookies import guessed_keys
from tests.fuzz.tally import Tally

TRIES = {"cookies": 4000, "requests": 400, "pages": 3000}


@pytest.mark.parametrize("name", sorted(CAMPAIGNS))
def test_nothing_gets_through_nothing_is_slow_and_nothing_breaks(name: str) -> None:
    tallies = CAMPAIGNS[name](TRIES[name], 60, random.Random(20_260_101))
    for tally in tallies:
        print(tally)
        assert tally.is_clean, str(tally)
    assert tallies[0].tried >= TRIES[name]


def test_a_key_that_was_guessed_would_be_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    # The campaign must be able to see what it looks for.
    monkeypatch.setattr("tests.fuzz.cookies._serializer", _signs_with_the_real_key())
    [at_the_session, served] = forge_cookies(300, 20, random.Random(1))
    assert at_the_session.through > 0
    assert served.through > 0


def test_thousands_of_keys_are_guessed() -> None:
    assert len(guessed_keys()) > 4000
    assert {b"secret", b"dev", b"change-me", b"\x00" * 32} <= set(guessed_keys())


def test_a_tally_without_a_try_shows_nothing() -> None:
    assert not Tally("empty").is_clean


def _signs_with_the_real_key() -> object:
    from tests.fuzz import cookies  # noqa: PLC0415 - before it is patched

    genuine, seen = cookies._serializer, []

    def serializer(key: bytes) -> object:
        seen.append(key)  # the first is that of the program itself
        return genuine(seen[0])

    return serializer


def test_the_program_is_still_there_for_the_person_afterwards() -> None:
    with signed_in() as visitor:
        assert visitor.get("/pages/ideas").status == 200
