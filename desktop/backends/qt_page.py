"""The page inside a Qt window: where it may go, what it may ask for, what its menu offers."""

# ruff: noqa: N802, ARG002 - Qt calls these methods by their names, with these arguments

from __future__ import annotations

import logging
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
from desktop.backends.qt_printing import print_page

_log = logging.getLogger(__name__)

_RELOAD_SECONDS = 10.0
_Action = QWebEnginePage.WebAction


class Page(QWebEnginePage):
    """Stays at one origin, opens no windows and is granted nothing."""

    def __init__(self, profile: QWebEngineProfile, view: QWebEngineView, setting: Setting) -> None:
        super().__init__(profile, view)
        self._origin = QUrl(setting.origin)
        self._reloaded_at = -_RELOAD_SECONDS
        self.permissionRequested.connect(_deny)
        self.printRequested.connect(lambda: print_page(view))
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
            name = PurePosixPath(QUrl(source).path()).name
            _log.warning("a script reported an error at %s:%d", name, line)

    def _recover(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        _log.warning("a page's process ended (%s, %d)", status.name, code)
        # A page that ends its process each time waits between two tries; none stays blank.
        wait = max(0.0, self._reloaded_at + _RELOAD_SECONDS - monotonic())
        self._reloaded_at = monotonic() + wait
        QTimer.singleShot(round(wait * 1000), self, lambda: self.triggerAction(_Action.Reload))


class View(QWebEngineView):
    """Shows one page, with the menu that people expect under the right mouse button."""

    def __init__(self, parent: QWidget, setting: Setting) -> None:
        super().__init__(parent)
        self._setting = setting

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.build_menu()
        if menu.actions():
            menu.popup(event.globalPos())

    def build_menu(self) -> QMenu:
        """Answer the menu for what was clicked. Empty where there is nothing to do."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        request = self.lastContextMenuRequest()
        self._add_link(menu, request.linkUrl())
        if request.mediaType() == request.MediaType.MediaTypeImage:
            self._add(menu, _Action.CopyImageToClipboard, "Copy picture")
            self._add(menu, _Action.DownloadImageToDisk, "Save picture…")
        if request.isContentEditable():
            self._add(menu, _Action.Undo, "Undo")
            self._add(menu, _Action.Redo, "Redo")
            menu.addSeparator()
            self._add(menu, _Action.Cut, "Cut")
        if request.isContentEditable() or request.selectedText():
            self._add(menu, _Action.Copy, "Copy")
        if request.isContentEditable():
            self._add(menu, _Action.Paste, "Paste")
            self._add(menu, _Action.PasteAndMatchStyle, "Paste as plain text")
        if request.isContentEditable() or request.selectedText():
            self._add(menu, _Action.SelectAll, "Select all")
        return menu

    def _add(self, menu: QMenu, action: QWebEnginePage.WebAction, words: str) -> None:
        page_action = self.page().action(action)
        entry = menu.addAction(words)
        entry.setEnabled(page_action.isEnabled())
        entry.triggered.connect(page_action.trigger)

    def _add_link(self, menu: QMenu, link: QUrl) -> None:
        address = link.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        path = address.removeprefix(self._setting.origin)
        if path != address and path.startswith("/"):
            entry = menu.addAction("Open in new window")
            entry.triggered.connect(lambda: self._setting.wanted(path))
            menu.addSeparator()
        elif not link.isEmpty():
            self._add(menu, _Action.CopyLinkToClipboard, "Copy link")


def _deny(permission: QWebEnginePermission) -> None:
    permission.deny()
