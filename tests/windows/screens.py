"""An X screen of one's own, with what a person there does by mouse and keys (xdotool)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.windows.waiting import PATIENCE

_CLIENT_MESSAGE = 33


class Screen:
    """An X screen of its own: what stands on it, and the keys and mouse of the person there."""

    def __init__(self, display: str) -> None:
        self.display = display

    def tool(self, *arguments: str | int) -> str:
        """Run xdotool on this screen and answer what it prints; "" when it finds nothing."""
        told = subprocess.run(
            ["xdotool", *map(str, arguments)],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        return told.stdout.strip()

    def windows(self) -> list[int]:
        """Answer the ids of the program's visible windows, oldest first."""
        found = self.tool("search", "--onlyvisible", "--class", "inglenook")
        return sorted(int(line) for line in found.split())

    def title(self, window: int) -> str:
        return self.tool("getwindowname", window)

    def place(self, window: int) -> dict[str, int]:
        """Answer x, y, width and height of a window."""
        lines = self.tool("getwindowgeometry", "--shell", window).splitlines()
        told = {name.lower(): int(value) for name, _, value in (e.partition("=") for e in lines)}
        return {name: told[name] for name in ("x", "y", "width", "height")}

    def keys(self, window: int, *keys: str) -> None:
        """Press keys (xdotool's names, such as ctrl+q) in `window`."""
        self.tool("windowfocus", "--sync", window)
        self.tool("key", "--clearmodifiers", *keys)

    def write(self, text: str) -> None:
        """Type `text` into whatever has the keyboard."""
        self.tool("type", "--delay", 5, text)

    def click(self, window: int, x: float, y: float, button: int = 1) -> None:
        """Click at a point of a window's inside."""
        self.tool("mousemove", "--window", window, round(x), round(y), "click", button)

    def quit(self, window: int) -> None:
        """Close a window as its close button does."""
        with _x_connection(self.display) as (library, connection):
            event = _ClientMessage()
            event.kind, event.window, event.format = _CLIENT_MESSAGE, window, 32
            event.message = library.XInternAtom(connection, b"WM_PROTOCOLS", 0)
            event.data[0] = library.XInternAtom(connection, b"WM_DELETE_WINDOW", 0)
            library.XSendEvent(connection, window, 0, 0, ctypes.byref(event))

    def screenshot(self, path: Path) -> Path:
        subprocess.run(
            ["import", "-display", self.display, "-window", "root", str(path)],
            check=True,
            timeout=PATIENCE,
        )
        return path


@contextlib.contextmanager
def own_screen(size: str = "1600x1000x24") -> Iterator[Screen]:
    """Start an X server on a free display; end it by its id."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield Screen(f":{told.readline().strip()}")
    finally:
        server.terminate()
        server.wait(10)


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib, padded to the size of an XEvent. xdotool cannot send it."""

    _fields_ = (
        ("kind", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 14),
    )


@contextlib.contextmanager
def _x_connection(display: str) -> Iterator[tuple[Any, ctypes.c_void_p]]:
    library = ctypes.CDLL("libX11.so.6")
    library.XOpenDisplay.restype = ctypes.c_void_p
    library.XInternAtom.restype = ctypes.c_ulong
    connection = ctypes.c_void_p(library.XOpenDisplay(display.encode()))
    assert connection.value, f"no X server at {display}"
    try:
        yield library, connection
        library.XSync(connection, 0)
    finally:
        library.XCloseDisplay(connection)
