"""Whether a text names a patient of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from refdesk.domain.patient import Patient
from refdesk.domain.patient_words import Said, names_in, numbers_in, spoken_of
from refdesk.domain.person import Person
from refdesk.domain.record import Record
from refdesk.domain.user import User
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.listing import Query

MOST = 500
"""Records with the same words in them that are looked at."""
R = TypeVar("R", Patient, Person, User)


class PatientsNamed:
    """Looks texts up among the patients; what was looked up once is remembered."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)
        self._known: dict[tuple[type[Record], tuple[str, ...]], tuple[str, ...]] = {}

    def certain(self, text: str) -> tuple[str, ...]:
        """Return the words of a text that tell of a patient.

        These are the name of one of ours, whoever else has no such name; a control number; and
        what speaks of a patient whom we do not know ("patient Rosa", a birth date).
        """
        found = [
            said.words for said in names_in(text) if not said.family_only and self._is_ours(said)
        ]
        numbers = numbers_in(text)
        known = self._desk.db.having(Patient, "control_number", numbers) if numbers else {}
        return tuple(dict.fromkeys((*spoken_of(text), *found, *map(str, known))))

    def doubtful(self, text: str, to: Iterable[str]) -> tuple[str, ...]:
        """Return what names a family of which a patient is, as "Mrs. Quill".

        Colleagues may have that name too: those of `to` and our own people are not meant.
        """
        titled = [said for said in names_in(text) if said.family_only]
        if not titled:
            return ()
        known = [*to, *self._names(User, ())]
        return tuple(
            said.words
            for said in titled
            if not any(map(said.names, known))
            and any(map(said.names, self._names(Patient, said.parts)))
        )

    def _is_ours(self, said: Said) -> bool:
        """Tell whether a patient has this name, and no partner and none of us."""
        if not any(map(said.names, self._names(Patient, said.parts))):
            return False
        partners = (*self._names(Person, said.parts), *self._names(User, ()))
        return not any(map(said.names, partners))

    def _names(self, of: type[R], parts: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of records that hold these parts, initials left out."""
        if (of, parts) not in self._known:
            words = " ".join(part for part in parts if len(part) > 1)
            query = Query(search=words, archived=None, limit=MOST)
            ids = self._records.ids(of, query)
            self._known[of, parts] = tuple(self._read(of, ids))
        return self._known[of, parts]

    def _read(self, of: type[R], ids: Iterable[int]) -> Iterator[str]:
        return (record.name for record in self._records.page(of, list(ids)))
