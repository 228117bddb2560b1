"""The system's keyring: the one border to the `keyring` library.

Back ends raise whatever their system raises (D-Bus and Windows errors come through raw), may wait
for a person without limit, and may drop what they are given. All of that ends here: a call answers
within its time with one of six outcomes.
"""

# ruff: noqa: PLC0415 - keyring takes 150 ms, spent on a thread that nobody waits for

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_log = logging.getLogger(__name__)

LIMIT_SECONDS = 5.0

_STORAGE_NAMES = {
    "keyring.backends.SecretService": "the system keyring (Secret Service)",
    "keyring.backends.libsecret": "the system keyring (Secret Service)",
    "keyring.backends.kwallet": "KWallet",
    "keyring.backends.Windows": "Windows Credential Manager",
    "keyring.backends.macOS": "the macOS keychain",
}
# `fail` raises at every call, `null` drops what it is given, `keyrings.alt` writes files that are
# readable or asks on a terminal, and the chainer passes over a keyring that is locked for a moment.
_REFUSED_MODULES = (
    "keyring.backends.fail",
    "keyring.backends.null",
    "keyring.backends.chainer",
    "keyrings.alt",
)


class Outcome(Enum):
    """How a call to the keyring ended. Only MISSING says that there is nothing to overwrite."""

    OK = "ok"
    MISSING = "missing"
    LOCKED = "locked"
    DENIED = "denied"
    UNAVAILABLE = "unavailable"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome, and what was read if it is OK."""

    outcome: Outcome
    value: str | None = None


class Keychain:
    """Text under a name, kept by the system for this person.

    Nothing here raises and no call takes longer than `limit` seconds. While an earlier call is
    still waiting for a person, others answer TIMEOUT at once. `choose` answers the back end, or
    None when there is none that keeps a secret.
    """

    def __init__(
        self,
        service: str,
        *,
        choose: Callable[[], KeyringBackend | None] | None = None,
        limit: float = LIMIT_SECONDS,
    ) -> None:
        self._service = service
        self._choose = choose or choose_keyring
        self._limit = limit
        self._backend: KeyringBackend | None = None
        self._worker = _Worker()

    @property
    def storage(self) -> str:
        """The keyring in a person's words, once a call has reached it; empty before."""
        if self._backend is None:
            return ""
        module = type(self._backend).__module__
        return _STORAGE_NAMES.get(module.removesuffix(".api"), "the system keyring")

    def read(self, name: str) -> Answer:
        """Answer what is kept under `name`: OK with the value, or MISSING."""
        return self._call(lambda backend: self._read(backend, name))

    def write(self, name: str, value: str) -> Answer:
        """Keep `value` under `name` and read it back. DENIED when it was not kept."""
        return self._call(lambda backend: self._write(backend, name, value))

    def delete(self, name: str) -> Answer:
        """Forget `name`. MISSING when there was nothing, DENIED when it is still there."""
        return self._call(lambda backend: self._delete(backend, name))

    def _read(self, backend: KeyringBackend, name: str) -> Answer:
        value = backend.get_password(self._service, name)
        return Answer(Outcome.MISSING) if value is None else Answer(Outcome.OK, value)

    def _write(self, backend: KeyringBackend, name: str, value: str) -> Answer:
        backend.set_password(self._service, name, value)
        kept = backend.get_password(self._service, name)
        return Answer(Outcome.OK, value) if kept == value else Answer(Outcome.DENIED)

    def _delete(self, backend: KeyringBackend, name: str) -> Answer:
        if backend.get_password(self._service, name) is None:
            return Answer(Outcome.MISSING)
        backend.delete_password(self._service, name)
        gone = backend.get_password(self._service, name) is None
        return Answer(Outcome.OK if gone else Outcome.DENIED)

    def _call(self, act: Callable[[KeyringBackend], Answer]) -> Answer:
        answer = self._worker.run(lambda: self._attempt(act), self._limit)
        if answer is None:
            answer = Answer(Outcome.TIMEOUT)
        if answer.outcome not in (Outcome.OK, Outcome.MISSING):
            _log.warning("the keyring answered: %s", answer.outcome.value)
        return answer

    def _attempt(self, act: Callable[[KeyringBackend], Answer]) -> Answer:
        try:
            if self._backend is None:
                self._backend = self._choose()
            if self._backend is None:
                return Answer(Outcome.UNAVAILABLE)
            return act(self._backend)
        except Exception as error:  # noqa: BLE001 - any library of any system may be behind this
            _log.warning("the keyring raised %s", type(error).__name__)
            return Answer(_outcome_of(error))


def choose_keyring() -> KeyringBackend | None:
    """Answer the back end to use: the configured or best one that really keeps secrets."""
    import keyring.backend
    import keyring.core

    chosen = keyring.core.get_keyring()
    if is_trustworthy(chosen):
        return chosen
    if type(chosen).__module__ != "keyring.backends.chainer":
        return None
    others = filter(is_trustworthy, keyring.backend.get_all_keyring())
    return max(others, key=lambda each: float(each.priority), default=None)


def is_trustworthy(backend: KeyringBackend) -> bool:
    """Answer whether `backend` keeps what it is given, unreadable to others."""
    kind = type(backend)
    return not kind.__module__.startswith(_REFUSED_MODULES) and "Plaintext" not in kind.__name__


def _outcome_of(error: Exception) -> Outcome:
    from keyring import errors

    match error:
        # A prompt that was dismissed or could not be shown comes as InitError.
        case errors.KeyringLocked() | errors.InitError():
            return Outcome.LOCKED
        case errors.NoKeyringError():
            return Outcome.UNAVAILABLE
        case errors.KeyringError():
            return Outcome.DENIED
        case _:
            return Outcome.UNAVAILABLE


class _Worker:
    """One thread that makes one call after another. A daemon: a prompt must not hold the exit."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[tuple[Callable[[], Answer], queue.SimpleQueue[Answer]]]
        self._jobs = queue.SimpleQueue()
        self._one_at_a_time = threading.Lock()
        self._idle = threading.Event()
        self._idle.set()
        self._thread: threading.Thread | None = None

    def run(self, job: Callable[[], Answer], limit: float) -> Answer | None:
        """Answer what `job` answers, or None when it takes longer than `limit` seconds."""
        with self._one_at_a_time:
            if not self._idle.is_set():
                return None
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="keyring", daemon=True)
                self._thread.start()
            self._idle.clear()
            result: queue.SimpleQueue[Answer] = queue.SimpleQueue()
            self._jobs.put((job, result))
            try:
                return result.get(timeout=limit)
            except queue.Empty:
                return None

    def _work(self) -> None:
        while True:
            job, result = self._jobs.get()
            answer = job()
            self._idle.set()
            result.put(answer)
