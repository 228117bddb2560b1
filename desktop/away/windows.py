"""Windows: a window that is never shown hears of sleep and of the locked session.

Sources: Microsoft Learn, "WM_POWERBROADCAST", "RegisterSuspendResumeNotification" (without it,
computers with modern standby say nothing), "WTSRegisterSessionNotification" and
"WM_WTSSESSION_CHANGE". A message-only window hears no broadcasts, so it is an ordinary one.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from typing import Any, Protocol

_log = logging.getLogger(__name__)

WM_DESTROY = 0x0002
WM_CLOSE = 0x0010
WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x0004
WTS_SESSION_LOCK = 0x0007

_MEANINGS = {
    (WM_POWERBROADCAST, PBT_APMSUSPEND): "sleep",
    (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK): "screen locked",
}

Hear = Callable[[int, int], None]


class MessageLoop(Protocol):
    """A hidden window with its messages. All but `close` belong to the thread that made it."""

    def run(self) -> None:
        """Hand every message to the hearer, until the window is closed."""

    def close(self) -> None:
        """Close the window. May be called on any thread."""


def meaning(message: int, detail: int) -> str | None:
    """What a message says; None for one that says nothing of an absence."""
    return _MEANINGS.get((message, detail))


class HiddenWindow:
    """An `Absence` on a thread of its own."""

    def __init__(
        self, tell: Callable[[str], None], make: Callable[[Hear], MessageLoop] | None = None
    ) -> None:
        self._tell = tell
        self._make = make or _make_loop
        self._guard = threading.Lock()
        self._loop: MessageLoop | None = None
        self._stopped = False

    def start(self) -> None:
        threading.Thread(target=self._run, name="absence", daemon=True).start()

    def stop(self) -> None:
        with self._guard:
            self._stopped = True
            loop = self._loop
        if loop is not None:
            loop.close()

    def hear(self, message: int, detail: int) -> None:
        """A message came. Returns when what follows from it is done: Windows waits for that."""
        why = meaning(message, detail)
        if why is not None:
            self._tell(why)

    def _run(self) -> None:
        try:
            loop = self._make(self.hear)
            with self._guard:
                if self._stopped:
                    return
                self._loop = loop
            loop.run()
        except OSError as error:
            _log.info("sleep and screen lock are not heard: %s", error)


def _make_loop(hear: Hear) -> MessageLoop:
    if sys.platform == "win32":
        return _Win32Loop(hear)
    raise OSError("there are no such windows here")


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _Result = ctypes.c_ssize_t
    _Procedure = ctypes.WINFUNCTYPE(
        _Result, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM
    )
    _NOTIFY_FOR_THIS_SESSION = 0
    _DEVICE_NOTIFY_WINDOW_HANDLE = 0
    _NAME = "InglenookAbsence"

    class _WindowClass(ctypes.Structure):
        """WNDCLASSW."""

        _fields_ = (
            ("style", wintypes.UINT),
            ("procedure", _Procedure),
            ("class_extra", ctypes.c_int),
            ("window_extra", ctypes.c_int),
            ("instance", wintypes.HINSTANCE),
            ("icon", wintypes.HICON),
            ("cursor", wintypes.HANDLE),
            ("background", wintypes.HBRUSH),
            ("menu", wintypes.LPCWSTR),
            ("name", wintypes.LPCWSTR),
        )

    class _Win32Loop:
        """The window of the real system. Raises OSError when it cannot be made."""

        def __init__(self, hear: Hear) -> None:
            self._hear = hear
            self._user32 = ctypes.WinDLL("user32", use_last_error=True)
            self._wtsapi32 = ctypes.WinDLL("wtsapi32", use_last_error=True)
            self._describe()
            # Kept: Windows calls it for as long as the window is there.
            self._procedure = _Procedure(self._answer)
            self._window = self._create()
            self._wtsapi32.WTSRegisterSessionNotification(self._window, _NOTIFY_FOR_THIS_SESSION)
            self._user32.RegisterSuspendResumeNotification(
                self._window, _DEVICE_NOTIFY_WINDOW_HANDLE
            )

        def run(self) -> None:
            message = wintypes.MSG()
            while self._user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
                self._user32.DispatchMessageW(ctypes.byref(message))

        def close(self) -> None:
            self._user32.PostMessageW(self._window, WM_CLOSE, 0, 0)

        def _describe(self) -> None:
            # Handles have 64 bits, and ctypes takes everything for 32 unless told otherwise.
            four = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
            self._user32.DefWindowProcW.argtypes = four
            self._user32.DefWindowProcW.restype = _Result
            self._user32.PostMessageW.argtypes = four
            self._user32.RegisterClassW.argtypes = (ctypes.POINTER(_WindowClass),)
            self._user32.CreateWindowExW.argtypes = (
                *(wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD),
                *(ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int),
                *(wintypes.HWND, wintypes.HMENU, wintypes.HINSTANCE, wintypes.LPVOID),
            )
            self._user32.CreateWindowExW.restype = wintypes.HWND
            self._user32.RegisterSuspendResumeNotification.argtypes = (
                wintypes.HANDLE,
                wintypes.DWORD,
            )
            self._user32.RegisterSuspendResumeNotification.restype = wintypes.HANDLE
            self._wtsapi32.WTSRegisterSessionNotification.argtypes = (
                wintypes.HWND,
                wintypes.DWORD,
            )
            self._wtsapi32.WTSUnRegisterSessionNotification.argtypes = (wintypes.HWND,)

        def _create(self) -> Any:
            kind = _WindowClass()
            kind.procedure = self._procedure
            kind.name = _NAME
            self._user32.RegisterClassW(ctypes.byref(kind))
            none = (None, None, None, None)
            window = self._user32.CreateWindowExW(0, _NAME, _NAME, 0, 0, 0, 0, 0, *none)
            if not window:
                raise ctypes.WinError(ctypes.get_last_error())
            return window

        def _answer(self, window: int, message: int, detail: int, more: int) -> int:
            if message == WM_DESTROY:
                self._wtsapi32.WTSUnRegisterSessionNotification(window)
                self._user32.PostQuitMessage(0)
                return 0
            self._hear(message, detail)
            if message == WM_POWERBROADCAST:
                return 1
            return int(self._user32.DefWindowProcW(window, message, detail, more))
