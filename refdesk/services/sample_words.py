"""Invented names for the sample desk; the towns and ZIP codes are real places in Ohio."""

from refdesk.domain.person import PersonRole


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
