"""pywebview's Qt window, mended: one shared profile, no bridge, a title that follows the page."""

# ruff: noqa: N802, ARG002 - Qt calls these methods by their names, with these arguments

from __future__ import annotations

from collections.abc import Callable
from threading import Semaphore
from types import ModuleType
from typing import Any

import shiboken6
import webview.platforms.qt as upstream
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QColor, QMoveEvent, QResizeEvent
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEngineProfile
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu

from desktop.backends.contract import Setting
from desktop.backends.qt_acts import ZOOM_RANGE, add_acts, add_shortcuts, list_acts
from desktop.backends.qt_downloads import save_download
from desktop.backends.qt_leaving import Leaving
from desktop.backends.qt_loop import take_over
from desktop.backends.qt_page import Page, View
from desktop.places import WindowPlace

# Taken now: `mend` puts another class under this name.
_Upstream = upstream.BrowserView


# Qt WebEngine stands still when its cache is emptied while a page is on its way, so the pages get
# this many milliseconds to reach the login page first.
_PAGES_LEAVE = 700


class Shared(QObject):
    """What all windows have in common: the profile, and what they tell the program."""

    close_all_trigger = Signal()

    def __init__(
        self, profile: QWebEngineProfile, setting: Setting, background: Callable[[], str]
    ) -> None:
        super().__init__()
        self.profile = profile
        self.setting = setting
        self.background = background
        self.windows: list[Window] = []
        self.zoom = setting.zoom
        self.leaving = Leaving(self.windows, setting)
        # Queued: it may be asked for by a signal handler in the middle of anything.
        self.close_all_trigger.connect(self.leaving.end, Qt.ConnectionType.QueuedConnection)
        profile.downloadRequested.connect(self._download)

    def close_all(self) -> None:
        """Close every window, after what is being written was saved. GUI thread only."""
        self.leaving.close_all()

    def release(self) -> None:
        """Delete every window with its page, then the profile that they used."""
        for window in self.windows:
            if shiboken6.isValid(window):
                shiboken6.delete(window)
        self.windows.clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        shiboken6.delete(self.profile)

    def clear(self, done: Callable[[], None]) -> None:
        """Empty the cookies, the cache and the visited links, then call `done`. GUI thread only."""
        self.profile.clearHttpCacheCompleted.connect(done, Qt.ConnectionType.SingleShotConnection)
        self.profile.cookieStore().deleteAllCookies()
        self.profile.clearAllVisitedLinks()
        self.profile.clearHttpCache()

    def set_zoom(self, wanted: float) -> None:
        """Show the pages of all windows larger or smaller. GUI thread only."""
        least, most = ZOOM_RANGE
        self.zoom = max(least, min(most, wanted))
        for window in self.windows:
            if shiboken6.isValid(window):
                window.webview.setZoomFactor(self.zoom)
        self.setting.zoomed(self.zoom)

    def _download(self, download: QWebEngineDownloadRequest) -> None:
        for window in self.windows:
            if shiboken6.isValid(window) and window.webview.page() is download.page():
                save_download(window, download, self.setting)
                return


