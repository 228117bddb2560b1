"""What a person can do with a window itself, by keys and from the menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.backends.contract import Say, Setting
from desktop.backends.qt_printing import print_page
from desktop.outside import open_folder

ZOOM_STEP = 1.1
ZOOM_RANGE = (0.5, 3.0)


@dataclass(frozen=True, slots=True)
class Act:
    """One entry: its words, its keys (the first is shown), and what it does."""

    words: str
    keys: tuple[str, ...]
    do: Callable[[], object]


class Common(Protocol):
    """What all windows have in common, as far as acts concern it."""

    setting: Setting
    zoom: float

    def set_zoom(self, wanted: float) -> None: ...
    def close_all(self) -> None: ...


def list_acts(window: QMainWindow, view: QWebEngineView, shared: Common) -> list[list[Act]]:
    """Answer the acts of a window in groups, as a menu shows them."""

    def zoom_by(factor: float) -> Callable[[], None]:
        return lambda: shared.set_zoom(shared.zoom * factor)

    def show(path: str) -> Callable[[], None]:
        return lambda: shared.setting.wanted(path)

    return [
        [
            Act("Larger", ("Ctrl++", "Ctrl+="), zoom_by(ZOOM_STEP)),
            Act("Smaller", ("Ctrl+-",), zoom_by(1 / ZOOM_STEP)),
            Act("Usual size", ("Ctrl+0",), lambda: shared.set_zoom(1.0)),
            Act("Full screen", ("F11",), lambda: turn_full_screen(window)),
        ],
        [
            # No keys of its own: Ctrl+P is the page's.
            Act("Print…", (), lambda: print_page(view, shared.setting.say)),
            Act("Check the log", (), show("/log")),
            Act("Open the data folder", (), lambda: open_folder(shared.setting.folder.parent)),
            Act("About Inglenook", (), show("/about")),
        ],
        [
            Act("Close window", ("Ctrl+W",), lambda: _close(window)),
            Act("Quit", ("Ctrl+Q",), shared.close_all),
        ],
    ]


def add_shortcuts(window: QMainWindow, groups: list[list[Act]]) -> None:
    """Bind every key of every act, each once: Qt leaves out keys that are bound twice."""
    for act in (act for group in groups for act in group):
        for key in act.keys:
            QShortcut(QKeySequence(key), window).activated.connect(act.do)


def add_acts(menu: QMenu, groups: list[list[Act]], say: Say) -> None:
    """Put every act into `menu`, with its key beside it."""
    for group in groups:
        menu.addSeparator()
        for act in group:
            # The key is only shown: bound a second time it would do nothing at all.
            native = QKeySequence.SequenceFormat.NativeText
            keys = [QKeySequence(key).toString(native) for key in act.keys[:1]]
            menu.addAction("\t".join([say(act.words), *keys])).triggered.connect(act.do)


def turn_full_screen(window: QMainWindow) -> None:
    """Fill the screen, or stand as before."""
    window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)


def _close(window: QMainWindow) -> None:
    window.close()
