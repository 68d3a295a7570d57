"""The columns of a table by the record they fill: its own, its office, those it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from refdesk.domain.address import Address
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import ADDRESS, NOTE, REFERENCES
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.exchange.arrival import Arrival, UnknownChoice
from refdesk.exchange.columns import KEPT, Column, Said, Ways
from refdesk.exchange.mended import Mended
from refdesk.exchange.names import as_written_here, joined_name
from refdesk.exchange.places import mend_place
from refdesk.exchange.repair import Mender
from refdesk.exchange.targets import BROUGHT, OFFICE, Place
from refdesk.i18n import _

_NUMBER = re.compile(r"#?[0-9]{1,15}|.*\(#[0-9]{1,15}\)")
_BETWEEN = re.compile(r"[;\n]|,(?=\s*#?[0-9]+\s*(?:,|$))")
_TELLING = ("npi", "control_number")


class Node:
    """Reads the columns that fill one record of the row."""

    def __init__(self, of: type[Record], steps: tuple[str, ...], label: str, ways: Ways) -> None:
        self.of = of
        self._steps = steps
        self._label = label
        self._ways = ways
        self._fields = ways.fields_of(of)
        self._plain: list[Column] = []
        self._parted: dict[str, list[Column]] = {}
        self._links: dict[str, _Link] = {}
        self._office: Node | None = None
        self._spare: list[Mended] = []
        self._naming = self._column(-1, self._fields["name"], "") if of in _NAMED else None
        self.indexes: set[int] = set()

    def place(self, index: int, place: Place) -> None:
        """Let a column fill what the rest of `place` leads to from here."""
        self.indexes.add(index)
        more = place.steps[len(self._steps) :]
        if more and more[0] == OFFICE and self.of is Practice:
            self._office = self._office or self._under(OFFICE, Office, _(Office.one))
            self._office.place(index, place)
        elif more:
            self._link(self._fields[more[0]]).follow().place(index, place)
        elif place.field.target_kind:
            self._link(place.field).index = index
        elif place.part:
            column = self._column(index, place.field, place.part)
            self._parted.setdefault(place.field.name, []).append(column)
        else:
            self._plain.append(self._column(index, place.field, ""))

    def _under(self, step: str, of: type[Record], label: str) -> Node:
        within = ", ".join(filter(None, (self._label, label)))
        return Node(of, (*self._steps, step), within, self._ways)

    def _link(self, own: Field) -> _Link:
        if own.name not in self._links:
            node = None
            if own.target_kind in BROUGHT:
                node = self._under(own.name, BROUGHT[own.target_kind], _(own.label))
            path = ".".join((*self._steps, own.name))
            self._links[own.name] = _Link(self.of, own, path, node, self._ways)
        return self._links[own.name]

    def _column(self, index: int, own: Field, part: str) -> Column:
        target = ".".join((*self._steps, own.name))
        mender = Mender(self.of, own, part, target, self._ways.layout)
        return Column(index, own.name, part, mender)

    def mentions(self, cells: Sequence[str]) -> Iterator[tuple[Field, str]]:
        """Yield the references that will be looked up, as they are written."""
        for link in self._links.values():
            yield from link.mentions(cells)
        if self._office:
            yield from self._office.mentions(cells)

    def read(self, cells: Sequence[str], said: Said, name: str = "") -> Arrival:
        """Return the record of one row; it is called `name` where another column says so."""
        values: dict[str, Any] = {}
        first: dict[str, tuple[Arrival, ...]] = {}
        then: tuple[Arrival, ...] = ()
        if name and self._naming:
            self._take(self._naming, name, values, said)
        if cells:
            self._fill(cells, values, said)
            for link in self._links.values():
                self._follow(link, cells, values, first, said)
            if self._office and (office := self._office.read(cells, said)).values:
                then = (office,)
        if self._spare:
            self._place_spare(values, said)
        return Arrival(self.of, values, first, then)

    def _fill(self, cells: Sequence[str], values: dict[str, Any], said: Said) -> None:
        for column in self._plain:
            if text := cells[column.index]:
                name = column.name
                value = column.usual(text) if column.usual and name not in values else None
                if value is not None:  # most cells; nothing is to be remembered of them
                    values[name] = value
                    continue
                done = column.known.get(text) or column.mended(text)
                if not done.plain or column.name in values:
                    self._take(column, text, values, said)
                elif done.value is not None:
                    values[column.name] = done.value
        for own, columns in self._parted.items():
            self._join(own, columns, cells, values, said)

    def _take(self, column: Column, text: str, values: dict[str, Any], said: Said) -> None:
        done = column.mended(text)
        if done.error:
            self._fault(self._fields[column.name], done.error, said)
            return
        said.repairs.extend(self._sentences(done.repairs))
        said.remarks.extend(self._sentences(done.remarks))
        if done.value is not None:
            self._keep(column.name, done.value, values)
        if done.more:
            self._spare.append(done)

    def _place_spare(self, values: dict[str, Any], said: Said) -> None:
        """Let what cells held beyond their own field fill fields that nothing else fills."""
        for done in self._spare:
            for name, value in done.more.items():
                if name in self._fields and values.setdefault(name, value) == value:
                    continue
                if done.left_out:
                    said.remarks.extend(self._sentences((done.left_out,)))
        self._spare.clear()

    def _keep(self, name: str, value: Any, values: dict[str, Any]) -> None:  # noqa: ANN401  by kind
        if name in values and self._fields[name].kind is NOTE:
            value = f"{values[name]}\n{value}"  # several columns of remarks are one note
        elif name in values:
            return
        values[name] = value

    def _join(
        self,
        name: str,
        columns: Sequence[Column],
        cells: Sequence[str],
        values: dict[str, Any],
        said: Said,
    ) -> None:
        """Put the parts of an address or a name together."""
        own = self._fields[name]
        parts: dict[str, str] = {}
        for column in columns:
            text = cells[column.index]
            done = (column.known.get(text) or column.mended(text)) if text else None
            if done and done.value is not None:
                parts.setdefault(column.part, done.value)
                if done.repairs:
                    said.repairs.extend(self._sentences(done.repairs))
        if not parts or name in values:
            return
        try:
            if own.kind is ADDRESS:
                if not self._ways.layout.as_it_is and (mended := mend_place(own, parts)):
                    said.repairs.extend(self._sentences(mended))
                values[name] = Address(**parts)
            else:
                values[name] = own.parse(joined_name(self.of, parts))
        except UserError as error:
            self._fault(own, error, said)

    def _follow(
        self,
        link: _Link,
        cells: Sequence[str],
        values: dict[str, Any],
        first: dict[str, tuple[Arrival, ...]],
        said: Said,
    ) -> None:
        try:
            value, along = link.read(cells, said)
        except UserError as error:
            self._fault(link.field, error, said)
            return
        if value is not None:
            values[link.field.name] = value
        if along:
            first[link.field.name] = along

    def _fault(self, own: Field, error: UserError, said: Said) -> None:
        for problem in error.problems or (own.problem(error.message),):
            (sentence,) = self._sentences((problem.message,))
            said.problems.append(Problem(".".join((*self._steps, problem.field)), sentence))
        if isinstance(error, UnknownChoice):
            said.asked.extend(error.asked)

    def _sentences(self, sentences: Sequence[str]) -> Sequence[str]:
        """Return sentences with the record they are about, where it is not the row's own."""
        if not self._label:
            return sentences
        return [
            _("{record}: {sentence}").format(record=self._label, sentence=one) for one in sentences
        ]


