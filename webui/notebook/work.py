"""Long work: what is known of it while it goes on, and the one place where it goes on."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from webui.notebook.errors import NotebookError, Refused

State = Literal["running", "done", "failed", "cancelled"]

_KEPT = 10
_log = logging.getLogger(__name__)


class Cancelled(NotebookError):
    """The person asked for an end to it."""

    sentence = "It was cancelled."


class WorkRefused(Refused):
    """Something else is going on."""


class Progress(Protocol):
    """Told by whoever works for long, again and again: what is being done, how much of how much.

    Raises Cancelled when the person wants an end.
    """

    def __call__(self, phase: str, done: int, total: int, /) -> None: ...


def unwatched(_phase: str, _done: int, _total: int, /) -> None:
    """`Progress` that nobody looks at."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a phase goes: units a second, and the seconds that remain; None when unknown."""

    rate: float | None
    left: float | None


class Work:
    """One piece of long work. Safe to look at from any thread."""

    def __init__(
        self,
        number: int,
        kind: str,
        clock: Callable[[], float],
        step: Callable[[], None] = lambda: None,
    ) -> None:
        self.number = number
        self.kind = kind
        self.state: State = "running"
        self.phase = ""
        self.done = 0
        self.total = 0
        self.result: Any = None
        self.problem: NotebookError | None = None
        self.failed_unexpectedly = False
        self._clock = clock
        self._step = step
        self._phase_began = clock()
        self._asked_to_end = threading.Event()
        self._ended = threading.Event()

    def tell(self, phase: str, done: int, total: int, /) -> None:
        """A `Progress`."""
        self._step()
        if phase != self.phase:
            self.phase, self._phase_began = phase, self._clock()
        self.done, self.total = done, total
        self.heed()

    def heed(self) -> None:
        """Raise Cancelled when an end was asked for."""
        if self._asked_to_end.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask for an end; it comes at the next step, or not at all when all but the end is done."""
        self._asked_to_end.set()

    @property
    def is_running(self) -> bool:
        return self.state == "running"

    @property
    def is_ending(self) -> bool:
        """Whether an end was asked for that has not come yet."""
        return self.is_running and self._asked_to_end.is_set()

    @property
    def part(self) -> float | None:
        """From 0 to 1; None while the whole is not known."""
        return min(1.0, self.done / self.total) if self.total > 0 else None

    @property
    def pace(self) -> Pace:
        """The pace of the phase that goes on, once there is enough to tell by."""
        seconds = self._clock() - self._phase_began
        if seconds < 1 or self.done <= 0:
            return Pace(None, None)
        rate = self.done / seconds
        return Pace(rate, max(0.0, self.total - self.done) / rate if self.total else None)

    def wait(self, seconds: float) -> bool:
        """Wait for the end; answers whether it came."""
        return self._ended.wait(seconds)

    def run(self, act: Callable[[Work], Any]) -> None:
        """Do it, here and now."""
        try:
            self.result = act(self)
            self.state = "done"
        except Cancelled:
            self.state = "cancelled"
        except NotebookError as error:
            self.problem, self.state = error, "failed"
        except Exception as error:  # noqa: BLE001 - a thread's last border; whoever waits must hear
            # Never its message, which could hold words of a page.
            _log.error("%s in long work of kind %s", type(error).__name__, self.kind)
            self.failed_unexpectedly, self.state = True, "failed"
        finally:
            self._ended.set()


class Works:
    """The long work of one program: one at a time, each on a thread of its own.

    `step` is called with each step of it.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        step: Callable[[], None] = lambda: None,
    ) -> None:
        self._clock = clock
        self._step = step
        self._turn = threading.Lock()
        self._numbers = itertools.count(1)
        self._works: dict[int, Work] = {}

    def begin(self, kind: str, act: Callable[[Work], Any]) -> Work:
        """Begin it. Raises WorkRefused while other work goes on."""
        with self._turn:
            if self.running is not None:
                raise WorkRefused("Something else is going on. Wait for its end, or cancel it.")
            work = Work(next(self._numbers), kind, self._clock, self._step)
            self._works[work.number] = work
            for number in list(self._works)[:-_KEPT]:
                del self._works[number]
        threading.Thread(target=work.run, args=(act,), name=kind, daemon=True).start()
        return work

    @property
    def running(self) -> Work | None:
        """The work that goes on, if there is some."""
        return next((work for work in self._works.values() if work.is_running), None)

    def find(self, number: int) -> Work | None:
        """The work of this number; the last ten are remembered."""
        return self._works.get(number)

    def forget(self) -> None:
        """End what goes on and forget what ended: results hold words of the notebook."""
        with self._turn:
            for work in self._works.values():
                work.cancel()
            self._works.clear()
