"""`window.print()`, which Qt leaves to the program: a dialog that also offers a PDF file."""

# ruff: noqa: PLC0415 - only those who print wait for it

from __future__ import annotations

from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QDialog

from desktop.backends.contract import Say


def print_page(view: QWebEngineView, say: Say) -> None:
    """Ask for a printer or a PDF file and print what `view` shows."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(view.title())
    dialog = QPrintDialog(printer, view)
    dialog.setWindowTitle(say("Print"))
    dialog.accepted.connect(lambda: view.print(printer))
    # The printer is needed until the last sheet, longer than the dialog.
    view.printFinished.connect(lambda _: dialog.deleteLater())
    dialog.rejected.connect(dialog.deleteLater)
    QDialog.open(dialog)  # not the print dialog's own `open`, which wants a slot
