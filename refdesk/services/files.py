"""Copies of sheets as files, where a person wants them."""

from __future__ import annotations

from pathlib import Path

from refdesk.exchange.new_file import NewFile, told_plainly


def write_file(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all.

    Raises:
        UserError: something that must not be overwritten is in the way.
        KnownFailure: the folder is gone, full or read-only, or another program holds the file.
    """
    with NewFile(path) as file:
        with told_plainly():
            file.stream.write(content)
        file.complete()
        file.finish()
