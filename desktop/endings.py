"""Being asked to end: by Ctrl+C, by the system, by the terminal that goes away."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Windows knows no SIGHUP.
_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Ending:
    """Remembers that the program was asked to end, and tells whoever can do it.

    What asks may come in the middle of anything, so what is told must only set something going.
    """

    def __init__(self) -> None:
        self._asked = False
        self._act: Callable[[], None] = lambda: None

    def ask(self) -> None:
        """End the program as soon as it can. May be called anywhere, more than once."""
        self._asked = True
        self._act()

    def answer_with(self, act: Callable[[], None]) -> None:
        """Let `act` end the program from now on; at once, if that was asked before."""
        self._act = act
        if self._asked:
            act()

    @contextmanager
    def by_signal(self) -> Iterator[None]:
        """Take the signals that ask for the end while the context lasts. Main thread only."""
        former = {number: signal.signal(number, lambda *_: self.ask()) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)
