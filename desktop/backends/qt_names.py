"""Qt's names for pywebview, each made when it is asked for.

pywebview takes them from QtPy, which copies every class of three modules of Qt, and PySide6 makes
each class when it is first touched: a tenth of a second at every start, for a dozen of them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_MODULES = {
    "QtCore": ("QtCore",),
    # QAction and others moved; QtPy, and so pywebview, finds them at both places.
    "QtGui": ("QtGui", "QtWidgets"),
    "QtWidgets": ("QtWidgets", "QtGui"),
    "QtNetwork": ("QtNetwork",),
    "QtWebChannel": ("QtWebChannel",),
    "QtWebEngineCore": ("QtWebEngineCore",),
    "QtWebEngineWidgets": ("QtWebEngineWidgets", "QtWebEngineCore"),
}


def offer_names() -> None:
    """Stand in for QtPy, unless it is loaded. Raises ImportError when a part of Qt is missing."""
    if "qtpy" in sys.modules:
        return
    top = ModuleType("qtpy", __doc__)
    top.__dict__.update(PYQT5=False, PYQT6=False, PYSIDE2=False, PYSIDE6=True)
    for name, sources in _MODULES.items():
        module = _Names(f"qtpy.{name}", [import_module(f"PySide6.{each}") for each in sources])
        sys.modules[module.__name__] = module
        setattr(top, name, module)
    # On five distributions, by name, pywebview gives Chromium's sandbox up: here nobody does.
    top.__dict__["QtCore"].QSysInfo = _AnySystem
    # The former name, which pywebview still calls.
    application = top.__dict__["QtWidgets"].QApplication
    application.exec_ = application.exec
    sys.modules["qtpy"] = top


class _AnySystem:
    @staticmethod
    def productType() -> str:  # noqa: N802 - Qt's own name
        return ""


class _Names(ModuleType):
    def __init__(self, name: str, sources: list[ModuleType]) -> None:
        super().__init__(name)
        self._sources = sources

    def __getattr__(self, name: str) -> object:
        for source in self._sources:
            if hasattr(source, name):
                return getattr(source, name)
        raise AttributeError(name)
