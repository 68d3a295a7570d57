"""Invented names for the sample desk and how its loops stand; the towns and ZIPs are Ohio's."""

import datetime as dt
import itertools
import random
from collections.abc import Iterator

from refdesk.domain.business import BusinessCalendar
from refdesk.domain.hours import Hours
from refdesk.domain.npi import Npi, check_digit_fits
from refdesk.domain.person import PersonRole
from refdesk.domain.phone import Phone
from refdesk.domain.referral import AttemptResult
from refdesk.domain.stages import Stage


def _words(text: str) -> list[str]:
    return text.split()


PLACES = _words(
    "Larkmead Ashgrove Tamsin Quillby Dunmere Tilbrook Aldermoor Wickery Millrace Brindle "
    "Harrow Fenwick Marlow Cedarcroft Thornbury Kestrel Ravensholt Osier Pellwood Saltmarsh "
    "Juniper Copperfield Larchmont Hollowell Eastmere Northam Ostrander Whitlock Bellwether "
    "Sandpiper "
)
SORTS = (
    "Family Medicine",
    "Internal Medicine",
    "Primary Care",
    "Pediatrics",
    "Urgent Care",
    "Women’s Health",
    "Sports Medicine",
    "Neurology",
    "Rheumatology",
    "Health Center",
)
FIRST = _words(
    "Ngozi Marisol Zoë Corey Hạnh Priya Amara Gwen Tobias Solveig Ilse Rosa Cal Ivy Theo "
    "Mabel Wendell Ines Jonah Harold Callum Ada Petr Celia Lorenz Lena Ilya Dana Jordan Tess "
    "Ömer Łucja Söster Renée José Åsa "
)
LAST = _words(
    "Okafor Peña Łukaszewicz Abernathy Nguyễn Raman Osei-Lund Halloran Renner Hőgye Marchetti "
    "Bellwether Ostrander Nakagawa Vance Lindqvist Osgood Pryor Caldera Whitlock Sandoval "
    "Tenney Ferris Brightwater Novák Imhoff Dube Thornbury Whitlow Moray Kestrel O’Rourke "
    "Şahin Dvořák "
)
_HEADS = _words(
    "Bright Thorn Lark Win Ash Hollow Mar Kes Pell Wood Har Fen Quill Tam Dun Sal Wes Nor Cob El "
    "Ald Birch Cald Dray Ever Fox Gold Haw Iver Jess Kirk Lang Mead Old Prim Rus Stan Thist Up Vin"
)
_TAILS = _words(
    "water bury mead wick grove well low ford ridge field more den stone by croft gate ham worth "
    "ley brook"
)
PLAIN = len(LAST)
"""So many names come first, each of its own; the rest is for large samples."""
LAST += [head + tail for head in _HEADS for tail in _TAILS]
DESK_ROLES = (
    PersonRole.REFERRAL_COORDINATOR,
    PersonRole.FRONT_DESK,
    PersonRole.OFFICE_MANAGER,
    PersonRole.NURSE,
)
STREETS = (
    "Canal Street",
    "Mill Race Road",
    "Depot Square",
    "Harbor Terrace",
    "Towpath Lane",
    "Orchard Court",
    "Weir Street",
    "Alder Row",
)
TOWNS = (
    ("Athens", "45701"),
    ("Nelsonville", "45764"),
    ("Logan", "43138"),
    ("Lancaster", "43130"),
    ("Marietta", "45750"),
    ("Pomeroy", "45769"),
    ("Jackson", "45640"),
    ("Chillicothe", "45601"),
    ("Zanesville", "43701"),
    ("Gallipolis", "45631"),
)
HOURS = (
    "Mon-Fri 8:00-17:00",
    "Mon-Thu 8:00-17:00; Fri 8:00-13:00",
    "Mon 9:00-16:00; Wed 9:00-16:00; Fri 8:00-12:00",
    "Mon-Sun 8:00-20:00",
)
ENTRIES = (
    "Side door, sign in at window 2",
    "Rear lot; staff door B, ring bell",
    "Street meter, two hours; second floor",
    "Visitor bay 4; sign in at the desk",
)
ACQUAINTANCE = ("", "Met at the county health fair", "Joint case in March", "Neighbor of Dana")
SPECIALTIES = ("Family medicine", "Internal medicine", "Pediatrics", "Neurology", "OB/GYN")
LIKES = (
    "Green tea; beagle named Biscuit",
    "Crosswords; oat-milk latte",
    "Gardening; no sweets, please",
    "Trail running",
    "Masala chai; new grandmother",
    "",
)
CLOSED = ("Seen; report sent", "Seen; discharged to home exercise", "Seen; second visit booked")
NOT_SEEN = ("Declined by patient", "Moved away", "Chose a clinic closer to home")
REASONS = ("Knee pain", "Low back pain", "Shoulder injury", "Neck pain", "Hip pain", "Sciatica")
SUMMARIES = (
    "Asked for the wait-time sheet.",
    "Reports now reach the right inbox.",
    "New EHR goes live in January.",
    "Thanked for records sent ahead.",
)
TALKS = (
    "Knee clinic now books inside 9 days\nAsk: do reports reach the inbox?",
    "Introduce the new shoulder service\nAsk: who sends imaging orders now?",
    "School screening days in February",
)
LEAVE_BEHINDS = (
    "2 referral pads\nWait-time card",
    "Spine guideline\nReferral pad",
    "Poster EN + ES\nFamily take-home (20)",
)
OPEN_HOURS = "Mon-Fri 8:00-17:00"
DAYS_BACK = 504
"""Business days in two years."""
S = Stage
OPENS, CLOSES = 8, 17
ENDED = (S.DECLINED_BY_PATIENT, S.DECLINED_BY_US, S.UNABLE_TO_REACH, S.CANCELLED)
# Up to so many business days after it came, a loop that nobody left lying stands at one of these,
# as often as it is named.
ON_TIME = (
    (0, (S.RECEIVED, S.RECEIVED, S.CONTACTING)),
    (3, (S.CONTACTING, S.SCHEDULED)),
    (10, (S.SCHEDULED, S.SCHEDULED, S.SCHEDULED, S.ATTENDED, S.NO_SHOW, S.DECLINED_BY_PATIENT)),
    (32, (S.SCHEDULED, S.ATTENDED, S.ATTENDED, S.REPORTED, S.REPORTED, S.CLOSED, S.CLOSED)),
    (DAYS_BACK, (*[S.CLOSED] * 32, *ENDED)),
)
# Loops that were left lying, by the business days since they came and where they stand.
LATE = (
    (2, S.RECEIVED),
    (16, S.ATTENDED),
    (8, S.CONTACTING),
    (60, S.CONTACTING),
    (28, S.NO_SHOW),
    (5, S.RECEIVED),
    (150, S.REPORTED),
    (40, S.ATTENDED),
    (90, S.UNABLE_TO_REACH),
    (260, S.NO_SHOW),
)
NOT_REACHED = (AttemptResult.LEFT_MESSAGE, AttemptResult.NO_ANSWER, AttemptResult.CALL_BACK)


