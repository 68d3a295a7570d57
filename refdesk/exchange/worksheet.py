"""The rows of one sheet of a workbook, as text, while the sheet is unpacked."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from refdesk.domain.errors import UserError
from refdesk.exchange.cell_text import Shown, iso, plain, shown_by
from refdesk.exchange.package import Parts, local, too_large, xml_reader
from refdesk.i18n import _

COLUMN_LIMIT = 16_384
TEXT_LIMIT = 1_000_000
SHARED_LIMIT = 150 * 1024 * 1024
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TEXTS = frozenset({"str", "inlineStr"})


class SharedTexts:
    """The texts that the cells of a workbook refer to by number, held as compactly as can be."""

    def __init__(self, parts: Parts, name: str) -> None:
        if parts.size(name) > SHARED_LIMIT:
            raise too_large()
        self._bytes = bytearray()
        self._ends = array("Q", [0])
        self._piece: list[str] = []
        self._is_text = False
        self._spoken = 0
        parts.walk(name, self._start, self._end, self._chars)

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            return ""
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode()

    def _start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        tag = local(tag)
        if tag == "si":
            self._piece.clear()
        elif tag == "rPh":
            self._spoken += 1
        self._is_text = tag == "t" and not self._spoken

    def _end(self, tag: str) -> None:
        tag = local(tag)
        self._is_text = False
        if tag == "si":
            self._bytes += written("".join(self._piece)).encode()
            self._ends.append(len(self._bytes))
        elif tag == "rPh":
            self._spoken -= 1

    def _chars(self, text: str) -> None:
        if self._is_text:
            self._piece.append(text)


@dataclass(slots=True)
class Formats:
    """What makes text of the numbers in cells, by the style of a cell."""

    shown: list[Shown | None] = field(default_factory=list)

    @classmethod
    def read(cls, parts: Parts, name: str, *, since_1904: bool) -> Formats:
        """Read the styles of a workbook."""
        codes: dict[str, str] = {}
        used: list[str] = []
        within: list[str] = []

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            tag = local(tag)
            if tag == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif tag == "xf" and within[-1:] == ["cellXfs"]:
                used.append(attributes.get("numFmtId", "0"))
            within.append(tag)

        def end(_tag: str) -> None:
            within.pop()

        parts.walk(name, start, end, lambda _text: None)
        known = {
            number: shown_by(codes.get(number, ""), _whole(number), since_1904=since_1904)
            for number in set(used)
        }
        return cls([known[number] for number in used])


def written(text: str) -> str:
    """Return a text of a workbook with its escapes undone and plain line breaks."""
    if "_x" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return "" if not code or 0xD800 <= code < 0xE000 else chr(code)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0


SheetRow = tuple[int, dict[int, str]]
"""The number of a row, and the text of its filled cells by column."""


class Worksheet:
    """Walks the rows of a sheet once; blank ones are left out."""

    def __init__(
        self, parts: Parts, name: str, texts: SharedTexts, shown: Sequence[Shown | None]
    ) -> None:
        self._parts = parts
        self._name = name
        self._texts = texts
        self._shown = shown
        self._rows: list[SheetRow] = []
        self._number = 0
        self._cells: dict[int, str] = {}
        self._column = -1
        self._columns: dict[str, int] = {}
        self._type = ""
        self._style = ""
        self._piece: list[str] = []
        self._is_text = False
        self._spoken = 0
        self._has_formula = False
        self.read = 0
        self.uncomputed = False

    def rows(self) -> Iterator[SheetRow]:
        """Give out the rows as the sheet is unpacked."""
        reader = xml_reader(self._start, self._end, self._chars)
        for piece in self._parts.pieces(self._name):
            self.read += len(piece)
            reader.Parse(piece)
            yield from self._rows
            self._rows.clear()
        reader.Parse(b"", True)  # noqa: FBT003  as the library has it
        yield from self._rows

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in _HANDLED:
            tag = local(tag)
        if tag == "c":
            self._column = self._column_of(attributes.get("r", ""))
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._has_formula = False
            self._piece.clear()
        elif tag in {"v", "t"}:
            self._is_text = not self._spoken
        elif tag == "row":
            number = _whole(attributes.get("r", ""))
            self._number = number if number > self._number else self._number + 1
            self._cells = {}
            self._column = -1
        elif tag == "f":
            self._has_formula = True
        elif tag == "rPh":
            self._spoken += 1

    def _end(self, tag: str) -> None:
        if tag not in _HANDLED:
            tag = local(tag)
        if tag in {"v", "t"}:
            self._is_text = False
        elif tag == "c":
            if self._piece:
                text = self._text("".join(self._piece))
                if text and not text.isspace():
                    self._cells[self._column] = text
            elif self._has_formula:
                self.uncomputed = True
        elif tag == "row":
            if self._cells:
                self._rows.append((self._number, self._cells))
        elif tag == "rPh":
            self._spoken -= 1

    def _chars(self, text: str) -> None:
        if self._is_text:
            self._piece.append(text)

    def _column_of(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        if not letters:
            return self._column + 1
        found = self._columns.get(letters)
        if found is None:
            found = self._columns[letters] = _column_number(letters)
        return found

    def _text(self, raw: str) -> str:
        if self._type == "s":
            return self._texts[_whole(raw.strip())]
        if self._type == "n":
            return self._number_text(raw.strip())
        if self._type in _TEXTS:
            if len(raw) > TEXT_LIMIT:
                raise UserError(
                    _("A cell in row {row} is longer than {limit:,} characters.").format(
                        row=self._number, limit=TEXT_LIMIT
                    )
                )
            return written(raw)
        if self._type == "b":
            return "yes" if raw.strip() in {"1", "true"} else "no"
        return iso(raw.strip()) if self._type == "d" else ""

    def _number_text(self, raw: str) -> str:
        style = _whole(self._style)
        shown = self._shown[style] if style < len(self._shown) else None
        if shown is None and raw.isdecimal() and raw.isascii():
            return raw
        try:
            value = float(raw)
        except ValueError:
            return raw
        if not math.isfinite(value):
            return ""
        return shown(value) if shown else plain(value)


_HANDLED = frozenset({"c", "v", "t", "row", "f", "rPh"})


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    if not (letters.isascii() and letters.isalpha() and 0 < number <= COLUMN_LIMIT):
        message = "a cell lies beyond the last column"
        raise ValueError(message)
    return number - 1
