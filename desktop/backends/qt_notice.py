"""A line at the foot of a window that says what was done, and goes by itself."""

# ruff: noqa: N802, ARG002 - Qt calls these methods by their names, with these arguments

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QPushButton

from desktop.backends.contract import Appearance

_SECONDS = 8
_ABOVE_THE_FOOT = 24
_MIDDLE = 128
# The window's colours turned round, so that it stands out from every page.
_STYLE = """
#notice { background: %(ink)s; border-radius: 10px; }
#notice QLabel { color: %(paper)s; padding: 6px 4px 6px 10px; }
#notice QPushButton { color: %(paper)s; background: transparent; border: none;
  border-radius: 6px; padding: 6px 10px; text-decoration: underline; }
#notice QPushButton:focus { border: 1px solid %(paper)s; padding: 5px 9px; }
"""


def show_notice(
    window: QMainWindow, look: Appearance, words: str, act: str, do: Callable[[], None]
) -> None:
    """Say `words` in `window` for some seconds, with a button `act` beside them."""
    is_light = window.palette().window().color().lightness() > _MIDDLE
    paper, ink = (look.light, look.dark) if is_light else (look.dark, look.light)
    notice = _Notice(window, words, act, do)
    notice.setStyleSheet(_STYLE % {"paper": paper, "ink": ink})
    notice.stand()
    notice.show()
    notice.raise_()


class _Notice(QFrame):
    def __init__(self, window: QMainWindow, words: str, act: str, do: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("notice")
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)  # a file may be called as it likes
        button = QPushButton(act, self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        button.clicked.connect(self.deleteLater)
        row = QHBoxLayout(self)
        row.addWidget(label)
        row.addWidget(button)
        window.installEventFilter(self)
        QTimer.singleShot(_SECONDS * 1000, self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.stand()
        return False

    def stand(self) -> None:
        """Keep to the middle of the window's foot."""
        self.adjustSize()
        x = (self._window.width() - self.width()) // 2
        self.move(max(0, x), self._window.height() - self.height() - _ABOVE_THE_FOOT)
