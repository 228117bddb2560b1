"""Addresses that leave the program: checked, then handed to the system."""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

_log = logging.getLogger(__name__)

_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST = 8192
_CONTROL_OR_SPACE = re.compile(r"[\x00-\x20\x7f]")
_LINUX_OPENERS = ("xdg-open", "x-www-browser")


def open_outside(url: str) -> bool:
    """Open `url` in the person's browser or mail program. False when it is not let out.

    Only http, https and mailto leave, without control characters or spaces: other schemes start
    programs, and a leading "-" would be read as an option.
    """
    if not may_leave(url):
        return False
    return _hand_over(url)


def may_leave(url: str) -> bool:
    """Answer whether `url` is an address that may be handed to another program."""
    if len(url) > _LONGEST or _CONTROL_OR_SPACE.search(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme not in _SCHEMES:
        return False
    return bool(parts.path) if parts.scheme == "mailto" else bool(parts.hostname)


def open_folder(path: Path) -> bool:
    """Show a folder of the program's own in the system's file manager."""
    return _hand_over(str(path))


def _hand_over(url: str) -> bool:
    if sys.platform == "win32":
        os.startfile(url)  # noqa: S606 - the system's own way, and no shell reads it
        return True
    if sys.platform == "darwin":
        return _spawn(["/usr/bin/open", url])
    # Not `webbrowser`: without a screen it starts a text browser in the person's terminal, and it
    # lets the browser's own messages through to it.
    found = next(filter(None, map(shutil.which, _LINUX_OPENERS)), None)
    return found is not None and _spawn([found, url])


def _spawn(command: Sequence[str]) -> bool:
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        _log.warning("no program opened the address: %s", error.strerror)
        return False
    # Waited for, so that no ended process stays in the table.
    threading.Thread(target=process.wait, name="opener", daemon=True).start()
    return True
