"""The first field of an intake: who sent the patient, whatever kind of source that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from refdesk.domain.person import Person
from refdesk.i18n import _
from refdesk.screens.finding import Found
from refdesk.screens.senders import Sender, Senders
from refdesk.services.records import Records
from refdesk.ui.editors.finder_field import FinderField
from refdesk.ui.field_box import FieldLabel
from refdesk.ui.parts import Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from refdesk.ui.form_finder import FormFinder
    from refdesk.ui.host import Host
    from refdesk.ui.jobs import Job


LETTER = "y"
"""With Alt, it leads to the field from anywhere in the form."""


class SenderFinder:
    """Answers the field of senders; a new one is added as a person.

    Args:
        host: the window.
        people: adds somebody new.
    """

    def __init__(self, host: Host, people: FormFinder) -> None:
        self._host, self._people = host, people
        self.senders = Senders(Records(host.desk))
        self._asked: Job[tuple[list[Found], int]] | None = None

    def find(self, _kind: str, text: str, done: Callable[[list[Found], int], None], /) -> None:
        """Hand over the senders that fit."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._host.jobs.run_query(
            partial(self.senders.find, text), lambda answer: done(*answer)
        )

    def describe(
        self, kind: str, ids: Sequence[int], done: Callable[[list[Found]], None], /
    ) -> None:
        """Hand over people by name."""
        self._people.describe(kind, ids, done)

    def add(self, kind: str, text: str, done: Callable[[Found], None], /) -> None:
        """Let the person add somebody called `text`."""

        def added(found: Found) -> None:
            self._host.jobs.run_query(partial(self.senders.person, found.id), hand_over)

        def hand_over(sender: Sender | None) -> None:
            if sender is not None:
                done(sender.found)

        self._people.add(kind, text, added)

    def is_added_here(self, kind: str) -> bool:
        """Tell whether somebody new can be added."""
        return self._people.is_added_here(kind)


class SenderBox(QWidget):
    """Finds a sender; what was found fills in the fields below."""

    chosen = Signal(object)
    """A `Sender`."""

    def __init__(self, host: Host, people: FormFinder) -> None:
        super().__init__()
        theme, px = host.theme, host.theme.px
        finder = SenderFinder(host, people)
        self.field = FinderField(theme, Person.kind, finder)
        self.field.setPlaceholderText(_("A name, a practice, a source; arrow down for the usual"))
        self.field.setAccessibleName(_("Sent by"))
        label = FieldLabel(theme, _("Sent b&y"))
        label.setBuddy(self.field)
        quiet = Text(theme, _("fills in the fields below"), Type.SMALL, "text3")
        head = QHBoxLayout()
        head.addWidget(label)
        head.addStretch(1)
        head.addWidget(quiet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, px(4))
        whole.setSpacing(px(4))
        whole.addLayout(head)
        whole.addWidget(self.field)
        self._holds = False
        self.field.holds_choice = lambda: self._holds
        self.field.typed.connect(self._typed)
        self._of = finder.senders.of
        host.jobs.run_query(finder.senders.warm, lambda _names: None)
        self.field.chosen.connect(self._choose)

    def _typed(self) -> None:
        self._holds = False

    def _choose(self, found: Found) -> None:
        if found.asks:
            self.field.add()
            return
        self.field.write(found.title)
        self._holds = True
        self.chosen.emit(self._of(found))
