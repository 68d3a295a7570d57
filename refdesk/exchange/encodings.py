"""Which letters the bytes of a text file stand for."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from refdesk.domain.errors import UserError
from refdesk.i18n import _

SAMPLE = 65_536
CHUNK = 1 << 18
MIXED = "refdesk-mixed"
"""How letters that are no UTF-8 are read in a file that otherwise is."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS = ("cp932", "gb18030", "big5", "euc_kr", "euc_jp", "cp1250", "cp1251", "latin_1")
_CONTROLS = "".join(map(chr, (*range(9), *range(14, 32), 127)))
_STRAY = 50
"""A text has fewer control characters than one in so many."""


class Letters:
    """The encoding of a file, as it is decoded piece by piece, and what is to be said of it."""

    def __init__(self, encoding: str, errors: str = "strict", note: str = "") -> None:
        self.encoding = encoding
        self.note = note
        self._errors = errors

    def decoder(self) -> codecs.IncrementalDecoder:
        """Return what decodes the file from its start."""
        return codecs.getincrementaldecoder(self.encoding)(self._errors)

    def sample(self, head: bytes) -> str:
        """Return the text of the first bytes of a file."""
        return self.decoder().decode(head)


def letters_of(file: BinaryIO, chosen: str = "") -> Letters:
    """Find the encoding of a file; a letter far down may decide it.

    Raises:
        UserError: the file is no text, or not in the encoding that was chosen.
    """
    head = _head(file)
    if chosen:
        return _chosen(file, chosen)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            if _decodes(file, encoding):
                return Letters(encoding)
            if bom == codecs.BOM_UTF8 and (mixed := _utf8(file, encoding)):
                return mixed
            raise _unknown()
    wide = _wide(head)
    if wide and _decodes(file, wide):
        return Letters(wide)
    check_text(head.decode("latin-1"), "\0")
    return _utf8(file) or _older(file, head)


def check_text(text: str, marks: str = _CONTROLS) -> None:
    """Refuse what holds more of the marks that no text has than a stray one."""
    if sum(map(text.count, marks)) * _STRAY > len(text):
        raise UserError(_("This is not a text file. Save the table as CSV, and take that."))


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(SAMPLE)


def _unknown() -> UserError:
    return UserError(
        _("The file's letters cannot be made out. Save it anew as CSV in UTF-8, then try again.")
    )


def _chosen(file: BinaryIO, encoding: str) -> Letters:
    try:
        b"text".decode(encoding, "ignore")
        if _decodes(file, encoding):
            return Letters(encoding)
    except LookupError:
        pass
    raise UserError(
        _("The file's letters are not {encoding}. Choose another.").format(encoding=encoding)
    )


def _wide(head: bytes) -> str:
    """Return the encoding whose letters take two or four bytes, told by where the zeros are."""
    part = head[: len(head) // 4 * 4]
    zeros = [part[at::4].count(0) for at in range(4)]
    each = len(part) // 4
    if not any(zeros) or each < 2:
        return _wide_pair(head)
    if zeros[1:] == [zeros[1], each, each] and zeros[0] == 0:
        return "utf-32-le"
    if zeros[:2] == [each, each] and zeros[3] == 0:
        return "utf-32-be"
    return _wide_pair(head)


def _wide_pair(head: bytes) -> str:
    even, odd = head[::2].count(0), head[1::2].count(0)
    enough = max(len(head) // 20, 1)
    if odd > enough and even * 20 <= odd:
        return "utf-16-le"
    if even > enough and odd * 20 <= even:
        return "utf-16-be"
    return ""


def _utf8(file: BinaryIO, encoding: str = "utf-8") -> Letters | None:
    """Read the whole file as UTF-8; a few letters of another encoding do not spoil the others."""
    stray = 0
    letters = 0

    def count(error: UnicodeError) -> tuple[str, int]:
        nonlocal stray
        found, end = _as_western(error)
        stray += len(found)
        return found, end

    codecs.register_error(f"{MIXED}-count", count)
    decoder = codecs.getincrementaldecoder("utf-8")(f"{MIXED}-count")
    file.seek(0)
    while chunk := file.read(CHUNK):
        if not chunk.isascii() or decoder.getstate()[0]:
            text = decoder.decode(chunk)
            letters += len(text) - len(text.encode("ascii", "ignore"))
    decoder.decode(b"", final=True)
    if not stray:
        return Letters(encoding)
    if letters - stray > 4 * stray:
        note = _("Some letters were not in UTF-8; they were read as Western European.")
        return Letters(encoding, MIXED, note)
    return None


def _as_western(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(MIXED, _as_western)


def _older(file: BinaryIO, head: bytes) -> Letters:
    check_text(head.decode("latin-1"))
    if b"\r" in head and b"\n" not in head:  # so wrote old Macs, and Excel's "CSV (Macintosh)"
        return _noted("mac_roman", _("Western European (Mac)"))
    if _decodes(file, "cp1252"):
        return _noted("cp1252", _("Western European (Windows)"))
    for encoding in _guessed(head):
        if _decodes(file, encoding):
            return _noted(encoding, encoding.replace("_", "-"))
    raise _unknown()


def _noted(encoding: str, name: str) -> Letters:
    note = _("The file is not in UTF-8; its letters were read as {encoding}.").format(encoding=name)
    return Letters(encoding, note=note)


def _guessed(head: bytes) -> list[str]:
    import charset_normalizer  # noqa: PLC0415  for the few files that need it

    cut = max(head.rfind(b"\n"), head.rfind(b"\r")) + 1
    found = charset_normalizer.from_bytes(head[:cut] or head, cp_isolation=list(_OTHERS))
    return [
        match.encoding
        for match in found
        if not re.search("[\0-\x08\x0e-\x1f\x7f-\x9f]", str(match))
    ]


def _decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
