"""What Windows and macOS say of an absence, from stand-ins for their messages."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

import pytest

from desktop.away import choose_absence
from desktop.away.macos import Notifications
from desktop.away.windows import (
    PBT_APMSUSPEND,
    WM_CLOSE,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    WTS_SESSION_LOCK,
    Hear,
    HiddenWindow,
)

_PBT_APMRESUMEAUTOMATIC, _WTS_SESSION_UNLOCK = 0x0012, 0x0008


class FakeLoop:
    """A hidden window whose messages a test posts."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear
        self._messages: queue.Queue[tuple[int, int]] = queue.Queue()
        self.ended = threading.Event()

    def post(self, message: int, detail: int) -> None:
        self._messages.put((message, detail))

    def run(self) -> None:
        while (message := self._messages.get()) != (WM_CLOSE, 0):
            self._hear(*message)
        self.ended.set()

    def close(self) -> None:
        self.post(WM_CLOSE, 0)


def test_on_windows_sleep_and_a_locked_session_are_heard_and_nothing_else() -> None:
    told: queue.Queue[str] = queue.Queue()
    made: queue.Queue[FakeLoop] = queue.Queue()

    def make(hear: Hear) -> FakeLoop:
        made.put(loop := FakeLoop(hear))
        return loop

    absence = HiddenWindow(told.put, make)
    absence.start()
    loop = made.get(timeout=5)
    loop.post(WM_POWERBROADCAST, _PBT_APMRESUMEAUTOMATIC)
    loop.post(WM_POWERBROADCAST, PBT_APMSUSPEND)
    loop.post(WM_WTSSESSION_CHANGE, _WTS_SESSION_UNLOCK)
    loop.post(WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK)
    assert told.get(timeout=5) == "sleep"
    assert told.get(timeout=5) == "screen locked"
    absence.stop()
    assert loop.ended.wait(5)
    assert told.empty()


def test_a_windows_that_gives_no_window_is_watched_in_vain_and_nothing_breaks() -> None:
    absence = HiddenWindow(lambda _: None)  # this system has none of its kind
    absence.start()
    absence.stop()


class FakeCentre:
    """A notification centre of the Mac, as pyobjc shows it."""

    def __init__(self) -> None:
        self.observers: dict[int, tuple[str, Callable[[Any], None]]] = {}

    def addObserverForName_object_queue_usingBlock_(  # noqa: N802 - as pyobjc spells it
        self, name: str, _object: None, _queue: None, block: Callable[[Any], None]
    ) -> int:
        self.observers[len(self.observers)] = (name, block)
        return len(self.observers) - 1

    def removeObserver_(self, observer: int) -> None:  # noqa: N802 - as pyobjc spells it
        del self.observers[observer]

    def post(self, wanted: str) -> None:
        for name, block in list(self.observers.values()):
            if name == wanted:
                block(None)


def test_on_a_mac_sleep_is_answered_in_place_and_a_locked_screen_beside_the_windows() -> None:
    told: queue.Queue[tuple[str, str]] = queue.Queue()
    centre = FakeCentre()
    heard = [(centre, "will sleep", "sleep"), (centre, "is locked", "screen locked")]
    absence = Notifications(
        lambda why: told.put((why, threading.current_thread().name)), lambda: list(heard)
    )
    absence.start()
    centre.post("will sleep")
    assert told.get_nowait() == ("sleep", threading.current_thread().name)
    centre.post("is locked")
    assert told.get(timeout=5) == ("screen locked", "absence")
    absence.stop()
    centre.post("will sleep")
    assert told.empty()
    assert centre.observers == {}


def test_a_mac_without_pyobjc_hears_nothing_and_goes_on() -> None:
    absence = Notifications(lambda _: None)
    absence.start()
    absence.stop()


@pytest.mark.parametrize(
    ("platform", "kind"),
    [("linux", "Logind"), ("win32", "HiddenWindow"), ("darwin", "Notifications")],
)
def test_each_system_has_its_own_way(
    monkeypatch: pytest.MonkeyPatch, platform: str, kind: str
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    if platform == "win32":
        # Its module reads the system's own types where they are; they are not here.
        monkeypatch.setitem(__import__("sys").modules, "desktop.away.windows", _windows())
    assert type(choose_absence(lambda _: None)).__name__ == kind


def _windows() -> Any:
    import desktop.away.windows  # noqa: PLC0415 - as it was loaded on this system

    return desktop.away.windows
