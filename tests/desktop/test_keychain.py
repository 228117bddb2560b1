"""The one border to the system's keyring. The real Secret Service: tests/windows."""

from __future__ import annotations

import time
from collections.abc import Callable

import keyring.core
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from desktop.keychain import Keychain, Outcome, choose_keyring, is_trustworthy
from tests.desktop.fake_keyrings import (
    DENIED,
    LOCKED,
    UNAVAILABLE,
    FailingKeyring,
    FakeKeyring,
    LyingKeyring,
    WaitingKeyring,
)


def keychain(backend: KeyringBackend | None, limit: float = 5.0) -> Keychain:
    return Keychain("Inglenook tests", choose=lambda: backend, limit=limit)


def test_what_is_written_is_read() -> None:
    chain = keychain(FakeKeyring())
    assert chain.read("a").outcome is Outcome.MISSING
    assert chain.write("a", "päss 例").outcome is Outcome.OK
    assert chain.read("a").value == "päss 例"


def test_what_is_deleted_is_gone() -> None:
    chain = keychain(FakeKeyring())
    chain.write("a", "1")
    assert chain.delete("a").outcome is Outcome.OK
    assert chain.delete("a").outcome is Outcome.MISSING
    assert chain.read("a").outcome is Outcome.MISSING


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        *((error, Outcome.LOCKED) for error in LOCKED),
        *((error, Outcome.DENIED) for error in DENIED),
        *((error, Outcome.UNAVAILABLE) for error in UNAVAILABLE),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else value.value,
)
def test_whatever_a_keyring_raises_becomes_an_outcome(error: Exception, outcome: Outcome) -> None:
    backend = FailingKeyring()
    chain = keychain(backend)
    chain.write("a", "1")
    backend.error = error
    assert chain.read("a").outcome is outcome
    assert chain.write("a", "2").outcome is outcome
    assert chain.delete("a").outcome is outcome
    backend.error = None
    assert chain.read("a").value == "1"


def test_a_keyring_that_drops_what_it_is_given_is_found_out() -> None:
    assert keychain(LyingKeyring()).write("a", "1").outcome is Outcome.DENIED


def test_a_keyring_that_waits_for_a_person_costs_its_limit_once() -> None:
    backend = WaitingKeyring()
    chain = keychain(backend, limit=0.3)
    begun = time.monotonic()
    assert chain.read("a").outcome is Outcome.TIMEOUT
    assert 0.3 <= time.monotonic() - begun < 1
    begun = time.monotonic()
    assert chain.read("a").outcome is Outcome.TIMEOUT
    assert chain.write("a", "1").outcome is Outcome.TIMEOUT
    assert time.monotonic() - begun < 0.1
    assert backend.asked == 1


def test_a_keyring_that_was_unlocked_late_works_from_then_on() -> None:
    backend = WaitingKeyring()
    chain = keychain(backend, limit=0.2)
    chain.read("a")
    backend.answered.set()
    time.sleep(0.1)
    assert chain.write("a", "1").outcome is Outcome.OK
    assert chain.read("a").value == "1"


def test_a_late_answer_is_never_taken_for_another_ones() -> None:
    backend = WaitingKeyring()
    chain = keychain(backend, limit=0.2)
    backend.items["Inglenook tests", "a"] = "of a"
    chain.read("a")
    backend.answered.set()
    time.sleep(0.1)
    assert chain.read("b").outcome is Outcome.MISSING


def test_no_keyring_at_all_is_unavailable() -> None:
    chain = keychain(None)
    assert chain.read("a").outcome is Outcome.UNAVAILABLE
    assert chain.storage == ""


def test_a_choice_that_fails_is_unavailable() -> None:
    def choose() -> KeyringBackend:
        raise RuntimeError("a broken configuration")

    chain = Keychain("Inglenook tests", choose=choose)
    assert chain.read("a").outcome is Outcome.UNAVAILABLE


@pytest.mark.parametrize("make", [fail.Keyring, null.Keyring, chainer.ChainerBackend])
def test_keyrings_that_keep_no_secret_are_refused(make: Callable[[], KeyringBackend]) -> None:
    assert not is_trustworthy(make())


def test_keyrings_that_write_readable_files_are_refused() -> None:
    def set_password(self: object, service: str, username: str, password: str) -> None: ...

    body = {"set_password": set_password, "__module__": "keyrings.alt.file"}
    for name in ("PlaintextKeyring", "EncryptedKeyring"):
        kind = type(name, (FakeKeyring,), body)
        assert not is_trustworthy(kind())
    elsewhere = type("PlaintextKeyring", (FakeKeyring,), {**body, "__module__": "mine"})
    assert not is_trustworthy(elsewhere())


def test_the_configured_keyring_is_used_when_it_keeps_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine = FakeKeyring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", mine)
    assert choose_keyring() is mine
    nothing = null.Keyring()  # type: ignore[no-untyped-call]
    monkeypatch.setattr(keyring.core, "_keyring_backend", nothing)
    assert choose_keyring() is None
