"""Asking where a table for spreadsheets is to be written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from refdesk.i18n import _


def ask_place(over: QWidget, title: str, name: str, chosen: Callable[[Path], None]) -> None:
    """Ask for a file to write a table to; `chosen` gets it, if a person chose one.

    Args:
        over: the page that asks.
        title: what is saved.
        name: the file name to begin with.
        chosen: is handed the place.
    """
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog = QFileDialog(over.window(), title, QStandardPaths.writableLocation(documents))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_("Table for spreadsheets (*.csv)"))
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
