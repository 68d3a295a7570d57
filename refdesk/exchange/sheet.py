"""A person's own table: every row is a record of one kind, every column one of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource, Source
from refdesk.exchange.arrival import Arrival
from refdesk.exchange.columns import ReadReference, Said, Ways
from refdesk.exchange.layout import Layout
from refdesk.exchange.listed_names import ListedNames
from refdesk.exchange.nodes import Node
from refdesk.exchange.targets import REFERRERS, FieldsOf, place_of


class Sheet:
    """Reads the rows of one table.

    Args:
        of: the kind of record.
        header: the headings of the columns.
        fields_of: the fields of any kind of record, the desk's own among them.
        layout: what fills what.
        read: reads what a reference names; it knows the records of the desk.
        listed: the desk's listed sources by the folded name.
    """

    def __init__(
        self,
        of: type[Record],
        header: Sequence[str],
        fields_of: FieldsOf,
        layout: Layout,
        read: ReadReference,
        listed: Mapping[str, ListedSource] = MappingProxyType({}),
    ) -> None:
        self._root = Node(of, (), "", Ways(layout, fields_of, read))
        self._tells_source = of is Referral and "source" not in layout.columns.values()
        self._names = ListedNames(layout.columns, listed) if of is Referral and listed else None
        used = set()
        for index, target in sorted(layout.columns.items()):
            place = place_of(of, target, fields_of)
            if place is not None and index < len(header):
                self._root.place(index, place)
                used.add(index)
        self.unused = tuple(name for index, name in enumerate(header) if name and index not in used)

    def mentions(self, cells: Sequence[str]) -> Iterator[tuple[Field, str]]:
        """Yield the references of one row that will be looked up, as they are written."""
        return self._root.mentions(cells)

    def read(self, cells: Sequence[str]) -> Arrival:
        """Return the record of one row; blank cells say nothing.

        Raises:
            UserError: with all problems of the row.
            UnknownChoice: some of them are words that are none of our choices.
        """
        said = Said()
        named = self._names.cells(cells) if self._names else cells
        arrival = self._root.read(named, said)
        said.refuse()
        if self._names:
            arrival = replace(arrival, values=self._names.values(cells, arrival.values))
        if self._tells_source and REFERRERS & {*arrival.values, *arrival.first}:
            arrival = replace(arrival, values={"source": Source.PHYSICIAN, **arrival.values})
        if not (said.remarks or said.repairs):
            return arrival
        remarks, repairs = dict.fromkeys(said.remarks), dict.fromkeys(said.repairs)
        return replace(arrival, remarks=tuple(remarks), repairs=tuple(repairs))
