"""The usual words for what sends patients, and the kind of source that each of them is."""

from __future__ import annotations

from collections.abc import Mapping

from refdesk.domain.sources import Source
from refdesk.domain.text import fold
from refdesk.i18n import N_, _

USUAL: Mapping[Source, tuple[str, ...]] = {
    Source.EVENT: (
        *(N_("health fair"), N_("community event"), N_("screening day"), N_("open house")),
        *(N_("charity run"), N_("fun run")),
    ),
    Source.ADVERTISEMENT: (
        *(N_("newspaper"), N_("radio"), N_("billboard"), N_("flyer"), N_("brochure")),
        *(N_("website"), N_("web search"), N_("social media"), N_("mailing")),
    ),
    Source.SCHOOL: (N_("school nurse"), N_("athletic trainer")),
    Source.WORD_OF_MOUTH: (N_("a friend"), N_("a neighbor"), N_("a relative"), N_("a coworker")),
}
"""None of them is a name that somebody has."""
FEWEST = 4
"""Letters from which the beginning of such words is known."""


def kind_said(text: str) -> tuple[Source, str] | None:
    """Return the kind of source that was typed in words, and those words in full.

    A comma is that of a name.
    """
    words = fold(text).split()
    typed = " ".join(words)
    if len(typed) < FEWEST or "," in text:
        return None
    for kind, phrases in USUAL.items():
        for phrase in phrases:
            known = fold(_(phrase))
            if known.startswith(typed):
                return kind, _(phrase)
            if set(known.split()) <= set(words):
                return kind, " ".join(text.split())
    return None
