"""The parts of a workbook, unpacked piece by piece and never further than is safe."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import BinaryIO
from xml.parsers import expat

from refdesk.domain.errors import UserError
from refdesk.i18n import _

DIRECTORY_LIMIT = 16 * 1024 * 1024
UNPACKED_LIMIT = 400 * 1024 * 1024
PART_COUNT = 20_000
RATIO = 400
"""How much smaller than itself an honest large part may be packed."""
LARGE = 20 * 1024 * 1024
PIECE = 1 << 16

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]


class Parts:
    """The parts of an Office file; reading one never unpacks more than its directory says."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._entries = {info.filename.lstrip("/").casefold(): info for info in packed.infolist()}
        every = packed.infolist()
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

    def size(self, name: str) -> int:
        """Return how large a part is; 0 where it is not there."""
        found = self._entries.get(name.casefold())
        return found.file_size if found else 0

    def pieces(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece; nothing where it is not there."""
        found = self._entries.get(name.casefold())
        if found is None:
            return
        with self._packed.open(found) as part:
            while piece := part.read(PIECE):
                yield piece

    def walk(self, name: str, start: Start, end: End, chars: Callable[[str], None]) -> None:
        """Tell of every element of a part and of its text."""
        reader = xml_reader(start, end, chars)
        found = False
        for piece in self.pieces(name):
            found = True
            reader.Parse(piece)
        if found:
            reader.Parse(b"", True)  # noqa: FBT003  as the library has it

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part names by id: the kind and the name of another part."""
        folder, own = posixpath.split(name)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(
                    posixpath.join("/", folder, attributes.get("Target", ""))
                )
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

        self.walk(f"{folder}/_rels/{own}.rels".lstrip("/"), start, _nothing, _nothing)
        return found


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
def open_parts(file: BinaryIO) -> Iterator[Parts]:
    """Open an Office file.

    Raises:
        UserError: it is damaged, locked, or unpacks to more than is safe.
    """
    with ExitStack() as stack:
        check_directory(file)
        with told_as_damage():
            parts = Parts(stack.enter_context(zipfile.ZipFile(file)))
        yield parts


@contextmanager
def told_as_damage() -> Iterator[None]:
    """Say in words what is wrong with a workbook that cannot be read."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        struct.error,
        expat.ExpatError,
        EOFError,
        NotImplementedError,
        RecursionError,
        ValueError,
        LookupError,
        OverflowError,
    ):
        raise UserError(
            _(
                "This workbook is damaged or not whole. Open it in its program, save it anew, "
                "and take that."
            )
        ) from None


def xml_reader(start: Start, end: End, chars: Callable[[str], None]) -> expat.XMLParserType:
    """Return a reader of XML that refuses the declarations by which a file could blow itself up."""
    reader = expat.ParserCreate()
    reader.buffer_text = True
    reader.StartElementHandler = start
    reader.EndElementHandler = end
    reader.CharacterDataHandler = chars
    reader.StartDoctypeDeclHandler = _refuse_doctype
    return reader


def local(tag: str) -> str:
    """Return the name of an element without its prefix."""
    return tag.rpartition(":")[2]


def too_large() -> UserError:
    """Return what is said of a workbook that unpacks to more than is safe."""
    return UserError(
        _(
            "This workbook unpacks to more than can be read safely. Open it in its program, save "
            "the sheet as CSV, and take that."
        )
    )


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    return info.file_size > LARGE and info.file_size > RATIO * max(info.compress_size, 1)


def _nothing(_text: str) -> None:
    pass


def _refuse_doctype(*_declared: object) -> None:
    message = "a document type is declared"
    raise ValueError(message)
