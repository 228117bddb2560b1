"""Linux: logind tells over D-Bus of sleep and of a locked screen.

Sources: org.freedesktop.login1(5), "Signals" and "Properties"; systemd's "Inhibitor Locks".
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

# ruff: noqa: PLC0415 - the bus is looked for after the window is under way

_log = logging.getLogger(__name__)

_LOGIND = "org.freedesktop.login1"
_MANAGER = f"{_LOGIND}.Manager"
_SESSION = f"{_LOGIND}.Session"
_PATH = "/org/freedesktop/login1"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_QUEUE = 50


class Logind:
    """An `Absence`, on a thread of its own."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._guard = threading.Lock()
        self._stopped = False
        self._connection: Any = None
        self._hold: Any = None

    def start(self) -> None:
        """Listen from now on, on a thread of its own."""
        threading.Thread(target=self._run, name="absence", daemon=True).start()

    def stop(self) -> None:
        """Listen no more. May be called without a `start`."""
        with self._guard:
            self._stopped = True
            connection = self._connection
        if connection is not None:
            # Wakes the thread out of its recv; closing alone would leave it there.
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def _run(self) -> None:
        try:
            self._listen()
        except Exception as error:  # noqa: BLE001 - a system bus fails in many ways, none of ours
            if not self._stopped:
                _log.info("sleep and screen lock are not heard: %s", type(error).__name__)
        finally:
            self._release()

    def _listen(self) -> None:
        from jeepney import MatchRule, message_bus  # type: ignore[import-untyped]
        from jeepney.io.blocking import Proxy, open_dbus_connection  # type: ignore[import-untyped]

        rules = [
            MatchRule(type="signal", sender=_LOGIND, interface=_MANAGER, member="PrepareForSleep"),
            MatchRule(type="signal", sender=_LOGIND, interface=_SESSION, member="Lock"),
            MatchRule(
                type="signal", sender=_LOGIND, interface=_PROPERTIES, member="PropertiesChanged"
            ),
        ]
        with open_dbus_connection("SYSTEM", enable_fds=True) as connection:
            with self._guard:
                if self._stopped:
                    return
                self._connection = connection
            bus = Proxy(message_bus, connection)
            for rule in rules:
                bus.AddMatch(rule)
            signals: deque[Any] = deque(maxlen=_QUEUE)
            # The bus filtered by sender already; here the sender is a unique name.
            with connection.filter(MatchRule(type="signal", path_namespace=_PATH), queue=signals):
                self._inhibit(connection)
                while True:
                    self._hear(connection, connection.recv_until_filtered(signals))

    def _hear(self, connection: Any, signal: Any) -> None:
        match self._meaning(connection, signal):
            case "sleep":
                self._tell("sleep")
                self._release()
            case "awake":
                self._inhibit(connection)
            case "screen locked":
                self._tell("screen locked")

    def _meaning(self, connection: Any, signal: Any) -> str:
        from jeepney import HeaderFields

        fields = signal.header.fields
        member, path = fields[HeaderFields.member], fields[HeaderFields.path]
        if member == "PrepareForSleep":
            return "sleep" if signal.body[0] else "awake"
        locks = member == "Lock" or (
            member == "PropertiesChanged" and signal.body[1].get("LockedHint") == ("b", True)
        )
        return "screen locked" if locks and path in self._own_sessions(connection) else ""

    def _own_sessions(self, connection: Any) -> set[str]:
        """Another user's screen on the same computer is no concern of this notebook."""
        from jeepney import new_method_call

        call = new_method_call(_manager(), "ListSessions")
        [sessions] = connection.send_and_get_reply(call).body
        return {path for _, uid, _, _, path in sessions if uid == os.getuid()}

    def _inhibit(self, connection: Any) -> None:
        """Ask logind to wait with sleeping until what is being written has been saved."""
        from jeepney import MessageType, new_method_call

        self._release()
        why = ("sleep", "Inglenook", "Saving what is being written", "delay")
        call = new_method_call(_manager(), "Inhibit", "ssss", why)
        reply = connection.send_and_get_reply(call)
        if reply.header.message_type is MessageType.method_return:
            self._hold = reply.body[0]

    def _release(self) -> None:
        hold, self._hold = self._hold, None
        if hold is not None:
            hold.close()


def _manager() -> Any:
    from jeepney import DBusAddress

    return DBusAddress(_PATH, _LOGIND, _MANAGER)
