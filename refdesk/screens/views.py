"""How a list is arranged: what is searched and filtered, in which order, with which columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from refdesk.domain.fields import Field
from refdesk.i18n import _
from refdesk.screens.list_columns import is_sortable, sound_names
from refdesk.services.conditions import LONGEST, Condition

MOST_CONDITIONS = 20


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One way to look at a list. `sort` begins with a minus where the order is turned round.

    `columns` are None where the screen's own are shown.
    """

    search: str = field(default="", repr=False)
    conditions: tuple[Condition, ...] = field(default=(), repr=False)
    sort: str = ""
    columns: tuple[str, ...] | None = None

    def to_text(self) -> str:
        """Return it as the text that a saved view keeps."""
        kept = {
            "search": self.search,
            "filters": [one.to_json() for one in self.conditions],
            "sort": self.sort,
            "columns": list(self.columns) if self.columns else None,
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> Arrangement:
        """Read it back; what cannot be read is left out."""
        try:
            kept = json.loads(text)
        except (ValueError, RecursionError):
            kept = None
        if not isinstance(kept, dict):
            return cls()
        search, sort = kept.get("search"), kept.get("sort")
        return cls(
            search=search[:LONGEST] if isinstance(search, str) else "",
            conditions=_conditions(kept.get("filters")),
            sort=sort if isinstance(sort, str) else "",
            columns=sound_names(kept.get("columns")),
        )


def _conditions(kept: Any) -> tuple[Condition, ...]:  # noqa: ANN401  any JSON
    if not isinstance(kept, list):
        return ()
    found = (Condition.from_json(one) for one in kept[:MOST_CONDITIONS])
    return tuple(one for one in found if one is not None)


def fitting(wanted: Arrangement, fields: Mapping[str, Field]) -> tuple[Arrangement, str]:
    """Return what of an arrangement the desk can still show, and a sentence on what it cannot."""
    conditions = tuple(one for one in wanted.conditions if one.name in fields)
    columns = tuple(name for name in wanted.columns or () if name in fields) or None
    own = fields.get(wanted.sort.removeprefix("-"))
    sort = wanted.sort if own is not None and is_sortable(own) else ""
    fits = Arrangement(wanted.search, conditions, sort, columns)
    gone = {one.name for one in wanted.conditions} | {*(wanted.columns or ())}
    gone.add(wanted.sort.removeprefix("-"))
    lost = len(gone - {""} - fields.keys())
    if not lost:
        return fits, ""
    return fits, (
        _("A field that this view names is no longer there. The rest is shown.")
        if lost == 1
        else _("{count} fields that this view names are no longer there. The rest is shown.")
    ).format(count=lost)
