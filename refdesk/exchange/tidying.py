"""Text freed of what programs left in it: double encoding, odd spaces, typographic quotes."""

from __future__ import annotations

import re

from refdesk.i18n import N_

TRIMMED = N_("spaces around the text were dropped.")
REENCODED = N_("text that was encoded twice was set right.")
SPACED = N_("spaces of other kinds, or without width, were replaced.")
QUOTED = N_("typographic quotes were made plain.")

_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WIDTHLESS = re.compile("[\u00ad\u200b\u2060\ufeff]")
_QUOTES = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u201a\u201b", "'"), **dict.fromkeys("\u201c\u201d\u201e", '"')}
)
_LONGEST = 20_000


def tidied(text: str, *, lines: bool) -> tuple[str, tuple[str, ...]]:
    """Return `text` without such damage, and what was done; texts of many `lines` keep quotes."""
    done: list[str] = []
    if not text.isascii():
        text = _plain(text, done, lines=lines)
    if (bare := text.strip()) != text and SPACED not in done:
        done.append(TRIMMED)
    return bare, tuple(done)


def _plain(text: str, done: list[str], *, lines: bool) -> str:
    if len(text) <= _LONGEST and (mended := _encoded_once(text)) != text:
        text = mended
        done.append(REENCODED)
    if (mended := _WIDTHLESS.sub("", _SPACES.sub(" ", text))) != text:
        text = mended
        done.append(SPACED)
    if not lines and (mended := text.translate(_QUOTES)) != text:
        text = mended
        done.append(QUOTED)
    return text


def _encoded_once(text: str) -> str:
    import ftfy  # noqa: PLC0415  50 ms that only a damaged cell needs

    return ftfy.fix_encoding(text)
