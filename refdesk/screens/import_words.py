"""What the import assistant says: marks of outcomes, counts, and sentences on dropped files."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.patient import Patient
from refdesk.domain.person import Person
from refdesk.domain.practice import Office, Practice
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.touch import Touch
from refdesk.i18n import N_, _, plural
from refdesk.screens.spec import Mark, Tone
from refdesk.services.outcomes import Outcome

if TYPE_CHECKING:
    from refdesk.services.incoming import Incoming
    from refdesk.services.looked import Look
    from refdesk.services.transfer import ImportResult

IMPORTED: tuple[type[Record], ...] = (Practice, Office, Person, Patient, Referral, Touch)
"""The kinds of record whose lists offer to bring a file in."""
CHANGING = (Outcome.CREATED, Outcome.UPDATED)
"""What is saved, unless a person leaves it out."""
MARKS: Mapping[Outcome, Mark] = {
    Outcome.CREATED: Mark(Tone.OK, "circle-plus"),
    Outcome.UPDATED: Mark(Tone.INFO, "square-pen"),
    Outcome.UNCHANGED: Mark(Tone.PLAIN, "check"),
    Outcome.DUPLICATE: Mark(Tone.PLAIN, "copy"),
    Outcome.REJECTED: Mark(Tone.DANGER, "circle-x"),
    Outcome.SKIPPED: Mark(Tone.PLAIN, "eye-off"),
}
LEFT_OUT = Mark(Tone.WARN, "circle-minus")


class Step(enum.IntEnum):
    """Where a person stands in the assistant."""

    FILE = 0
    COLUMNS = 1
    CHECK = 2
    BRING = 3


STEPS: Mapping[Step, str] = {
    Step.FILE: N_("File"),
    Step.COLUMNS: N_("Columns"),
    Step.CHECK: N_("Check"),
    Step.BRING: N_("Bring in"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; `group` heads several of them, `full` names it away from them."""

    code: str
    label: str
    group: str = ""
    full: str = ""


def refusal_of(paths: Sequence[Path]) -> str:
    """Return why what was dropped cannot be opened, as a sentence; empty where it may be tried."""
    if not paths:
        return _("That is no file. Drop a file from a folder of this computer.")
    if len(paths) > 1:
        return _("Bring one file in at a time. Drop the first of them alone.")
    if paths[0].is_dir():
        return _("That is a folder. Open it, and drop the file itself.")
    return ""


def looks_like(incoming: Incoming) -> str:
    """Return what a file was recognised as."""
    label = dict(incoming.whats).get(incoming.what, "") if incoming.recognised else ""
    return _("Looks like: {kind}").format(kind=label) if label else ""


def missing_words(incoming: Incoming) -> str:
    """Return which fields are needed that no column fills; empty where there are none."""
    if not incoming.what:
        return _("Say what the rows of this file are.")
    if not incoming.missing:
        return ""
    fields = ", ".join(incoming.missing)
    if len(incoming.missing) == 1:
        return _("{field} is needed, and no column fills it yet.").format(field=fields)
    return _("These are needed, and no column fills them yet: {fields}.").format(fields=fields)


def coming_in(look: Look, left_out: int) -> int:
    """Return how many rows will be saved."""
    if not left_out:
        return sum(look.counts.get(outcome, 0) for outcome in CHANGING)
    return sum(look.coming.get(outcome, 0) for outcome in CHANGING)


def summary(look: Look, left_out: int) -> str:
    """Return what would be saved, in one line."""
    taken = [one.label for one in look.conflicts if one.take]
    if taken and not coming_in(look, left_out):
        return _("The file's values are taken of: {fields}.").format(fields=", ".join(taken))
    new, changed = (look.counts.get(outcome, 0) for outcome in CHANGING)
    if not new and not changed:
        return _("No row of this file would change the desk.")
    parts = [plural("{count} new", "{count} new", new)] if new else []
    if changed:
        parts.append(plural("{count} changed", "{count} changed", changed))
    if left_out:
        parts.append(plural("{count} of them left out", "{count} of them left out", left_out))
    if rejected := look.counts.get(Outcome.REJECTED, 0):
        parts.append(plural("{count} rejected", "{count} rejected", rejected))
    words = ", ".join(parts)
    also = ", ".join(f"{label} {count:,}" for label, count in look.also.items() if count)
    if also:
        return _("{words}. New with them: {also}.").format(words=words, also=also)
    return f"{words}."


def counts_of(result: ImportResult) -> tuple[tuple[Mark, str, int], ...]:
    """Return what became of the rows: mark, words and number, those that are none left out."""
    found = (
        (MARKS[Outcome.CREATED], _("New"), result.created),
        (MARKS[Outcome.UPDATED], _("Changed"), result.updated),
        (MARKS[Outcome.UNCHANGED], _("Unchanged"), result.unchanged),
        (MARKS[Outcome.DUPLICATE], _("Twice in the file"), result.duplicates),
        (LEFT_OUT, _("Left out by you"), result.left_out),
        (MARKS[Outcome.SKIPPED], _("Passed over"), result.skipped),
        (MARKS[Outcome.REJECTED], _("Rejected"), len(result.rejected)),
    )
    return tuple(one for one in found if one[2])


def headline(result: ImportResult) -> str:
    """Return what a finished import came to."""
    saved = result.created + result.updated
    if not saved and result.change is not None:
        return _("The file's values came in")
    if not saved:
        return _("Nothing was saved.")
    return plural("{count} row came in", "{count} rows came in", saved)


def list_of(what: str) -> str:
    """Return the kind of record whose list shows what came in."""
    return what if what in BY_NAME else Practice.kind


def personal_labels(incoming: Incoming) -> list[str]:
    """Return the labels of the personal fields that a file's columns fill."""
    of = BY_NAME.get(incoming.what)
    if of is None:
        return []
    labels = {target.name: target.label for target in incoming.targets}
    targets = [column.target for column in incoming.columns if column.target]
    found = [labels.get(one, one) for one in targets if _is_personal(of, one.split("."))]
    if not found and of.patient_data:
        return [_(of.many)]
    return list(dict.fromkeys(found))


def _is_personal(of: type[Record], names: Sequence[str]) -> bool:
    """Tell whether the way to a field passes one with personal data."""
    own = of.fields.get(names[0])
    if own is None:
        return False
    if own.personal:
        return True
    return (
        bool(own.target_kind)
        and len(names) > 1
        and _is_personal(BY_NAME[str(own.target_kind)], names[1:])
    )
