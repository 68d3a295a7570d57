"""What the rows of a file have brought so far, and what sets a later row apart from them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.i18n import _

_STEPS = 1 << 16
"""More than the steps of any row."""


class Met:
    """A record as the file has brought it, by its number below zero or its id.

    Of a long file there are as many as rows, so they are small. `row` is the number of the first
    row about it; a `closed` record is left as it is.
    """

    __slots__ = ("_told", "closed", "number", "row")

    def __init__(self, row: int, number: int, *, closed: bool = False) -> None:
        self.row, self.number, self.closed = row, number, closed
        self._told: int | tuple[int, ...] = ()

    def tell(self, place: int, index: int) -> None:
        """Note that a step says something of it: that of the row at `place` in the stage."""
        where = place * _STEPS + index
        if isinstance(self._told, int):
            self._told = (self._told, where)
        else:
            self._told = (*self._told, where) if self._told else where

    def untell(self) -> None:
        """Forget the newest step."""
        told = self._told
        self._told = () if isinstance(told, int) else told[:-1]

    @property
    def told(self) -> list[tuple[int, int]]:
        """The steps that say something of it: place of the row, and which step of it."""
        told = self._told
        return [divmod(where, _STEPS) for where in ((told,) if isinstance(told, int) else told)]


def mark(own: Field, value: Any) -> Hashable:  # noqa: ANN401  by kind
    """Return what two values of a field are compared by; None where it is not filled."""
    if own.is_empty(value):
        return None
    plain = own.to_plain(value)
    if isinstance(plain, list):
        simple = all(isinstance(one, (str, int)) for one in plain)
        return frozenset(plain) if simple else str(plain)
    if isinstance(plain, dict):
        return tuple(fold(str(part)) for part in plain.values())
    return (fold(plain) or plain) if isinstance(plain, str) else plain


def same(own: Field, value: Any, other: Any) -> bool:  # noqa: ANN401  by kind
    """Tell whether a row says nothing else of a field than what is known."""
    mine, theirs = mark(own, value), mark(own, other)
    if isinstance(mine, frozenset) and isinstance(theirs, frozenset):
        return mine <= theirs
    return mine == theirs


def differing(values: Mapping[Field, Any], known: Mapping[Field, Any]) -> list[Field]:
    """Return the fields that two rows both fill, each in its own way."""
    return [
        own for own, value in values.items() if own in known and not same(own, value, known[own])
    ]


def namesakes(
    differ: Sequence[Field], row: int, of: type[Record], way: Sequence[str], telling: Field | None
) -> UserError:
    """Return why a row is rejected that differs from the row that its name stands for."""
    others = in_words(_in_sentence(own) for own in differ)
    if way and way[0] == "name":
        sentence = _("Is named like row {row} but has another {fields}.")
        if telling is not None:
            advice = _("Give them different names or a {field}.")
            if telling.name == "npi":
                advice = _("Give them different names or an NPI.")
            advice = advice.format(field=_in_sentence(telling))
        else:
            advice = _("Give them different names.")
        words = ""
    else:
        words = in_words(_in_sentence(of.fields[name]) for name in way)
        sentence = _("Has the same {same} as row {row} but another {fields}.")
        advice = _("Mend one of them, or put both into one row.")
    said = sentence.format(row=row, fields=others, same=words)
    return UserError(f"{said} {advice}")


def several(of: type[Record], alike: Sequence[Met], telling: Field | None) -> UserError:
    """Return why a row is rejected that fits several rows before it."""
    sentence = _("Fits rows {rows} alike.").format(rows=in_words(str(one.row) for one in alike))
    name = _in_sentence(telling or of.fields[of.title[0]])
    return UserError(f"{sentence} {_('Give its {field}.').format(field=name)}")


def left_out(fields: Sequence[Field], met: Met) -> list[str]:
    """Return the remark on fields of a row that said something else than the row before it."""
    if not fields:
        return []
    names = in_words(_(own.label) for own in fields)
    return [_("Left out {fields}, as row {row} has another.").format(fields=names, row=met.row)]


def kept_words(fields: Sequence[Field]) -> list[str]:
    """Return the remark on fields of the desk that a row would have changed."""
    if not fields:
        return []
    names = in_words(_(own.label) for own in fields)
    if len(fields) == 1:
        return [_("Kept {fields} as it is in the desk.").format(fields=names)]
    return [_("Kept {fields} as they are in the desk.").format(fields=names)]


def in_words(texts: Iterable[str]) -> str:
    """Return ``one, two and three``."""
    *first, last = texts
    return _("{first} and {last}").format(first=", ".join(first), last=last) if first else last


def _in_sentence(own: Field) -> str:
    """Return a label as it reads within a sentence; capitals as in NPI stay."""
    label = _(own.label)
    return (
        label
        if label.split()[-1].isupper() or label[:2].isupper()
        else label[:1].lower() + label[1:]
    )
