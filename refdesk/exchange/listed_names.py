"""The words of a referral log that are the name of a listed source, taken for that source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from refdesk.domain.fields import Ref
from refdesk.domain.referral import SOURCES, Referral
from refdesk.domain.sources import ListedSource, Source
from refdesk.domain.text import fold
from refdesk.exchange.words import chosen


class ListedNames:
    """Reads the sources of one table's rows.

    Args:
        columns: what the columns fill, by place.
        listed: the listed sources by the folded name.
    """

    def __init__(self, columns: Mapping[int, str], listed: Mapping[str, ListedSource]) -> None:
        at = {target: index for index, target in columns.items()}
        self._at = [at.get(kind, -1) for kind, _name, _detail in SOURCES]
        self._listed = listed
        self._by_id = {one.id: one for one in listed.values()}

    def cells(self, cells: Sequence[str]) -> Sequence[str]:
        """Return the cells of a row, the kind of source in place of a listed one's name."""
        found = {index: one for index in self._at if (one := self._named(cells, index))}
        if not found:
            return cells
        return [
            found[index].source.value if index in found else cell
            for index, cell in enumerate(cells)
        ]

    def values(self, cells: Sequence[str], values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a row with the listed sources that its words name."""
        full = dict(values)
        for index, (kind, name, detail) in zip(self._at, SOURCES, strict=True):
            one = self._named(cells, index)
            if one is None and name not in full:
                one = self._listed.get(fold(str(full.get(detail, ""))))
                if one is None or full.get(kind) not in {Source.OTHER, one.source}:
                    continue
                del full[detail]
            if one is not None:
                full[kind] = one.source
                full.setdefault(name, Ref[ListedSource](one.id))
            elif kind not in full and (known := self._by_id.get(int(full[name]))):
                full[kind] = known.source
        return full

    def _named(self, cells: Sequence[str], index: int) -> ListedSource | None:
        """Return the listed source that a cell names and that is none of the kinds."""
        text = cells[index] if 0 <= index < len(cells) else ""
        one = self._listed.get(fold(text)) if text else None
        if one is None or chosen(Referral.kind, Referral.fields["source"], text) is not None:
            return None
        return one
