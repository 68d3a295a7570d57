"""The parts of a workbook, handed out piece by piece and never further than is safe."""

from __future__ import annotations

import errno
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from refdesk.domain.errors import RefDeskError, UserError
from refdesk.i18n import _

DIRECTORY_LIMIT = 16 * 1024 * 1024
UNPACKED_LIMIT = 400 * 1024 * 1024
PART_COUNT = 20_000
RATIO = 400
"""How much smaller than itself an honest large part may be packed."""
LARGE = 20 * 1024 * 1024
HELD_LIMIT = 96 * 1024 * 1024
"""How much of a part may be in memory at once."""
HELD_TAGS = 1_000_000
TEXT_TAGS = 8_000_000
"""How many tags of a part may be in memory at once; every text that cells share has four."""
_OPENING = 1 << 16
"""What opening a part counts, however little is read of it."""

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_NAMESPACES = tuple(
    (_STRICT + strict, _USUAL + usual)
    for strict, usual in (
        (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    )
)
_NEEDED = {
    "workbook": frozenset({"workbookPr", "sheets"}),
    "styleSheet": frozenset({"numFmts", "cellXfs"}),
}
"""What is kept of a part: openpyxl refuses a workbook for an odd font or print area."""


class Part(io.BufferedIOBase):
    """A part while it is unpacked; what is held of it since the last row came is bounded."""

    def __init__(self, file: IO[bytes], parts: Parts, size: int, tags: int) -> None:
        self._file = file
        self.size = size
        self._parts = parts
        self._tags = tags
        self._tail = b""
        self._held = self._held_tags = 0
        self.position = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes, with the names of the strict form changed to the usual ones.

        Raises:
            UserError: more would be held than is safe.
            ValueError: the part declares a document type, by which it could blow itself up.
        """
        most = HELD_LIMIT + 1 if size is None or size < 0 else size
        piece = self._file.read(most)
        is_first = not self.position
        self.position += len(piece)
        self._held += len(piece)
        self._held_tags += piece.count(b"<")
        self._parts.unpacked += len(piece)
        if (
            self._held > HELD_LIMIT
            or self._held_tags > self._tags
            or self._parts.unpacked > 3 * UNPACKED_LIMIT
        ):
            raise too_large()
        if b"<!DOCTYPE" in (self._tail + piece).replace(b"\0", b""):
            message = "a document type is declared"
            raise ValueError(message)
        self._tail = piece[-32:]
        if is_first and _STRICT in piece:
            for strict, usual in _NAMESPACES:
                piece = piece.replace(strict, usual)
        return piece

    def row_came(self) -> None:
        """Note that what was read so far is no longer held."""
        self._held = self._held_tags = 0

    def close(self) -> None:
        """Close the part; the file stays open."""
        self._file.close()
        super().close()


class Parts(zipfile.ZipFile):
    """The parts of an Office file; reading one never unpacks more than its directory says.

    Raises:
        UserError: the file is locked, or unpacks to more than is safe.
    """

    def __init__(self, file: BinaryIO) -> None:
        check_directory(file)
        super().__init__(file)
        self.unpacked = 0
        self.last: Part | None = None
        self.is_listing = False
        every = self.infolist()
        if (
            len(every) > PART_COUNT
            or sum(info.file_size for info in every) > UNPACKED_LIMIT
            or any(_is_bomb(info) for info in every)
        ):
            raise too_large()
        if any(info.flag_bits & 1 for info in every):
            raise UserError(
                _(
                    "This file is locked with a password. Open it in its program, save it without "
                    "a password, and take that."
                )
            )

    def open(self, name: str | zipfile.ZipInfo, *_mode: object, **_more: object) -> IO[bytes]:
        """Open a part for reading; while sheets are listed, none is read for its dimension."""
        if self.is_listing:
            return io.BytesIO(b"<worksheet/>")
        own = name if isinstance(name, str) else name.filename
        self.last = self._opened(name, TEXT_TAGS if "sharedstrings" in own.lower() else HELD_TAGS)
        return self.last  # type: ignore[return-value]

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """Return the whole of a small part, without what no table needs."""
        del pwd
        with self._opened(name, HELD_TAGS) as part:
            return _needed(part.read())

    def _opened(self, name: str | zipfile.ZipInfo, tags: int) -> Part:
        self.unpacked += _OPENING
        info = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        return Part(super().open(info), self, info.file_size, tags)


def check_directory(file: BinaryIO) -> None:
    """Refuse a packed file whose directory alone would fill the memory."""
    file.seek(0, io.SEEK_END)
    file.seek(max(file.tell() - (1 << 16) - 256, 0))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\5\6")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if size == 0xFFFFFFFF and (long := tail.rfind(b"PK\6\6")) >= 0:
        size = int.from_bytes(tail[long + 40 : long + 48], "little")
    if size > DIRECTORY_LIMIT:
        raise too_large()


@contextmanager
def told_as_damage() -> Iterator[None]:
    """Say in words what is wrong with a workbook; only calls into openpyxl stand within."""
    try:
        yield
    except RefDeskError:
        raise
    except MemoryError:
        raise too_large() from None
    except Exception as error:
        if isinstance(error, OSError) and error.errno not in {None, errno.EINVAL}:
            raise  # the disk, not a place before the start that a broken directory names
        raise UserError(
            _(
                "This workbook is damaged or not whole. Open it in its program, save it anew, "
                "and take that."
            )
        ) from None


def too_large() -> UserError:
    """Return what is said of a workbook that unpacks to more than is safe."""
    return UserError(
        _(
            "This workbook unpacks to more than can be read safely. Open it in its program, save "
            "the sheet as CSV, and take that."
        )
    )


def _needed(content: bytes) -> bytes:
    from openpyxl.xml.functions import (  # type: ignore[import-untyped]  # noqa: PLC0415  slow
        fromstring,
        tostring,
    )

    root = fromstring(content)
    needed = _NEEDED.get(root.tag.rpartition("}")[2])
    if needed is None:
        return content
    root.attrib.clear()
    root[:] = [child for child in root if child.tag.rpartition("}")[2] in needed]
    for child in root:
        for entry in child:
            entry[:] = []  # the alignment of a style
    return bytes(tostring(root))


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > LARGE and info.file_size > RATIO * max(info.compress_size, 1)
