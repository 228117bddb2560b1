"""Sleep and screen lock are heard, from a bus of the test's own with a logind of the test's own."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import (  # type: ignore[import-untyped]
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import Proxy, open_dbus_connection  # type: ignore[import-untyped]

from desktop.away.logind import Logind as Absence

LOGIND = "org.freedesktop.login1"
OWN, OTHER = f"/{LOGIND.replace('.', '/')}/session/_31", "/org/freedesktop/login1/session/_32"


class Logind:
    """Owns logind's name on the bus, answers what is asked of it, and sends its signals."""

    def __init__(self, address: str) -> None:
        self._bus = open_dbus_connection(address)
        Proxy(message_bus, self._bus).RequestName(LOGIND)
        self._wanted: queue.Queue[Any] = queue.Queue()
        self.asked: queue.Queue[str] = queue.Queue()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def send(self, path: str, interface: str, member: str, signature: str = "", *body: Any) -> None:
        address = DBusAddress(path, LOGIND, interface)
        self._wanted.put(new_signal(address, member, signature or None, body))

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()
        self._bus.close()

    def _serve(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(TimeoutError):
                self._answer(self._bus.receive(timeout=0.05))
            while not self._wanted.empty():
                self._bus.send(self._wanted.get())

    def _answer(self, call: Any) -> None:
        if call.header.message_type is not MessageType.method_call:
            return
        member = call.header.fields[HeaderFields.member]
        if member == "ListSessions":
            sessions = [("1", os.getuid(), "me", "", OWN), ("2", 12345, "other", "", OTHER)]
            self._bus.send(new_method_return(call, "a(susso)", (sessions,)))
        else:
            # A descriptor cannot be handed over on this connection; the caller must do without.
            self._bus.send(new_error(call, "org.freedesktop.DBus.Error.NotSupported"))
        self.asked.put(member)


@pytest.fixture
def logind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Logind]:
    address = f"unix:path={tmp_path / 'bus'}"
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", f"--address={address}", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert bus.stdout is not None
    bus.stdout.readline()
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    service = Logind(address)
    yield service
    service.stop()
    bus.terminate()
    bus.wait(10)
    bus.stdout.close()


@pytest.fixture
def heard(logind: Logind) -> Iterator[queue.Queue[str]]:
    """What the program hears. It asks for a delay of sleep first, and is ready then."""
    told: queue.Queue[str] = queue.Queue()
    absence = Absence(told.put)
    absence.start()
    try:
        assert logind.asked.get(timeout=5) == "Inhibit"
        yield told
    finally:
        absence.stop()


def test_sleep_is_heard_before_the_computer_sleeps_and_asked_to_wait_again_afterwards(
    logind: Logind, heard: queue.Queue[str]
) -> None:
    manager = (f"/{LOGIND.replace('.', '/')}", f"{LOGIND}.Manager", "PrepareForSleep", "b")
    logind.send(*manager, True)
    assert heard.get(timeout=5) == "sleep"
    logind.send(*manager, False)
    assert logind.asked.get(timeout=5) == "Inhibit"
    assert heard.empty()


def test_a_locked_screen_is_heard_however_the_desktop_says_it(
    logind: Logind, heard: queue.Queue[str]
) -> None:
    logind.send(OWN, f"{LOGIND}.Session", "Lock")
    assert heard.get(timeout=5) == "screen locked"
    changed: tuple[Any, ...] = (f"{LOGIND}.Session", {"LockedHint": ("b", True)}, [])
    logind.send(OWN, "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", *changed)
    assert heard.get(timeout=5) == "screen locked"


def test_the_screen_of_another_person_on_this_computer_is_no_concern(
    logind: Logind, heard: queue.Queue[str]
) -> None:
    logind.send(OTHER, f"{LOGIND}.Session", "Lock")
    assert logind.asked.get(timeout=5) == "ListSessions"
    logind.send(OWN, f"{LOGIND}.Session", "Lock")
    assert heard.get(timeout=5) == "screen locked"
    assert heard.empty()


def test_a_computer_without_logind_is_watched_in_vain_and_nothing_breaks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    told: queue.Queue[str] = queue.Queue()
    absence = Absence(told.put)
    absence.start()
    absence.stop()
    assert told.empty()
