"""Closing windows of WebView2 and WKWebView: first what is being written is saved.

pywebview's `closing` event may refuse a close, but holds up the whole program while it is heard; so
the first close is refused, and the window is closed from here when its text is saved.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any

from desktop.backends.contract import HOLDS_TEXT, SENTENCES, TITLE, Outcome, Say

_log = logging.getLogger(__name__)

# What `run_js` answers differs between the web views: JSON of the value, or the value itself.
_ASK = f"{HOLDS_TEXT} ? 'unsaved' : 'saved'"


class NativeLeaving:
    """Closes windows, each by itself or all together. Any thread may use it.

    `settle` has every page save what is being written, and may take seconds. `present` answers the
    windows that are open.
    """

    def __init__(
        self,
        settle: Callable[[], Outcome],
        say: Say,
        present: Callable[[], Sequence[Any]],
    ) -> None:
        self._settle = settle
        self._say = say
        self._present = present
        self._guard = threading.Lock()
        self._waiting: dict[str, Any] = {}
        self._free: set[str] = set()
        self._is_settling = False
        self._must_end = False

    def may_close(self, window: Any) -> bool:
        """Whether the window may go now. If not, it is closed when its text is saved, or the person
        is asked."""
        with self._guard:
            if window.uid in self._free:
                return True
            self._waiting[window.uid] = window
            if not self._is_settling:
                self._is_settling = True
                threading.Thread(target=self._go_on, name="settling").start()
        return False

    def end(self) -> None:
        """Close every window because the program ends: nobody can be asked."""
        self._must_end = True
        for window in self._present():
            self.may_close(window)

    def _go_on(self) -> None:
        outcome, leaving = self._wait()
        present = self._present()
        if outcome == "saved" or self._must_end:
            self._close(leaving)
            return
        is_last = len(leaving) >= len(present)
        holding = [each for each in leaving if is_last or _holds_text(each)]
        self._close([each for each in leaving if each not in holding])
        if holding and self._ask(holding[0], outcome):
            self._close(holding)

    def _wait(self) -> tuple[Outcome, list[Any]]:
        """Settle until nobody asked to close meanwhile: their pages may have answered before."""
        while True:
            with self._guard:
                served = len(self._waiting)
            outcome = self._settle()
            with self._guard:
                if len(self._waiting) == served:
                    leaving, self._waiting = list(self._waiting.values()), {}
                    self._is_settling = False
                    return outcome, leaving

    def _ask(self, window: Any, outcome: Outcome) -> bool:
        return bool(
            window.create_confirmation_dialog(self._say(TITLE), self._say(SENTENCES[outcome]))
        )

    def _close(self, leaving: Sequence[Any]) -> None:
        with self._guard:
            self._free.update(each.uid for each in leaving)
        for window in leaving:
            window.destroy()


def _holds_text(window: Any) -> bool:
    """Whether a page says that text of it is not saved; one that does not answer may hold some."""
    try:
        answer = str(window.run_js(_ASK))
    except Exception as error:  # noqa: BLE001 - pywebview hands on what the web view raises
        _log.warning("a page did not say whether its text is saved: %s", type(error).__name__)
        return True
    return answer.strip("\"'") != "saved"
