"""Runs the bench: ``dev.py bench [--only NAME] [--json FILE]``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests.performance import (
    core,
    files,
    importing,
    loops,
    offers,
    opening,
    paper,
    preview,
    record,
    sources,
    start,
    window,
)

# Those that start the program anew come first: the others keep the large desk open.
ROWS = {
    work.__name__: work
    for work in (
        *start.ROWS,
        preview.first_preview,
        *importing.ROWS,
        *paper.ROWS,
        *files.ROWS,
        *opening.ROWS,
        *core.ROWS,
        *loops.ROWS,
        *sources.ROWS,
        *offers.ROWS,
        *record.ROWS,
        *window.ROWS,
    )
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench")
    parser.add_argument("--only", metavar="NAME", choices=ROWS, help=", ".join(ROWS))
    parser.add_argument("--json", metavar="FILE", type=Path)
    given = parser.parse_args()
    found = []
    print(f"{'name':24}{'value':>10}{'floor':>10}{'limit':>10}  unit")
    for name, work in ROWS.items():
        if given.only in {None, name}:
            row = work()
            found.append(row.to_json())
            mark = "" if row.ok else "  TOO SLOW"
            figures = f"{row.value:10.2f}{row.floor:10.2f}{row.limit:10.2f}"
            print(f"{row.name:24}{figures}  {row.unit}{mark}")
    if given.json:
        given.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    return 0 if all(row["ok"] for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
