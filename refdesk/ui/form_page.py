"""The form of one record, new or known, drawn from its screen description."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from refdesk.domain.kinds import ADDRESS
from refdesk.i18n import _
from refdesk.screens.begun import own_name
from refdesk.screens.form_state import FormState
from refdesk.screens.loop_steps import STEP
from refdesk.screens.spec import Screen
from refdesk.services import places
from refdesk.services.drafts import Draft, Drafts
from refdesk.services.records import Records
from refdesk.ui.draft_keeper import DraftKeeper
from refdesk.ui.editors.reference import ReferenceEditor
from refdesk.ui.find_button import FindButton
from refdesk.ui.form_brief import Brief
from refdesk.ui.form_finder import FormFinder
from refdesk.ui.form_foot import FormFoot
from refdesk.ui.form_frame import SideStand, card_of, lay_out
from refdesk.ui.form_news import say_archived, say_gone, say_meanwhile, say_resumed
from refdesk.ui.form_saving import FormSaving
from refdesk.ui.form_side import FormSide
from refdesk.ui.form_view import FormView
from refdesk.ui.notice import Notice
from refdesk.ui.page_head import PageHead
from refdesk.ui.parts import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.record import Record
    from refdesk.ui.editors.base import FieldFinder
    from refdesk.ui.host import Host
    from refdesk.ui.keycaps import Hint

SIDE_FROM = 900
"""Width of the page from which the side panel is beside the fields, in pixels at 100 %."""


class FormPage(FormSaving):
    """Fields, what is wrong with them, Save; beside them the draft and the history.

    Args:
        host: the window.
        screen: of the kind of record.
        record: to change, None for a new one.
        title: under which the record is shown.
        draft: what was begun earlier, to go on from.
        entries: already made in a new one.
    """

    def __init__(
        self,
        host: Host,
        screen: Screen,
        record: Record | None,
        title: str = "",
        *,
        draft: Draft | None = None,
        entries: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.host, self.shows = host, screen
        self.state = self.begun_state(record, entries)
        moved = self.state.resume(draft.body) if draft else []
        if draft:
            is_typing = bool(draft.body.get("open"))  # a lock came in the middle
            self.state.look_over(but=str(draft.body.get("focus") or "") if is_typing else "")
        self._draft = draft
        self.title_text = title or _("New {kind}").format(kind=_(screen.of.one).lower())
        self._saving = self._left = False
        self._in_sight = True
        self._saved_at: str | None = None
        self._was_archived = False
        self.view = self.form_view()
        self.side = self.side_panel()
        self.notice = Notice(host.theme, above=12)
        keeping = draft.keeping if draft else Drafts(host.desk).begin(screen.kind, self.row_id)
        self.keeper = DraftKeeper(host, keeping, self._body)
        self._build()
        self._connect()
        self._lock_what_is_kept()
        if draft:
            say_resumed(self.notice, self.state, moved)
        self.side.show_record(self.state.record)
        if any(box.own.kind is ADDRESS for box in self.view.boxes.values()):
            host.jobs.run_query(places.warm, lambda _done: None)

    # What a page of one kind makes its own

    def begun_state(self, record: Record | None, entries: Mapping[str, Any] | None) -> FormState:
        """Return the form before anything is typed."""
        asked = self.host.desk.fields(self.shows.of)
        if record is None:
            return FormState.blank(self.shows.form, self.shows.of, asked, entries)
        return FormState(self.shows.form, record, asked)

    def finder(self) -> FieldFinder:
        """Return what answers the fields that name other records."""
        return FormFinder(self.host, self, asking=self.state)

    def form_view(self) -> FormView:
        """Return the fields."""
        return FormView(self.host.theme, self.state, self.finder())

    def side_panel(self) -> FormSide:
        """Return what stands beside the fields."""
        return FormSide(self.host)

    def fields_widget(self) -> QWidget:
        """Return what the card holds: the fields."""
        return self.view

    def named_so_far(self) -> str:
        """Return under which name a draft is found again: its own, or of whom it is about."""
        record = self.state.working()
        own = [getattr(record, name) for name in record.title]
        texts = [*own, *map(self._chosen_title, record.title)]
        return next((text for text in texts if isinstance(text, str) and text), "")

    # What the window asks

    def open(self) -> None:
        """Give the focus to the field where the person was, or to the first."""
        focus = self._draft.body.get("focus") if self._draft else None
        focus = focus or self.view.focused()  # Qt has given it to the first field meanwhile
        if focus in self.view.boxes:
            self.view.focus_field(str(focus))
            self.view.go_on_typing()
        elif self.state.is_new:
            self.view.focus_first()
        else:
            self.view.focus_field(next(iter(self.view.boxes)))
        self._show_begun()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """Return what a form can do now."""
        found: dict[str, Callable[[], None]] = {"close": self.close_form, "new": self._new}
        if self._saving:
            return found
        if self._is_open_to_change():
            found["save"] = self.save
            found["next_problem"] = partial(self.go_to_problem, 1)
            found["previous_problem"] = partial(self.go_to_problem, -1)
            if self.state.is_new:
                found["save_add"] = partial(self.save, add_another=True)
        if not self.state.is_new:
            found["history"] = self.show_history
        if self.side.files is not None:
            found.update(self.side.files.handlers())
        return found

    def hints(self) -> tuple[Hint, ...]:
        """Return the keys of a form."""
        keys = self.host.keys
        hints = [("Tab", _("next field")), (_("Alt+letter"), _("jump to field"))]
        if self.state.problems:
            hints.append(keys.hint("next_problem", _("next problem")))
        if self._is_open_to_change():
            hints.append(keys.hint("save", _("save")))
        hints.append(keys.hint("close", _("close, keep draft") if self.is_begun else _("close")))
        return tuple(hints)

    def changed(self, kinds: Collection[str]) -> None:
        """Show what was changed elsewhere; what is being typed stays."""
        if self.state.is_new or self._saving:
            return
        record = self.state.record
        self.side.show_record(record)
        if record.kind in kinds:
            records = Records(self.host.desk)
            of, row_id = type(record), record.id

            def read() -> tuple[Record, str]:
                now = records.get(of, row_id)
                return now, records.title(now)

            self.host.jobs.run_query(read, self._rebased, self._gone)

    def foot_room(self) -> int:
        """Return the height of Save and its neighbours, with the page's edge below them."""
        return self.foot.sizeHint().height() + self.host.theme.px(16)

    def focus_moved(self, now: QWidget) -> None:
        """Bring the field that has the focus in sight, with its label and problem."""
        for box in self.view.boxes.values():
            if box.isAncestorOf(now):
                self.area.ensureWidgetVisible(box, 0, self.host.theme.px(24))

    def leave(self, *, locking: bool = False) -> None:
        """Keep what was typed: the page goes, or the desk is about to be locked."""
        if self._left:
            return
        self._in_sight = locking  # then it is given back at once
        self._left = True
        self.keeper.keep()
        self.keeper.rest()

    # What a person does

    def close_form(self) -> None:
        """Go back; what was typed stays as a draft."""
        if self.is_begun:
            self.host.tell(_("Kept as a draft"))
        self.host.back()

    def discard(self) -> None:
        """Go back to what is saved; the draft is forgotten."""
        if self._saving:
            return
        draft = self.keeper.begun()
        self.keeper.drop()
        self._left = True
        self.host.back()
        if draft is not None:
            self.host.discarded([draft], in_sight=True)

    def show_history(self) -> None:
        """Show the whole history of the record."""
        from refdesk.ui.dialogs.history import HistoryDialog  # noqa: PLC0415  seldom

        HistoryDialog(self.host, self.state.record, self.title_text, self).open()

    def archive(self) -> None:
        """Archive the record, or take it back."""
        record, records = self.state.record, self.host.records
        archived = not record.archived
        words = _("Archived {name}") if archived else _("Restored {name}")

        def done(_record: Record) -> None:
            self.host.tell(words.format(name=self.title_text), undo=True)
            if archived and not self._left:
                self.host.back()

        of, row_id = type(record), record.id
        self.host.run(
            _("Archiving") if archived else _("Restoring"),
            lambda _progress: records.archive(of, row_id, archived=archived),
            done,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the form, where no field has a use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the side panel below the fields of a narrow window."""
        super().resizeEvent(event)
        self._stand.stand(beside=event.size().width() >= self.host.theme.px(SIDE_FROM))

    # Inside

    def _build(self) -> None:
        theme = self.host.theme
        of = self.shows.of
        self.archive_button = Button(theme, "", icon="archive")
        controls = (FindButton(self.host), self.archive_button)
        self.head = PageHead(theme, _(of.many), self.title_text, *controls)
        self.foot = FormFoot(theme, self.host.keys)
        self.brief = Brief(theme)
        parts = (self.notice, self.brief, self.fields_widget(), self.foot)
        card, self.area = card_of(theme, *parts)
        beside = lay_out(self, theme, self.head, card, self.side)
        self._stand = SideStand(self.side, beside, self.area, self.brief)
        self._count_problems()
        self._show_archived()  # now that its notice has a place

    def _connect(self) -> None:
        self.view.edited.connect(self._edited)
        self.area.resized.connect(self._see_focus)
        self.keeper.kept.connect(self.side.say_kept)
        self.side.warned.connect(self._show_brief)
        self.side.history_asked.connect(self.show_history)
        self.side.resume_asked.connect(self._resume_other)
        self.foot.save_asked.connect(self.save)
        self.foot.save_add_asked.connect(partial(self.save, add_another=True))
        self.foot.close_asked.connect(self.close_form)
        self.foot.discard_asked.connect(self.discard)
        self.archive_button.clicked.connect(self.archive)
        for box in self.view.boxes.values():
            box.left.connect(self._count_problems)

    def _lock_what_is_kept(self) -> None:
        open_to_change = self._is_open_to_change()
        for box in self.view.boxes.values():
            box.editor.set_locked(locked=box.own.program or not open_to_change)
        self.foot.offer(change=open_to_change, add=self.state.is_new)

    def _body(self) -> dict[str, Any] | None:
        if not self.is_begun:
            return None
        title = self.named_so_far()
        body = {"focus": self.view.focused(), "open": self._in_sight, "title": title}
        begun = self._draft.body if self._draft is not None else {}
        if STEP in begun:  # it is still that step, of that patient
            body |= {STEP: begun[STEP], "title": begun["title"]}
        return {**self.state.draft(), **body}

    def _edited(self) -> None:
        self.keeper.touch()
        self._count_problems()

    def _rebased(self, answer: tuple[Record, str]) -> None:
        if self._left or self._saving:
            return
        record, title = answer
        records = Records(self.host.desk)
        both = self.state.rebase(record, records.shown)
        self.title_text = title
        self.head.title.show_whole(title)
        self._show_archived()
        for name, box in self.view.boxes.items():
            if name not in self.state.touched:
                box.editor.show_entry(self.state.entries[name])
        self.view.show_rules()
        if both:
            say_meanwhile(self.notice, self.state, both)

    def _gone(self, _error: BaseException) -> None:
        if not self._left:
            say_gone(self.notice)

    def _show_archived(self) -> None:
        record = self.state.record
        can_go = self.shows.of.entered and self._is_open_to_change()  # a clinic cannot, for one
        self.archive_button.setVisible(can_go and not self.state.is_new)
        self.archive_button.set_words(_("Restore") if record.archived else _("Archive"))
        if record.archived:
            say_archived(self.notice)
        elif self._was_archived:
            self.notice.clear()
        self._was_archived = record.archived

    def _show_begun(self) -> None:
        desk, kind = self.host.desk, self.shows.kind

        def show(drafts: list[Draft]) -> None:
            if self._left:
                return
            forms = (one for one in drafts if one.kind == kind and not own_name(one))
            others = [one for one in forms if not self.host.holds(one)]
            self.side.show_begun(others if self.state.is_new else [])

        self.host.jobs.run_query(Drafts(desk).mine, show)

    def _chosen_title(self, name: str) -> str:
        editor = self.view.boxes[name].editor if name in self.view.boxes else None
        return editor.chosen_title() if isinstance(editor, ReferenceEditor) else ""

    def _see_focus(self) -> None:
        now = self.focusWidget()
        if now is not None:
            self.focus_moved(now)

    def _show_brief(self) -> None:
        self.brief.show_lines(self.side.warnings())

    def _resume_other(self, draft: Draft) -> None:
        self.host.resume(draft)

    def _new(self) -> None:
        if self.shows.of.entered:
            self.host.new_record(self.shows.kind)
