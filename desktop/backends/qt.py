"""Qt WebEngine: one cookie jar for all windows, and no word of theirs on the disk.

pywebview makes a `QWebEngineProfile` for every window. With two windows the second is not signed
in and the process hangs at its end (pywebview #1752). Here every window gets one shared profile
that is off the record, so it writes no file at all; only the drivers keep compiled shaders, in the
data folder.

pywebview looks its window class up as `webview.platforms.qt.BrowserView`. This module puts its own
subclass there (`qt_window`); `qt_engine.UPSTREAM` is what it relies on.
"""

# ruff: noqa: PLC0415 - Qt is loaded by the running start, which explains what is missing

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.backends.contract import Gui, Setting
from desktop.backends.qt_engine import explain_fatal, load_engine, start_engine
from desktop.backends.qt_spelling import choose_languages, find_dictionaries, use_dictionaries
from desktop.failures import NO_SCREEN
from desktop.memory import give_back_large_blocks
from desktop.places import Screen, WindowPlace

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWebEngineCore import QWebEngineProfile
    from PySide6.QtWidgets import QApplication

    from desktop.backends.qt_window import Shared

_log = logging.getLogger(__name__)

APPLICATION = "inglenook"

# A run of ours leaves some hundred kB; what Mesa has no more room for goes, the oldest first.
_MOST_SHADERS = "16M"


class QtBackend:
    """The web view of Linux."""

    gui: Gui | None = "qt"
    # pywebview then makes no folder of its own; the profile it would make is never asked for.
    private = True
    storage: Path | None = None

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._app: QApplication | None = None
        self._shared: Shared | None = None
        self._screens: list[Screen] = []
        self._dark = False
        self._must_close = False

    def start(self, meanwhile: Callable[[], None]) -> None:
        _prepare_environment(self._setting.folder.parent / "shaders")
        dictionaries = find_dictionaries(self._setting.folder.parent / "dictionaries")
        if dictionaries is not None:
            use_dictionaries(dictionaries)
        give_back_large_blocks()
        load_engine()
        _keep_settings_in(self._setting.folder)
        self._app = _make_application(self._setting)
        self._follow_system(self._app)
        try:
            upstream = start_engine()
        except BaseException:
            self.stop()
            raise
        meanwhile()
        from desktop.backends.qt_window import Shared, mend

        self._shared = Shared(_make_profile(dictionaries), self._setting, self.background)
        mend(upstream, self._shared)
        if self._must_close:
            self.close_all()

    def menu(self) -> list[Any]:
        """Answer nothing: a window's own menu stands under the right mouse button."""
        return []

    def screens(self) -> list[Screen]:
        return self._screens

    def background(self) -> str:
        look = self._setting.appearance
        return look.dark if self._dark else look.light

    def attach(self, window: Any) -> None:
        """Nothing to do: the mended window tells of itself on the GUI thread."""

    def refresh(self, window: Any) -> None:
        """Nothing to do: the page tells of every address it takes."""

    def place(self, window: Any, place: WindowPlace) -> None:
        window.native.place_trigger.emit(place)

    def may_close(self, window: Any) -> bool:  # noqa: ARG002 - the protocol's
        """Yes: `qt_leaving` had its word before pywebview hears of a close."""
        return True

    def raise_window(self, window: Any) -> None:
        window.restore()

    def clear(self, window: Any, done: Callable[[], None]) -> None:
        window.native.clear_trigger.emit(done)

    def close_all(self) -> None:
        self._must_close = True
        # Without it `start` is under way and looks when it is done; importing Qt now may crash.
        if self._shared is not None:
            self._shared.close_all_trigger.emit()

    def stop(self) -> None:
        """Delete the pages, then their profile, while Qt still runs.

        Left to the interpreter the order is arbitrary: Chromium then complains on the terminal, or
        does not end.
        """
        import shiboken6
        from PySide6.QtCore import QCoreApplication, QEvent

        if self._app is None:
            return
        if self._shared is not None:
            self._shared.release()
            self._shared = None
        shutil.rmtree(self._setting.folder, ignore_errors=True)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._app.processEvents()
        shiboken6.delete(self._app)
        self._app = None

    def _follow_system(self, app: QApplication) -> None:
        # Kept by the GUI thread, because other threads ask.
        def look_again(*_: object) -> None:
            from PySide6.QtCore import Qt

            self._dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            self._screens = [
                Screen(area.x(), area.y(), area.width(), area.height())
                for area in (screen.availableGeometry() for screen in app.screens())
            ]

        app.styleHints().colorSchemeChanged.connect(look_again)
        app.screenAdded.connect(look_again)
        app.screenRemoved.connect(look_again)
        app.primaryScreenChanged.connect(look_again)
        look_again()


