"""One-time passes: how a sign-in that the keyring kept reaches the first window's cookie."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

LIFETIME_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Pass:
    sign_in: str
    next: str
    ends_at: float


class Passes:
    """Each pass works once, within 30 s, and lives in memory only."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._passes: dict[str, Pass] = {}

    def issue(self, sign_in: str, next_path: str) -> str:
        """Answer a new pass (256 random bits) for a sign-in's id."""
        name = secrets.token_urlsafe(32)
        with self._lock:
            self._passes[name] = Pass(sign_in, next_path, self._clock() + LIFETIME_SECONDS)
        return name

    def redeem(self, name: str) -> Pass | None:
        """Answer what the pass stands for and forget it; None when unknown, used or late."""
        with self._lock:
            found = self._passes.pop(name, None)
        if found is None or found.ends_at < self._clock():
            return None
        return found