_NAMED = frozenset(BROUGHT.values())


class _Link:
    """A column that names records, and the node of the columns that say more of them."""

    def __init__(
        self, of: type[Record], own: Field, path: str, node: Node | None, ways: Ways
    ) -> None:
        self.field = own
        self.index = -1
        self._of = of
        self._node = node
        self._read = ways.read
        self._brought = node is not None and path in ways.layout.bring
        self._mender = Mender(of, own, "", path, ways.layout)
        self._known: dict[str, Mended] = {}

    def follow(self) -> Node:
        """Return the node of the record that is named; its columns come along from now on."""
        if self._node is None:
            raise UserError(self.field.problem(_("brings no records along.")).message)
        self._brought = True
        return self._node

    def _text(self, cells: Sequence[str]) -> str:
        if self.index < 0 or not (text := cells[self.index]):
            return ""
        done = self._known.get(text)
        if done is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            done = self._known[text] = self._mender(text)
        return str(done.value or "")

    def mentions(self, cells: Sequence[str]) -> Iterator[tuple[Field, str]]:
        """Yield what is looked up."""
        text = self._text(cells)
        if self._brought and self._node:
            numbers = [piece for piece in self._pieces(text) if _NUMBER.fullmatch(piece)]
            yield from ((self.field, number) for number in numbers)
            yield from self._node.mentions(cells)
        elif text:
            yield self.field, text
            if (other := self._otherwise(text)) != text:
                yield self.field, other

    def read(self, cells: Sequence[str], said: Said) -> tuple[Any, tuple[Arrival, ...]]:
        """Return the records named by number, or looked up, and those that come along."""
        text = self._text(cells)
        if not (self._brought and self._node):
            return (self._look_up(text) if text else None), ()
        pieces = self._pieces(text)
        numbers = [piece for piece in pieces if _NUMBER.fullmatch(piece)]
        value = self._read(self._of, self.field, "; ".join(numbers)) if numbers else None
        names = [piece for piece in pieces if not _NUMBER.fullmatch(piece)]
        if len(pieces) > 1 or numbers:
            if any(cells[index].strip() for index in self._node.indexes):
                said.remarks.append(self._sentence(_("is known or names several.")))
            return value, tuple(self._node.read((), said, name) for name in names)
        arrival = self._node.read(cells, said, names[0] if names else "")
        if any(name in arrival.values for name in ("name", *_TELLING)):
            return value, (arrival,)
        if arrival.values:
            said.remarks.append(self._sentence(_("has no name.")))
        return value, ()

    def _sentence(self, why: str) -> str:
        return _("{reason} What else the row says of it was left out.").format(
            reason=self.field.problem(why).message
        )

    def _pieces(self, text: str) -> list[str]:
        if self.field.kind is not REFERENCES:
            return [text] if text else []
        return [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]

    def _otherwise(self, text: str) -> str:
        """Return the names as they are written here: ``Dr. Jane Okafor, MD`` is Jane Okafor."""
        of = BROUGHT.get(self.field.target_kind)
        if of is None:
            return text
        return "; ".join(as_written_here(of, piece) for piece in self._pieces(text)) or text

    def _look_up(self, text: str) -> Any:  # noqa: ANN401  one reference or several
        try:
            return self._read(self._of, self.field, text)
        except UserError:
            if (other := self._otherwise(text)) == text:
                raise
            try:
                return self._read(self._of, self.field, other)
            except UserError:
                pass  # what was written is what the sentence is about
            raise
