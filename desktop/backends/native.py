"""WebView2 and WKWebView: the web views that pywebview drives as it should.

Both share one cookie jar between windows as long as private mode is off: switched on, pywebview
deletes every cookie for each new window there.
"""

# ruff: noqa: PLC0415 - pywebview is loaded by the running start

from __future__ import annotations

import contextlib
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from desktop.backends.contract import Gui, Setting
from desktop.backends.native_leaving import NativeLeaving
from desktop.places import Screen, WindowPlace, usual_place


class NativeBackend:
    """Follows windows through pywebview's events, which come on threads of their own."""

    gui: Gui | None = None
    private = False

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._places: dict[str, WindowPlace] = {}
        self._meanwhile: Callable[[], None] | None = None
        self._leaving = NativeLeaving(setting.settle, setting.say, _present)
        # WebView2 keeps a folder whatever it is told; WKWebView needs none.
        self.storage = setting.folder if sys.platform == "win32" else None

    def start(self, meanwhile: Callable[[], None]) -> None:
        self._meanwhile = meanwhile
        if self.storage is not None:
            shutil.rmtree(self.storage, ignore_errors=True)
            self.storage.mkdir(mode=0o700, parents=True)
        if sys.platform == "darwin":
            from desktop.backends.cocoa_asked import hear_asked

            hear_asked(self._setting.asked)

    def menu(self) -> list[Any]:
        """Answer the menus of macOS, beside those that pywebview makes itself (Edit, View, Quit).

        Programs on Windows have no menu bar today; there the page's own menu has the same items.
        """
        menus: list[Any] = []
        if sys.platform == "darwin":
            from desktop.backends.cocoa_menu import build_menus

            menus = build_menus(self._setting)
        return menus

    def screens(self) -> list[Screen]:
        import webview

        return [Screen(each.x, each.y, each.width, each.height) for each in webview.screens]

    def background(self) -> str:
        look = self._setting.appearance
        return look.dark if _system_is_dark() else look.light

    def attach(self, window: Any) -> None:
        uid = window.uid
        first = replace(
            usual_place(),
            x=window.initial_x,
            y=window.initial_y,
            width=window.initial_width,
            height=window.initial_height,
            maximized=window.maximized,
        )
        self._places[uid] = first
        events = window.events
        if self._meanwhile is not None:
            events.shown += self._meanwhile
            self._meanwhile = None
        events.moved += lambda x, y: self._note_normal(uid, x=int(x), y=int(y))
        events.resized += lambda width, height: self._note_normal(
            uid, width=int(width), height=int(height)
        )
        events.maximized += lambda: self._note(uid, maximized=True)
        events.restored += lambda: self._note(uid, maximized=False)
        events.loaded += lambda: self.refresh(window)

    def refresh(self, window: Any) -> None:
        address = urlsplit(window.get_current_url() or "")
        if f"{address.scheme}://{address.netloc}" == self._setting.origin:
            query = f"?{address.query}" if address.query else ""
            self._note(window.uid, path=(address.path or "/") + query)

    def place(self, window: Any, place: WindowPlace) -> None:
        if place.x is not None and place.y is not None:
            window.move(place.x, place.y)
        window.resize(place.width, place.height)
        if place.maximized:
            window.maximize()

    def raise_window(self, window: Any) -> None:
        window.restore()
        window.show()

    def clear(self, window: Any, done: Callable[[], None]) -> None:
        # pywebview reaches the cookies alone; the page itself empties what it stored.
        window.clear_cookies()
        done()

    def may_close(self, window: Any) -> bool:
        return self._leaving.may_close(window)

    def close_all(self) -> None:
        # A signal handler may call it in the middle of anything, and a close waits for a lock.
        threading.Thread(target=self._leaving.end, name="ending").start()

    def stop(self) -> None:
        if self.storage is not None:
            shutil.rmtree(self.storage, ignore_errors=True)

    def _note_normal(self, uid: str, **changes: int) -> None:
        if not self._places[uid].maximized:
            self._note(uid, **changes)

    def _note(self, uid: str, **changes: Any) -> None:
        self._places[uid] = replace(self._places[uid], **changes)
        self._setting.noticed(uid, self._places[uid])


def _present() -> list[Any]:
    import webview

    return list(webview.windows)


def _system_is_dark() -> bool:
    if sys.platform == "win32":
        import winreg

        key = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
        with (
            contextlib.suppress(OSError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as themes,
        ):
            return bool(winreg.QueryValueEx(themes, "AppsUseLightTheme")[0] == 0)
    if sys.platform == "darwin":
        import subprocess

        told = subprocess.run(
            ["/usr/bin/defaults", "read", "-g", "AppleInterfaceStyle"],
            capture_output=True,
            text=True,
            check=False,
        )
        return told.stdout.strip() == "Dark"
    return False
