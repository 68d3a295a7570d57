"""The editor of a postal address: its parts, and what a ZIP or a pasted line fills in."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from refdesk.domain.address import PARTS, tidy_zip
from refdesk.domain.fields import Field
from refdesk.i18n import N_, _
from refdesk.screens.address_words import spread, state_code, wrong_part
from refdesk.screens.entry import Entry
from refdesk.services import places
from refdesk.ui.editors.base import Finder
from refdesk.ui.editors.line import Line
from refdesk.ui.editors.simple import Part, SimpleEditor
from refdesk.ui.parts import Text
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

LABELS = {
    "street": N_("Street"),
    "street2": N_("Suite, floor"),
    "city": N_("City"),
    "state": N_("State"),
    "zip": N_("ZIP"),
}
# Part and its share of the row; those without one are as wide as what they hold.
ROWS = ((("street", 2), ("street2", 1)), (("city", 1), ("state", 0), ("zip", 0)))
WIDE = {"state": 64, "zip": 108}
LONGEST = 1_000
PASTED = 8
"""Characters that come at once when something is pasted."""


class AddressEditor(SimpleEditor):
    """Five lines under small labels; the focus may wander between them."""

    wide = 520

    def __init__(self, theme: Theme, own: Field, finder: Finder | None = None) -> None:
        super().__init__(theme, own, finder)
        self.lines = {part: Line(theme, LONGEST) for part in PARTS}
        self._filled: dict[str, str] = {}
        self._length = 0
        rows = QVBoxLayout()
        rows.setSpacing(theme.px(8))
        for parts in ROWS:
            rows.addLayout(self._row_of(parts))
        for part, wide in WIDE.items():
            self.lines[part].setFixedWidth(theme.px(wide))
        self.lines["zip"].setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self._row.addLayout(rows)
        self.lines["street"].textEdited.connect(self._on_street)
        self.lines["zip"].textEdited.connect(self._on_zip)
        for part in ("street2", "city", "state"):
            self.lines[part].textEdited.connect(lambda _text, part=part: self._on_typing(part))

    def _row_of(self, parts: Iterable[tuple[str, int]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(8))
        grid.setVerticalSpacing(0)
        for column, (part, share) in enumerate(parts):
            label = Text(self._theme, _(LABELS[part]), Type.LABEL, "text3")
            label.setContentsMargins(0, 0, 0, self._theme.px(2))
            grid.addWidget(label, 0, column)
            grid.addWidget(self.lines[part], 1, column)
            grid.setColumnStretch(column, share)
        return grid

    def typed(self) -> Entry:
        """Return the parts as typed; a state by its two letters."""
        parts = {part: line.text() for part, line in self.lines.items()}
        return {**parts, "state": state_code(parts["state"])}

    def show_given(self, entry: Entry) -> None:
        """Show the parts."""
        self._show(entry)
        self._length = len(self.lines["street"].text())

    def control(self) -> QWidget:
        """Return the line of the street."""
        return self.lines["street"]

    def parts(self) -> tuple[Part, ...]:
        """Return the lines."""
        return tuple(self.lines.values())

    def mark(self, problem: str) -> None:
        """Show by the border of the part that is meant, that another value is needed."""
        super().mark(problem)
        meant = wrong_part(self.typed()) or "street"
        for part, line in self.lines.items():
            line.set_wrong(wrong=bool(problem) and part == meant)

    def wrong_part(self) -> QWidget:
        """Return the line that is meant."""
        return self.lines[wrong_part(self.typed()) or "street"]

    def say(self, label: str, description: str) -> None:
        """Name every line."""
        for part, line in self.lines.items():
            named = _("{field}, {part}").format(field=label, part=_(LABELS[part]).lower())
            line.setAccessibleName(
                _("{field}, ZIP").format(field=label) if part == "zip" else named
            )
            from_zip = _("Filled in from the ZIP.") if part in self._filled else ""
            line.setAccessibleDescription(" ".join(filter(None, (from_zip, description))))

    def tidy(self) -> None:
        """Write state and ZIP as they are kept; a whole address in the street is spread."""
        _write(self.lines["state"], state_code(self.lines["state"].text()))
        _write(self.lines["zip"], tidy_zip(self.lines["zip"].text().strip()))
        if not self._is_untouched and self._spread():
            self.touch()

    def focus_moved(self, before: QWidget | None, _now: QWidget) -> None:
        """Tidy the part that was left."""
        if before in self.lines.values():
            self.tidy()

    def _on_street(self, text: str) -> None:
        more = len(text) - self._length
        self._length = len(text)
        if more >= PASTED:
            self._spread()
        self.touch()

    def _spread(self) -> bool:
        """Spread a whole address that stands in the street over the parts; tell whether it did."""
        parts = spread(self.lines["street"].text())
        if parts is None:
            return False
        for part, line in self.lines.items():
            line.write(parts[part])
        self._length = len(parts["street"])
        self._fill({})
        return True

    def _on_zip(self, text: str) -> None:
        town = places.town_of(text)
        if town is not None:
            self._fill_from(dict(zip(("city", "state"), town, strict=True)))
        self.touch()

    def _fill_from(self, town: dict[str, str]) -> None:
        """Fill in what nobody typed, unless what was typed lies elsewhere."""
        now = self.typed()
        free = [
            part for part in town if not now[part].strip() or self._filled.get(part) == now[part]
        ]
        if any(now[part].casefold() != town[part].casefold() for part in town if part not in free):
            return
        for part in free:
            self.lines[part].write(town[part])
        self._fill({part: town[part] for part in free})

    def _on_typing(self, part: str) -> None:
        if part in self._filled:
            self._fill({name: text for name, text in self._filled.items() if name != part})
        self.touch()

    def _fill(self, filled: dict[str, str]) -> None:
        self._filled = filled
        self.lines["city"].set_note(_("from the ZIP") if "city" in filled else "")
        self._tell()

    def _show(self, parts: Entry) -> None:
        for part, line in self.lines.items():
            line.setText(str(parts.get(part, "")))
            line.setCursorPosition(0)
        self._fill({})


def _write(line: Line, text: str) -> None:
    if line.text() != text:
        line.write(text)
