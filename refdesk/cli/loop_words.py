"""Open loops and what is due today in words, in columns that fit a terminal."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from refdesk.cli import shell
from refdesk.domain.stages import Stage
from refdesk.i18n import _, plural
from refdesk.screens.loop_words import action_words, due_words
from refdesk.screens.today import Section
from refdesk.screens.today_rows import Filled
from refdesk.services.loop_reading import OpenLoop

Filling = Sequence[tuple[Section, Filled]]
Cells = tuple[str, ...]
ROOMY = 100
"""Characters of a line from which it is said, too, whose a row of today is."""
BESIDE = 3
"""The column in which that stands."""


def loop_table(found: Sequence[OpenLoop], owners: Mapping[int, str], now: dt.datetime) -> str:
    """Return open loops in columns; empty for none.

    A stage whose code cannot be read off its name has it beside it, for it is what `refdesk move`
    takes; where the terminal is too narrow for that, the codes stand below.
    """
    if not found:
        return ""
    heads = ("", _("patient"), _("stage"), _("age"), _("due"), _("owner"), _("next"))

    def laid(*, with_codes: bool) -> str:
        rows = [
            (
                str(loop.referral.id),
                loop.patient,
                _named(loop.referral.stage, with_code=with_codes),
                str(loop.age),
                due_words(loop, now),
                owners.get(int(loop.referral.owner or 0), ""),
                action_words(loop),
            )
            for loop in found
        ]
        return shell.table(heads, rows, yielding=(5, 2, 1))

    stages = dict.fromkeys(loop.referral.stage for loop in found)
    named = [_named(stage, with_code=True) for stage in stages if is_coded(stage)]
    table = laid(with_codes=True)
    if all(name in table for name in named):
        return table
    codes = _("What refdesk move calls them: {codes}.").format(codes=", ".join(named))
    return "\n".join([laid(with_codes=False), "", textwrap.fill(codes, shell.room())])


def stage_names(stages: Iterable[Stage]) -> str:
    """Return what stages are called, each with its code where that is another word."""
    return ", ".join(_named(stage, with_code=True) for stage in stages)


def none_found(open_count: int) -> str:
    """Say that no loop is among those asked for, of so many that are open."""
    if not open_count:
        return _("No loop is open.")
    return plural(
        "No loop is overdue: {count} is open, and within its due time.",
        "No loop is overdue: {count} are open, each within its due time.",
        open_count,
    )


def today_table(sections: Filling) -> str:
    """Return what is due today section by section, in the same columns; empty for nothing."""
    filled = [(section, one) for section, one in sections if one.rows]
    rows: list[Cells] = [
        (
            *(str(row.row_id), row.name, row.words, row.beside),
            *(row.due, row.action_words, row.chip),
        )
        for _section, one in filled
        for row in one.rows
    ]
    if not rows:
        return ""
    what, beside = _("who or what"), _("practice")
    heads: Cells = ("", what, _("where it stands"), beside, _("due"), _("next"), "")
    yielding: tuple[int, ...] = (BESIDE, 2, 1)
    if shell.room() < ROOMY:
        heads, rows = _without(heads, BESIDE), [_without(row, BESIDE) for row in rows]
        yielding = yielding[1:]
    head, *lines = shell.table(heads, rows, yielding).splitlines()
    said = [head]
    for section, one in filled:
        said += ["", f"{_(section.title)}: {one.of or f'{one.count:,}'}"]
        said += lines[: len(one.rows)]
        del lines[: len(one.rows)]
        if one.rest:
            said.append(_("and {count} more").format(count=f"{one.rest:,}"))
    return "\n".join(said)


def nothing_due(*, mine: bool) -> str:
    """Say that there is nothing to be done today."""
    if mine:
        return _("Nothing of yours is due. Without --mine it says what is due for everybody.")
    return _(
        "Nothing is due: no loop is overdue, and nobody waits for a call, a visit or a report."
    )


def section_data(section: Section, filled: Filled) -> dict[str, Any]:
    """Return a section of Today for a script: codes, and what they are called."""
    return {
        "section": section.name,
        "title": _(section.title),
        "count": filled.count,
        "also": filled.also,
        "rows": [
            {
                "kind": row.kind,
                "id": row.row_id,
                "name": row.name,
                "words": row.words,
                "beside": row.beside,
                "due": row.due,
                "action": row.action,
                "action_label": row.action_words,
            }
            for row in filled.rows
        ],
    }


def _without(cells: Cells, place: int) -> Cells:
    return (*cells[:place], *cells[place + 1 :])


def _named(stage: Stage, *, with_code: bool) -> str:
    label = _(stage.label)
    return f"{label} ({stage.value})" if with_code and is_coded(stage) else label


def is_coded(stage: Stage) -> bool:
    """Tell whether the code of a stage is another word than its name."""
    return bool(_(stage.label).lower() != stage.value)
