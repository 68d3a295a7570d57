"""The help: its pages in order, which of them belongs to what is in sight, and finding in them."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.text import fold, inside
from refdesk.i18n import N_, _
from refdesk.screens.help_text import Block, Mark, Shape, Span, read_blocks
from refdesk.settings import resource


class Part(enum.Enum):
    """A heading of the table of contents."""

    BEGIN = N_("To begin with")
    REFERRALS = N_("Referrals")
    PARTNERS = N_("Partners and visits")
    RECORDS = N_("Lists and forms")
    PAPER = N_("Paper and files")
    DESK = N_("The desk")


FIRST = "start"
HEADINGS = frozenset({Shape.HEADING, Shape.QUESTION})
PAGES: Mapping[Part, tuple[str, ...]] = {
    Part.BEGIN: (FIRST, "today", "keys"),
    Part.REFERRALS: (
        *("intake", "referral", "loop", "board", "tasks-and-promises"),
        *("outbound-referrals", "patients", "sources"),
    ),
    Part.PARTNERS: ("partners", "visits", "notes"),
    Part.RECORDS: ("lists", "forms"),
    Part.PAPER: ("printing", "import"),
    Part.DESK: ("settings", "form-designer", "privacy"),
}
"""The pages by the names of their files in resources/help, in the order in which they are read."""

OF_PLACES: Mapping[str, str] = {
    "today": "today",
    "board": "board",
    "settings": "settings",
    "import": "import",
    "notes": "notes",
    "day": "visits",
    "design": "form-designer",
    "tidy": "sources",
    "sheet": "printing",
    "list": "lists",
    "record": "forms",
    "new": "forms",
}
"""The page for each place of the window; a form has one of its kind before it."""
OF_KINDS: Mapping[str, str] = {
    "practice": "partners",
    "office": "partners",
    "person": "partners",
    "touch": "partners",
    "patient": "patients",
    "referral": "referral",
    "contact_attempt": "loop",
    "appointment": "loop",
    "stage_line": "loop",
    "task": "tasks-and-promises",
    "promise": "tasks-and-promises",
    "outbound_referral": "outbound-referrals",
    "visit": "visits",
    "letter": "notes",
    "release": "printing",
    "import_run": "import",
    "custom_field": "form-designer",
    "form_rule": "form-designer",
    "listed_source": "sources",
    "attachment": "referral",
    "user": "privacy",
    "clinic": "settings",
    "desk_setting": "settings",
}
"""The page for each kind of record; the page of all lists leads to it from a list of them."""
OF_NEW: Mapping[str, str] = {"referral": "intake"}
"""The page for a form that is still empty, where that is another."""
OF_DIALOGS: Mapping[str, str] = {
    "AddRecordDialog": "forms",
    "BulkEditDialog": "lists",
    "ColumnsDialog": "lists",
    "CorrectDialog": "loop",
    "DesignFieldDialog": "form-designer",
    "DraftsDialog": "forms",
    "FilterDialog": "lists",
    "HistoryDialog": "forms",
    "KeysDialog": "keys",
    "LatestChangesDialog": "forms",
    "MoveDialog": "board",
    "NameViewDialog": "lists",
    "PrintDialog": "printing",
    "ReleaseDialog": "printing",
    "StepDialog": "loop",
    "UndoRestDialog": "forms",
}
"""The page for each dialog; for the others, that of the page below it."""


def page_for(what: str, kind: str = "", dialog: str = "") -> str:
    """Return the name of the page that belongs to what is in sight.

    Args:
        what: the place of the window, such as "list" or "today".
        kind: of the record there.
        dialog: the class of the dialog over it.
    """
    if dialog in OF_DIALOGS:
        return OF_DIALOGS[dialog]
    if what == "list":
        return OF_PLACES[what]
    if what == "new" and kind in OF_NEW:
        return OF_NEW[kind]
    return OF_KINDS.get(kind) or OF_PLACES.get(what, FIRST)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page; its first block is its title."""

    name: str
    part: Part
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return self.blocks[0].words


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that holds what is looked for; `block` is where, 0 for its title."""

    page: HelpPage
    block: int

    @property
    def heading(self) -> str:
        """The heading above it; empty where that is the title."""
        above = self.page.blocks[1 : self.block + 1]
        return next((one.words for one in reversed(above) if one.shape in HEADINGS), "")


class Guide:
    """The pages of the help, with a person's own keys.

    Args:
        keys: of every action, as Qt writes them.
        kind: of the records whose list is in sight; the page of lists then leads to theirs.
    """

    def __init__(self, keys: Mapping[str, str], kind: str = "") -> None:
        self.pages: dict[str, HelpPage] = {
            name: HelpPage(name, part, read_blocks(text_of(name), keys))
            for part, names in PAGES.items()
            for name in names
        }
        if kind in OF_KINDS:
            lists = self.pages[OF_PLACES["list"]]
            title, *others = lists.blocks
            blocks = (title, self._about(kind), *others)
            self.pages[lists.name] = replace(lists, blocks=blocks)

    def _about(self, kind: str) -> Block:
        """Return what leads from the list of a kind of record to the page about them."""
        page = self.pages[OF_KINDS[kind]]
        words = _("This is the list of {kinds}. What they are, and what can be done with one:")
        said = words.format(kinds=inside(_(BY_NAME[kind].many)))
        return Block(Shape.TEXT, (Span(f"{said} "), Span(page.title, Mark.LINK, page.name)))

    def find(self, text: str) -> list[FoundPage]:
        """Return the pages that hold every word or part of a word, those named so first."""
        words = fold(text).split()
        ranked = [(rank, one) for page in self.pages.values() for rank, one in _found(page, words)]
        ranked.sort(key=itemgetter(0))  # pages that are as good stay in their order
        return [one for _rank, one in ranked]


def holds(text: str, words: Sequence[str]) -> bool:
    """Tell whether a text holds every one of some folded words."""
    folded = fold(text)
    return all(word in folded for word in words)


@cache
def text_of(name: str) -> str:
    """Return the Markdown of a page."""
    return resource(f"help/{name}.md").read_text("utf-8")


def _found(page: HelpPage, words: Sequence[str]) -> Iterator[tuple[int, FoundPage]]:
    """Yield where a page holds the words, if it does, and how well."""
    whole = [place for place, one in enumerate(page.blocks) if holds(one.words, words)]
    headings = [place for place in whole if page.blocks[place].shape in HEADINGS]
    if whole[:1] == [0]:
        yield 0, FoundPage(page, 0)
    elif whole:
        yield (1, FoundPage(page, headings[0])) if headings else (2, FoundPage(page, whole[0]))
    elif holds(" ".join(one.words for one in page.blocks), words):
        first = (place for place, one in enumerate(page.blocks) if holds(one.words, words[:1]))
        yield 3, FoundPage(page, next(first))
