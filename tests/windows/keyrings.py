"""A Secret Service of one's own: a private bus with a real gnome-keyring on it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.windows.waiting import wait_until

_PASSWORD = b"the keyring's own password"


class SecretService:
    """A running bus and keyring. `environment` is what a program needs to find them."""

    def __init__(self, home: Path) -> None:
        self._home = home
        runtime = home / "bus"
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._address = f"unix:path={runtime / 'socket'}"
        self._runtime = runtime
        self._bus: subprocess.Popen[bytes] | None = None
        self._keyring: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {"DBUS_SESSION_BUS_ADDRESS": self._address}

    def start(self, *, unlocked: bool = True) -> None:
        """Start both. The login keyring is made at the first unlocked start and stays."""
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", f"--address={self._address}"],
            env=self._surroundings(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until((self._runtime / "socket").exists, "the bus")
        unlock = ["--unlock"] if unlocked else []
        self._keyring = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--components=secrets", *unlock],
            env=self._surroundings(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self._keyring.stdin is not None
        if unlocked:
            self._keyring.stdin.write(_PASSWORD)
        self._keyring.stdin.close()
        wait_until(self._answers, "the Secret Service")

    def pause(self) -> None:
        """Let the keyring hang: it takes messages and answers none."""
        assert self._keyring is not None
        self._keyring.send_signal(signal.SIGSTOP)

    def stop(self) -> None:
        """End the keyring and its bus, as when a session falls apart."""
        # The bus first: it would start another keyring for whoever still asks.
        for process in (self._bus, self._keyring):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
                process.wait(10)
        self._keyring = self._bus = None
        (self._runtime / "socket").unlink(missing_ok=True)

    def _answers(self) -> bool:
        told = subprocess.run(
            [
                "dbus-send",
                f"--bus={self._address}",
                "--print-reply",
                "--dest=org.freedesktop.DBus",
                "/",
                "org.freedesktop.DBus.NameHasOwner",
                "string:org.freedesktop.secrets",
            ],
            capture_output=True,
            check=False,
        )
        return b"true" in told.stdout

    def _surroundings(self) -> dict[str, str]:
        # No display: a prompt then fails at once, as it does where nobody can answer it.
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self._home),
            "XDG_RUNTIME_DIR": str(self._runtime),
            "XDG_DATA_HOME": str(self._home / "keyrings-data"),
            "DBUS_SESSION_BUS_ADDRESS": self._address,
        }


@contextlib.contextmanager
def own_secret_service(home: Path, *, unlocked: bool = True) -> Iterator[SecretService]:
    """Run a Secret Service of its own below `home`."""
    service = SecretService(home)
    service.start(unlocked=unlocked)
    try:
        yield service
    finally:
        service.stop()
