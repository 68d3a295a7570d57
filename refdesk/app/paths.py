"""Where things lie on this computer: the program's settings, and the desks it proposes."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths

SETTINGS_AT = "REFDESK_SETTINGS"
"""The environment variable that names another settings file: for tests and scripts."""


def settings_file() -> Path:
    """Return the file that keeps the settings of this computer; it need not exist."""
    given = os.environ.get(SETTINGS_AT)
    if given:
        return Path(given)
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "RefDesk" / "settings.json"


def desks_folder() -> Path:
    """Return the folder in which a new desk is proposed."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
