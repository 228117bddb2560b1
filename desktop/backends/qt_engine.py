"""What takes longest at a start, side by side: Chromium starts while pywebview is loaded."""

# ruff: noqa: PLC0415 - Qt is loaded by the running start, which explains what is missing

from __future__ import annotations

import sys
import threading
from concurrent.futures import Future
from types import ModuleType

from desktop.backends.qt_names import offer_names
from desktop.failures import NoScreen

UPSTREAM = frozenset(
    {"BrowserView", "QApplication", "create_window", "setup_app", "_main_window_created"}
)
"""The names of `webview.platforms.qt` that the mend needs."""

_PACKAGES = (
    "libasound2 libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libgssapi-krb5-2 libnss3 "
    "libwayland-cursor0 libwayland-egl1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
    "libxcb-shape0 libxcomposite1 libxdamage1 libxkbcommon-x11-0 libxkbfile1 libxrandr2 libxtst6"
)


def load_engine() -> None:
    """Load Qt WebEngine. Raises NoScreen with a sentence that names the library that is missing."""
    try:
        import PySide6.QtWebEngineWidgets  # noqa: F401
    except ImportError as error:
        raise explain_missing(error) from error
    _spare_sources()


def start_engine() -> ModuleType:
    """Start Chromium, load pywebview's Qt module meanwhile, and answer it. Raises NoScreen.

    The first page starts Chromium. Asked for by Python that would hold the interpreter's lock for
    0.08 s; here Qt asks for it itself, in an event loop, which gives the lock away. What is loaded
    beside it needs two processors' time at once, and neither waits for the other.
    """
    import shiboken6
    from PySide6.QtCore import SIGNAL, SLOT, QEventLoop, QMetaObject, QObject, Qt, QTimer
    from PySide6.QtWebEngineWidgets import QWebEngineView

    view, loop, timer = QWebEngineView(), QEventLoop(), QTimer()
    # By name: a signal that is connected to a bound method goes through Python.
    QObject.connect(timer, SIGNAL("timeout()"), view, SLOT("stop()"))
    timer.setSingleShot(True)
    timer.start(0)
    loaded: Future[ModuleType] = Future()

    def load() -> None:
        try:
            loaded.set_result(_load_upstream())
        except BaseException as error:  # noqa: BLE001 - handed to the main thread
            loaded.set_exception(error)
        QMetaObject.invokeMethod(loop, "quit", Qt.ConnectionType.QueuedConnection)

    threading.Thread(target=load, name="pywebview").start()
    loop.exec()
    shiboken6.delete(view)
    return loaded.result()


def explain_missing(error: ImportError) -> NoScreen:
    """Answer what to say of a library that Qt wants and the system does not have."""
    return NoScreen(
        "Inglenook cannot open a window: %(library)s is missing. "
        "On Debian or Ubuntu install: %(packages)s. Or start with --browser.",
        library=str(error).partition(":")[0],
        packages=_PACKAGES,
    )


def explain_fatal() -> str:
    """Answer the sentence for a Qt that found neither the screen nor the libraries to reach it."""
    return (
        "Inglenook cannot open a window: the screen does not answer, or a library that reaches it "
        f"is missing. On Debian or Ubuntu install: {_PACKAGES}. Or start with --browser."
    )


def _spare_sources() -> None:
    """Keep PySide from reading the source of each module that is imported after it.

    It looks there for `from __feature__ import`, which nobody writes here, and Python keeps what
    was read: 15 MB, and 0.05 s of each start.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None:
        feature.__dict__.update(_mod_uses_pyside=lambda _: False)


def _load_upstream() -> ModuleType:
    try:
        offer_names()
        import webview.platforms.qt as upstream
    except ImportError as error:
        raise explain_missing(error) from error
    if missing := UPSTREAM - vars(upstream).keys():
        raise NoScreen(
            "This version of pywebview does not fit Inglenook (%(missing)s). "
            "Install pywebview 6.2.1, or start with --browser.",
            missing=", ".join(sorted(missing)),
        )
    # It stands on pywebview's, and takes 15 ms that Chromium can use as well.
    import desktop.backends.qt_window  # noqa: F401

    return upstream
