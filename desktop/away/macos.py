"""macOS: the system's notification centres tell of sleep, a locked screen and a switch of users.

Sources: Apple, "NSWorkspace.willSleepNotification" (the system waits for its observers, up to 30 s)
and "NSWorkspace.sessionDidResignActiveNotification". "com.apple.screenIsLocked" is in no document,
and what every program that wants to know listens to. pyobjc comes with pywebview there.
"""

# ruff: noqa: PLC0415 - pyobjc is there on a Mac alone

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

_log = logging.getLogger(__name__)

Heard = tuple[Any, str, str]
"""A notification centre, the name of a notification, and what it says of the person."""


class Notifications:
    """An `Absence`. Notifications come on the main thread, in the run loop of the windows."""

    def __init__(
        self, tell: Callable[[str], None], find: Callable[[], list[Heard]] | None = None
    ) -> None:
        self._tell = tell
        self._find = find or _find_centres
        self._guard = threading.Lock()
        self._observed: list[tuple[Any, Any]] = []
        self._stopped = False

    def start(self) -> None:
        try:
            heard = self._find()
        except (ImportError, AttributeError) as error:
            _log.info("sleep and screen lock are not heard: %s", error)
            return
        with self._guard:
            if self._stopped:
                return
            for centre, name, why in heard:
                observer = centre.addObserverForName_object_queue_usingBlock_(
                    name, None, None, self._hearer(why)
                )
                self._observed.append((centre, observer))

    def stop(self) -> None:
        with self._guard:
            self._stopped = True
            observed, self._observed = self._observed, []
        for centre, observer in observed:
            centre.removeObserver_(observer)

    def _hearer(self, why: str) -> Callable[[Any], None]:
        def hear(_notification: Any) -> None:
            if why == "sleep":
                # In place: the system sleeps when this returns.
                self._tell(why)
            else:
                # The windows stay fluid meanwhile.
                threading.Thread(target=self._tell, args=(why,), name="absence").start()

        return hear


def _find_centres() -> list[Heard]:
    import AppKit  # type: ignore[import-not-found]
    import Foundation  # type: ignore[import-not-found]

    workspace = AppKit.NSWorkspace.sharedWorkspace().notificationCenter()
    everybody = Foundation.NSDistributedNotificationCenter.defaultCenter()
    return [
        (workspace, AppKit.NSWorkspaceWillSleepNotification, "sleep"),
        (workspace, AppKit.NSWorkspaceSessionDidResignActiveNotification, "screen locked"),
        (everybody, "com.apple.screenIsLocked", "screen locked"),
    ]
