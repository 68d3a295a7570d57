"""Folding of text for finding and sorting, and the check every typed text passes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from refdesk.i18n import _

_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_GAPS = re.compile(r"[\W_]+", re.UNICODE)
_APOSTROPHES = re.compile(r"['’ʼ`´]")

NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""Signs that some system refuses in the name of a file."""
RESERVED_NAMES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for itself, whatever ending they have."""


def fold(text: str) -> str:
    """Return `text` as it is searched and sorted: no case, no accents, words parted by one space.

    An apostrophe joins ("O'Brien" is found as "obrien"); other punctuation parts words.
    """
    return _recently_folded(text) if len(text) <= SHORT else _folded(text)


def _folded(text: str) -> str:
    bare = text.casefold()
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", bare).casefold()  # a bold A is small only as A
        bare = "".join(char for char in bare if not unicodedata.combining(char))
        bare = bare.translate(_LETTERS)
    bare = _APOSTROPHES.sub("", bare)
    return _GAPS.sub(" ", bare).strip()


SHORT = 80
_recently_folded = lru_cache(2_048)(
    _folded
)  # one name is folded for its key, to match, to be found


TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing round: a name with one reads as another."""


def with_plain_lines(text: str) -> str:
    """Return `text` with its line ends as this program keeps them, whichever system wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str, *, lines: bool) -> str:
    """Return `text` in composed form without surrounding space; on one line unless `lines`."""
    text = unicodedata.normalize("NFC", with_plain_lines(text)).strip()
    return text if lines else " ".join(text.split())


def too_long(text: str, limit: int) -> str | None:
    """Return the sentence for a `text` of more than `limit` characters."""
    if len(text) <= limit:
        return None
    return _("is too long: {length:,} characters, at most {limit:,} fit.").format(
        length=len(text), limit=limit
    )


def fault(text: str, limit: int, *, lines: bool) -> str | None:
    """Return what is wrong with `text` as the value of a field of at most `limit` characters."""
    if wrong := too_long(text, limit):
        return wrong
    if text.isascii() and text.isprintable():
        return None
    for char in text:
        if char in "\n\t" and lines:
            continue
        if unicodedata.category(char) in {"Cc", "Cs"} or char in TURNS:
            return _(
                "holds a character that cannot be kept (code {code:04X}). Type it anew."
            ).format(code=ord(char))
    return None


def inside(label: str) -> str:
    """Return a label as it stands inside a sentence; NPI and EHR stay as they are."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
