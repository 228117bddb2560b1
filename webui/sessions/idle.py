"""Log out by itself: after minutes without a key or a pointer in any window."""

from __future__ import annotations

import threading
from collections.abc import Callable

DEFAULT_MINUTES = 10
LONGEST_MINUTES = 240
NEVER = 0
LOCK_AFTER = "lock_after"

# A computer that slept wakes with its timers late; looking this often keeps the delay short.
_LOOK_EVERY_SECONDS = 5.0


class IdleWatch:
    """Calls `lock` once when nobody touched anything for the time that was set.

    `clock` is the wall clock in seconds: the monotonic one stands still while the computer sleeps
    (Linux: CLOCK_MONOTONIC), and a notebook must not be open on wake-up because of that.
    """

    def __init__(self, clock: Callable[[], float], lock: Callable[[], None]) -> None:
        self._clock = clock
        self._lock_notebook = lock
        self._guard = threading.Lock()
        self._stop: threading.Event | None = None
        self._limit = 0.0
        self._touched = 0.0

    def start(self, minutes: int) -> None:
        """Watch from now on; `minutes` of 0 never log out. A watch that runs is replaced."""
        self.stop()
        with self._guard:
            self._limit = minutes * 60.0
            self._touched = self._clock()
            if minutes == NEVER:
                return
            self._stop = threading.Event()
            threading.Thread(
                target=self._watch, args=(self._stop,), name="idle watch", daemon=True
            ).start()

    def touch(self) -> None:
        """Somebody pressed a key or moved the pointer."""
        with self._guard:
            # A clock set back must not make the wait longer, nor one set forward be forgotten.
            self._touched = self._clock()

    def stop(self) -> None:
        with self._guard:
            stop, self._stop = self._stop, None
        if stop is not None:
            stop.set()

    @property
    def is_over(self) -> bool:
        """Whether the time is up. Asked at each request too: the watch may wake up later."""
        with self._guard:
            if self._stop is None:
                return False
            return abs(self._clock() - self._touched) >= self._limit

    def _watch(self, stop: threading.Event) -> None:
        while not stop.wait(_LOOK_EVERY_SECONDS):
            if self.is_over:
                self._lock_notebook()
                return
