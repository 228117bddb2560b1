"""The backup of every day, made by itself while the notebook is open."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Literal

from webui.notebook.errors import NotebookError, NotebookLocked

# The first page, its search index and the keyring come first.
_FIRST_LOOK_SECONDS = 90.0
_LOOK_EVERY_SECONDS = 600.0

Order = Literal["look", "stop"]


class DailyBackups:
    """Calls `make_what_is_due` now and then, on a quiet thread of its own."""

    def __init__(
        self,
        make_what_is_due: Callable[[], object],
        first: float = _FIRST_LOOK_SECONDS,
        every: float = _LOOK_EVERY_SECONDS,
    ) -> None:
        self._make_what_is_due = make_what_is_due
        self._first = first
        self._every = every
        self._guard = threading.Lock()
        self._orders: SimpleQueue[Order] | None = None

    def start(self) -> None:
        """Look from now on, unless that goes on already."""
        with self._guard:
            if self._orders is not None:
                return
            self._orders = SimpleQueue()
            threading.Thread(
                target=self._look, args=(self._orders,), name="daily backup", daemon=True
            ).start()

    def look_now(self) -> None:
        """Look at once and not only when the time has come."""
        self._order("look")

    def stop(self) -> None:
        self._order("stop")

    def _order(self, order: Order) -> None:
        with self._guard:
            if self._orders is not None:
                self._orders.put(order)
            if order == "stop":
                self._orders = None

    def _look(self, orders: "SimpleQueue[Order]") -> None:
        wait = self._first
        while _next(orders, wait) == "look":
            wait = self._every
            try:
                self._make_what_is_due()
            except NotebookLocked:
                return
            except NotebookError:
                # Remembered as the standing of the backups, and said in every window. The drive
                # may be back the next time.
                continue


def _next(orders: "SimpleQueue[Order]", seconds: float) -> Order:
    try:
        return orders.get(timeout=seconds)
    except Empty:
        return "look"
