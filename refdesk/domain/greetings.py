"""How a person is addressed in a letter."""

from __future__ import annotations

from refdesk.domain.person import Person, PersonRole
from refdesk.domain.text import fold
from refdesk.i18n import _

_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "doctor"})
_RANKS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_DEGREES = frozenset({"md", "do", "np", "pa", "rn", "dds", "dmd", "dpm", "phd", "dnp", "facs"})
_PARTICLES = frozenset({"al", "da", "de", "del", "di", "du", "el", "la", "le", "san", "van", "von"})


def greeting(person: Person) -> str:
    """Return the first line of a letter: ``Dear Dr. Okafor,`` or ``Dear Dana,``.

    What stands as the person's salutation goes before; a physician is addressed by family name.
    """
    if person.salutation.strip():
        said = person.salutation.strip().rstrip(",:;")
        return f"{said if ' ' in said else _('Dear {name}').format(name=said)},"
    given, family = _parts(person.name)
    if person.role is PersonRole.PHYSICIAN:
        return _("Dear Dr. {name},").format(name=family)
    return _("Dear {name},").format(name=given)


def greeting_all(practice: str) -> str:
    """Return the first line of a letter to everybody at a practice."""
    return _("Dear all at {practice},").format(practice=practice)


def spoken(name: str) -> str:
    """Return a name as it is said and written on an envelope: "Okafor, Ngozi" is Ngozi Okafor.

    What follows a comma stays there where it is a rank or a degree.
    """
    family, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not given or not family:
        return name.strip(" ,")
    first = given.replace(",", " ").split()[0]
    if _bare(first) in _RANKS | _DEGREES:
        return name.strip()
    given, _comma, rest = (part.strip() for part in given.partition(","))
    return ", ".join(part for part in (f"{given} {family}", rest) if part)


def _parts(name: str) -> tuple[str, str]:
    whole = spoken(name).partition(",")[0]
    words = [word for word in whole.split() if _bare(word) not in _TITLES]
    while len(words) > 1 and _bare(words[-1]) in _RANKS | _DEGREES:
        words.pop()
    if not words:
        return name, name
    first = len(words) - 1
    while first > 1 and _bare(words[first - 1]) in _PARTICLES:
        first -= 1
    return words[0], " ".join(words[first:])


def _bare(word: str) -> str:
    return fold(word).replace(".", "")
