"""Finding anything from anywhere: people, practices, patients, referrals, letters, commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from types import MappingProxyType

from refdesk.domain.kinds import PHONE, TEXT
from refdesk.domain.phone import Phone, digits_typed
from refdesk.domain.record import Record
from refdesk.domain.text import fold
from refdesk.i18n import _
from refdesk.screens.catalogue import BY_KIND, SCREENS
from refdesk.screens.commands import Commands, begin
from refdesk.screens.finding import Finding
from refdesk.screens.hits import (
    A_GROUP,
    ALL,
    COUNTED,
    Answer,
    Group,
    Hit,
    command_group,
    command_hit,
    trimmed,
)
from refdesk.screens.rows import RowReader
from refdesk.screens.slips import SHORTEST, NearWords
from refdesk.screens.spec import Anywhere, Column, Screen
from refdesk.services.records import Records

FEW = 3
"""So many that fit just so leave no need to forgive slips."""
MOST_MEANT = 8
"""Other ways to read what was typed that are looked for."""
LOOKED_AT = 200
"""Records whose phones are compared with the typed digits."""
LAST_OPENED = 12
"""Records that are remembered as opened."""
NOTHING_MORE: Mapping[int, str] = MappingProxyType({})
Others = Callable[[Records, Sequence[int]], Mapping[int, str]]
COMMANDS, DIGITS = ">", "#"
"""What a text begins with that is for commands alone, or for phones alone."""
_NUMBER = re.compile(r"(?:no\.?\s*)?([1-9][0-9]{0,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """Ids of a kind in order, each with the words to be marked; how many there are in all.

    `why` says of some what made them hits.
    """

    marked: dict[int, str]
    count: int
    why: Mapping[int, str] = field(default_factory=dict)


class Anything:
    """Looks up records of every kind that takes part, and commands.

    What was opened is remembered as long as it lives: it belongs to one user's window.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        taking = [one for one in SCREENS if one.anywhere is not None]
        self._screens = sorted(taking, key=lambda one: _part(one).place)
        self._finding = {one.kind: Finding(records) for one in self._screens}
        self._near: NearWords | None = None
        self._opened: list[tuple[str, int]] = []

    def opened(self, kind: str, row_id: int) -> None:
        """Remember a record that came in sight as the one that was opened last."""
        if kind in BY_KIND and row_id:
            others = [one for one in self._opened if one != (kind, row_id)]
            self._opened = [(kind, row_id), *others][:LAST_OPENED]

    def changed(self, kinds: Collection[str]) -> None:
        """Read the names anew when they are needed next, if some may have changed."""
        if any(screen.kind in kinds for screen in self._screens):
            self._near = None

    def warm(self) -> NearWords:
        """Read the words of all names, if they are not read yet."""
        near = self._near
        if near is None:
            names = (
                name
                for screen in self._screens
                if _has_names(screen.of)
                for _row_id, name in self._records.names(screen.of)
            )
            near = self._near = NearWords(word for name in names for word in name.split())
        return near

    def find(self, text: str, commands: Commands) -> Answer:
        """Return what fits the text; without any, what was opened last and the usual commands."""
        typed = " ".join(text.split())
        if typed.startswith(COMMANDS):
            return Answer(tuple(command_group(typed[1:].strip(), commands, ALL, slips=True)))
        if not typed.lstrip(DIGITS):
            usual = tuple(command_hit(one) for one in commands.usual())
            return Answer((*self._last(), Group(_("Commands"), usual, len(usual))))
        if typed.startswith(DIGITS):
            return Answer(trimmed(self._by_phone(typed[1:])))
        # Those who are called so before those who only have to do with one that is.
        groups = sorted(self._records_of(typed), key=lambda one: not any(map(_is_called, one.hits)))
        first = [*self._begun(groups[0].hits[0])] if groups else []
        groups += command_group(typed, commands, A_GROUP, slips=not groups, first=first)
        groups.sort(key=lambda one: not any(hit.is_exact for hit in one.hits))
        return Answer(trimmed(groups))

    def _begun(self, hit: Hit) -> Iterator[Hit]:
        """Yield what the one who was named may call for."""
        begins = _part(BY_KIND[hit.kind]).begins
        words, title = fold(hit.marked).split(), fold(hit.title).split()
        if begins is not None and any(word in title for word in words):
            yield command_hit(begin(begins(self._records, hit.id, hit.title)), hit.marked)

    # Records

    def _records_of(self, typed: str) -> Iterator[Group]:
        digits = digits_typed(typed)
        # Few digits with signs between them are one number here, and no words.
        text = digits if 0 < len(digits) < SHORTEST else typed
        found = {one.kind: self._exactly(one, text) for one in self._screens}
        if not digits and sum(one.count for one in found.values()) < FEW:
            meant = self._other_words(text)
            for screen in self._screens:
                if not _part(screen).through:
                    found[screen.kind] = self._meant(screen, meant, found[screen.kind])
        for screen in self._screens:
            part = _part(screen)
            if part.through:
                target = screen.of.fields[part.through].target_kind
                own = self._newest(screen, found[target].marked)
                found[screen.kind] = self._numbered(screen, typed, own)
            elif part.others and not digits and 0 < len(found[screen.kind].marked) < FEW:
                found[screen.kind] = self._with_others(screen, part.others, found[screen.kind])
            if found[screen.kind].marked:
                yield self._group(screen, found[screen.kind], typed, digits)

    def _exactly(self, screen: Screen, text: str) -> _Found:
        if _part(screen).through:
            return _Found({}, 0)
        ids, count = self._finding[screen.kind].best(screen.kind, text, A_GROUP, COUNTED)
        return _Found(dict.fromkeys(ids, text), count)

    def _meant(self, screen: Screen, meant: Sequence[str], exact: _Found) -> _Found:
        """Add the records of words that differ by a slip, below those that fit just so."""
        marked, count = dict(exact.marked), exact.count
        for words in meant:
            ids, more = self._finding[screen.kind].best(screen.kind, words, A_GROUP, COUNTED)
            new = [row_id for row_id in ids if row_id not in marked]
            marked |= dict.fromkeys(new, words)
            count += more - (len(ids) - len(new))
        return _Found(marked, count)

    def _other_words(self, text: str) -> list[str]:
        words, near = fold(text).split(), self.warm()
        options = [[word] if near.knows(word) else near.near(word) for word in words]
        if all(len(some) == 1 for some in options):  # each is known; together they are nobody's
            options = [[word, *near.near(word)] for word in words]
        meant = (" ".join(some) for some in product(*options))
        return [one for one in islice(meant, MOST_MEANT) if one != " ".join(words)]

    def _with_others(self, screen: Screen, others: Others, few: _Found) -> _Found:
        """Add those who may be meant where a whole word names a few."""
        titles = self._records.titles(screen.kind, few.marked)
        words = {row_id: {*fold(title).split()} for row_id, title in titles.items()}
        named = [one for one, typed in few.marked.items() if words[one] & {*fold(typed).split()}]
        why = {one: told for one, told in others(self._records, named).items() if one not in titles}
        marked = {**few.marked, **dict.fromkeys(why, "")}
        return _Found(marked, few.count + len(why), why)

    def _newest(self, screen: Screen, targets: Mapping[int, str]) -> _Found:
        """Return the newest record of each of these targets, in their order."""
        name = _part(screen).through
        own, by = screen.of.fields[name], screen.of.fields[screen.list.sort.removeprefix("-")]
        naming = self._records.naming(screen.of, name, list(targets)[:A_GROUP])
        naming.sort(key=lambda one: (str(by.to_plain(by.value_of(one)) or ""), one.id))
        newest = {int(own.value_of(one)): one.id for one in naming}
        found = {newest[one]: words for one, words in targets.items() if one in newest}
        return _Found(found, len(naming))

    def _numbered(self, screen: Screen, typed: str, found: _Found) -> _Found:
        """Put the record of the typed number first, if there is one."""
        number = _NUMBER.fullmatch(typed)
        named = self._records.page(screen.of, [int(number[1])]) if number else []
        ids = [one.id for one in named if not one.archived and one.id not in found.marked]
        if not ids:
            return found
        return _Found({**dict.fromkeys(ids, typed), **found.marked}, found.count + 1)

    def _by_phone(self, text: str) -> Iterator[Group]:
        digits = digits_typed(text) or "".join(filter(str.isdecimal, text))
        for screen in self._screens:
            if not digits or not any(own.kind is PHONE for own in screen.of.fields.values()):
                continue
            records = self._records
            query = records.query(screen.of, search=digits, limit=COUNTED + 1)
            ids = records.ids(screen.of, query)
            looked = records.page(screen.of, ids[:LOOKED_AT])
            fit = [one.id for one in looked if _phone_words(one, digits)]
            if fit:
                count = len(fit) + max(len(ids) - LOOKED_AT, 0)
                found = _Found(dict.fromkeys(fit[:A_GROUP], digits), count)
                yield self._group(screen, found, digits, digits)

    # Words

    def _group(self, screen: Screen, found: _Found, typed: str, digits: str) -> Group:
        ids = list(found.marked)[:A_GROUP]
        hits = tuple(
            replace(
                hit, marked=found.marked[hit.id], is_exact=hit.is_exact or _names(hit.title, typed)
            )
            for hit in self._described(screen, ids, digits, found.why)
        )
        return Group(_(screen.of.many), hits, max(found.count, len(hits)))

    def _described(
        self,
        screen: Screen,
        ids: Sequence[int],
        digits: str = "",
        why: Mapping[int, str] = NOTHING_MORE,
    ) -> list[Hit]:
        """Return records as hits, in their order; those that are gone are left out."""
        records, part = self._records, _part(screen)
        titles = records.titles(screen.kind, ids)
        shown = [(Column(name=name), screen.of.fields[name]) for name in part.beside]
        rows = RowReader(records, screen).read(ids, shown)
        beside = {
            row_id: [cell.text for cell in row] for row_id, row in zip(ids, rows, strict=True)
        }
        more = part.more(records, ids) if part.more else {}
        hits = []
        for record in records.page(screen.of, ids):
            phone = _phone_words(record, digits) if digits else ""
            told = [text for text in beside[record.id] if text and text not in phone]
            number = _("No. {number}").format(number=record.id) if part.through else ""
            own = (why.get(record.id, ""), phone, number, *told, more.get(record.id, ""))
            detail = ", ".join(filter(None, own))
            is_whole = bool(digits) and any(one.digits() == digits for one in _phones(record))
            title = titles.get(record.id, "")
            hit = Hit(screen.kind, record.id, title, detail, screen.icon_name)
            hits.append(replace(hit, is_exact=is_whole))
        return hits

    def _last(self) -> Iterator[Group]:
        """Yield what was opened last and is still there."""
        hits: list[Hit] = []
        for kind, row_id in tuple(self._opened):
            screen = BY_KIND[kind]
            hits += self._described(screen, [row_id])[:1] if len(hits) < A_GROUP else []
        if hits:
            yield Group(_("Opened last"), tuple(hits), len(hits))


NO_PART = Anywhere(place=0)


def _part(screen: Screen) -> Anywhere:
    return screen.anywhere or NO_PART


def _has_names(of: type[Record]) -> bool:
    own = of.fields[of.title[0]]
    return own.indexed and own.kind is TEXT


def _is_called(hit: Hit) -> bool:
    """Tell whether a hit was found by its name, and not by what it refers to."""
    words, title = fold(hit.marked).split(), fold(hit.title)
    return bool(words) and all(word in title for word in words)


def _names(title: str, typed: str) -> bool:
    """Tell whether a title is just what was typed, in any order of its words."""
    wanted = fold(typed).split()
    return bool(wanted) and sorted(wanted) == sorted(fold(title).split())


def _phones(record: Record) -> list[Phone]:
    owns = (own for own in record.fields.values() if own.kind is PHONE)
    return [value for own in owns if (value := own.value_of(record)) is not None]


def _phone_words(record: Record, digits: str) -> str:
    """Return the number of a record that holds the digits, such as "Fax (740) 555-0117"."""
    for own in record.fields.values():
        value = own.value_of(record) if own.kind is PHONE else None
        if value is not None and digits in value.digits():
            return _("{label} {number}").format(label=_(own.label), number=own.show(value))
    return ""
