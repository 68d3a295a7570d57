"""Sources to be tidied up: what is chosen, what it will be called, and how often it was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refdesk.domain.errors import UserError
from refdesk.domain.sources import NAMED, Source
from refdesk.domain.text import fold
from refdesk.i18n import N_, _, plural
from refdesk.services.source_uses import FreeText, Listed, Use
from refdesk.services.sources import Tidy

FREQUENT = 2
"""So often a free text was used at least to be offered."""
MOST_SHOWN = 300
KINDS = tuple(one for one in Source if one in NAMED)
TEXTS, LISTED = N_("Free texts"), N_("Listed sources")


@dataclass(frozen=True, slots=True)
class TidyRow:
    """One row: a heading, a group of like texts, a text of it, or a listed source.

    `ticked` is None for a heading.
    """

    key: str
    label: str
    aside: str = ""
    ticked: bool | None = None
    is_inside: bool = False

    @property
    def words(self) -> str:
        """The row as it is read out."""
        return ", ".join(part for part in (self.label, self.aside) if part)


class TidyState:
    """What of the sources is chosen to become one listed source.

    Args:
        free: free texts, like ones together, the most frequent first.
        listed: the listed sources by name.
    """

    def __init__(self, free: Sequence[FreeText] = (), listed: Sequence[Listed] = ()) -> None:
        self.free: tuple[FreeText, ...] = ()
        self.listed: tuple[Listed, ...] = ()
        self.seldom = 0
        """How many free texts came up too seldom to be offered."""
        self.texts: set[str] = set()
        self.numbers: set[int] = set()
        self.name, self.source = "", Source.OTHER
        self._is_named = self._is_placed = False
        self.show(free, listed)

    def show(self, free: Sequence[FreeText], listed: Sequence[Listed]) -> None:
        """Take over how the sources stand now; what is chosen stays where it still is."""
        frequent = [one for one in free if one.total >= FREQUENT]
        self.seldom = len(free) - len(frequent)
        self.free, self.listed = tuple(frequent[:MOST_SHOWN]), tuple(listed)
        self._keep_known()

    def rows(self) -> list[TidyRow]:
        """Return the rows from the top."""
        found: list[TidyRow] = []
        if self.free:
            found.append(TidyRow(TEXTS, _(TEXTS)))
        for number, group in enumerate(self.free):
            found += self._group_rows(number, group)
        if self.listed:
            found.append(TidyRow(LISTED, _(LISTED)))
        for one in self.listed:
            ticked = one.record.id in self.numbers
            key = f"listed:{one.record.id}"
            kind = _(one.record.source.label)
            said = f"{kind}, {_times(one.use.total)}" if one.use.total else _("never named")
            found.append(TidyRow(key, one.record.name, said, ticked))
        return found

    def turn(self, key: str) -> None:
        """Choose a row, or take that back; a group with all its texts."""
        what, _colon, which = key.partition(":")
        if what == "group":
            texts = {*self.free[int(which)].texts}
            self.texts = self.texts - texts if texts <= self.texts else self.texts | texts
        elif what == "text":
            self.texts ^= {which}
        elif what == "listed":
            self.numbers ^= {int(which)}
        self._propose()

    def call(self, name: str) -> None:
        """Take the name that a person has typed; without one, the next choice proposes one."""
        self._is_named = bool(name.strip())
        self.name = name.strip()

    def place(self, source: Source) -> None:
        """Take the kind that a person has chosen."""
        self._is_placed, self.source = True, source

    def done(self) -> None:
        """Choose nothing any more."""
        self.texts.clear()
        self.numbers.clear()
        self._is_named = self._is_placed = False
        self._propose()

    @property
    def is_begun(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.texts or self.numbers)

    def draft(self) -> dict[str, Any] | None:
        """Return what was chosen and said, to be kept as a draft; None: nothing."""
        if not (self.is_begun or self._is_named or self._is_placed):
            return None
        return {
            "texts": sorted(self.texts),
            "numbers": sorted(self.numbers),
            "name": self.name if self._is_named else "",
            "source": self.source.value if self._is_placed else "",
        }

    def resume(self, kept: Mapping[str, Any]) -> None:
        """Take a draft; what it chose and is not there any more is left out."""
        self.texts, self.numbers = {*kept["texts"]}, {*kept["numbers"]}
        self.call(kept["name"])
        source = next((one for one in KINDS if one.value == kept["source"]), None)
        if source is not None:
            self.place(source)
        self._keep_known()

    def counted(self) -> str:
        """Return how often what is chosen was said, in words."""
        if not self.is_begun:
            return _("Choose texts that mean one source, by Space.")
        uses = self._chosen_uses()
        first, second = sum(one.first for one in uses), sum(one.second for one in uses)
        said = _times(first)
        return (
            _("Said {times}, and {more} as a secondary source.").format(
                times=said, more=_times(second)
            )
            if second
            else _("Said {times}.").format(times=said)
        )

    def becomes(self) -> str:
        """Return what the listed source will be: a new one, a known one, or several merged."""
        if not self.is_begun:
            return ""
        into, merged = self._into(), self._merged()
        known = {one.record.id: one.record.name for one in self.listed}
        parts = []
        if into:
            parts.append(_("{name} is listed already.").format(name=known[into]))
        if merged:
            names = ", ".join(known[number] for number in merged)
            parts.append(_("Becomes part of it and is archived: {names}.").format(names=names))
        return " ".join(parts) or _("A new listed source.")

    def wish(self) -> Tidy:
        """Return what is to be done.

        Raises:
            UserError: nothing is chosen, or it has no name.
        """
        if not self.is_begun:
            raise UserError(_("Choose free texts or listed sources first, by Space."))
        if not self.name:
            raise UserError(_("Type a name for the source."))
        texts = frozenset(self.texts)
        return Tidy(self.name, self.source, self._into(), texts, self._merged())

    # Inside

    def _keep_known(self) -> None:
        """Leave out of the choice what is not there any more."""
        self.texts &= {text for one in self.free for text in one.texts}
        self.numbers &= {one.record.id for one in self.listed}
        self._propose()

    def _group_rows(self, number: int, group: FreeText) -> list[TidyRow]:
        pairs = list(zip(group.texts, group.uses, strict=True))
        inside = [
            TidyRow(f"text:{text}", text, _said(use), text in self.texts, is_inside=len(pairs) > 1)
            for text, use in pairs
        ]
        if len(pairs) == 1:
            return inside
        label = _("{text} and {count} like it").format(text=group.texts[0], count=len(pairs) - 1)
        ticked = {*group.texts} <= self.texts
        return [TidyRow(f"group:{number}", label, _times(group.total), ticked), *inside]

    def _chosen_uses(self) -> list[Use]:
        uses = [
            use
            for group in self.free
            for text, use in zip(group.texts, group.uses, strict=True)
            if text in self.texts
        ]
        return uses + [one.use for one in self.listed if one.record.id in self.numbers]

    def _propose(self) -> None:
        """Propose name and kind of what is chosen, unless a person has said them."""
        into = next((one.record for one in self.listed if one.record.id == self._into()), None)
        if not self._is_named:
            chosen = [text for one in self.free for text in one.texts if text in self.texts]
            self.name = into.name if into else chosen[0].strip(" .,;:!") if chosen else ""
        if not self._is_placed:
            kinds: Counter[Source] = Counter()
            for use in self._chosen_uses():
                kinds.update(dict(use.kinds))
            most = kinds.most_common(1)
            self.source = into.source if into else most[0][0] if most else Source.OTHER

    def _into(self) -> int:
        """Return the listed source that stays: the most used one that is chosen, or of the name."""
        chosen = [one for one in self.listed if one.record.id in self.numbers]
        if chosen:
            return max(chosen, key=lambda one: one.use.total).record.id
        known = {fold(one.record.name): one.record.id for one in self.listed}
        if self._is_named:
            return known.get(fold(self.name), 0)
        meant = (one.listed for one in self.free if one.listed and {*one.texts} & self.texts)
        return next((number for number in meant if number in known.values()), 0)

    def _merged(self) -> tuple[int, ...]:
        return tuple(sorted(self.numbers - {self._into()}))


def _times(count: int) -> str:
    return plural("{count} time", "{count} times", count)


def _said(use: Use) -> str:
    kinds = ", ".join(_(kind.label) for kind, _count in use.kinds)
    return f"{kinds}, {_times(use.total)}"
