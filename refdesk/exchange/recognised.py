"""What a file is, told by what is in it and not by its name."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from enum import Enum
from typing import BinaryIO

from refdesk.domain.errors import UserError
from refdesk.exchange.encodings import CHUNK
from refdesk.exchange.package import check_directory
from refdesk.i18n import N_, _

_HEAD = 4096
_ADVICE = N_(
    "Open it in its program, save the table as CSV or as an Excel workbook, and take that."
)

_PACKED = N_("This is a packed file. Unpack it and choose a file inside.")
_SHORTCUT = N_("This is a shortcut. Choose the file that it leads to.")
_LOCKED = N_(
    "This file is locked with a password. Open it in its program, save it without a password, "
    "and take that."
)
_SAY_ALL = frozenset({_PACKED, _SHORTCUT, _LOCKED})
"""The sentences that say themselves what to do."""


class Shape(Enum):
    """How a table is kept in a file."""

    TEXT = "text"
    WORKBOOK = "workbook"


_STARTS: tuple[tuple[bytes, str], ...] = (
    (rb"%PDF-", N_("This is a PDF, not a table.")),
    (rb"\{\\rtf", N_("This is a text document (RTF), not a table.")),
    (
        rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP|BM....\0\0\0\0",
        N_("This is a picture, not a table."),
    ),
    (rb"....ftyp(heic|heif|mif1|avif)", N_("This is a picture, not a table.")),
    (
        rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh\d|\xfd7zXZ",
        _PACKED,
    ),
    (
        rb"SQLite format 3\0|\x00\x01\x00\x00Standard (Jet|ACE)",
        N_("This is a database, not a table."),
    ),
    (rb"L\0\0\0\x01\x14\x02\0", _SHORTCUT),
    (
        rb"\x09[\0\x02\x04\x08][\x04\x06\x08\x10]\0",
        N_("This is a workbook of an old Excel (.xls)."),
    ),
    (rb"ID;P", N_("This is a SYLK file, not a text table.")),
    (rb"TABLE\r?\n0,1\r?\n", N_("This is a DIF file, not a text table.")),
)
_TEXTS: tuple[tuple[str, str], ...] = (
    (
        r"<(!doctype|html|head|meta|body|table|style|div)\b|mime-version:",
        N_("This is a web page, not a table."),
    ),
    (r"<\?xml[^<]*<(!doctype\s+)?html", N_("This is a web page, not a table.")),
    (r"<\?(xml|mso)|<[a-z]+:?\w*\s+xmlns", N_("This is an XML file, not a table.")),
    (r"[\[{]\s*([\"{}\[\]]|-?\d)", N_("This is a JSON file, not a table.")),
    (r"begin:vcard", N_("These are contact cards (vCard), not a table.")),
    (r"begin:vcalendar", N_("This is a calendar, not a table.")),
    (r"(msh|fhs|bhs)\|\^", N_("These are HL7 messages, not a table.")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: tuple[tuple[str, str], ...] = (
    (
        "EncryptedPackage",
        _LOCKED,
    ),
    ("WordDocument", N_("This is a Word document, not a table.")),
    ("PowerPoint Document", N_("This is a presentation, not a table.")),
    ("__properties_version1.0", N_("This is a mail message, not a table.")),
    ("Workbook", N_("This is a workbook of an old Excel (.xls).")),
    ("Book", N_("This is a workbook of an old Excel (.xls).")),
)
_PARTS: tuple[tuple[str, str], ...] = (
    (r"xl/workbook\.bin$", N_("This is a binary workbook (.xlsb).")),
    (r"word/", N_("This is a Word document, not a table.")),
    (r"ppt/", N_("This is a presentation, not a table.")),
    (r"Index(\.zip|/Document\.iwa|/Tables/)", N_("This is a Numbers, Pages or Keynote file.")),
    (r"content\.xml$", N_("This is an OpenDocument file (.ods, .odt).")),
)


def shape_of(file: BinaryIO) -> Shape:
    """Tell how a file keeps its table.

    Raises:
        UserError: it keeps none that can be read.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(b"PK"):
        if _is_workbook(file, head):
            return Shape.WORKBOOK
    elif head.startswith(_OLE):
        raise _refusal(_named(file))
    _refuse_others(head)
    return Shape.TEXT


def _refusal(what: str) -> UserError:
    said = _(what)
    return UserError(said if what in _SAY_ALL else f"{said} {_(_ADVICE)}")


def _refuse_others(head: bytes) -> None:
    for start, what in _STARTS:
        if re.match(start, head, re.DOTALL):
            raise _refusal(what)
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16" if wide else "utf-8-sig", "ignore")
    for opens, of_text in _TEXTS:
        if re.match(rf"(?>\s*<!--.*?-->)*+\s*({opens})", text, re.IGNORECASE | re.DOTALL):
            raise _refusal(of_text)


def _is_workbook(file: BinaryIO, head: bytes) -> bool:
    """Tell whether a file that looks packed is a workbook; refuse it where it is another thing."""
    try:
        check_directory(file)
        with zipfile.ZipFile(file) as parts:
            names = parts.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError):
        if head[2:4] in {b"\3\4", b"\5\6", b"\7\x08"}:
            raise UserError(
                _("This workbook or packed file is damaged or not whole. Fetch or save it anew.")
            ) from None
        return False
    if any(re.fullmatch(r"/?xl/workbook.*\.xml", name, re.IGNORECASE) for name in names):
        return True
    for part, what in _PARTS:
        if any(re.match(part, name) for name in names):
            raise _refusal(what)
    raise UserError(_(_PACKED))


def _named(file: BinaryIO) -> str:
    """Return what a file of the older Office is, by the names of the streams in it."""
    found = {
        what
        for what, _sentence in _STREAMS
        for piece in _pieces(file)
        if what.encode("utf-16-le") in piece
    }
    named = (sentence for what, sentence in _STREAMS if what in found)
    return next(named, N_("This is a file of an old Office program, not a table."))


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    last = b""
    while piece := file.read(CHUNK):
        yield last + piece
        last = piece[-64:]
