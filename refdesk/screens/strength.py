"""How hard a passphrase is to guess, in words a person can act on."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from refdesk.i18n import N_, _, plural

LOOKED_AT = 100
"""Characters that are judged: the time grows with the square, and a hundred are plenty."""
GUESSES_A_SECOND = 1_000
"""What a strong graphics card could try at most once somebody has copied the desk: each guess
moves three times 128 MiB to and fro, and its memory passes about a terabyte a second."""


class Grade(enum.Enum):
    """How far a passphrase goes; the number of bars it fills."""

    TOO_WEAK = 1
    WEAK = 2
    GOOD = 3
    STRONG = 4

    @property
    def is_enough(self) -> bool:
        """Whether a desk may be made with it."""
        return self is not Grade.TOO_WEAK


@dataclass(frozen=True, slots=True)
class Strength:
    """What to tell about a passphrase: the verdict, and how to better it."""

    grade: Grade
    verdict: str
    advice: tuple[str, ...] = ()


# The fixed sentences of zxcvbn, in our words. Those that are missing say nothing new.
_ADVICE = {
    "Straight rows of keys are easy to guess.": N_("Rows of keys are easy to guess."),
    "Short keyboard patterns are easy to guess.": N_("Patterns on the keyboard are easy to guess."),
    'Repeats like "aaa" are easy to guess.': N_("Repeating a letter adds nothing."),
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': N_(
        "Repeating a word adds hardly anything."
    ),
    'Sequences like "abc" or "6543" are easy to guess.': N_(
        "Runs such as abc or 6543 are easy to guess."
    ),
    "Recent years are easy to guess.": N_("Years are easy to guess."),
    "Dates are often easy to guess.": N_("Dates are easy to guess."),
    "This is a top-10 common password.": N_("This is one of the ten most used passwords."),
    "This is a top-100 common password.": N_("This is one of the most used passwords."),
    "This is a very common password.": N_("This is a much used password."),
    "This is similar to a commonly used password.": N_("This is close to a much used password."),
    "A word by itself is easy to guess.": N_("One word alone is easy to guess."),
    "Names and surnames by themselves are easy to guess.": N_("A name is easy to guess."),
    "Common names and surnames are easy to guess.": N_("Names are easy to guess."),
    "Capitalization doesn't help very much.": N_("A capital at the start helps little."),
    "All-uppercase is almost as easy to guess as all-lowercase.": N_("Capitals help little."),
    "Reversed words aren't much harder to guess.": N_("Words spelt backwards help little."),
    "Predictable substitutions like '@' instead of 'a' don't help very much.": N_(
        "Signs in place of letters, @ for a, help little."
    ),
    "Add another word or two. Uncommon words are better.": N_(
        "Add a word or two that do not belong together."
    ),
}
_MINUTE, _HOUR = 60, 3_600  # seconds


def warm() -> None:
    """Read the word lists, so that the first letter typed need not wait for them."""
    import zxcvbn  # noqa: F401, PLC0415  50 ms


def measure(passphrase: str, personal: Iterable[str] = ()) -> Strength:
    """Judge a passphrase.

    Args:
        passphrase: as it was typed.
        personal: what anybody would try first, such as the names of the clinic and the user.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415  50 ms

    known = [word for text in personal for word in (text, *re.split(r"\W+", text)) if word]
    looked_at = passphrase[:LOOKED_AT]
    # Whoever guesses words tries them with and without spaces; zxcvbn counts each space dear.
    readings = {looked_at, "".join(looked_at.split())} - {""}
    if not readings:
        return Strength(Grade.TOO_WEAK, _verdict(Grade.TOO_WEAK, 0))
    found = min(
        (zxcvbn(text, user_inputs=known, max_length=LOOKED_AT) for text in sorted(readings)),
        key=lambda judged: judged["guesses"],
    )
    said = [found["feedback"]["warning"], *found["feedback"]["suggestions"]]
    advice = tuple(_(_ADVICE[text]) for text in said if text in _ADVICE)
    if not found["feedback"]["warning"] and _is_known(found["sequence"]):
        advice = (_("The names of the clinic and of people in it are tried first."), *advice)
    grade = _GRADES[found["score"]]
    return Strength(grade, _verdict(grade, float(found["guesses"])), advice[:2])


_GRADES = (Grade.TOO_WEAK, Grade.TOO_WEAK, Grade.WEAK, Grade.GOOD, Grade.STRONG)


def _is_known(matches: Iterable[dict[str, object]]) -> bool:
    return any(match.get("dictionary_name") == "user_inputs" for match in matches)


def _verdict(grade: Grade, guesses: float) -> str:
    if grade is Grade.STRONG:
        return _("Strong.")
    if grade is Grade.GOOD:
        return _("Good. One more word makes it strong.")
    time = _duration(guesses / GUESSES_A_SECOND)
    if grade is Grade.WEAK:
        return _("Weak: {time}.").format(time=time)
    return _("Too easy to guess: {time}.").format(time=time)


def _duration(seconds: float) -> str:
    if seconds < 1:
        return _("guessed at once")
    if seconds < _MINUTE:
        count = round(seconds)
        return plural("guessed in about {count} second", "guessed in about {count} seconds", count)
    if seconds < _HOUR:
        count = round(seconds / _MINUTE)
        return plural("guessed in about {count} minute", "guessed in about {count} minutes", count)
    count = round(seconds / _HOUR)
    return plural("guessed in about {count} hour", "guessed in about {count} hours", count)
