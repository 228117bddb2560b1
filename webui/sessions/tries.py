"""A wait after each wrong password, so that guessing is slow and a person never shut out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONGEST_WAIT = 60.0


class TooSoon(Exception):
    """The last wrong try was a moment ago. `seconds` is how long to wait, at least 1."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class Tries:
    """Counts wrong tries in a row: 1, 2, 4 … seconds between them, never more than a minute.

    One try at a time: guesses sent side by side would otherwise all slip in before the first fails.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._turn = threading.Lock()
        self._wrong = 0
        self._free_at = 0.0

    @property
    def wait(self) -> int:
        """Whole seconds until the next try is looked at; 0 when it may come now."""
        return max(0, -int(-(self._free_at - self._clock()) // 1))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Take a turn. An exception counts as a wrong try, a clean end forgets all of them.

        Raises `TooSoon` without taking the turn while the wait lasts.
        """
        with self._turn:
            if self.wait:
                raise TooSoon(self.wait)
            try:
                yield
            except Exception:
                self._wrong += 1
                self._free_at = self._clock() + min(LONGEST_WAIT, 2.0 ** (self._wrong - 1))
                raise
            self._wrong = 0
            self._free_at = 0.0
