"""Hears when the computer is about to sleep or its screen is locked, each system in its own way."""

# ruff: noqa: PLC0415 - each system has another one, and it is looked for once the window stands

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Protocol

_log = logging.getLogger(__name__)

Tell = Callable[[str], None]


class Absence(Protocol):
    """Calls its `tell` with "sleep" or "screen locked" between `start` and `stop`.

    The computer waits with sleeping until `tell` returns, for as long as the system grants: logind
    5 s unless configured, Windows about 2 s, macOS 30 s. Where nothing is heard, the log says so,
    and the wall clock tells on wake-up that time has passed.
    """

    def start(self) -> None:
        """Listen from now on; returns at once."""

    def stop(self) -> None:
        """Listen no more. May be called without a `start`."""


def choose_absence(tell: Tell) -> Absence:
    """Answer what hears it on this system."""
    if sys.platform == "win32":
        from desktop.away.windows import HiddenWindow

        return HiddenWindow(tell)
    if sys.platform == "darwin":
        from desktop.away.macos import Notifications

        return Notifications(tell)
    from desktop.away.logind import Logind

    return Logind(tell)
