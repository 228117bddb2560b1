"""What the mend of pywebview's Qt window relies on. A new pywebview has to be read first."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import subprocess
import sys
from importlib.metadata import version
from typing import Any

import pytest

from desktop.backends.qt_engine import UPSTREAM

pytest.importorskip("PySide6")

# The methods that the mended window replaces, copies from, or is called by, as of pywebview 6.2.1.
# When one changes: read what is new, carry it over to desktop/backends/qt_window.py, then renew it.
READ = {
    "BrowserView.__init__": "3af902e46255",
    "BrowserView.changeEvent": "66b9ca01c3cf",
    "BrowserView.closeEvent": "06622b9a5926",
    "BrowserView.eventFilter": "95d474491c78",
    "BrowserView.on_load_finished": "5f62c4186c7a",
    "BrowserView.on_window_restore": "e28be5fbe816",
    "BrowserView.resizeEvent": "45d9994927a3",
    "BrowserView.showEvent": "743edc31dcd7",
    "create_window": "5cc5a2ebe3c4",
    "setup_app": "281e0ef5bb83",
}


def fingerprints() -> dict[str, str]:
    """Answer a digest of the source of everything in READ."""
    upstream = importlib.import_module("webview.platforms.qt")
    found = {}
    for name in READ:
        thing: Any = upstream
        for part in name.split("."):
            thing = getattr(thing, part)
        found[name] = hashlib.sha256(inspect.getsource(thing).encode()).hexdigest()[:12]
    return found


def test_pywebview_is_the_one_that_was_read() -> None:
    assert version("pywebview") == "6.2.1"


def test_the_window_that_is_mended_has_the_shape_that_was_read() -> None:
    # In a process of its own: the import belongs to a running start.
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from tests.desktop.test_qt_upstream import fingerprints as f;print(f())",
        ],
        env={"QT_API": "pyside6", "PATH": "", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == str(READ)


def test_every_name_that_the_mend_needs_is_there() -> None:
    words = ", ".join(sorted(UPSTREAM))
    subprocess.run(
        [sys.executable, "-c", f"from webview.platforms.qt import {words}"],
        env={"QT_API": "pyside6", "PATH": "", "HOME": "/nonexistent"},
        check=True,
    )


def test_pywebview_gets_the_very_classes_of_qt_and_no_more_are_made_than_it_asks_for() -> None:
    # In a process of its own, as above: it loads pywebview's window with what stands in for QtPy.
    code = (
        "from desktop.backends.qt_names import offer_names; offer_names()\n"
        "import sys, webview.platforms.qt as upstream\n"
        "from PySide6 import QtGui, QtWebEngineCore, QtWidgets\n"
        "assert upstream.QAction is QtGui.QAction\n"
        "assert upstream.QApplication is QtWidgets.QApplication\n"
        "assert upstream.QWebEngineProfile is QtWebEngineCore.QWebEngineProfile\n"
        "assert upstream.is_webengine\n"
        "assert not hasattr(sys.modules['qtpy'], '__file__')\n"
        "made = [name for name in vars(QtWidgets) if name.startswith('Q')]\n"
        "print(len(made) < len(dir(QtWidgets)) / 4)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={"QT_API": "pyside6", "PATH": "", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout == "True\n", told.stderr


@pytest.mark.parametrize("distribution", ["arch", "rhel", "pop", "debian"])
def test_no_distribution_gives_chromiums_sandbox_up(distribution: str) -> None:
    # In a process of its own, as above, on a system that Qt takes for that one.
    code = (
        "from PySide6 import QtCore\n"
        f"QtCore.QSysInfo.productType = staticmethod(lambda: {distribution!r})\n"
        "from desktop.backends.qt_names import offer_names; offer_names()\n"
        "import os, webview.platforms.qt\n"
        "print(os.environ.get('QTWEBENGINE_CHROMIUM_FLAGS', ''))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": "", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "sandbox" not in told.stdout


def test_what_is_imported_after_qt_is_not_read_again_as_source() -> None:
    script = (
        "import linecache\n"
        "from desktop.backends.qt_engine import load_engine\n"
        "load_engine()\n"
        "linecache.clearcache()\n"
        "import webui.app\n"
        "print(sorted(linecache.cache))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    )
    assert told.stdout == "[]\n"
