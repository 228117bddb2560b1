"""The backup of every day, made by itself while the notebook is open."""

import threading
from collections.abc import Callable

from webui.notebook.errors import NotebookError, NotebookLocked

# The first page, its search index and the keyring come first.
_FIRST_LOOK_SECONDS = 90.0
_LOOK_EVERY_SECONDS = 600.0


class DailyBackups:
    """Calls `make_if_due` now and then, on a quiet thread of its own."""

    def __init__(
        self,
        make_if_due: Callable[[], object],
        first: float = _FIRST_LOOK_SECONDS,
        every: float = _LOOK_EVERY_SECONDS,
    ) -> None:
        self._make_if_due = make_if_due
        self._first = first
        self._every = every
        self._guard = threading.Lock()
        self._stop: threading.Event | None = None

    def start(self) -> None:
        """Look from now on, unless that goes on already."""
        with self._guard:
            if self._stop is not None:
                return
            self._stop = threading.Event()
            threading.Thread(
                target=self._look, args=(self._stop,), name="daily backup", daemon=True
            ).start()

    def stop(self) -> None:
        with self._guard:
            stop, self._stop = self._stop, None
        if stop is not None:
            stop.set()

    def _look(self, stop: threading.Event) -> None:
        wait = self._first
        while not stop.wait(wait):
            wait = self._every
            try:
                self._make_if_due()
            except NotebookLocked:
                return
            except NotebookError:
                # Remembered as the standing of the backups, and said in every window. The drive
                # may be back the next time.
                continue
