"""Invented names and numbers for the sample desk; only the towns and their ZIPs are Ohio's."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from typing import TypeVar

from refdesk.domain.npi import Npi, check_digit_fits
from refdesk.domain.phone import Phone

T = TypeVar("T")


class Dice(random.Random):
    """Chance that falls the same way for the same seed."""

    def one(self, of: Sequence[T]) -> T:
        """Return any of these."""
        return of[int(self.random() * len(of))]

    def is_so(self, share: float) -> bool:
        """Tell whether this one is among the `share` of all."""
        return self.random() < share


def _words(text: str) -> list[str]:
    return text.split()


PLACES = _words(
    "Larkmead Ashgrove Tamsin Quillby Dunmere Tilbrook Aldermoor Wickery Millrace Brindle "
    "Harrow Fenwick Marlow Cedarcroft Thornbury Kestrel Ravensholt Osier Pellwood Saltmarsh "
    "Juniper Copperfield Larchmont Hollowell Eastmere Northam Ostrander Whitlock Bellwether "
    "Sandpiper Tansy Coldbrook Meadowlark Harmon Vesper Pinnock Redbud Sorrel Wrenfield Yarrow"
)
FEATURES = ("", " Falls", " Creek", " Ridge", " Hollow", " Run", " Valley", " Crossing", " Mill")
TOWNS = (
    ("Athens", "45701"),
    ("The Plains", "45780"),
    ("New Marshfield", "45766"),
    ("Albany", "45710"),
    ("Stewart", "45778"),
    ("Amesville", "45711"),
    ("Nelsonville", "45764"),
    ("Glouster", "45732"),
    ("Coolville", "45723"),
    ("Pomeroy", "45769"),
    ("Logan", "43138"),
    ("Racine", "45771"),
    ("Wellston", "45692"),
    ("Belpre", "45714"),
    ("Vinton", "45686"),
    ("New Lexington", "43764"),
    ("Jackson", "45640"),
    ("Bremen", "43107"),
    ("Marietta", "45750"),
    ("Gallipolis", "45631"),
    ("Lancaster", "43130"),
    ("Zanesville", "43701"),
    ("Chillicothe", "45601"),
)
"""The nearest to the clinic first."""
STREETS = (
    "Canal Street",
    "Mill Race Road",
    "Depot Square",
    "Harbor Terrace",
    "Towpath Lane",
    "Orchard Court",
    "Weir Street",
    "Alder Row",
    "Old Furnace Road",
    "Sycamore Bend",
    "Kiln Hill",
    "Lockkeeper’s Way",
)
FIRST = _words(
    "Ngozi Marisol Zoë Corey Hạnh Priya Amara Gwen Tobias Solveig Ilse Rosa Cal Ivy Theo "
    "Mabel Wendell Ines Jonah Harold Callum Ada Petr Celia Lorenz Lena Ilya Dana Jordan Tess "
    "Ömer Łucja Söster Renée José Åsa Walter Denise Hollis Brenda Curtis Yolanda Marcus Eileen "
    "Deepa Farid Keisha Leland Nadia Roy Shirley Trevor Vera Abel Bonnie Clyde Edith Faye Grant "
    "Imani Joyce Kenji Lucille Minh Nell Otis Paula Reuben Sadie Tomás Una Virgil Wanda Zeb"
)
LAST = _words(
    "Okafor Peña Łukaszewicz Abernathy Nguyễn Raman Osei-Lund Halloran Renner Hőgye Marchetti "
    "Bellwether Ostrander Nakagawa Vance Lindqvist Osgood Pryor Caldera Whitlock Sandoval "
    "Tenney Ferris Brightwater Novák Imhoff Dube Thornbury Whitlow Moray Kestrel O’Rourke "
    "Şahin Dvořák Baptiste Castellano Delacroix Eberhardt Fairbanks Gallardo Hathaway Ivanova "
    "Jankowski Kilbride Lafferty Mbeki Narayan Oduya Pereira Quesada Rasmussen Stroud Takahashi "
    "Ulrich Villareal Wexler Yamada Zielinski Adeyemi Bracken Chaudhry Drummond Espinoza Fontaine "
    "Greer Huang Iqbal Jessup Kowalczyk Lomax Mendoza Núñez Park Quimby Rourke Sowell Trần "
    "Underhill Vu Wójcik Yoder Zimmer Arsenault Bhatt Crane Doyle"
)
_HEADS = _words(
    "Bright Thorn Lark Win Ash Hollow Mar Kes Pell Wood Har Fen Quill Tam Dun Sal Wes Nor Cob El "
    "Ald Birch Cald Dray Ever Fox Gold Haw Iver Jed Kirk Lang Mead Old Prim Rus Stan Thist Up Vin"
)
_TAILS = _words(
    "water bury mead wick grove well low ford ridge field more den stone by croft gate ham worth "
    "ley brook"
)
PLAIN = len(LAST)
"""So many names come first, each of its own; the rest is for large samples."""
LAST += [
    head + tail
    for head in _HEADS
    for tail in _TAILS
    if head.lower() != tail and not head.endswith(tail[0] * 2)
]

OPEN_HOURS = "Mon-Fri 8:00-17:00"
OPENS, CLOSES = 8, 17
HOURS = (
    (OPEN_HOURS, "Mon-Fri 12:00-13:00"),
    ("Mon-Thu 8:00-17:00; Fri 8:00-13:00", "Mon-Thu 12:00-13:00"),
    ("Mon-Fri 8:30-16:30", "Mon-Fri 12:30-13:30"),
    ("Mon-Thu 7:30-17:30", "Mon-Thu 12:00-12:45"),
    ("Mon-Tue 9:00-17:00; Wed 9:00-12:00; Thu-Fri 9:00-17:00", "Mon-Fri 13:00-14:00"),
)
"""Hours, and when they close over lunch."""
ALL_WEEK = "Mon-Sun 8:00-20:00"
BRANCH_HOURS = (
    "Mon 9:00-16:00; Wed 9:00-16:00; Fri 8:00-12:00",
    "Tue 8:00-17:00; Thu 8:00-17:00",
    "Mon-Wed 8:00-12:00",
)
DROP_INS = (
    "Tue-Thu 10:00-11:30",
    "Mon-Fri 8:30-9:30",
    "Wed 13:30-15:00",
    "Tue 14:00-16:00; Thu 14:00-16:00",
)
ENTRIES = (
    "Side door, sign in at window 2",
    "Rear lot; staff door B, ring bell",
    "Street meter, two hours; second floor",
    "Visitor bay 4; sign in at the desk",
    "Lot behind the bakery; the front door sticks",
    "Garage level 1 is free for 30 minutes",
    "No parking on market day (Thursday)",
)
LUNCH_RULES = (
    "Lunch talks welcome, book 3 weeks ahead",
    "No lunches; coffee in the break room is fine",
    "First Tuesday of the month only, 12 people",
    "Ask the office manager; no sandwiches with nuts",
    "No food from visitors",
)
IN_DAYS = (
    "Mon-Thu 8:00-17:00",
    "Mon 8:00-12:00; Wed-Fri 8:00-17:00",
    "Tue-Fri 8:00-16:30",
    "Mon-Wed 8:00-17:00",
    "Mon 8:00-17:00; Wed 8:00-17:00; Fri 8:00-12:00",
)
TWO_PLACES = "Mon-Tue 8:00-17:00; Thu 8:00-17:00"
ACQUAINTANCE = (
    "Met at the county health fair",
    "Joint case in March",
    "Neighbor of Dana",
    "Found in the registry of providers",
    "Their office manager called us",
    "Lunch talk two years ago",
)
LIKES = (
    "Green tea; beagle named Biscuit",
    "Crosswords; oat-milk latte",
    "Gardening; no sweets, please",
    "Trail running",
    "Masala chai; new grandmother",
    "High school softball; daughter pitches",
    "Black coffee, early in the day",
    "Keeps bees; bring back the jar",
    "Bluegrass; plays the mandolin",
    "Quilting; two cats, Salt and Pepper",
    "Fishing at the reservoir",
)
WARM = ("Same running club", "Classmate", "Neighbor", "Children at the same school", "Choir")
LANGUAGES = ("Spanish", "Vietnamese", "Polish", "Hindi", "French", "Arabic", "Somali")
EHRS = ("Epic", "athenahealth", "eClinicalWorks", "NextGen", "Paper charts", "")
INSURERS = (  # the first takes no children
    "Medicare",
    "Medicaid",
    "Hocking Mutual",
    "Ridgeline Health",
    "Tri-County Care",
    "Buckeye Trades Fund",
    "Workers’ compensation",
    "Self-pay",
)
PRACTICE_TAGS = ("Lunch talk booked", "New EHR", "Spine pathway", "Knee clinic", "Fax unreliable")
NOTES = (
    "Two of their physicians retire next year.",
    "Reports by fax only; the portal loses them.",
    "Part of a group of five since spring.",
    "Ask for the back office, not the main line.",
)
CLOSED_DOWN = "Closed its doors; its patients went to other practices."
AREAS = ("740", "614", "380", "304", "681", "937", "513", "220", "419", "567", "330", "234")


class Numbers:
    """Gives out invented numbers, none twice."""

    def __init__(self) -> None:
        self._phones = itertools.count(1)
        self._npis = itertools.count(1)

    def phone(self) -> Phone:
        """Return the next phone number."""
        # 555-0100 to 555-0199 are kept for fiction; area and extension keep numbers apart.
        hundreds, last = divmod(next(self._phones), 100)
        extension, area = divmod(hundreds, len(AREAS))
        return Phone(f"+1{AREAS[area]}555{100 + last:04d}", str(extension) if extension else "")

    def npi(self, first: str) -> Npi:
        """Return the next NPI that begins with `first`, its check digit right."""
        # The registry began at 1003000000: what lies below was never given out.
        stem = f"{first}{next(self._npis):08d}"
        return Npi(next(stem + digit for digit in "0123456789" if check_digit_fits(stem + digit)))


class Names:
    """Gives out names of practices and people: practices none twice, people seldom."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        places = [place + feature for place in PLACES for feature in FEATURES]
        dice.shuffle(places)
        # Each word once before any comes again, so that a small county has no two of a name.
        self._places = itertools.cycle(sorted(places, key=_rounds(places).__getitem__))
        self._taken: set[str] = set()
        self._known = iter(dice.sample(LAST[:PLAIN], PLAIN))

    def practice(self, sort: str) -> tuple[str, str]:
        """Return a new name of a practice of this sort, and the place in it."""
        place = next(self._places)
        name = f"{place} {sort}"
        while name in self._taken:
            place = next(self._places)
            name = f"{place} {sort} of {self._dice.one(TOWNS)[0]}"
        self._taken.add(name)
        return name, place

    def person(self) -> tuple[str, str]:
        """Return the first and last name of somebody at a practice."""
        return self._dice.one(FIRST), next(self._known, None) or self._dice.one(LAST)


def _rounds(places: Sequence[str]) -> dict[str, int]:
    """Return how often the first word of each place has come before it."""
    seen: dict[str, int] = {}
    rounds: dict[str, int] = {}
    for place in places:
        word = place.split()[0]
        rounds[place] = seen[word] = seen.get(word, -1) + 1
    return rounds
