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
    """Closes `windows`, one or all. Of the GUI thread, but for what `setting.settle` does.

    All windows that are asked to close at the same time are closed together, after one answer for
    all: a window that went first would be missed by whoever waits for its page.
    """

    _settled_signal = Signal(str)

    def __init__(self, windows: Sequence[Any], setting: Setting) -> None:
        super().__init__()
        self._windows = windows
        self._setting = setting
        self._waiting: list[Any] = []
        self._served = 0
        self._is_settling = False
        self._free: set[Any] = set()
        self._must_end = False
        self._settled_signal.connect(self._settled)

    def must_wait(self, window: Any) -> bool:
        """Whether a window, or with None all of them, has yet to save what is being written.

        If so it is closed by itself as soon as that is done, or the person is asked.
        """
        if self._free & {window, None}:
            return False
        if window not in self._waiting:
            self._waiting.append(window)
        if not self._is_settling:
            self._settle()
        return True

    def close_all(self) -> None:
        """Close every window, after what is being written was saved."""
        if not self.must_wait(None):
            QApplication.closeAllWindows()

    def end(self) -> None:
        """Close every window because the system ends the program: nobody can be asked."""
        self._must_end = True
        self.close_all()

    def _settle(self) -> None:
        self._is_settling = True
        self._served = len(self._waiting)
        threading.Thread(target=self._wait, name="settling").start()

    def _wait(self) -> None:
        self._settled_signal.emit(self._setting.settle())

    def _settled(self, outcome: Outcome) -> None:
        if len(self._waiting) > self._served:
            # Somebody may have written in these after their page had answered.
            self._settle()
            return
        self._is_settling = False
        leaving, self._waiting = self._waiting, []
        standing = [each for each in self._windows if shiboken6.isValid(each) and each.is_open]
        asked = [each for each in standing if each in leaving or None in leaving]
        if outcome == "saved" or self._must_end or not asked:
            self._close(leaving)
            return
        for each in asked:
            each.come_back()
        ask_about_unsaved(asked[0], outcome, self._setting.say, lambda: self._close(leaving))

    def _close(self, leaving: Sequence[Any]) -> None:
        self._free.update(leaving)
        if None in leaving:
            QApplication.closeAllWindows()
            return
        for window in leaving:
            if shiboken6.isValid(window):
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
