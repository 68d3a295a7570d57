"""What a form has to say above its fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from refdesk.i18n import _
from refdesk.screens.form_state import FormState, Meanwhile
from refdesk.ui.notice import Notice, Weight


def say_resumed(notice: Notice, state: FormState, moved: Sequence[str]) -> None:
    """Say that what was typed earlier is here again; `moved` fields have changed elsewhere."""
    if not moved:
        notice.tell(
            Weight.INFO,
            _("You are back where you left off."),
            _("What you had typed is here; it is not saved yet."),
        )
        return
    fields = ", ".join(_(state.fields[name].label) for name in moved)
    notice.tell(
        Weight.WARN,
        _("You are back where you left off."),
        _("Meanwhile changed elsewhere: {fields}.").format(fields=fields),
    )


def say_meanwhile(notice: Notice, state: FormState, both: Iterable[Meanwhile]) -> None:
    """Say which fields were changed both here and elsewhere."""
    notice.tell(
        Weight.WARN,
        _("This record was changed meanwhile."),
        _("{what}. Saving puts what you typed in its place.").format(
            what="; ".join(state.in_words(both))
        ),
    )


def say_gone(notice: Notice) -> None:
    """Say that the record is not there any more."""
    notice.tell(
        Weight.WARN,
        _("This record is no longer there."),
        _("Its entry was undone. What you typed stays here until you close the form."),
    )


def say_archived(notice: Notice) -> None:
    """Say that the record is in no list."""
    notice.tell(
        Weight.INFO,
        _("This record is archived."),
        _("Lists show it only when they are filtered for archived records."),
    )


def say_refused(notice: Notice, sentences: Iterable[str]) -> None:
    """Say why the record was not saved, where no field in sight says it."""
    notice.tell(Weight.DANGER, _("It was not saved."), " ".join(sentences))
