"""What the mend of pywebview's Qt window relies on. A new pywebview has to be read first."""

from __future__ import annotations

import hashlib
import inspect
import subprocess
import sys
from importlib.metadata import version

import pytest

pytest.importorskip("PySide6")

# The methods that the mended window replaces, copies from, or is called by, as of pywebview 6.2.1.
# When one changes: read what is new, carry it over to desktop/backends/qt_window.py, then renew it.
READ = {
    "BrowserView.__init__": "",
    "BrowserView.changeEvent": "",
    "BrowserView.closeEvent": "",
    "BrowserView.eventFilter": "",
    "BrowserView.on_load_finished": "",
    "BrowserView.on_window_restore": "",
    "BrowserView.resizeEvent": "",
    "BrowserView.showEvent": "",
    "create_window": "",
    "setup_app": "",
}

_SCRIPT = """
import sys
sys.path.insert(0, {here!r})
from tests.desktop.test_qt_upstream import fingerprints
print(fingerprints())
"""


def fingerprints() -> dict[str, str]:
    """Answer a digest of the source of everything in READ."""
    import webview.platforms.qt as upstream

    found = {}
    for name in READ:
        thing = upstream
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
    from desktop.backends.qt import UPSTREAM

    words = ", ".join(sorted(UPSTREAM))
    subprocess.run(
        [sys.executable, "-c", f"from webview.platforms.qt import {words}"],
        env={"QT_API": "pyside6", "PATH": "", "HOME": "/nonexistent"},
        check=True,
    )
