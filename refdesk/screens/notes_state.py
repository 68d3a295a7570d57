"""Thank-you notes as they are being written: to whom, what they say, and on what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from refdesk.documents.labels import STOCKS
from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.letter import LetterForm
from refdesk.domain.patient_words import spoken_of, take_out
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.domain.record import Record
from refdesk.domain.wording import rewarding
from refdesk.i18n import _, plural
from refdesk.services.note_papers import LONGEST, Wanted
from refdesk.services.note_texts import STARTERS
from refdesk.services.recipients import Recipient


def subjects_of(body: Mapping[str, Any]) -> list[tuple[type[Record], int]]:
    """Return to whom kept notes go; see `NotesState.body`."""
    return [(BY_NAME[one["of"]], int(one["id"])) for one in body["notes"]]


@dataclass(slots=True)
class Draft:
    """One note that is being written; `own` once its text is no starter's any more.

    `patients` are the words in it that were found to tell of a patient.
    """

    to: Recipient
    greeting: str = field(repr=False)
    text: str = field(repr=False)
    own: bool = False
    patients: tuple[str, ...] = field(default=(), repr=False)

    @property
    def said(self) -> str:
        """All that the note says."""
        return f"{self.greeting}\n{self.text}"

    @property
    def is_begun(self) -> bool:
        """Whether a person has typed into it."""
        return self.own or self.greeting != self.to.greeting

    @property
    def name(self) -> str:
        """Whom it goes to, for a row of the list."""
        return self.to.name or _("Everybody there")

    @property
    def row(self) -> str:
        """The row of the list: who, and where."""
        return " · ".join(part for part in (self.name, self.to.practice_name) if part)

    @property
    def subject(self) -> tuple[type[Record], int]:
        """The record it goes to."""
        return (Person, self.to.person) if self.to.person else (Practice, self.to.practice)


class NotesState:
    """What a person has chosen and typed so far.

    Args:
        recipients: to whom, in order.
        signed_by: who signs.
        role: as what.
    """

    def __init__(self, recipients: Sequence[Recipient], signed_by: str, role: str) -> None:
        self.starter = 0
        text = _(STARTERS[0].text)
        self.drafts = [Draft(to, to.greeting, text) for to in recipients]
        self.signed_by, self.role = signed_by, role
        self.form = LetterForm.CARD
        self.stock, self.start = "5160", 1

    def begin_with(self, starter: int) -> None:
        """Give every note this text that has not been changed by hand."""
        self.starter = starter
        for draft in self.drafts:
            if not draft.own:
                draft.text, draft.patients = _(STARTERS[starter].text), ()

    def write(self, row: int, text: str) -> None:
        """Change the text of one note."""
        draft = self.drafts[row]
        draft.text, draft.own = text, text != _(STARTERS[self.starter].text)

    def greet(self, row: int, greeting: str) -> None:
        """Change the greeting of one note."""
        self.drafts[row].greeting = greeting

    def leave_out(self, row: int) -> None:
        """Write no note to this one."""
        del self.drafts[row]

    def choose_stock(self, stock: str) -> None:
        """Take another sheet of labels; a start that it does not have goes back to the first."""
        self.stock = stock
        if self.start > STOCKS[stock].count:
            self.start = 1

    def begin_at(self, label: int) -> bool:
        """Start at this label of the sheet; False if there is none."""
        if not 1 <= label <= STOCKS[self.stock].count:
            return False
        self.start = label
        return True

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed that is not printed."""
        return any(one.is_begun for one in self.drafts)

    def body(self) -> dict[str, Any]:
        """Return what was chosen and typed, to be kept and given to `resume`."""
        return {
            "notes": [
                {
                    "of": one.subject[0].kind,
                    "id": one.subject[1],
                    "greeting": one.greeting,
                    "text": one.text,
                    "own": one.own,
                }
                for one in self.drafts
            ],
            "starter": self.starter,
            "signed_by": self.signed_by,
            "role": self.role,
            "form": self.form.value,
            "stock": self.stock,
            "start": self.start,
        }

    def resume(self, body: Mapping[str, Any]) -> None:
        """Take up what `body` has kept; recipients who are gone meanwhile are left out."""
        self.starter = min(int(body["starter"]), len(STARTERS) - 1)
        self.signed_by, self.role = str(body["signed_by"]), str(body["role"])
        self.form = next(one for one in LetterForm if one.value == body["form"])
        self.stock, self.start = str(body["stock"]), int(body["start"])
        kept = {(one["of"], one["id"]): one for one in body["notes"]}
        for draft in self.drafts:
            one = kept.get((draft.subject[0].kind, draft.subject[1]))
            if one is not None:
                draft.greeting, draft.text = str(one["greeting"]), str(one["text"])
                draft.own = bool(one["own"])

    def wanted(self) -> list[Wanted]:
        """Return the notes that are to be printed."""
        return [Wanted(*one.subject, one.text, one.greeting) for one in self.drafts]

    def subjects(self) -> list[tuple[type[Record], int]]:
        """Return whose addresses are to be printed."""
        return [one.subject for one in self.drafts]

    def warning(self, row: int) -> str:
        """Return what stands against printing this note, empty if nothing does."""
        draft = self.drafts[row]
        text, words = draft.text, rewarding(draft.said)
        if words:
            return _("Take out {words}: a thank-you must not count or reward referrals.").format(
                words=", ".join(f"“{one}”" for one in words)
            )
        told = tuple(dict.fromkeys((*spoken_of(draft.said), *draft.patients)))
        if told:
            return take_out(told)
        if not text.strip():
            return _("This note has no text yet.")
        if len(text) > LONGEST:
            return _("{count} characters are too many; {most} are the most.").format(
                count=f"{len(text):,}", most=f"{LONGEST:,}"
            )
        return ""

    def counted(self) -> str:
        """Return how many notes there are, in words."""
        return plural("{count} note", "{count} notes", len(self.drafts))

    def labels_end(self) -> str:
        """Return which labels will be used, in words."""
        count = STOCKS[self.stock].count
        last = self.start + len(self.drafts) - 1
        if last <= count:
            return _("Labels {first} to {last} of {count}").format(
                first=self.start, last=last, count=count
            )
        return _("From label {first}; {sheets} sheets").format(
            first=self.start, sheets=-(-last // count)
        )
