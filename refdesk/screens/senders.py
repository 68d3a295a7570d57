"""Who may have sent a patient, found in one place: the recent and the frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from refdesk.domain.fields import Ref
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice, PracticeKind
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource, Source
from refdesk.domain.text import fold
from refdesk.i18n import _
from refdesk.screens.finding import MOST, Finding, Found
from refdesk.screens.names import Names
from refdesk.screens.source_words import kind_said
from refdesk.services.records import Records

NEWEST = 300
"""Referrals that tell who sends often."""
RECENT = 3
"""Of those shown before anything is typed, so many are the newest; the others the most frequent."""
FEWEST = 4
"""Letters from which what was typed is offered as a source of its own."""
Key = tuple[str, int | str]


@dataclass(frozen=True, slots=True)
class Sender:
    """One who may have sent the patient, with the fields of the referral that say so."""

    found: Found
    source: Source
    person: int | None = None
    practice: int | None = None
    listed: int | None = None
    detail: str = ""


class Senders:
    """Finds senders by what is typed.

    The names of all are read once, so that each key is answered at once; what is entered later is
    found by the next intake. What it has found is known by the number of each `Found`, as long as
    it lives.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._finding = Finding(records)
        self._names: Names[Key] | None = None
        self._usual: list[Key] = []
        self._worked_at: dict[int, int] = {}
        self._counts: Counter[Key] = Counter()
        self._numbers: dict[Key, int] = {}
        self._known: dict[int, Sender] = {}

    def of(self, found: Found) -> Sender:
        """Return the sender that was found."""
        return self._known[found.id]

    def find(self, text: str) -> tuple[list[Found], int]:
        """Return the senders that fit, the frequent before the others, and how many do.

        An empty text finds the recent and the frequent ones. Figures, and parts of words, are
        looked for in phones and other fields too.
        """
        names = self.warm()
        if not text.strip():
            return [one.found for one in self._described(self._usual[:MOST])], len(self._usual)
        keys, count = names.find(text, MOST, self._order)
        if not keys:
            for kind in (Person.kind, Practice.kind):
                found, more = self._finding.find(kind, text)
                keys += [(kind, one.id) for one in found]
                count += more
        found = [one.found for one in self._described(keys[:MOST])]
        words = " ".join(text.split())
        if len(found) < MOST and len(words) >= FEWEST and any(map(str.isalpha, words)):
            found += self._of_no_list(words, is_unknown=not found)
        return found[:MOST], count

    def warm(self) -> Names[Key]:
        """Read the names of all senders, if they are not read yet."""
        if self._names is None:
            self._read_usual()
            named = [
                ((of.kind, row_id), key)
                for of in (Person, Practice, ListedSource)
                for row_id, key in self._records.names(of)
            ]
            named += [((Source.__name__, one.value), fold(_(one.label))) for one in Source]
            self._names = Names(named)
        return self._names

    def person(self, person_id: int) -> Sender | None:
        """Return a person as a sender; None if there is none of that number."""
        return next(iter(self._described([(Person.kind, person_id)])), None)

    # Inside

    def _of_no_list(self, words: str, *, is_unknown: bool) -> list[Found]:
        """Return what may be meant by what is on no list: a usual word, somebody new, another."""
        said = kind_said(words)
        found = [self._in_words(*said)] if said else []
        if is_unknown:
            found.append(self._somebody_new(words))
        return [*found, self._in_words(Source.OTHER, words)]

    def _in_words(self, kind: Source, words: str) -> Found:
        """Return a source that is on no list, as it was typed."""
        title = _("{kind}: {words}").format(kind=_(kind.label), words=words)
        found = Found(self._number((kind.value, words)), title, _("A source in your own words"))
        self._known[found.id] = Sender(found, kind, detail=words)
        return found

    def _somebody_new(self, words: str) -> Found:
        """Return whoever is called so and is not on the desk: to be added."""
        title = _("Add “{text}” as a new person").format(text=words)
        told = _("Practice, phone and fax are asked for next")
        return Found(self._number(("", words)), title, told, asks=True)

    def _order(self, key: Key) -> float:
        """Return the place of a sender: the frequent first, mere kinds of source behind names."""
        return float(key[0] == Source.__name__) - 2 * self._counts[key]

    def _read_usual(self) -> None:
        records = self._records
        query = records.query(Referral, sort="-received", limit=NEWEST)
        newest_first = records.page(Referral, records.ids(Referral, query))
        for one in newest_first:
            if one.referring_person and one.referring_practice:
                self._worked_at.setdefault(int(one.referring_person), int(one.referring_practice))
        keys = list(map(_key, newest_first))
        self._counts = Counter(keys)
        newest = list(dict.fromkeys(keys))[:RECENT]
        frequent = (key for key, _count in self._counts.most_common())
        self._usual = list(dict.fromkeys((*newest, *frequent)))

    def _described(self, keys: Iterable[Key]) -> list[Sender]:
        keys = list(keys)
        people = self._people([int(one) for kind, one in keys if kind == Person.kind])
        practices = self._practices([int(one) for kind, one in keys if kind == Practice.kind])
        listed = self._listed([int(one) for kind, one in keys if kind == ListedSource.kind])
        made: dict[Key, Sender] = {**people, **practices, **listed}
        for one in Source:
            key = (Source.__name__, one.value)
            made[key] = Sender(Found(self._number(key), _(one.label), _("A kind of source")), one)
        found = [made[key] for key in keys if key in made]
        self._known |= {one.found.id: one for one in found}
        return found

    def _people(self, ids: list[int]) -> dict[Key, Sender]:
        people = [one for one in self._records.page(Person, ids) if not one.archived]
        work = sorted({int(one) for person in people for one in person.practices})
        practices = {one.id: one for one in self._records.page(Practice, work)}
        made: dict[Key, Sender] = {}
        for person in people:
            key = (Person.kind, person.id)
            where = [practices[int(one)] for one in person.practices if int(one) in practices]
            fax = person.fax or next((one.fax for one in where if one.fax), None)
            days = person.fields["in_days"].show(person.in_days)
            about = (
                ", ".join(one.name for one in where),
                _("fax {number}").format(number=person.fields["fax"].show(fax)) if fax else "",
                _("in {days}").format(days=days) if days else "",
            )
            name = " ".join(part for part in (person.name, person.credentials) if part)
            found = Found(self._number(key), name, ", ".join(filter(None, about)))
            at = self._practice_of(person.id, [one.id for one in where])
            kind, told = _source_of(practices[at]) if at else (Source.PHYSICIAN, "")
            made[key] = Sender(found, kind, person=person.id, practice=at, detail=told)
        return made

    def _practice_of(self, person_id: int, practices: list[int]) -> int | None:
        """Return where somebody works; of several, the one of the newest referral."""
        last = self._worked_at.get(person_id)
        if last in practices:
            return last
        return practices[0] if len(practices) == 1 else None

    def _practices(self, ids: list[int]) -> dict[Key, Sender]:
        made: dict[Key, Sender] = {}
        for one in self._records.page(Practice, ids):
            if one.archived:
                continue
            key = (Practice.kind, one.id)
            kind = _(one.practice_kind.label) if one.practice_kind else _("Practice")
            fax = (
                _("fax {number}").format(number=one.fields["fax"].show(one.fax)) if one.fax else ""
            )
            found = Found(self._number(key), one.name, ", ".join(filter(None, (kind, fax))))
            source, told = _source_of(one)
            made[key] = Sender(found, source, practice=one.id, detail=told)
        return made

    def _listed(self, ids: list[int]) -> dict[Key, Sender]:
        made: dict[Key, Sender] = {}
        for one in self._records.page(ListedSource, ids):
            if not one.archived:
                key = (ListedSource.kind, one.id)
                found = Found(self._number(key), one.name, _(one.source.label))
                made[key] = Sender(found, one.source, listed=one.id)
        return made

    def _number(self, key: Key) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def _source_of(practice: Practice) -> tuple[Source, str]:
    """Return as which source a practice sends, and how that one is named."""
    if practice.practice_kind is PracticeKind.SCHOOL:
        return Source.SCHOOL, practice.name
    return Source.PHYSICIAN, ""


def _key(referral: Referral) -> Key:
    """Return by what a referral's sender is known."""
    if referral.source in {Source.PHYSICIAN, Source.SCHOOL}:
        by = (
            (Person.kind, referral.referring_person),
            (Practice.kind, referral.referring_practice),
        )
        for kind, one in by:
            if one is not None:
                return kind, int(one)
    listed: Ref[ListedSource] | None = referral.listed_source
    if listed is not None:
        return ListedSource.kind, int(listed)
    return Source.__name__, referral.source.value
