"""How forms are designed one after another: read, kept while they are begun, and saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from shiboken6 import isValid

from refdesk.domain.asked import FormRule
from refdesk.i18n import _
from refdesk.screens.catalogue import BY_KIND
from refdesk.screens.design_state import DesignState, designable
from refdesk.services.designing import Design, Designing
from refdesk.ui.kept_page import KeptPage

if TYPE_CHECKING:
    from refdesk.services.drafts import Draft
    from refdesk.ui.host import Host


class DesignSaving(KeptPage):
    """The part of the designer that reads, keeps and saves; the page itself shows the form.

    Args:
        host: the window.
        draft: what was begun earlier, to go on from.
    """

    def __init__(self, host: Host, draft: Draft | None) -> None:
        super().__init__(host, FormRule, draft)
        self.states: dict[str, DesignState] = {}
        known = {one.kind for one in designable()}
        begun = draft.body["design"] if draft else {}
        self._waiting = {kind: one for kind, one in begun.items() if kind in known}
        self.kind = next(iter(self._waiting), designable()[0].kind)
        self._is_saving = self._was_begun = False

    @property
    def state(self) -> DesignState | None:
        """The form in sight, once it is read."""
        return self.states.get(self.kind)

    @property
    def is_begun(self) -> bool:
        """Whether something was changed that is not saved."""
        return bool(self._waiting) or any(one.is_begun for one in self.states.values())

    def begun(self) -> dict[str, Any] | None:
        """Return every form that was begun, and what they are of."""
        states = {kind: state.draft() for kind, state in self.states.items() if state.is_begun}
        begun = {**states, **self._waiting}
        if not begun:
            return None
        return {"design": begun, "title": ", ".join(_(BY_KIND[kind].of.many) for kind in begun)}

    def read(self) -> None:
        """Read the form of the kind that is chosen, unless it was begun."""
        if self.state is None or not self.state.is_begun:
            designing, of = Designing(self._host.desk), BY_KIND[self.kind].of
            self._host.jobs.run_query(partial(designing.read, of), self._take)

    def save(self) -> None:
        """Ask for records in this way from now on."""
        state = self.state
        if state is None or not state.is_begun or self._is_saving:
            return
        self._is_saving = True
        designing, design = Designing(self._host.desk), state.design
        keeping = self.keeper.keeping
        begun = [one for one in self.states.values() if one.is_begun]
        is_last = len(begun) == 1 and not self._waiting

        def work(_progress: object) -> Design:
            designing.save(design)
            if is_last:
                keeping.saved()
            return designing.read(design.of)

        kind = _(state.screen.of.many).lower()
        words = _("Changing the form of {kind}").format(kind=kind)
        self._host.run(words, work, self._saved, self._refused)

    def show_read(self) -> None:
        """Show the form in sight as it stands now."""
        raise NotImplementedError

    # Inside

    def _take(self, design: Design) -> None:
        kind = design.of.kind
        known = self.states.get(kind)
        if not isValid(self) or self._is_saving or (known is not None and known.is_begun):
            return
        state = self.states[kind] = DesignState(BY_KIND[kind], design)
        begun = self._waiting.pop(kind, None)
        if begun is not None:
            state.resume(begun)
        if kind == self.kind:
            self.show_read()

    def _saved(self, design: Design) -> None:
        self._is_saving = False
        if not isValid(self):
            return
        if self.keeper.keeping.is_over:
            self.keep_anew()
            self._was_begun = False
        self._host.drafts_changed()
        kind = design.of.kind
        self.states[kind] = DesignState(BY_KIND[kind], design)
        self.show_read()
        words = _("The form of {kind} asks so from now on")
        self._host.tell(words.format(kind=_(design.of.many).lower()), undo=True)

    def _refused(self, error: BaseException) -> None:
        self._is_saving = False
        self._host.show_error(error)
