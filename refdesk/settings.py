"""Where the program's own files lie, and every setting with its scope."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import NamedTuple

from refdesk.i18n import N_


def resource(name: str) -> Path:
    """Return the path of a file that ships with the program, such as ``fonts/Inter.ttf``."""
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller in a frozen program
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources" / name


class Scope(enum.Enum):
    """Whom a setting binds, and so where it is kept."""

    COMPUTER = "computer"
    USER = "user"
    DESK = "desk"


Value = str | int | bool


class Setting(NamedTuple):
    """One setting: its allowed values by label, the first of them unless `default` says another.

    `group` is the heading it stands under; `safety` settings of a desk are for owners only.
    """

    name: str
    scope: Scope
    group: str
    label: str
    help: str
    allowed: tuple[tuple[Value, str], ...]
    default: Value
    safety: bool = False

    def sound(self, value: object) -> Value:
        """Return `value` if it is allowed, else the default: a file may hold anything."""
        found = (one for one, _label in self.allowed if one == value and type(one) is type(value))
        return next(found, self.default)

    def allows(self, value: object) -> bool:
        """Tell whether `value` is one that can be chosen."""
        return any(one == value and type(one) is type(value) for one, _label in self.allowed)

    def label_of(self, value: Value) -> str:
        """Return what an allowed value is called."""
        return next(label for one, label in self.allowed if one == value)


ON_OFF: tuple[tuple[Value, str], ...] = ((True, N_("On")), (False, N_("Off")))
LOOK, KEYS, PAPER_GROUP, SAFETY = N_("Look"), N_("Keys"), N_("Paper"), N_("Safety")

SCHEME = Setting(
    "scheme",
    Scope.COMPUTER,
    LOOK,
    N_("Colors"),
    N_("Light, dark, or as the system says."),
    (("system", N_("As the system")), ("light", N_("Light")), ("dark", N_("Dark"))),
    "system",
)
SCALE = Setting(
    "scale",
    Scope.COMPUTER,
    LOOK,
    N_("Size of text and controls"),
    N_("On top of what the system already makes larger."),
    tuple((percent, f"{percent} %") for percent in (100, 110, 125, 150, 175, 200)),
    100,
)
LETTERS = Setting(
    "letter_keys",
    Scope.USER,
    KEYS,
    N_("Single letters act on lists and records"),
    N_("Never while you type in a field. Turn them off if they get in your way."),
    ON_OFF,
    default=True,
)
PAPER = Setting(
    "paper",
    Scope.DESK,
    PAPER_GROUP,
    N_("Paper for letters, logs and lists"),
    N_("Label sheets keep their own size."),
    (("letter", N_("US Letter")), ("a4", N_("A4"))),
    "letter",
)
LOCK_AFTER = Setting(
    "lock_after",
    Scope.DESK,
    SAFETY,
    N_("Lock when nobody types for"),
    N_("What was being typed is kept and given back."),
    tuple(
        (minutes, words)
        for minutes, words in (
            (2, N_("2 minutes")),
            (5, N_("5 minutes")),
            (10, N_("10 minutes")),
            (15, N_("15 minutes")),
        )
    ),
    5,
    safety=True,
)

LOOPS = N_("Due times of referrals")


def _days(*counts: int) -> tuple[tuple[Value, str], ...]:
    named = {0: N_("The same day"), 1: N_("1 business day")}
    return tuple((count, named.get(count, f"{count} business days")) for count in counts)


def _calendar_days(*counts: int) -> tuple[tuple[Value, str], ...]:
    return tuple((count, f"{count} days") for count in counts)


FIRST_CONTACT = Setting(
    "first_contact",
    Scope.DESK,
    LOOPS,
    N_("First contact with the patient"),
    N_("After a referral came, or after a no-show."),
    _days(0, 1, 2, 3, 5),
    1,
)
URGENT_CONTACT = Setting(
    "urgent_contact",
    Scope.DESK,
    LOOPS,
    N_("First contact, urgent or emergent"),
    N_("Until you close on that day, or later."),
    _days(0, 1, 2),
    0,
)
SCHEDULE = Setting(
    "schedule",
    Scope.DESK,
    LOOPS,
    N_("Appointment agreed"),
    N_("After the referral came."),
    _days(1, 2, 3, 5, 10),
    3,
)
REPORT = Setting(
    "report",
    Scope.DESK,
    LOOPS,
    N_("Report sent"),
    N_("After the patient was seen."),
    _days(1, 2, 3, 5, 7, 10, 15),
    5,
)
FOLLOW_UP = Setting(
    "follow_up",
    Scope.DESK,
    LOOPS,
    N_("Patient followed up"),
    N_("After the report was sent; calendar days."),
    _calendar_days(3, 5, 7, 10, 14, 30),
    7,
)
WRAP_UP = Setting(
    "wrap_up",
    Scope.DESK,
    LOOPS,
    N_("Loop closed where there was no visit"),
    N_("Not reached, declined or cancelled: the referring office is told."),
    _days(1, 2, 3, 5, 10),
    5,
)
TRIES = Setting(
    "tries",
    Scope.DESK,
    LOOPS,
    N_("Attempts before a patient counts as not reached"),
    "",
    tuple((count, str(count)) for count in (1, 2, 3, 4, 5, 6)),
    3,
)
STILL = Setting(
    "still",
    Scope.DESK,
    LOOPS,
    N_("A loop nobody moved is shown after"),
    N_("Whatever it waits for."),
    _calendar_days(14, 30, 60),
    30,
)
DUE_TIMES = (
    *(FIRST_CONTACT, URGENT_CONTACT, SCHEDULE, REPORT),
    *(FOLLOW_UP, WRAP_UP, TRIES, STILL),
)
"""Named as the fields of `domain.due.DueTimes`."""

SETTINGS: tuple[Setting, ...] = (SCHEME, SCALE, LETTERS, PAPER, *DUE_TIMES, LOCK_AFTER)
"""Every setting a person can change; a page is made of them."""
