"""The page of the first-run guide that asks for the letterhead, drawn from the clinic's fields."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from refdesk.domain import kinds
from refdesk.domain.address import PARTS, Address
from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.i18n import N_, _
from refdesk.screens.clinic_profile import SCREEN
from refdesk.ui.dialogs.asked import Asked, Check, ProblemLine, reader, with_mnemonic
from refdesk.ui.dialogs.first_run_steps import Step
from refdesk.ui.dialogs.letterhead_paper import Letterhead
from refdesk.ui.theme import Theme

NAME = "name"
LABELS = {
    "street": N_("Street"),
    "street2": N_("Suite, floor"),
    "city": N_("City"),
    "state": N_("State"),
    "zip": N_("ZIP"),
}
SHARES = (6, 2, 4)
"""How city, state and ZIP share a line."""


class LetterheadStep(Step):
    """Everything that stands at the top of a letter, below the name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            _("Fill the letterhead"),
            _("It stands on letters, forms and labels. All of it may wait: it is in the clinic "
              "profile later."),
        )  # fmt: skip
        self._taken: set[str] = set()
        self._pending: list[Asked] = []
        for name in _names():
            field = Clinic.fields[name]
            if field.kind is kinds.ADDRESS:
                self._ask_address(field)
            elif field.kind is kinds.PHONE:
                self._ask_beside(field)
            else:
                self._flush()
                self.body.addWidget(self._ask(field.name, _(field.label), reader(field), field))
        self._flush()

    def values(self) -> dict[str, object]:
        """Return what was filled in, by the name of the clinic's field; call when it is sound."""
        found: dict[str, object] = {}
        for name in _names():
            field = Clinic.fields[name]
            value = self._address() if field.kind is kinds.ADDRESS else self._value(field)
            if not field.is_empty(value):
                found[name] = value
        return found

    def head(self, clinic: str) -> Letterhead:
        """Return the letterhead as far as it is typed; what cannot be read stands as typed."""
        lines: list[str] = []
        for name in _names()[1:]:
            field = Clinic.fields[name]
            if field.kind is kinds.ADDRESS:
                lines += _address_lines({part: self.asked[part].text.strip() for part in PARTS})
            elif text := self.asked[name].text.strip():
                with contextlib.suppress(UserError):
                    text = field.show(field.parse(text))
                named = field.kind in {kinds.PHONE, kinds.NPI}
                lines.append(f"{_(field.label)} {text}" if named else text)
        tagline = self.asked[_names()[0]].text.strip()
        return Letterhead(clinic, tagline, tuple(lines))

    def asks(self, name: str) -> bool:
        """Tell whether a field of the clinic is filled in here."""
        return name in _names()

    def tell(self, name: str, sentence: str) -> None:
        """Show what is wrong; of the address at its street."""
        super().tell(name if name in self.asked else PARTS[0], sentence)

    def _ask(
        self, name: str, label: str, check: Check, field: Field, line: ProblemLine | None = None
    ) -> Asked:
        marked = with_mnemonic(label, self._taken)
        about = _(field.help) if line is None else ""
        return self.ask(name, Asked(self._theme, marked, check, help=about, line=line))

    def _ask_address(self, field: Field) -> None:
        line = ProblemLine(self._theme)
        asked = [
            self._ask(part, _(LABELS[part]), _part_reader(field, part), field, line)
            for part in PARTS
        ]
        rows = QVBoxLayout()
        rows.setSpacing(self._theme.px(12))
        rows.addLayout(self._beside(asked[:2], (1, 1)))
        rows.addLayout(self._beside(asked[2:], SHARES))
        rows.addWidget(line)
        self.body.addLayout(rows)

    def _beside(self, asked: Sequence[Asked], shares: Iterable[int]) -> QHBoxLayout:
        """Return a row of questions that share its width."""
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(12))
        for each, share in zip(asked, shares, strict=False):
            row.addWidget(each, share)
        return row

    def _ask_beside(self, field: Field) -> None:
        self._pending.append(self._ask(field.name, _(field.label), reader(field), field))

    def _flush(self) -> None:
        """Set the short fields that were collected side by side."""
        if not self._pending:
            return
        self.body.addLayout(self._beside(self._pending, itertools.repeat(1)))
        self._pending.clear()

    def _address(self) -> Address:
        return Address.of(**{part: self.asked[part].text for part in PARTS})

    def _value(self, field: Field) -> object:
        return field.parse(self.asked[field.name].text)


def _names() -> tuple[str, ...]:
    group = next(group for group in SCREEN.form.groups if NAME in group.names)
    return tuple(name for name in group.names if name != NAME)


def _part_reader(field: Field, part: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        try:
            wrong = field.check(Address.of(**{part: text}))
        except UserError as error:
            return field.error(error.message).message
        return wrong.message if wrong else ""

    return check


def _address_lines(parts: dict[str, str]) -> list[str]:
    town = " ".join(filter(None, (parts["state"].upper(), parts["zip"])))
    street = ", ".join(filter(None, (parts["street"], parts["street2"])))
    return [line for line in (street, ", ".join(filter(None, (parts["city"], town)))) if line]
