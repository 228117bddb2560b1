"""Long work that is done while somebody takes its bytes: a download with progress and an end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from webui.language import mark
from webui.notebook.errors import NotebookError, Refused
from webui.notebook.work import Cancelled, Progress, Work

_LOOK_SECONDS = 0.2
# A browser asks for the bytes at once; one that never does must not keep other work waiting.
_PATIENCE = 60.0


class NotTaken(Refused):
    """Nobody came for the bytes."""


class Handover:
    """Bytes that `make` writes while they are taken, once. `count` is how many things they hold.

    The work waits in its own thread; what the taker does is the work's progress.
    """

    def __init__(self, make: Callable[[Progress], Iterator[bytes]], name: str, count: int) -> None:
        self.name = name
        self.count = count
        self._make = make
        self._turn = threading.Lock()
        self._begun = threading.Event()
        self._ended = threading.Event()
        # A taker who goes away before the end ends it.
        self._problem: Exception | None = Cancelled()

    @property
    def is_begun(self) -> bool:
        """Whether somebody takes the bytes, or took them."""
        return self._begun.is_set()

    def wait(self, work: Work, patience: float = _PATIENCE) -> Handover:
        """Wait until all is taken. Raises Cancelled, NotTaken, and what `make` raised."""
        latest = time.monotonic() + patience
        while not self._ended.wait(_LOOK_SECONDS):
            work.heed()
            if not self.is_begun and time.monotonic() > latest:
                raise NotTaken(mark("The file was not taken. Begin the export again."))
        if self._problem is not None:
            raise self._problem
        return self

    def take(self, work: Work) -> Iterator[bytes]:
        """The bytes. Raises ConnectionAbortedError in place of an end when they are not whole."""
        with self._turn:
            if self.is_begun:
                raise ConnectionAbortedError
            self._begun.set()
        try:
            yield from self._make(work.tell)
            self._problem = None
        except NotebookError as error:
            self._problem = error
            raise ConnectionAbortedError from error
        except Exception as error:
            self._problem = error
            raise
        finally:
            self._ended.set()
