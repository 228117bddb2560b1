"""The keys that sign sessions."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from desktop.kept import KeptSecret
from desktop.keychain import Keychain, Outcome
from desktop.signing import FORMER_LASTS, RENEWED_AFTER, SigningKeys
from tests.desktop.fake_keyrings import (
    DENIED,
    LOCKED,
    UNAVAILABLE,
    FailingKeyring,
    FakeKeyring,
    LyingKeyring,
    WaitingKeyring,
)

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


def keys(backend: FakeKeyring | None, limit: float = 5.0) -> SigningKeys:
    chain = Keychain("tests", choose=lambda: backend, limit=limit)
    return SigningKeys(chain, "signing-keys", clock=lambda: NOW)


def test_the_first_start_makes_a_key_and_keeps_it() -> None:
    backend = FakeKeyring()
    ring = keys(backend).ring()
    assert (len(ring.current), ring.former, ring.made_at) == (32, (), NOW)
    assert (ring.kept, ring.problem, ring.storage) == (True, None, "the system keyring")
    assert len(backend.items) == 1
    assert keys(backend).ring() == ring


def test_a_renewed_key_leaves_the_former_ones_valid() -> None:
    backend = FakeKeyring()
    mine = keys(backend)
    first = mine.ring()
    second = mine.renew()
    third = mine.renew()
    assert second.former == (first.current,)
    assert third.former == (second.current, first.current)
    assert mine.ring() == third
    assert keys(backend).ring() == third


def test_a_former_key_verifies_for_a_day_and_no_longer_also_after_a_restart() -> None:
    backend, clock = FakeKeyring(), Clock()
    mine = SigningKeys(Keychain("tests", choose=lambda: backend), "signing-keys", clock=clock)
    first = mine.ring().current
    mine.renew()
    clock.now += FORMER_LASTS - timedelta(seconds=1)
    restarted = SigningKeys(Keychain("tests", choose=lambda: backend), "signing-keys", clock=clock)
    assert mine.ring().former == restarted.ring().former == (first,)
    clock.now += timedelta(seconds=1)
    assert mine.ring().former == restarted.ring().former == ()


def test_a_key_of_ninety_days_is_renewed_at_the_start() -> None:
    backend, clock = FakeKeyring(), Clock()
    first = SigningKeys(Keychain("tests", choose=lambda: backend), "k", clock=clock).ring()
    clock.now += RENEWED_AFTER - timedelta(days=1)
    later = SigningKeys(Keychain("tests", choose=lambda: backend), "k", clock=clock).ring()
    assert later.current == first.current
    clock.now += timedelta(days=1)
    latest = SigningKeys(Keychain("tests", choose=lambda: backend), "k", clock=clock).ring()
    assert latest.current != first.current
    assert (latest.former, latest.made_at, latest.kept) == ((first.current,), clock.now, True)


def test_an_old_key_stays_in_use_when_the_keyring_takes_no_new_one() -> None:
    backend, clock = FailingKeyring(), Clock()
    first = SigningKeys(Keychain("tests", choose=lambda: backend), "k", clock=clock).ring()
    clock.now += RENEWED_AFTER
    backend.set_password = LyingKeyring().set_password  # type: ignore[method-assign]
    later = SigningKeys(Keychain("tests", choose=lambda: backend), "k", clock=clock).ring()
    assert (later.current, later.kept) == (first.current, True)


def test_former_keys_do_not_pile_up() -> None:
    backend = FakeKeyring()
    mine = keys(backend)
    for _ in range(20):
        mine.renew()
    assert len(mine.ring().former) == 4
    [item] = backend.items.values()
    assert len(item) < 1280  # what Windows keeps in one item


@pytest.mark.parametrize("error", [*LOCKED, *DENIED, *UNAVAILABLE], ids=repr)
def test_a_keyring_that_cannot_be_read_gives_a_key_for_this_run(error: Exception) -> None:
    backend = FailingKeyring()
    stored = keys(backend).ring()
    items = dict(backend.items)
    backend.error = error
    mine = keys(backend)
    ring = mine.ring()
    assert not ring.kept
    assert ring.current != stored.current
    assert ring.problem is not None
    assert ring.problem.endswith("so you sign in each time Inglenook starts.")
    assert mine.ring() == ring
    assert mine.renew().former == (ring.current,)
    assert backend.items == items


def test_a_keyring_that_drops_writes_gives_a_key_for_this_run() -> None:
    ring = keys(LyingKeyring()).ring()
    assert not ring.kept
    assert ring.problem is not None
    assert "did not keep the key" in ring.problem


def test_without_a_keyring_there_is_a_key_for_this_run() -> None:
    ring = keys(None).ring()
    assert (ring.kept, ring.storage) == (False, "this run only")


def test_a_keyring_that_answers_too_late_is_never_overwritten() -> None:
    backend = WaitingKeyring()
    backend.items["tests", "signing-keys"] = "what was there"
    mine = keys(backend, limit=0.2)
    ring = mine.ring()
    assert not ring.kept
    assert ring.problem is not None
    assert "did not answer in time" in ring.problem
    mine.renew()
    backend.answered.set()
    time.sleep(0.1)
    assert backend.written == []


def test_a_key_that_could_not_be_read_at_first_is_not_lost_by_renewing() -> None:
    backend = FailingKeyring()
    stored = keys(backend).ring()
    backend.error = LOCKED[0]
    mine = keys(backend)
    for_this_run = mine.ring()
    backend.error = None
    renewed = mine.renew()
    assert renewed.kept
    assert renewed.former == (for_this_run.current, stored.current)


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        json.dumps({"format": 99, "current": "", "former": [], "made_at": NOW.isoformat()}),
        json.dumps({"format": 1, "current": "AAAA", "former": [], "made_at": NOW.isoformat()}),
        json.dumps({"format": 1, "current": "!", "former": [], "made_at": NOW.isoformat()}),
        json.dumps({"format": 1, "current": "A" * 43 + "=", "former": [], "made_at": "2026-03-01"}),
    ],
)
def test_an_item_of_another_version_is_left_alone(damage: str) -> None:
    backend = FakeKeyring()
    backend.items["tests", "signing-keys"] = damage
    ring = keys(backend).ring()
    assert not ring.kept
    assert ring.problem is not None
    assert backend.written == []


def test_loading_holds_nobody_up() -> None:
    backend = WaitingKeyring()
    mine = keys(backend, limit=5)
    begun = time.monotonic()
    mine.start_loading()
    assert time.monotonic() - begun < 0.2
    threading.Timer(0.2, backend.answered.set).start()
    assert mine.ring().kept
    assert time.monotonic() - begun < 2


def test_a_secret_is_kept_recalled_and_forgotten() -> None:
    kept = KeptSecret(Keychain("tests", choose=FakeKeyring), "kept")
    assert kept.recall() is None
    assert kept.keep(b"\x00\xff words")
    assert kept.recall() == b"\x00\xff words"
    assert kept.forget()
    assert kept.forget()
    assert kept.recall() is None


@pytest.mark.parametrize("backend", [LyingKeyring(), None])
def test_a_secret_that_is_not_kept_is_not_said_to_be(backend: FakeKeyring | None) -> None:
    chain = Keychain("tests", choose=lambda: backend)
    kept = KeptSecret(chain, "kept")
    assert not kept.keep(b"words")
    assert kept.recall() is None


def test_a_kept_item_that_something_else_wrote_is_no_secret() -> None:
    chain = Keychain("tests", choose=FakeKeyring)
    assert chain.write("kept", "not base64!").outcome is Outcome.OK
    assert KeptSecret(chain, "kept").recall() is None
