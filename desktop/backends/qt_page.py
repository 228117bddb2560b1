"""The page inside a Qt window: where it may go, what it may ask for, what its menu offers."""

# ruff: noqa: N802, ARG002 - Qt calls these methods by their names, with these arguments

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from time import monotonic

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QWidget

from desktop.backends.contract import Setting
from desktop.backends.qt_menu import build_menu
from desktop.backends.qt_printing import print_page

_log = logging.getLogger(__name__)

_RELOAD_SECONDS = 10.0
_Action = QWebEnginePage.WebAction
# As the build names them; an address of a page has no capital letters.
_BUILT = re.compile(r"[a-z.-]+-[A-Z0-9]{8}\.js")


class Page(QWebEnginePage):
    """Stays at one origin, opens no windows and is granted nothing."""

    def __init__(self, profile: QWebEngineProfile, view: QWebEngineView, setting: Setting) -> None:
        super().__init__(profile, view)
        self._origin = QUrl(setting.origin)
        self._reloaded_at = -_RELOAD_SECONDS
        self.permissionRequested.connect(_deny)
        self.printRequested.connect(lambda: print_page(view, setting.say))
        self.renderProcessTerminated.connect(self._recover)

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        """Let a frame go nowhere but to the program's own server."""
        target = QUrl(url)
        same = all(
            part(target) == part(self._origin) for part in (QUrl.scheme, QUrl.host, QUrl.port)
        )
        return same and not target.userInfo()

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        """Open nothing for `window.open` and `target=_blank`: windows come from the program."""
        return None  # type: ignore[return-value]  # Qt's own "no window"; the stub leaves it out

    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """Keep where a script failed, not what it said: that may be part of a page."""
        if level == QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel:
            _log.warning("a script reported an error at %s:%d", name_script(source), line)

    def _recover(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        _log.warning("a page's process ended (%s, %d)", status.name, code)
        # A page that ends its process each time waits between two tries; none stays blank.
        wait = max(0.0, self._reloaded_at + _RELOAD_SECONDS - monotonic())
        self._reloaded_at = monotonic() + wait
        QTimer.singleShot(round(wait * 1000), self, lambda: self.triggerAction(_Action.Reload))


class View(QWebEngineView):
    """Shows one page. `fill_menu` adds what there is to do where nothing was clicked."""

    def __init__(
        self, parent: QWidget, setting: Setting, fill_menu: Callable[[QMenu], None]
    ) -> None:
        super().__init__(parent)
        self._setting = setting
        self._fill_menu = fill_menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        build_menu(self, self._setting, self._fill_menu).popup(event.globalPos())


def name_script(source: str) -> str:
    """Answer the name of a built script; "a page" for all else, whose address is its title."""
    name = PurePosixPath(QUrl(source).path()).name
    return name if _BUILT.fullmatch(name) else "a page"


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()