def _prepare_environment(shaders: Path) -> None:
    """Set every name that this start needs, before Qt has threads of its own.

    A new name may move the whole environment under a thread that reads it (setenv(3)): Chromium
    does, and the program would end by SIGSEGV.
    """
    # Mesa and NVIDIA would keep compiled shaders under the person's cache folder. Without them each
    # window compiles its own, a tenth of a second and more where the processor draws.
    with suppress(OSError):  # a full disk keeps no shaders, and the program starts all the same
        shaders.mkdir(mode=0o700, exist_ok=True)
    os.environ["MESA_SHADER_CACHE_DIR"] = os.environ["__GL_SHADER_DISK_CACHE_PATH"] = str(shaders)
    os.environ["MESA_SHADER_CACHE_MAX_SIZE"] = _MOST_SHADERS
    os.environ["QSG_RHI_DISABLE_DISK_CACHE"] = "1"
    # Only what ends Chromium: it tells the terminal of every bus and driver a machine lacks.
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} --log-level=3".strip()
    if os.geteuid() == 0:
        # Chromium's sandbox refuses to start as root; nobody else gives it up.
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    # pywebview sets it when it is loaded, and that is beside Chromium's start.
    os.environ["QT_STYLE_OVERRIDE"] = ""


def _keep_settings_in(folder: Path) -> None:
    """Let Qt's file dialog note its last folders there, for this run, and not in the home."""
    from PySide6.QtCore import QSettings

    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))


def _make_application(setting: Setting) -> QApplication:
    from PySide6.QtCore import Qt, qInstallMessageHandler
    from PySide6.QtGui import QGuiApplication, QIcon
    from PySide6.QtWidgets import QApplication

    qInstallMessageHandler(_hear_start)
    QGuiApplication.setDesktopFileName(APPLICATION)
    QGuiApplication.setAttribute(Qt.ApplicationAttribute.AA_DisableShaderDiskCache)
    # The first argument becomes the window class, by which a desktop finds the icon.
    app = QApplication([APPLICATION])
    qInstallMessageHandler(_hear)
    app.setApplicationName(APPLICATION)
    if setting.appearance.icon is not None:
        app.setWindowIcon(QIcon(str(setting.appearance.icon)))
    return app


def _hear_start(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Explain what keeps Qt from starting. It ends the process itself, with SIGABRT."""
    from PySide6.QtCore import QtMsgType

    _hear(kind, context, message)
    if kind == QtMsgType.QtFatalMsg:
        print(explain_fatal(), file=sys.stderr, flush=True)
        os._exit(NO_SCREEN)


def _hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:  # noqa: ARG001
    _log.info("Qt: %s", message)  # to the log, not to the terminal


def _make_profile(dictionaries: Path | None) -> QWebEngineProfile:
    from PySide6.QtCore import QLocale
    from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings

    profile = QWebEngineProfile()  # without a name: off the record
    attribute = QWebEngineSettings.WebAttribute
    for name in (
        attribute.AllowGeolocationOnInsecureOrigins,
        attribute.AutoLoadIconsForPage,  # the window has the program's icon
        attribute.BackForwardCacheEnabled,  # a page that was logged out of stays nowhere
        attribute.DnsPrefetchEnabled,
        attribute.ErrorPageEnabled,
        attribute.FullScreenSupportEnabled,
        attribute.HyperlinkAuditingEnabled,
        attribute.JavascriptCanOpenWindows,
        attribute.JavascriptCanPaste,
        attribute.LocalContentCanAccessFileUrls,
        attribute.NavigateOnDropEnabled,  # a dropped file is the page's, not an address
        attribute.PdfViewerEnabled,
        attribute.PluginsEnabled,
        attribute.PrintElementBackgrounds,
        attribute.ScreenCaptureEnabled,
    ):
        profile.settings().setAttribute(name, False)
    # "Copy" buttons; the page can write only while a person presses something.
    profile.settings().setAttribute(attribute.JavascriptCanAccessClipboard, True)
    profile.settings().setAttribute(attribute.WebRTCPublicInterfacesOnly, True)
    profile.setPersistentPermissionsPolicy(
        QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
    )
    profile.setPushServiceEnabled(False)
    # The pages speak the system's language; Qt would ask for none.
    profile.setHttpAcceptLanguage(",".join(QLocale.system().uiLanguages()))
    if dictionaries is not None:
        languages = choose_languages(dictionaries, QLocale.system().uiLanguages())
        profile.setSpellCheckLanguages(languages)
        profile.setSpellCheckEnabled(bool(languages))
    return profile
