"""How the first window of a run gets in when the keyring kept what opens the notebook.

After an update the opening makes a backup first. A window that waited for that would stay blank, so
it gets a page that says how far it is, and goes on from there.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillGoingOn

_PATIENCE_SECONDS = 1.0

Resume = Callable[[str], str]


class Arrival:
    """Calls `resume`, which may take long, on a thread of its own."""

    def __init__(self, resume: Resume, patience: float = _PATIENCE_SECONDS) -> None:
        self._resume = resume
        self._patience = patience
        self._waiting: dict[str, Future[str]] = {}

    def begin(self, wanted: str) -> str:
        """Answer the path that `resume` leads to, or after a second that of the page to wait at.

        Raises what `resume` raises within that second.
        """
        future: Future[str] = Future()
        threading.Thread(
            target=self._run, args=(future, wanted), name="arrival", daemon=True
        ).start()
        try:
            return future.result(self._patience)
        except StillGoingOn:
            # Nobody else is to go on with this sign-in.
            name = secrets.token_urlsafe(32)
            self._waiting[name] = future
            return f"/opening/{name}"

    def path(self, name: str) -> str | None:
        """Where the waiting of this name leads, once; None while it goes on.

        Raises KeyError when there is no such waiting, and what `resume` raised.
        """
        future = self._waiting[name]
        if not future.done():
            return None
        del self._waiting[name]
        return future.result()

    def _run(self, future: Future[str], wanted: str) -> None:
        try:
            future.set_result(self._resume(wanted))
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            future.set_exception(error)
