"""What stands beside an intake: who is on file already, who sends, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from refdesk.i18n import _
from refdesk.screens.intake_words import Facts, PatientShown, SenderShown
from refdesk.ui.cards import SideCard, pair
from refdesk.ui.elided import ElidedText
from refdesk.ui.form_brief import Warned
from refdesk.ui.form_side import WIDTH, FormSide
from refdesk.ui.offer import Offer, lead
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.host import Host


EDGE, LABEL = 12, 84
"""Room at both sides of a card, and of the labels in it, in pixels at 100 %."""


class IntakeSide(FormSide):
    """The cards beside an intake, above those of every form."""

    use_asked = Signal(int)
    """The number of a patient on file who is the one."""
    open_asked = Signal(int)
    """The number of an open referral."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        theme = host.theme
        self.on_file = SideCard(theme, _("On file already?"), "users")
        self.practice = SideCard(theme, "", "building-2")
        self.next = SideCard(theme, _("What happens next"), "clock")
        for place, card in enumerate((self.on_file, self.practice, self.next), start=1):
            self._column.insertWidget(place, card)
            card.hide()
        self.uses: list[Button] = []
        self._open_offers: list[Offer] = []
        self._on_file_warned: list[Warned] = []

    def show_on_file(
        self, found: Sequence[PatientShown], *, chosen: int, is_nobody: bool = False
    ) -> None:
        """Show the patients who may be the one; `chosen` is the one who was taken.

        That nobody fits is said only where `is_nobody` is called so, not even in part.
        """
        self.on_file.empty()
        self.uses, self._open_offers, self._on_file_warned = [], [], []
        self.on_file.setVisible(bool(found) or is_nobody)
        if not found:
            nobody = _("Nobody on file fits what is typed so far.")
            wide = WIDTH - 2 * EDGE
            self.on_file.body.addWidget(self._wrapped(nobody, Type.BODY, "text2", wide))
        known = any(one.patient_id == chosen for one in found)
        self.on_file.title.setText(_("On file") if known else _("On file already?"))
        for one in found:
            self._show_patient(one, is_chosen=one.patient_id == chosen)
        lead(self.offers())
        self.warned.emit()

    def warnings(self) -> list[Warned]:
        """Return who may be on file, with what is open for them, then what was begun."""
        return [*self._on_file_warned, *super().warnings()]

    def offers(self) -> list[Offer]:
        """Return what the cards offer, from the top: open referrals, then what was begun."""
        return [*self._open_offers, *super().offers()]

    def show_sender(self, shown: SenderShown | None) -> None:
        """Show the practice that sends."""
        self.practice.empty()
        self.practice.setVisible(shown is not None)
        if shown is not None:
            title, room = self.practice.title, self._host.theme.px(WIDTH - 2 * EDGE - 40)
            whole = Qt.TextElideMode.ElideRight
            title.setText(title.fontMetrics().elidedText(shown.title, whole, room))
            title.setToolTip(shown.title)
            self.practice.setAccessibleName(shown.title)
            self._show_facts(self.practice, shown.facts)

    def show_next(self, facts: Facts) -> None:
        """Show by when something has to be done."""
        self.next.empty()
        self.next.setVisible(bool(facts))
        self._show_facts(self.next, facts)

    def _show_facts(self, card: SideCard, facts: Facts) -> None:
        for label, value in facts:
            words = self._wrapped(value, Type.MEDIUM, "text", WIDTH - 2 * EDGE - LABEL - 8)
            card.body.addLayout(pair(self._host.theme, label, words, room=LABEL))

    def _wrapped(self, text: str, use: Type, ink: str, wide: int) -> Text:
        """Return words on as many lines as they need at this width, in pixels at 100 %."""
        words = Text(self._host.theme, text, use, ink)
        words.setWordWrap(True)
        words.setFixedHeight(words.heightForWidth(self._host.theme.px(wide)))
        return words

    def _show_patient(self, one: PatientShown, *, is_chosen: bool) -> None:
        theme, body = self._host.theme, self.on_file.body
        name = ElidedText(theme, Type.STRONG, "text")
        name.show_whole(one.name)
        does: list[Button] = []
        row = QHBoxLayout()
        row.addWidget(name, 1)
        if not is_chosen:
            number = len(self.uses) + 1
            use = Button(theme, _("Use"), Look.QUIET, height=26, keys=f"Alt+{number}")
            use.setAccessibleName(_("Use {name}, who is on file").format(name=one.name))
            use.clicked.connect(partial(self.use_asked.emit, one.patient_id))
            row.addWidget(use)
            self.uses.append(use)
            does.append(use)
        body.addLayout(row)
        if one.about:
            body.addWidget(self._wrapped(one.about, Type.SMALL, "text2", WIDTH - 2 * EDGE))
        if one.open_id:
            body.addWidget(self._wrapped(one.open_words, Type.SMALL, "warn", WIDTH - 2 * EDGE))
            button = Offer(theme, self._host.keys, _("Open it"))
            button.setAccessibleName(_("Open the open referral of {name}").format(name=one.name))
            button.clicked.connect(partial(self.open_asked.emit, one.open_id))
            self._open_offers.append(button)
            does.append(button)
            body.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
        if does:
            known = ", ".join(filter(None, (one.name, one.open_words or one.about)))
            words = known if is_chosen else " ".join((_("On file already?"), known))
            self._on_file_warned.append(Warned(words, tuple(does)))