def practice_names(source: random.Random) -> Iterator[str]:
    """Yield names of practices without end, none twice."""
    pairs = [f"{place} {sort}" for place in PLACES for sort in SORTS]
    source.shuffle(pairs)
    for round_ in itertools.count(1):
        for name in pairs:
            yield name if round_ == 1 else f"{name} {round_}"


class Numbers:
    """Gives out invented numbers, none twice."""

    def __init__(self) -> None:
        self._serial = itertools.count(1)

    def phone(self) -> Phone:
        """Return the next phone number."""
        # 555-0100 to 555-0199 are kept for fiction; the extension keeps numbers apart.
        number = next(self._serial)
        extension = str(number // 100) if number >= 100 else ""
        return Phone(f"+1740555{100 + number % 100:04d}", extension)

    def npi(self, first: str) -> Npi:
        """Return the next NPI that begins with `first`, its check digit right."""
        stem = f"{first}{next(self._serial):08d}"
        return Npi(next(stem + digit for digit in "0123456789" if check_digit_fits(stem + digit)))


def business_days(today: dt.date) -> list[dt.date]:
    """Return the days the sample clinic is open, from two years before `today` to a month after."""
    calendar = BusinessCalendar.of(Hours.parse(OPEN_HOURS), "OH")
    days = (today + dt.timedelta(days=step) for step in range(-2 * 366 - 30, 40))
    return [day for day in days if calendar.is_business_day(day)]
