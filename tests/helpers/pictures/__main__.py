"""Draws every picture into the folder that is named: ``python -m tests.helpers.pictures DIR``."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.helpers.pictures.all import draw_all


def main(arguments: list[str]) -> int:
    """Draw every picture; words after the folder name the looks, such as ``dark``."""
    if not arguments:
        sys.stderr.write("python -m tests.helpers.pictures DIR [LOOK ...]\n")
        return 2
    into = Path(arguments[0])
    into.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    for path in draw_all(app, into, arguments[1:]):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
