"""Notes of appreciation: written, numbered, and remembered as a touch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from refdesk.documents.model import Note, Notes
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Ref
from refdesk.domain.letter import Letter, LetterForm, LetterKind
from refdesk.domain.patient_words import look_again
from refdesk.domain.record import Record
from refdesk.domain.register import Release
from refdesk.domain.touch import Touch, TouchKind
from refdesk.domain.wording import require_free_of_reward
from refdesk.i18n import N_, _
from refdesk.services.letterheads import Letterheads
from refdesk.services.patients_named import PatientsNamed
from refdesk.services.recipients import Recipient, Recipients
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Match, Query

if TYPE_CHECKING:
    from refdesk.store.work import Work

LONGEST = 1_500
"""Characters of a note; more is a letter."""


class NamesPatient(UserError):
    """A note tells of a patient; `at` is its place among the notes that were wanted."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Wanted:
    """One note: to a person or a practice, with its greeting (empty: the usual one) and text."""

    of: type[Record]
    row_id: int
    text: str = field(repr=False)
    greeting: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs, as what, and on which day."""

    name: str
    role: str
    date: dt.date


class NotePapers:
    """Makes the notes of a day."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def run(self, wanted: Sequence[Wanted], form: LetterForm, signed: Signed) -> Run:
        """Return notes, ready to be printed; printing them logs a touch and restarts the cadence.

        Raises:
            UserError: nobody may be written to, a text is missing or too long, or it counts
                referrals or rewards them.
            NamesPatient: a text tells of a patient.
        """
        from refdesk.documents.sheets.note_sheets import render_notes  # noqa: PLC0415  heavy

        to, remarks = Recipients(self._desk).of([(one.of, one.row_id) for one in wanted])
        said = {(one.of.kind, one.row_id): place for place, one in enumerate(wanted)}
        places = [
            said["person", one.person] if one.person else said["practice", one.practice]
            for one in to
        ]
        first = self._newest(signed.date.year) + 1
        notes = [
            _note(_number(signed.date.year, at), one, wanted[place], signed)
            for at, (one, place) in enumerate(zip(to, places, strict=True), start=first)
        ]
        for text in dict.fromkeys(part for note in notes for part in (note.greeting, note.text)):
            _require_sound(text)
        remarks = (*remarks, *self._require_no_patient(notes, to, places))
        letters = [_letter(note, one, form, signed) for note, one in zip(notes, to, strict=True)]
        sheet = Notes(head=Letterheads(self._desk).letterhead(), notes=tuple(notes))
        return Run(
            sheet="thank_you",
            title=_("Thank-you notes"),
            label=N_("Print thank-you notes"),
            about=" – ".join(dict.fromkeys((notes[0].number, notes[-1].number))),
            day=signed.date,
            render=lambda imprint: render_notes(sheet, form, imprint),
            remarks=remarks,
            both_sides=form is LetterForm.CARD,
            write=lambda work, entry, _imprint: self._write(work, entry, letters),
        )

    def _require_no_patient(
        self, notes: Sequence[Note], to: Sequence[Recipient], places: Sequence[int]
    ) -> tuple[str, ...]:
        """Return what to look at again, where only a family name is a patient's too.

        Raises:
            NamesPatient: a text tells of a patient; the message says which note, not whom.
        """
        named = PatientsNamed(self._desk)
        doubts: list[str] = []
        for note, place in zip(notes, places, strict=True):
            text = f"{note.greeting}\n{note.text}"
            if named.certain(text):
                raise NamesPatient(
                    _(
                        "Note {number} tells of a patient: a name, a birth date or a number stands "
                        "in it. A thank-you says nothing of a patient. Take it out, then print."
                    ).format(number=note.number),
                    place,
                )
            doubts += named.doubtful(text, [one.name for one in to])
        return (look_again(doubts),) if doubts else ()

    def _write(self, work: Work, entry: Release, letters: Sequence[Letter]) -> None:
        """Add the letters and a touch for each practice; a further copy adds nothing."""
        numbers = [letter.number for letter in letters]
        of = Filter(Letter.fields["number"], Match.ANY_OF, numbers)
        there = self._records.page(Letter, self._records.ids(Letter, Query(filters=(of,))))
        if there:
            if sorted(map(_said, there)) == sorted(map(_said, letters)):
                return
            raise UserError(
                _("Other notes were printed meanwhile and have these numbers. Open them anew.")
            )
        thanked: dict[int, list[Letter]] = {}
        for letter in letters:
            letter.printed = Ref(entry.id)
            work.add(letter)
            if letter.practice is not None:
                thanked.setdefault(int(letter.practice), []).append(letter)
        for practice, own in thanked.items():
            people = tuple(letter.recipient for letter in own if letter.recipient is not None)
            words = ", ".join(letter.number for letter in own)
            work.add(
                Touch(
                    date=own[0].date or entry.day or dt.date.min,
                    touch_kind=TouchKind.NOTE,
                    practice=Ref(practice),
                    people=people,
                    by=Ref(self._desk.user.id),
                    summary=_("Thank-you note {numbers}").format(numbers=words)[:500],
                )
            )

    def _newest(self, year: int) -> int:
        """Return the highest number that was given to a note of a year, 0 if none was."""
        own = Letter.fields
        of_year = (
            Filter(own["letter_kind"], plain=LetterKind.THANKS.value),
            Filter(own["date"], Match.FROM, dt.date(year, 1, 1).isoformat()),
            Filter(own["date"], Match.TO, dt.date(year, 12, 31).isoformat()),
        )
        query = Query(filters=of_year, descending=True, limit=1, archived=None)
        newest = self._records.page(Letter, self._records.ids(Letter, query))
        return int(newest[0].number.rpartition("-")[2]) if newest else 0


def _note(number: str, to: Recipient, wanted: Wanted, signed: Signed) -> Note:
    return Note(
        number=number,
        date=signed.date,
        greeting=wanted.greeting.strip() or to.greeting,
        text=wanted.text.strip(),
        signed_by=signed.name,
        signed_role=signed.role,
        address=to.lines,
    )


def _letter(note: Note, to: Recipient, form: LetterForm, signed: Signed) -> Letter:
    return Letter(
        number=note.number,
        letter_kind=LetterKind.THANKS,
        form=form,
        date=note.date,
        recipient=Ref(to.person) if to.person else None,
        practice=Ref(to.practice) if to.practice else None,
        text=f"{note.greeting}\n{note.text}",
        signed_by=signed.name,
    )


def _said(letter: Letter) -> tuple[str, int, int, str]:
    return letter.number, int(letter.recipient or 0), int(letter.practice or 0), letter.text


def _number(year: int, at: int) -> str:
    return f"N-{year}-{at:04}"


def _require_sound(text: str) -> None:
    if not text:
        raise UserError(_("A note has no text yet. Write a line, then print."))
    if len(text) > LONGEST:
        raise UserError(
            _("A note of {count} characters is too long; {most} are the most.").format(
                count=f"{len(text):,}", most=f"{LONGEST:,}"
            )
        )
    require_free_of_reward(text)
