"""Asks whether to undo the rest, where some records of a change have to stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from refdesk.i18n import _, plural
from refdesk.services.changes import CannotUndo, Changes
from refdesk.ui.dialog import Dialog
from refdesk.ui.parts import Look, Text
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.host import Host

MOST_SHOWN = 8


class UndoRestDialog(Dialog):
    """What of a change stays and why; the rest can be undone without it.

    Args:
        host: the window.
        refused: why not all of the change can be undone.
        over: the widget it opens over.
        done: gets what was undone, in words; without it the window tells it.
    """

    def __init__(
        self,
        host: Host,
        refused: CannotUndo,
        over: QWidget,
        done: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(host.theme, _("Not all of this can be undone"), over)
        self._host, self._change, self._done = host, refused.change_id, done
        blocked = refused.blocked
        self._say(
            plural(
                "{count} record was changed later or is in use, and stays as it is:",
                "{count} records were changed later or are in use, and stay as they are:",
                blocked.stay,
            )
        )
        for name in blocked.names[:MOST_SHOWN]:
            self._say(f"•  {name}", "text2")
        more = blocked.stay - min(MOST_SHOWN, len(blocked.names))
        if more:
            counts = ", ".join(f"{kind} {count:,}" for kind, count in blocked.counts)
            words = _("and {count} more; in all: {counts}")
            self._say(words.format(count=f"{more:,}", counts=counts), "text3")
        self.body.addStretch(1)
        self.add_cancel()
        self.rest_button = self.add_button(
            plural("Undo the other {count}", "Undo the other {count}", blocked.others),
            Look.PRIMARY,
            keys=_("Enter"),
        )
        self.rest_button.clicked.connect(self.undo_rest)
        self.rest_button.setFocus()

    def undo_rest(self) -> None:
        """Undo what can be undone."""
        changes, wanted = Changes(self._host.desk), self._change
        self._host.run(
            _("Undoing"),
            lambda _progress: changes.undo(wanted, rest=True),
            self._done or self._tell,
        )
        self.accept()

    def _tell(self, words: str) -> None:
        self._host.tell(_("Undone: {what}").format(what=words))

    def _say(self, words: str, colour: str = "text") -> None:
        text = Text(self._theme, words, Type.BODY, colour)
        text.setWordWrap(True)
        self.body.addWidget(text)