class Window(_Upstream):
    """One window. Keeps what pywebview's other methods use and leaves out the rest.

    pywebview's own constructor is not called: it makes a profile, a web channel and a script
    bridge for each window, and asks Chromium to grant camera and microphone unseen.
    """

    shared: Shared
    place_trigger = Signal(object)
    clear_trigger = Signal(object)

    def __init__(self, window: Any) -> None:
        QMainWindow.__init__(self)
        self._join_pywebview(window)
        self.shared.windows.append(self)
        self._shown_path = "/"
        self._is_leaving = False
        self._build(window)
        self._connect()
        self._stand(window)
        self.webview.setUrl(QUrl(window.real_url))
        self.webview.setFocus()
        window.events.before_show.set()

    def _join_pywebview(self, window: Any) -> None:
        _Upstream.instances[window.uid] = self
        self.uid = window.uid
        self.pywebview_window = window
        window.native = self
        self.localization = window.localization
        self.title = window.title
        self.is_fullscreen = False
        self._current_url: str | None = None
        self._current_url_semaphore = Semaphore(0)
        self._file_name: Any = None
        self._file_name_semaphore = Semaphore(0)
        self._confirmation_dialog_results: dict[str, Any] = {}
        self.screen_area = QApplication.primaryScreen().availableGeometry()

    def _build(self, window: Any) -> None:
        paper = QColor(self.shared.background())
        palette = self.palette()
        palette.setColor(self.backgroundRole(), paper)
        self.setPalette(palette)
        self.setWindowTitle(window.title)
        self.setMinimumSize(*window.min_size)
        view = View(self, self.shared.setting, self._fill_menu)
        view.setPage(Page(self.shared.profile, view, self.shared.setting))
        # The page is painted in this colour until its own is there.
        view.page().setBackgroundColor(paper)
        view.setZoomFactor(self.shared.zoom)
        self.setCentralWidget(view)
        self.webview: Any = view

    def _connect(self) -> None:
        page = self.webview.page()
        page.titleChanged.connect(self._follow_title)
        page.urlChanged.connect(self._follow_address)
        page.loadFinished.connect(self.on_load_finished)
        self.create_window_trigger.connect(_Upstream.on_create_window)
        for trigger, slot in (
            (self.load_url_trigger, self.on_load_url),
            (self.confirmation_dialog_trigger, self.on_confirmation_dialog),
            (self.file_dialog_trigger, self.on_file_dialog),
            (self.destroy_trigger, self.on_destroy_window),
            (self.show_trigger, self.on_show_window),
            (self.hide_trigger, self.on_hide_window),
            (self.fullscreen_trigger, self.on_fullscreen),
            (self.window_size_trigger, self.on_window_size),
            (self.window_move_trigger, self.on_window_move),
            (self.window_maximize_trigger, self.on_window_maximize),
            (self.window_minimize_trigger, self.on_window_minimize),
            (self.window_restore_trigger, self.on_window_restore),
            (self.current_url_trigger, self.on_current_url),
            (self.set_title_trigger, self.on_set_title),
            (self.on_top_trigger, self.on_set_on_top),
            (self.place_trigger, self.on_place),
            (self.clear_trigger, self.on_clear),
        ):
            trigger.connect(slot)
        add_shortcuts(self, list_acts(self, self.webview, self.shared))

    def _fill_menu(self, menu: QMenu) -> None:
        acts = list_acts(self, self.webview, self.shared)
        add_acts(menu, acts, self.shared.setting.say)

    def _stand(self, window: Any) -> None:
        self.resize(window.initial_width, window.initial_height)
        if window.initial_x is not None and window.initial_y is not None:
            self.move(window.initial_x, window.initial_y)
        else:
            self.move(self.screen_area.center() - self.rect().center())
        self.raise_()
        self.activateWindow()
        self._tell()

    def on_load_finished(self) -> None:
        """Tell pywebview that the page is there. Its own method injects the script bridge."""
        self.pywebview_window.events.loaded.set()

    def on_window_restore(self) -> None:
        """Come to the front, without giving up being maximized as pywebview's own method does."""
        minimized = Qt.WindowState.WindowMinimized
        self.setWindowState((self.windowState() & ~minimized) | Qt.WindowState.WindowActive)
        self.raise_()
        self.activateWindow()

    def on_place(self, place: WindowPlace) -> None:
        """Stand at `place`, whose screen position is absolute."""
        self.showNormal()
        self.resize(place.width, place.height)
        if place.x is not None and place.y is not None:
            self.move(place.x, place.y)
        if place.maximized:
            self.showMaximized()

    def on_clear(self, done: Callable[[], None]) -> None:
        """Empty what all windows share. A method of the window: slots run on its own thread."""
        QTimer.singleShot(_PAGES_LEAVE, lambda: self.shared.clear(done))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tell()

    def moveEvent(self, event: QMoveEvent) -> None:
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowStateChange:
            self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass: pywebview starts a thread for every step of a move here."""
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close as pywebview does, once: Qt may ask again while the first time is under way."""
        if not self.is_open:
            return
        if self.shared.leaving.must_wait(self):
            event.ignore()
            self._is_leaving = True
            self.hide()
            return
        _Upstream.closeEvent(self, event)  # type: ignore[no-untyped-call]

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet. Its page goes then, the window itself at the end."""
        return _Upstream.instances.get(self.uid) is self

    def come_back(self) -> None:
        """Stay after all: it was hidden while its page saved."""
        if self._is_leaving:
            self._is_leaving = False
            self.show()

    def _follow_title(self, title: str) -> None:
        self.setWindowTitle(title or self.title)

    def _follow_address(self, address: QUrl) -> None:
        if address.toString().startswith(self.shared.setting.origin + "/"):
            query = f"?{address.query()}" if address.hasQuery() else ""
            self._shown_path = address.path(QUrl.ComponentFormattingOption.FullyEncoded) + query
            self._tell()

    def _tell(self) -> None:
        # A hidden window may be moved by the system; where the person left it is what counts.
        if self.isMinimized() or self._is_leaving:
            return
        special = self.isMaximized() or self.isFullScreen()
        area = self.normalGeometry() if special else self.geometry()
        corner = area.topLeft() if special else self.pos()
        place = WindowPlace(
            self._shown_path,
            corner.x(),
            corner.y(),
            area.width(),
            area.height(),
            maximized=self.isMaximized(),
        )
        self.shared.setting.noticed(self.uid, place)


def mend(module: ModuleType, shared: Shared) -> None:
    """Put the mended window where `module` (webview.platforms.qt) looks its own up."""
    Window.shared = shared
    module.BrowserView = Window  # type: ignore[attr-defined]
    take_over(module)
