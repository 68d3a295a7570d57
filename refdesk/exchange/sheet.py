"""A person's own table: every row is a record of one kind, every column one of its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from refdesk.domain.address import Address
from refdesk.domain.errors import Problem, UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import ADDRESS
from refdesk.domain.record import Record
from refdesk.exchange.arrival import Arrival
from refdesk.exchange.headings import NAME_WORDS
from refdesk.exchange.matching import match_columns


class Sheet:
    """Reads the rows of one table.

    Args:
        of: the kind of record.
        header: the names of the columns.
        fields: those that may be filled.
        column_map: column → field where the names do not tell.
        read: reads the text of one cell as a value of a field; it knows what references name.
    """

    def __init__(
        self,
        of: type[Record],
        header: Sequence[str],
        fields: Iterable[Field],
        column_map: Mapping[str, str],
        read: Callable[[Field, str], Any],
    ) -> None:
        matching = match_columns(of, header, fields, column_map)
        self._of = of
        self._columns = matching.columns
        self._references = [column for column in self._columns if column.field.target_kind]
        self._read_value = read
        self.unused = matching.unused

    def mentions(self, cells: Sequence[str]) -> Iterator[tuple[Field, str]]:
        """Yield the references of one row as they are written."""
        for column in self._references:
            if cells[column.index].strip():
                yield column.field, cells[column.index]

    def read(self, cells: Sequence[str]) -> Arrival:
        """Return the record of one row; blank cells say nothing.

        Raises:
            UserError: with all problems of the row.
        """
        values: dict[Field, Any] = {}
        parts: dict[Field, dict[str, str]] = {}
        found: list[Problem] = []
        for column in self._columns:
            own, text = column.field, cells[column.index]
            if not text or text.isspace():
                continue
            if column.part:
                parts.setdefault(own, {})[column.part] = text
                continue
            try:
                values[own] = self._read_value(own, text)
            except UserError as error:
                found.extend(error.problems or (own.problem(error.message),))
        for own, typed in parts.items():
            try:
                values[own] = self._joined(own, typed)
            except UserError as error:
                found.extend(error.problems or (own.problem(error.message),))
        if found:
            raise UserError(" ".join(problem.message for problem in found), tuple(found))
        filled = {own.name: value for own, value in values.items() if not own.is_empty(value)}
        return Arrival(self._of, filled)

    def _joined(self, own: Field, typed: Mapping[str, str]) -> Any:  # noqa: ANN401  by kind
        if own.kind is ADDRESS:
            return Address.of(**typed) or None
        return self._read_value(own, joined_name(self._of, typed))


def joined_name(of: type[Record], parts: Mapping[str, str]) -> str:
    """Return the parts of a name as the desk writes them: patients by their last name first."""
    first, middle, last = (parts.get(part, "").strip() for part in NAME_WORDS)
    given = " ".join(filter(None, (first, middle)))
    if of.patient_data:
        return ", ".join(filter(None, (last, given)))
    return " ".join(filter(None, (given, last)))
