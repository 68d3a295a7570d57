"""What the sheets of what is due say, as plain data: calls, the morning, reminders by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from refdesk.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A patient to be called.

    `code` names the referral, `best` is when and in which language. `due` are words, `flags` stand
    in white on black ("urgent"), `agreed` is the time of a call that was agreed. `tries` are the
    last attempts in words, `more_tries` counts those before them. `books` where a visit is to be
    agreed.
    """

    number: int
    name: str = field(repr=False)
    code: str
    phones: tuple[str, ...] = field(default=(), repr=False)
    best: str = field(default="", repr=False)
    what_for: str = ""
    due: str = ""
    flags: tuple[str, ...] = ()
    agreed: str = ""
    tries: tuple[str, ...] = ()
    more_tries: int = 0
    practice: str = ""
    owner: str = ""
    books: bool = True

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("call {number}").format(number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallGroup:
    """Calls of one turn in the day."""

    title: str
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """The calls of a day in their order; `facts` are captions and figures of the head."""

    clinic_name: str
    date: dt.date
    facts: tuple[tuple[str, str], ...] = ()
    groups: tuple[CallGroup, ...] = ()

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("head of the sheet")

    @property
    def calls(self) -> tuple[Call, ...]:
        """All calls."""
        return tuple(call for group in self.groups for call in group.calls)


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningLine:
    """One thing to do today.

    `words` say where it stands, `beside` whom else it concerns, `flag` stands in white on black.
    `phones` and `best` are the patient's; None for what has no patient.
    """

    number: int
    name: str = field(repr=False)
    words: str = field(default="", repr=False)
    beside: str = ""
    due: str = ""
    action: str = ""
    flag: str = ""
    phones: tuple[str, ...] | None = field(default=None, repr=False)
    best: str = field(default="", repr=False)

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("row {number}").format(number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningGroup:
    """One section of the morning; `of` says how many there are, and of how many."""

    title: str
    of: str = ""
    lines: tuple[MorningLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningList:
    """What is to be done on a day, section by section; `facts` stand in the head."""

    clinic_name: str
    date: dt.date
    facts: tuple[tuple[str, str], ...] = ()
    groups: tuple[MorningGroup, ...] = ()

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("head of the sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLine:
    """One reminder; `time` is empty for a whole day, `more` stands below it."""

    number: int
    time: str
    what: str = field(repr=False)
    more: str = field(default="", repr=False)
    practice: str = ""
    who: str = ""

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("reminder {number}").format(number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDay:
    """The reminders of one day."""

    date: dt.date
    lines: tuple[ReminderLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSheet:
    """Reminders by day; `personal` names what of them is personal."""

    clinic_name: str
    first: dt.date
    last: dt.date
    facts: tuple[tuple[str, str], ...] = ()
    days: tuple[ReminderDay, ...] = ()
    personal: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("head of the sheet")
