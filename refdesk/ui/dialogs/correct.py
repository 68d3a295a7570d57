"""Puts a referral back to a stage it had: which one, and why it was moved by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from refdesk.domain.history import StageLine
from refdesk.domain.stages import Stage
from refdesk.i18n import _
from refdesk.services.loops import Loops
from refdesk.ui.dialog import Dialog
from refdesk.ui.dialogs.asked import Asked, reader
from refdesk.ui.editors.combo import Combo
from refdesk.ui.parts import Look, Text
from refdesk.ui.sentences import in_words
from refdesk.ui.tokens import Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.ui.host import Host


class CorrectDialog(Dialog):
    """Asks for the stage and the reason; the mistake and its correction both stay in the history.

    Args:
        host: the window.
        referral_id: of the referral.
        stages: that it had, the one to propose last.
        over: the widget it opens over.
    """

    def __init__(
        self, host: Host, referral_id: int, stages: Sequence[Stage], over: QWidget
    ) -> None:
        super().__init__(host.theme, _("Correct the stage"), over, 460)
        self._host, self._id, self._said = host, referral_id, ""
        theme = host.theme
        about = Text(theme, _("The mistake stays in the history, and so does this."), Type.BODY)
        about.set_ink("text2")
        about.setWordWrap(True)
        label = Text(theme, _("Back to"), Type.LABEL, "text2")
        self.stage = Combo(theme, [(one.value, _(one.label)) for one in stages])
        self.stage.say(_("Back to"), "")
        self.stage.choose(stages[-1].value)
        self.why = Asked(theme, _("&Why"), reader(StageLine.fields["why"]), needed=_("Say why."))
        for part in (about, label, self.stage, self.why):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.add_cancel()
        keys = host.keys.keys("save")
        self.save_button = self.add_button(_("Correct"), Look.PRIMARY, keys=keys)
        self.save_button.clicked.connect(self.save)
        QShortcut(QKeySequence(keys), self, self.save)
        self.stage.setFocus()

    def save(self) -> None:
        """Correct the stage and close, or say what is wrong."""
        if not self.save_button.isEnabled() or not self.why.is_sound():
            self.why.edit.setFocus()
            return
        self.save_button.setEnabled(False)
        loops, row_id, why = Loops(self._host.desk), self._id, self.why.text
        stage = next(one for one in Stage if one.value == self.stage.code())
        words = _("Corrected to {stage}").format(stage=_(stage.label))

        self._said = words
        self._host.run(
            words, lambda _progress: loops.correct(row_id, stage, why), self._saved, self._refused
        )

    def _saved(self, _referral: object) -> None:
        self._host.tell(self._said, undo=True)
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        self.why.tell(in_words(error).happened)
        self.why.edit.setFocus()
