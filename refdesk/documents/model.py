"""What the sheets say, as plain data: no sizes, no positions; only a list may name a patient.

What is due, with patients by name, is in `due_model`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from refdesk.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPerson:
    """Somebody to meet: name with credentials, role, and what they like."""

    name: str
    role: str = ""
    likes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing to know, behind its caption (promised, in, lunch, park, say).

    `text` may have several lines. A `strong` text is set bold; `note` follows it ("due Nov 27"),
    then `flag` in white on black ("today", "late").
    """

    label: str
    text: str
    strong: bool = False
    note: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One office of the day, and the drive to it (minutes rounded up, road miles; None: not known).

    `more_people` counts those whom `people` leaves out. `town` is the short name on the order
    strip. `leave` are the things to leave behind. `code` is written under the QR square and
    becomes its payload.
    """

    number: int
    name: str
    address: str
    phone: str
    window: str
    drive_minutes: int | None
    miles: float | None
    people: tuple[StopPerson, ...] = ()
    more_people: int = 0
    facts: tuple[Fact, ...] = ()
    leave: tuple[str, ...] = ()
    code: str = ""
    town: str = ""

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("stop {number}").format(number=self.number)

    @property
    def arrive(self) -> str:
        """The beginning of the window, as it is written there."""
        return self.window.partition("–")[0].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLog:
    """A liaison's day on paper.

    `drive_minutes` and `miles` count the whole day, with the way back to the clinic: what the
    stops leave over. `office_minutes` is the time planned inside offices (0: not shown). `leave`
    and `back` are empty where the day has no times.
    """

    clinic_name: str
    liaison: str
    date: dt.date
    code: str
    leave: str
    back: str
    drive_minutes: int
    miles: float
    stops: tuple[Stop, ...] = ()
    office_minutes: int = 0

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("head of the sheet")

    @property
    def back_minutes(self) -> int | None:
        """Minutes of the drive from the last stop to the clinic; None if no drive is known."""
        there = [stop.drive_minutes for stop in self.stops if stop.drive_minutes is not None]
        return max(0, self.drive_minutes - sum(there)) if there else None

    @property
    def back_miles(self) -> float | None:
        """Miles of the drive from the last stop to the clinic; None if no drive is known."""
        there = [stop.miles for stop in self.stops if stop.miles is not None]
        return max(0.0, self.miles - sum(there)) if there else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of a list; `figures` stand under each other at the right."""

    label: str
    figures: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A row of a list: one text per column."""

    number: int
    cells: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("row {number}").format(number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSheet:
    """A list as it was shown.

    `name` says what it lists and stands at the foot; `title` is the heading; `count` and `filters`
    are words. `personal` names the columns with personal data.
    """

    clinic_name: str
    name: str
    title: str
    count: str
    filters: str = ""
    columns: tuple[ListColumn, ...] = ()
    rows: tuple[ListRow, ...] = ()
    personal: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("head of the sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The clinic at the top of its letters; `logo` is a picture, the only colour on a sheet.

    `address` is street, then town; `contact` are phone, fax and website in words.
    """

    name: str
    tagline: str = ""
    address: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    phone: str = ""
    logo: bytes = field(default=b"", repr=False)

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("letterhead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note of appreciation; `text` has a paragraph on each line. Never a patient's name.

    `address` is how an envelope would be addressed; only a letter shows it.
    """

    number: str
    date: dt.date
    greeting: str
    text: str
    signed_by: str
    signed_role: str = ""
    closing: str = ""
    address: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """A run of notes, one recipient each."""

    head: Letterhead
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A person or practice to write to: the lines of the address, the first of them strong."""

    number: int
    lines: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where on the sheet this is, in words for a message."""
        return _("address {number}").format(number=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Addresses for envelopes or labels, with the sender."""

    head: Letterhead
    to: tuple[Addressed, ...]
