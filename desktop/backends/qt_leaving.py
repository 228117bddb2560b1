"""Closing windows: first what is being written is saved, and where that fails the person decides.

Closing ends a page at once, without a word to its scripts, so the last second's text would be lost.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox

from desktop.backends.contract import Outcome, Say, Setting

_TITLE = "Some text is not saved"
_SENTENCES = {
    "kept": (
        "It could not be saved into its page. A draft is kept, and offered when you sign in again."
    ),
    "unsaved": "It stands in its window alone. If you close that now, the text is lost.",
}
_CLOSE = {"kept": "Close", "unsaved": "Close and lose it"}


class Leaving(QObject):
    """Closes `windows`, one or all. Of the GUI thread, but for what `setting.settle` does."""

    _settled_signal = Signal(object, str)

    def __init__(self, windows: Sequence[Any], setting: Setting) -> None:
        super().__init__()
        self._windows = windows
        self._setting = setting
        self._settling: set[Any] = set()
        self._settled: set[Any] = set()
        self._must_end = False
        self._settled_signal.connect(self._close_or_ask)

    def must_wait(self, window: Any) -> bool:
        """Whether a window, or with None all of them, has yet to save what is being written.

        If so it is closed by itself as soon as that is done, or the person is asked.
        """
        if self._settled & {window, None}:
            return False
        if not self._settling & {window, None}:
            self._settling.add(window)
            threading.Thread(target=self._wait, args=(window,), name="settling").start()
        return True

    def close_all(self) -> None:
        """Close every window, after what is being written was saved."""
        if not self.must_wait(None):
            QApplication.closeAllWindows()

    def end(self) -> None:
        """Close every window because the system ends the program: nobody can be asked."""
        self._must_end = True
        self.close_all()

    def _wait(self, window: Any) -> None:
        self._settled_signal.emit(window, self._setting.settle())

    def _close_or_ask(self, window: Any, outcome: Outcome) -> None:
        standing = [each for each in self._windows if shiboken6.isValid(each)]
        asked: Any = window if window is not None else next(iter(standing), None)
        if outcome == "saved" or self._must_end or asked not in standing:
            self._close(window)
            return
        # Every other closing that was begun is over as well: its window is asked about by itself.
        self._settling.clear()
        for each in standing:
            each.come_back()
        ask_about_unsaved(asked, outcome, self._setting.say, lambda: self._close(window))

    def _close(self, window: Any) -> None:
        self._settled.add(window)
        if window is None:
            QApplication.closeAllWindows()
        elif shiboken6.isValid(window):
            window.close()


def ask_about_unsaved(
    window: QMainWindow, outcome: Outcome, say: Say, close: Callable[[], None]
) -> None:
    """Ask whether to close all the same, and call `close` then. Returns at once."""
    box = QMessageBox(QMessageBox.Icon.Warning, say(_TITLE), say(_TITLE), parent=window)
    box.setInformativeText(say(_SENTENCES[outcome]))
    go_back = box.addButton(say("Go back"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(say(_CLOSE[outcome]), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(go_back)
    box.setEscapeButton(go_back)

    def answered() -> None:
        if box.clickedButton() is leave:
            close()
        box.deleteLater()

    box.finished.connect(answered)
    box.open()
