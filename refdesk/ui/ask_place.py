"""Asking where a file is to be written: a table for spreadsheets, or a calendar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from refdesk.i18n import N_, _

TABLE, CALENDAR = N_("Table for spreadsheets (*.csv)"), N_("Calendar (*.ics)")


def ask_place(
    over: QWidget, title: str, name: str, chosen: Callable[[Path], None], kind: str = TABLE
) -> None:
    """Ask for a file to write to; `chosen` gets it, if a person chose one.

    Args:
        over: the page that asks.
        title: what is saved.
        name: the file name to begin with.
        chosen: is handed the place.
        kind: what the file is.
    """
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    dialog = QFileDialog(over.window(), title, QStandardPaths.writableLocation(documents))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_(kind))
    dialog.setDefaultSuffix("ics" if kind == CALENDAR else "csv")
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
