"""The menu under the right mouse button, with what people expect there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEngineContextMenuRequest, QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu

from desktop.backends.contract import Setting

_Action = QWebEnginePage.WebAction


def build_menu(view: QWebEngineView, setting: Setting, fill: Callable[[QMenu], None]) -> QMenu:
    """Answer the menu for what was clicked.

    Where there is nothing to follow, to copy or to change it has the ways back and forward, and
    what `fill` adds.
    """
    menu = QMenu(view)
    menu.aboutToHide.connect(menu.deleteLater)
    builder = _Builder(view, setting, menu)
    builder.add_what_was_clicked()
    if not menu.actions():
        builder.add_ways()
        fill(menu)
    return menu


class _Builder:
    def __init__(self, view: QWebEngineView, setting: Setting, menu: QMenu) -> None:
        self._view, self._setting, self._menu = view, setting, menu

    def add_what_was_clicked(self) -> None:
        request = self._view.lastContextMenuRequest()
        self._add_spelling(request)
        self._add_link(request.linkUrl())
        if request.mediaType() == request.MediaType.MediaTypeImage:
            self._add(_Action.CopyImageToClipboard, "Copy picture")
            self._add(_Action.DownloadImageToDisk, "Save picture…")
        if request.isContentEditable():
            self._add(_Action.Undo, "Undo")
            self._add(_Action.Redo, "Redo")
            self._menu.addSeparator()
            self._add(_Action.Cut, "Cut")
        if request.isContentEditable() or request.selectedText():
            self._add(_Action.Copy, "Copy")
        if request.isContentEditable():
            self._add(_Action.Paste, "Paste")
            self._add(_Action.PasteAndMatchStyle, "Paste as plain text")
        if request.isContentEditable() or request.selectedText():
            self._add(_Action.SelectAll, "Select all")

    def add_ways(self) -> None:
        self._add(_Action.Back, "Back")
        self._add(_Action.Forward, "Forward")

    def _add(self, action: QWebEnginePage.WebAction, words: str) -> None:
        page_action = self._view.page().action(action)
        entry = self._menu.addAction(self._setting.say(words))
        entry.setEnabled(page_action.isEnabled())
        entry.triggered.connect(page_action.trigger)

    def _add_spelling(self, request: QWebEngineContextMenuRequest) -> None:
        for word in request.spellCheckerSuggestions():
            entry = self._menu.addAction(word)
            entry.triggered.connect(lambda _, word=word: self._replace(word))
        if request.spellCheckerSuggestions():
            self._menu.addSeparator()

    def _replace(self, word: str) -> None:
        self._view.page().replaceMisspelledWord(word)

    def _add_link(self, link: QUrl) -> None:
        address = link.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        path = address.removeprefix(self._setting.origin)
        if path != address and path.startswith("/"):
            entry = self._menu.addAction(self._setting.say("Open in new window"))
            entry.triggered.connect(lambda: self._setting.wanted(path))
            self._menu.addSeparator()
        elif not link.isEmpty():
            self._add(_Action.CopyLinkToClipboard, "Copy link")
