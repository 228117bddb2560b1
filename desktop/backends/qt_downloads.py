"""Saving what a page hands out. pywebview calls `setPath`, which Qt 6 no longer has."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMessageBox

from desktop.backends.contract import Setting
from desktop.backends.qt_notice import show_notice
from desktop.outside import open_folder

_log = logging.getLogger(__name__)
_State = QWebEngineDownloadRequest.DownloadState
_Reason = QWebEngineDownloadRequest.DownloadInterruptReason

_PROBLEMS = {
    _Reason.FileNoSpace: "“%(name)s” was not saved. There is not enough room on the disk.",
    _Reason.FileAccessDenied: "“%(name)s” was not saved. You may not write there.",
}
_OTHER = "“%(name)s” was not saved. Nothing else was changed; try another place."


def save_download(
    window: QMainWindow, download: QWebEngineDownloadRequest, setting: Setting
) -> None:
    """Ask where to put `download`, accept it, and tell how that went.

    A download that is not accepted ends here.
    """
    suggestion = _usual_folder() / download.suggestedFileName()
    title = setting.say("Save")
    chosen, _ = QFileDialog.getSaveFileName(window, title, str(suggestion))
    if not chosen:
        download.cancel()
        return
    target = Path(chosen)
    download.setDownloadDirectory(str(target.parent))
    download.setDownloadFileName(target.name)
    download.stateChanged.connect(lambda state: _tell(window, download, target, setting, state))
    download.accept()


def _tell(
    window: QMainWindow,
    download: QWebEngineDownloadRequest,
    target: Path,
    setting: Setting,
    state: QWebEngineDownloadRequest.DownloadState,
) -> None:
    if state == _State.DownloadCompleted:
        words, act = setting.say("Saved: %(name)s", name=target.name), setting.say("Show in folder")
        show_notice(window, setting.appearance, words, act, lambda: _show(target))
    elif state == _State.DownloadInterrupted:
        reason = download.interruptReason()
        download.cancel()  # half a file is of no use to anybody
        _log.warning("a file was not saved: %s", reason.name)
        problem = setting.say(_PROBLEMS.get(reason, _OTHER), name=target.name)
        box = QMessageBox(QMessageBox.Icon.Warning, window.windowTitle(), problem, parent=window)
        box.finished.connect(box.deleteLater)
        box.open()


def _show(target: Path) -> None:
    open_folder(target.parent)


def _usual_folder() -> Path:
    """Answer the folder for downloads, or the home of those who have none."""
    places = QStandardPaths.StandardLocation
    downloads = Path(QStandardPaths.writableLocation(places.DownloadLocation))
    return downloads if downloads.is_dir() else Path.home()
