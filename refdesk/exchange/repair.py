"""What is done to a cell before its field reads it: common damage is mended, and said."""

from __future__ import annotations

from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import NOTE
from refdesk.domain.record import Record
from refdesk.exchange.by_kind import reader_of
from refdesk.exchange.layout import Layout
from refdesk.exchange.mended import Mended, Mending
from refdesk.exchange.sentences import about
from refdesk.exchange.tidying import tidied
from refdesk.exchange.usual import usual_form
from refdesk.exchange.words import chosen, says_nothing
from refdesk.i18n import N_

NOTHING = N_("a word for nothing was read as blank.")


class Mender(Mending):
    """Reads the cells of one column."""

    def __init__(
        self, of: type[Record], own: Field, part: str, target: str, layout: Layout
    ) -> None:
        super().__init__(of, own, part, target, layout)
        self._as_it_is = layout.as_it_is
        self._raw = bool(part or own.target_kind)
        self._read = reader_of(of, own)
        self.usual = None if self.words or self._as_it_is else usual_form(of, own, part)
        """Reads a cell of the usual form, and returns None for any other."""

    def __call__(self, text: str) -> Mended:
        """Return what the text of a cell says."""
        if self._as_it_is and (done := self._as_it_stands(text)):
            return done
        done = Mended()
        try:
            self._mend(text, done)
        except UserError as error:
            done.error = error
        if done.value is not None and not self._raw and self.own.is_empty(done.value):
            done.value = None
        done.repairs = list(dict.fromkeys(done.repairs))
        done.plain = not (done.error or done.more or done.repairs or done.remarks)
        return done

    def _as_it_stands(self, text: str) -> Mended | None:
        """Return what a cell says that this program may have written; None where it did not."""
        if not text or text.isspace() or self.words:
            return None
        if self._raw:
            return Mended(text if self.own.target_kind else " ".join(text.split()), plain=True)
        try:
            return Mended(self.own.parse(text), plain=True)
        except UserError:
            return None

    def _mend(self, text: str, done: Mended) -> None:
        text, marks = tidied(text, lines=self.own.kind is NOTE)
        done.repairs.extend(about(self.own, mark) for mark in marks)
        if not text or text.isspace():
            done.repairs.clear()
            return
        text = self.ours(text)
        if not text:
            return
        if self._raw:
            if not says_nothing(self.own, text):
                done.value = " ".join(text.split()) if not self.own.target_kind else text
        elif says_nothing(self.own, text) and not self._is_choice(text):
            self.say(done)(NOTHING)
        else:
            self._read(self, text, done)

    def _is_choice(self, text: str) -> bool:
        return bool(self.own.choices) and chosen(self.of.kind, self.own, text) is not None
