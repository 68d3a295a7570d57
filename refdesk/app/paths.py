"""Where things lie on this computer: the program's settings, and the desks it proposes."""

from __future__ import annotations

import os
from pathlib import Path

SETTINGS_AT = "REFDESK_SETTINGS"
"""The environment variable that names another settings file: for tests and scripts."""


def settings_file() -> Path:
    """Return the file that keeps the settings of this computer; it need not exist."""
    given = os.environ.get(SETTINGS_AT)
    if given:
        return Path(given)
    from platformdirs import user_config_dir  # noqa: PLC0415  10 ms that tests do without

    return Path(user_config_dir("RefDesk", appauthor=False)) / "settings.json"


def desks_folder() -> Path:
    """Return the folder in which a new desk is proposed."""
    from platformdirs import user_documents_dir  # noqa: PLC0415  see above

    return Path(user_documents_dir())
