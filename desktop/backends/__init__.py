"""One module for each web view that needs mending, and one for those that do not."""

# ruff: noqa: PLC0415 - each system has another web view

from __future__ import annotations

import sys

from desktop.backends.contract import Backend, Setting


def choose_backend(setting: Setting) -> Backend:
    """Answer the backend of this system. Imports no web view before `start`."""
    if sys.platform in ("win32", "darwin"):
        from desktop.backends.native import NativeBackend

        return NativeBackend(setting)
    from desktop.backends.qt import QtBackend

    return QtBackend(setting)
