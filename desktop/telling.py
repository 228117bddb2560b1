"""Telling a person why the program cannot start, who double-clicked it and sees no terminal."""

# ruff: noqa: PLC0415 - only a start that failed comes here

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import TextIO

_TITLE = "Inglenook"
# What desktops give to the programs that they start (Startup Notification, xdg-activation).
_FROM_A_DESKTOP = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
_ERROR_ICON = 0x10
_ALERT = f'on run argv\ndisplay alert "{_TITLE}" message (item 1 of argv) as critical\nend run'


def tell(sentence: str) -> None:
    """Write `sentence` to the terminal; where none is looked at, show it in a small window too."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)
    if is_unread(sys.platform, sys.stderr, os.environ):
        _show(sentence)


def is_unread(platform: str, terminal: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Answer whether nobody sees what goes to `terminal`: a program for windows was started."""
    if terminal is None:  # of Windows, for programs without a console
        return True
    if terminal.isatty() or platform == "win32":
        return False
    if platform == "darwin":
        return bool(getattr(sys, "frozen", False))
    return any(environment.get(name) for name in _FROM_A_DESKTOP)


def _show(sentence: str) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, _TITLE, _ERROR_ICON)
    elif sys.platform == "darwin":
        subprocess.run(["/usr/bin/osascript", "-e", _ALERT, sentence], check=False)
    else:
        _show_with_qt(sentence)


def _show_with_qt(sentence: str) -> None:
    try:
        from PySide6.QtWidgets import QApplication, QMessageBox
    except ImportError:
        return  # a library that is missing is what the sentence says
    application = QApplication.instance() or QApplication([_TITLE.lower()])
    box = QMessageBox(QMessageBox.Icon.Critical, _TITLE, sentence)
    box.exec()
    del application
