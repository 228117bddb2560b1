"""Qt's event loop without pywebview's timer.

pywebview wakes the program twice a second for as long as it runs, so that Python gets a turn for
its signal handlers. Here a signal itself wakes Qt, and a program that nobody uses stands still.
"""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

_FIRST = "master"


def take_over(upstream: ModuleType) -> None:
    """Let pywebview open its windows, and wait for their end, by `create_window` of this module."""
    upstream.create_window = lambda window: _create_window(upstream, window)  # type: ignore[attr-defined]


def _create_window(upstream: Any, window: Any) -> None:
    """Show a window; for the first one, return when the last one is closed."""

    def create() -> None:
        shown = upstream.BrowserView(window)
        upstream._main_window_created.set()
        # In a turn of its own: Chromium asks for the page first, and it comes while Qt makes what
        # the window is drawn with.
        QTimer.singleShot(0, shown, shown.showMaximized if window.maximized else shown.show)

    if window.uid == _FIRST:
        create()
        with _woken_by_signals():
            QApplication.exec()
    else:
        upstream._main_window_created.wait()
        # Any of them: its signal is what leads to the thread of the windows.
        next(iter(upstream.BrowserView.instances.values())).create_window_trigger.emit(create)


@contextmanager
def _woken_by_signals() -> Iterator[None]:
    """Let every signal that Python has a handler for end Qt's wait, and the handler run."""
    reading, writing = socket.socketpair()
    with reading, writing:
        reading.setblocking(False)
        writing.setblocking(False)
        notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
        # Python looks for signals whenever it runs; reading what was written is enough.
        notifier.activated.connect(lambda *_: reading.recv(64))
        former = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(former)
            notifier.setEnabled(False)
