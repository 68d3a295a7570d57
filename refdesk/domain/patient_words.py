"""What a sheet that is not for treatment must not say: who a patient is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from refdesk.domain.greetings import spoken
from refdesk.domain.text import fold
from refdesk.i18n import _

_LETTERS = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTERS}+(?:[-'’]{_LETTERS}+)*")
_PIECE = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "master"})
_ADDRESSED = frozenset({"dear", "dr"})
_PARTICLES = frozenset({"da", "de", "del", "di", "du", "el", "la", "le", "san", "van", "von", "y"})
_DEGREES = frozenset({"jr", "sr", "ii", "iii", "iv", "md", "do", "np", "pa", "rn", "phd"})
_NO_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august"
    r"|(?:septem|octo|novem|decem)ber|dr|i|care|portal"
)
_CALLED = re.compile(rf"\b(?:patient|pt\.?)(,?) +((?:Mr|Mrs|Ms|Miss|Mx)\.? +)?({_LETTERS}+)")
_MARKS = re.compile(
    r"\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|mrn\b|medical record (?:no|number)|ssn\b)"
    r"|\bborn (?:on )?(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*[ \d,/-]*",
    re.IGNORECASE,
)
LEAST_NUMBER = 3
"""Signs that a control number has at least; less is a figure in a sentence."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a text that may name somebody; `words` as they stand there.

    `parts` are folded; a single letter stands for a name that begins with it. `family_only`: a
    title goes before, so that one part names a family.
    """

    words: str
    parts: tuple[str, ...]
    family_only: bool = False

    def names(self, name: str) -> bool:
        """Tell whether these are the family name and a given name of `name`."""
        given, family = name_parts(name)
        if self.family_only:
            return family.issuperset(self.parts[0].split())
        first, second = self.parts
        return any(
            family.issuperset(one.split()) and any(_is_short_for(other, own) for own in given)
            for one, other in ((first, second), (second, first))
        )


def name_parts(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the given names and the family names of a name, folded; "Quill, Jane" or "Jane Quill".

    Where no comma tells them apart the last word is the family.
    """
    before, _comma, after = name.partition(",")
    if spoken(name) != name.strip(" ,"):
        family, given = fold(before).split(), fold(after).split()
    else:
        words = [word for word in map(fold, before.split()) if word not in _TITLES | _ADDRESSED]
        given, family = " ".join(words[:-1]).split(), " ".join(words[-1:]).split()
    return frozenset(given) - _DEGREES, frozenset(family) - _DEGREES


def names_in(text: str) -> Iterator[Said]:
    """Yield the words of a text that may name somebody: "Jane Quill", "Quill, Jane", "Mrs. Quill".

    Only words with a capital stand together; one between them may be a further name. A given name
    alone names nobody.
    """
    for run in _runs(text):
        for at, (word, start, _end) in enumerate(run):
            if fold(word) in _TITLES:
                if at + 1 < len(run):
                    stop = run[at + 1][2]
                    yield Said(text[start:stop], (fold(run[at + 1][0]),), family_only=True)
                continue
            for other, _begins, stop in run[at + 1 : at + 3]:
                if len(word) > 1 or len(other) > 1:
                    yield Said(text[start:stop], (fold(word), fold(other)))


def numbers_in(text: str) -> tuple[str, ...]:
    """Return what may be a control number: words with figures."""
    found = dict.fromkeys(match.group() for match in _PIECE.finditer(text))
    return tuple(
        one for one in found if len(one) >= LEAST_NUMBER and any(char.isdigit() for char in one)
    )


def spoken_of(text: str) -> tuple[str, ...]:
    """Return the words that tell of one patient, whoever that is: "patient Rosa", "DOB"."""
    found = [match.group().strip(" ,") for match in _MARKS.finditer(text)]
    for match in _CALLED.finditer(text):
        comma, title, name = match.groups()
        to_them = comma and not title  # "for your patient, Rosa" speaks to Rosa
        if name.istitle() and not to_them and not _NO_NAME.fullmatch(fold(name)):
            found.append(match.group())
    return tuple(dict.fromkeys(found))


def take_out(words: tuple[str, ...]) -> str:
    """Return the sentence that asks to take words out which tell of a patient."""
    return _("Take out {words}: a thank-you says nothing of a patient.").format(
        words=", ".join(f"“{one}”" for one in words)
    )


def look_again(words: Iterable[str]) -> str:
    """Return the sentence that has a person look at words which may name a patient."""
    said = ", ".join(f"“{one}”" for one in dict.fromkeys(words))
    return _("Look again: {words} may be a patient.").format(words=said)


def _runs(text: str) -> Iterator[list[tuple[str, int, int]]]:
    """Yield words with a capital that follow each other, over particles, within a sentence."""
    run: list[tuple[str, int, int]] = []
    before, end = "", 0
    for match in _WORD.finditer(text):
        word = match.group()
        goes_on = bool(run) and _goes_on(before, text[end : match.start()])
        before, end = word, match.end()
        if goes_on and fold(word) in _PARTICLES:
            continue
        may_be = word[0].isupper() and fold(word) not in _ADDRESSED
        if run and not (goes_on and may_be):
            yield run
            run = []
        if may_be:
            run.append((word, match.start(), match.end()))
    if run:
        yield run


def _goes_on(before: str, between: str) -> bool:
    if between.strip(" \n") in {"", ","}:
        return between.count("\n") < 2
    return between.strip() == "." and (len(before) == 1 or fold(before) in _TITLES)


def _is_short_for(said: str, own: str) -> bool:
    return own.startswith(said) if len(said) == 1 else own == said
