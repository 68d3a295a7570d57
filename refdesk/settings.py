"""Where the program's own files lie, and every setting with its scope."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(name: str) -> Path:
    """Return the path of a file that ships with the program, such as ``fonts/Inter.ttf``."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller in a frozen program
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources" / name
