"""The keys that sign sessions: in the system's keyring, or for this run only."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desktop.keychain import Answer, Keychain, Outcome

KEY_BYTES = 32
# Windows keeps 1280 characters in one item; every former key takes 44 of them.
_FORMER_KEYS = 4
_FORMAT = 1

_CONSEQUENCE = "so you sign in each time Inglenook starts."
_PROBLEMS = {
    Outcome.MISSING: f"The system keyring kept nothing, {_CONSEQUENCE}",
    Outcome.LOCKED: f"The system keyring is locked, {_CONSEQUENCE}",
    Outcome.DENIED: f"The system keyring did not keep the key, {_CONSEQUENCE}",
    Outcome.UNAVAILABLE: f"This computer has no keyring that Inglenook can use, {_CONSEQUENCE}",
    Outcome.TIMEOUT: f"The system keyring did not answer in time, {_CONSEQUENCE}",
}
_UNREADABLE = f"The key in the system keyring cannot be read, {_CONSEQUENCE}"
_RUN_ONLY = "this run only"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The key that signs, the former ones that still verify, and where they live.

    With `kept` False they end with the program, and `problem` says why in a sentence.
    """

    current: bytes
    former: tuple[bytes, ...]
    made_at: datetime
    storage: str
    kept: bool
    problem: str | None


class SigningKeys:
    """Reads the keys once, on a thread of its own; makes them at the first start of all.

    A key that is in the keyring is never overwritten by accident: a new one is written only where
    the keyring says that there is none.
    """

    def __init__(
        self,
        keychain: Keychain,
        name: str,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._keychain = keychain
        self._name = name
        self._clock = clock
        self._lock = threading.Lock()
        self._ring: KeyRing | None = None

    def start_loading(self) -> None:
        """Read the keys in the background. `ring` then waits for no more than what is left."""
        threading.Thread(target=self.ring, name="signing keys", daemon=True).start()

    def ring(self) -> KeyRing:
        """Answer the keys in use. The first call may wait for the keyring's time limit."""
        with self._lock:
            if self._ring is None:
                self._ring = self._load()
            return self._ring

    def renew(self) -> KeyRing:
        """Make a new current key. The former one still verifies what it signed.

        When the keyring does not take it, the new key is for this run only and says so.
        """
        with self._lock:
            known = self._ring if self._ring is not None else self._load()
            former = (known.current, *known.former)
            if not known.kept:
                # What could not be read at the start must not be lost now.
                stored = self._keychain.read(self._name)
                if stored.outcome not in (Outcome.OK, Outcome.MISSING):
                    self._ring = self._for_this_run(stored.outcome, former)
                    return self._ring
                held = _decode(stored.value or "")
                former += (held.current, *held.former) if held is not None else ()
            self._ring = self._store(self._fresh(former))
            return self._ring

    def _load(self) -> KeyRing:
        answer: Answer = self._keychain.read(self._name)
        match answer.outcome:
            case Outcome.OK:
                held = _decode(answer.value or "")
                if held is None:
                    return replace(self._for_this_run(Outcome.DENIED), problem=_UNREADABLE)
                return replace(held, storage=self._keychain.storage)
            case Outcome.MISSING:
                return self._store(self._fresh(()))
            case outcome:
                return self._for_this_run(outcome)

    def _store(self, ring: KeyRing) -> KeyRing:
        answer = self._keychain.write(self._name, _encode(ring))
        if answer.outcome is Outcome.OK:
            return replace(ring, storage=self._keychain.storage)
        return replace(ring, storage=_RUN_ONLY, kept=False, problem=_PROBLEMS[answer.outcome])

    def _for_this_run(self, outcome: Outcome, former: tuple[bytes, ...] = ()) -> KeyRing:
        ring = self._fresh(former)
        return replace(ring, storage=_RUN_ONLY, kept=False, problem=_PROBLEMS[outcome])

    def _fresh(self, former: tuple[bytes, ...]) -> KeyRing:
        return KeyRing(
            current=secrets.token_bytes(KEY_BYTES),
            former=former[:_FORMER_KEYS],
            made_at=self._clock(),
            storage="",
            kept=True,
            problem=None,
        )


def _encode(ring: KeyRing) -> str:
    return json.dumps(
        {
            "format": _FORMAT,
            "current": base64.b64encode(ring.current).decode("ascii"),
            "former": [base64.b64encode(key).decode("ascii") for key in ring.former],
            "made_at": ring.made_at.isoformat(),
        }
    )


def _decode(text: str) -> KeyRing | None:
    """Answer the keys in `text`, or None for anything this version did not write."""
    try:
        told = json.loads(text)
        if told["format"] != _FORMAT:
            return None
        keys = [base64.b64decode(key, validate=True) for key in (told["current"], *told["former"])]
        made_at = datetime.fromisoformat(told["made_at"])
    except (ValueError, KeyError, TypeError):
        return None
    if any(len(key) != KEY_BYTES for key in keys) or made_at.tzinfo is None:
        return None
    return KeyRing(keys[0], tuple(keys[1:]), made_at, storage="", kept=True, problem=None)
