"""Saving what a page hands out. pywebview calls `setPath`, which Qt 6 no longer has."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest
from PySide6.QtWidgets import QFileDialog, QWidget


def save_download(window: QWidget, download: QWebEngineDownloadRequest) -> None:
    """Ask where to put `download` and accept it. A download that is not accepted ends here."""
    suggestion = _usual_folder() / download.suggestedFileName()
    chosen, _ = QFileDialog.getSaveFileName(window, "Save", str(suggestion))
    if not chosen:
        download.cancel()
        return
    target = Path(chosen)
    download.setDownloadDirectory(str(target.parent))
    download.setDownloadFileName(target.name)
    download.accept()


def _usual_folder() -> Path:
    """Answer the folder for downloads, or the home of those who have none."""
    places = QStandardPaths.StandardLocation
    downloads = Path(QStandardPaths.writableLocation(places.DownloadLocation))
    return downloads if downloads.is_dir() else Path.home()
