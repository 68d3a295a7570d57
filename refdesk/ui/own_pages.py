"""The pages made by hand, each declared once: of the window, and of kinds of record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from refdesk.domain.attachment import Attachment
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource
from refdesk.i18n import N_
from refdesk.screens.begun import MOVES
from refdesk.screens.loop_steps import STEP

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.services.drafts import Draft
    from refdesk.ui.form_page import FormPage
    from refdesk.ui.host import Host, Page
    from refdesk.ui.record_page import RecordPage

    Shows = Callable[[Host], RecordPage[Any]]

# Each is imported when it is first asked for: the window is there sooner without them.
# ruff: noqa: PLC0415


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of the window that is of no single record.

    `name` is that of the action that opens it, of its button and of what a draft keeps of it;
    `title` is what the window is called meanwhile. With an `icon` it has a button in the sidebar,
    above the lists, below them or at the foot; without, the button of `kind` stands for it. One
    that `stays` is made once and found as it was left; another is made each time. `make` takes
    what was begun of it, where that is kept.
    """

    name: str
    title: str
    make: Callable[[Host, Draft | None], Page]
    icon: str = ""
    kind: str = ""
    is_first: bool = False
    at_foot: bool = False
    for_owners: bool = False
    stays: bool = True


@dataclass(frozen=True, slots=True)
class OfKind:
    """What a kind of record has in place of the form that its description draws.

    `shows` makes the page that shows one, `opens` shows one in another way, `takes` makes the page
    that takes a new one.
    """

    shows: Shows | None = None
    opens: Callable[[Host, int], None] | None = None
    takes: Callable[[Host, Draft | None, Mapping[str, Any] | None], FormPage] | None = None


def _today(host: Host, _draft: Draft | None) -> Page:
    from refdesk.ui.today_page import TodayPage

    return TodayPage(host)


def _board(host: Host, _draft: Draft | None) -> Page:
    from refdesk.ui.board_page import BoardPage

    return BoardPage(host)


def _day(host: Host, _draft: Draft | None) -> Page:
    from refdesk.ui.day_page import DayPage

    return DayPage(host)


def _import(host: Host, _draft: Draft | None) -> Page:
    from refdesk.ui.import_page import ImportPage

    return ImportPage(host)


def _design(host: Host, draft: Draft | None) -> Page:
    from refdesk.ui.design_page import DesignPage

    return DesignPage(host, draft)


def _settings(host: Host, _draft: Draft | None) -> Page:
    from refdesk.ui.settings_page import SettingsPage

    return SettingsPage(host)


def _notes(host: Host, draft: Draft | None) -> Page:
    from refdesk.screens.notes_state import subjects_of
    from refdesk.ui.notes_page import NotesPage

    return NotesPage(host, subjects_of(draft.body["notes"]) if draft else (), draft)


def _tidy(host: Host, draft: Draft | None) -> Page:
    from refdesk.ui.tidy_page import TidyPage

    return TidyPage(host, draft)


def _referral(host: Host) -> RecordPage[Any]:
    from refdesk.ui.referral_page import ReferralPage

    return ReferralPage(host)


def _intake(host: Host, draft: Draft | None, entries: Mapping[str, Any] | None) -> FormPage:
    from refdesk.ui.intake_page import IntakePage

    return IntakePage(host, draft=draft, entries=entries)


def _file(host: Host, row_id: int) -> None:
    host.show_file(row_id)


def _moves(host: Host, over: QWidget, draft: Draft) -> None:
    from refdesk.ui.move_many import MoveMany

    MoveMany(host, over).resume(draft)


def _step(host: Host, over: QWidget, draft: Draft) -> None:
    from refdesk.ui.loop_actions import LoopActions

    LoopActions(host, over).resume(draft)


OWN_PAGES: Mapping[str, OwnPage] = {
    own.name: own
    for own in (
        OwnPage("today", N_("Today"), _today, "sun", is_first=True),
        OwnPage("board", N_("Board"), _board, "square-kanban", is_first=True),
        OwnPage("day", N_("Day of visits"), _day, "route"),
        OwnPage("import", N_("Bring a file in"), _import, "download"),
        OwnPage("design", N_("Form designer"), _design, "sliders-horizontal", for_owners=True),
        OwnPage("settings", N_("Settings"), _settings, "settings", at_foot=True, stays=False),
        OwnPage("notes", N_("Thank-you notes"), _notes),
        OwnPage("tidy", N_("Tidy up sources"), _tidy, kind=ListedSource.kind),
    )
}
"""In the order in which they stand in the sidebar."""
OWN_DIALOGS: Mapping[str, Callable[[Host, QWidget, Draft], None]] = {
    MOVES: _moves,
    STEP: _step,
}
"""What goes on with a draft of a dialog, over the page it was begun on, by the draft's name."""
OF_KIND: Mapping[str, OfKind] = {
    Referral.kind: OfKind(shows=_referral, takes=_intake),
    Attachment.kind: OfKind(opens=_file),
}
PLAIN = OfKind()
"""A kind whose records are shown and taken as forms."""
