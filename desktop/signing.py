"""The keys that sign sessions: in the system's keyring, or for this run only."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from desktop.keychain import Answer, Keychain, Outcome

KEY_BYTES = 32
RENEWED_AFTER = timedelta(days=90)
FORMER_LASTS = timedelta(days=1)
"""How long a former key still verifies what it signed."""
# Windows keeps 1280 characters in one item; every former key takes about 100 of them.
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
class Retired:
    """A former key, and when it ends to verify."""

    key: bytes
    until: datetime


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The key that signs, the former ones, and where they live.

    `former` are those that still verified when the ring was asked for. With `kept` False they end
    with the program, and `problem` says why in a sentence.
    """

    current: bytes
    retired: tuple[Retired, ...]
    made_at: datetime
    storage: str
    kept: bool
    problem: str | None
    former: tuple[bytes, ...] = ()


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
            return self._as_of_now(self._ring)

    def renew(self) -> KeyRing:
        """Make a new current key. The former one still verifies what it signed.

        When the keyring does not take it, the new key is for this run only and says so.
        """
        with self._lock:
            known = self._ring if self._ring is not None else self._load()
            former = self._retire(known)
            if not known.kept:
                # What could not be read at the start must not be lost now.
                stored = self._keychain.read(self._name)
                if stored.outcome not in (Outcome.OK, Outcome.MISSING):
                    self._ring = self._for_this_run(stored.outcome, former)
                    return self._as_of_now(self._ring)
                held = _decode(stored.value or "")
                former += self._retire(held) if held is not None else ()
            self._ring = self._store(self._fresh(former))
            return self._as_of_now(self._ring)

    def _load(self) -> KeyRing:
        answer: Answer = self._keychain.read(self._name)
        match answer.outcome:
            case Outcome.OK:
                held = _decode(answer.value or "")
                if held is None:
                    return replace(self._for_this_run(Outcome.DENIED), problem=_UNREADABLE)
                return self._renew_when_old(replace(held, storage=self._keychain.storage))
            case Outcome.MISSING:
                return self._store(self._fresh(()))
            case outcome:
                return self._for_this_run(outcome)

    def _renew_when_old(self, held: KeyRing) -> KeyRing:
        if self._clock() - held.made_at < RENEWED_AFTER:
            return held
        renewed = self._store(self._fresh(self._retire(held)))
        # An old key that is kept is better than a new one that is not.
        return renewed if renewed.kept else held

    def _retire(self, ring: KeyRing) -> tuple[Retired, ...]:
        return (Retired(ring.current, self._clock() + FORMER_LASTS), *ring.retired)

    def _as_of_now(self, ring: KeyRing) -> KeyRing:
        now = self._clock()
        return replace(ring, former=tuple(each.key for each in ring.retired if each.until > now))

    def _store(self, ring: KeyRing) -> KeyRing:
        answer = self._keychain.write(self._name, _encode(ring))
        if answer.outcome is Outcome.OK:
            return replace(ring, storage=self._keychain.storage)
        return replace(ring, storage=_RUN_ONLY, kept=False, problem=_PROBLEMS[answer.outcome])

    def _for_this_run(self, outcome: Outcome, former: tuple[Retired, ...] = ()) -> KeyRing:
        ring = self._fresh(former)
        return replace(ring, storage=_RUN_ONLY, kept=False, problem=_PROBLEMS[outcome])

    def _fresh(self, former: tuple[Retired, ...]) -> KeyRing:
        return KeyRing(
            current=secrets.token_bytes(KEY_BYTES),
            retired=former[:_FORMER_KEYS],
            made_at=self._clock(),
            storage="",
            kept=True,
            problem=None,
        )


def _encode(ring: KeyRing) -> str:
    return json.dumps(
        {
            "format": _FORMAT,
            "current": _spell(ring.current),
            "former": [
                {"key": _spell(each.key), "until": each.until.isoformat()} for each in ring.retired
            ],
            "made_at": ring.made_at.isoformat(),
        }
    )


def _decode(text: str) -> KeyRing | None:
    """Answer the keys in `text`, or None for anything this version did not write."""
    try:
        told = json.loads(text)
        if told["format"] != _FORMAT:
            return None
        current = _read_key(told["current"])
        retired = tuple(
            Retired(_read_key(each["key"]), _read_moment(each["until"])) for each in told["former"]
        )
        made_at = _read_moment(told["made_at"])
    except (ValueError, KeyError, TypeError):
        return None
    return KeyRing(current, retired, made_at, storage="", kept=True, problem=None)


def _spell(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _read_key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("not a key of this program")
    return key


def _read_moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment
