"""Closing windows: first what is being written is saved, and where that fails the person decides.

Closing ends a page at once, without a word to its scripts, so the last second's text would be lost.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWebEngineCore import QWebEngineScript
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox

from desktop.backends.contract import HOLDS_TEXT, SENTENCES, TITLE, Outcome, Say, Setting

# A page that does not answer by then may hold some text.
_ANSWER_MILLISECONDS = 1000
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
        elif len(asked) == len(standing):
            self._ask(asked, outcome, leaving)
        else:
            # Others stay open: only those whose own text it is ask.
            find_holders(asked, lambda holders: self._close_all_but(holders, asked, outcome))

    def _close_all_but(
        self, holders: Sequence[Any], asked: Sequence[Any], outcome: Outcome
    ) -> None:
        self._close([each for each in asked if each not in holders])
        if holders:
            self._ask(holders, outcome, holders)

    def _ask(self, asked: Sequence[Any], outcome: Outcome, leaving: Sequence[Any]) -> None:
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


def find_holders(windows: Sequence[Any], done: Callable[[list[Any]], None]) -> None:
    """Call `done` with those of these windows that hold text which is not saved."""
    silent, holders = list(windows), []

    def hear(window: Any, answer: object) -> None:
        if window not in silent:
            return
        silent.remove(window)
        if answer is not False:
            holders.append(window)
        if not silent:
            done(holders)

    def give_up() -> None:
        for each in list(silent):
            hear(each, None)

    for each in windows:
        # A world of its own sees the page, and the page's policy does not hold for it.
        each.webview.page().runJavaScript(
            HOLDS_TEXT, QWebEngineScript.ScriptWorldId.ApplicationWorld.value, partial(hear, each)
        )
    QTimer.singleShot(_ANSWER_MILLISECONDS, give_up)


def ask_about_unsaved(
    window: QMainWindow, outcome: Outcome, say: Say, close: Callable[[], None]
) -> None:
    """Ask whether to close all the same, and call `close` then. Returns at once."""
    box = QMessageBox(QMessageBox.Icon.Warning, say(TITLE), say(TITLE), parent=window)
    box.setInformativeText(say(SENTENCES[outcome]))
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
