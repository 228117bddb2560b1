"""A session bus with a real, unlocked GNOME Keyring for the person of the story."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.windows.waiting import wait_until
from tooling.package.clean_root import USER, CleanRoot


@contextmanager
def own_keyring(root: CleanRoot, name: str) -> Iterator[dict[str, str]]:
    """Run a session bus and an unlocked GNOME Keyring for the user; yield how to get there."""
    folder = root.folder / "run" / f"session-{name}"
    folder.mkdir(parents=True)
    root.give(folder)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder}/bus",
    }
    user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--"]
    address = f"--address={environment['DBUS_SESSION_BUS_ADDRESS']}"
    commands = (
        [*user, "dbus-daemon", "--session", "--nofork", "--nopidfile", address],
        [*user, "gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"],
    )
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            process = subprocess.Popen(
                command,
                env=environment,
                cwd="/",
                stdin=subprocess.PIPE if "--unlock" in command else subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            processes.append(process)
            if process.stdin is not None:
                process.stdin.write(b"the keyring's own password")
                process.stdin.close()
            wait_until((folder / "bus").exists, "the session bus")
        wait_until(lambda: _answers(user, environment), "the Secret Service")
        yield {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={root.inside(folder)}/bus"}
    finally:
        for process in reversed(processes):
            process.terminate()
            process.wait(10)


def _answers(user: list[str], environment: dict[str, str]) -> bool:
    ask = [*user, "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
    told = subprocess.run(
        [*ask, "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"],
        env=environment,
        capture_output=True,
        check=False,
    )
    return b"true" in told.stdout
