"""What a list says of itself: how many, and why there is nothing to see."""

from __future__ import annotations

from dataclasses import dataclass

from refdesk.i18n import _, plural
from refdesk.screens.actions import ANYWHERE
from refdesk.screens.import_words import IMPORTED
from refdesk.screens.spec import Screen


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list without rows says; `action` and `also` name what comes next in the key map."""

    icon: str
    headline: str
    hint: str
    action: str = ""
    words: str = ""
    also: str = ""
    also_words: str = ""


def counted(screen: Screen, count: int) -> str:
    """Return the word beside a number of records."""
    one, many = screen.list.counted or (screen.of.one, screen.of.many)
    return _(one if count == 1 else many).lower()


def new_words(screen: Screen) -> str:
    """Return the words of the button that begins a record."""
    return _("New {kind}").format(kind=_(screen.of.one).lower())


def empty_words(screen: Screen, search: str, filters: int, total: int) -> Empty:
    """Return what to say: nothing yet, or nothing that fits."""
    kind, text = counted(screen, 1), search.strip()
    if not text and not filters:
        return Empty(
            screen.icon_name,
            _("No {kind} yet").format(kind=counted(screen, 0)),
            _(screen.list.empty),
            *(("new", new_words(screen)) if screen.of.entered else ("", "")),
            *(("import", _("Bring a file in")) if screen.of in IMPORTED else ()),
        )
    if not filters and not total:
        return empty_words(screen, "", 0, 0)
    headline = _("No {kind} matches").format(kind=kind)
    if text:
        headline = _("No {kind} matches “{text}”").format(kind=kind, text=text[:60])
    hint = _(
        "Try a part of a word, or the digits of a phone number. Archived records are left out."
    )
    if filters:
        hint = plural("{count} filter is on.", "{count} filters are on.", filters)
    words = _("Clear filters") if filters else _("Show all")
    elsewhere = (ANYWHERE, _("Find it anywhere")) if text else ()
    return Empty("filter-x", headline, hint, "clear_filters", words, *elsewhere)
