"""A list as a person sees it, about to leave the desk: its rows, and what of it is personal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from refdesk.documents.model import ListColumn, ListRow, ListSheet
from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field
from refdesk.domain.kinds import DATE, DATETIME, DECIMAL, INTEGER, MONEY
from refdesk.domain.record import Record
from refdesk.domain.register import Purpose, Release
from refdesk.i18n import _
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.services.work import Progress, Silent
from refdesk.store.listing import Filter, Query
from refdesk.store.rows import batches

AT_ONCE = 500
"""Records read between two reports of progress."""

Titles = Mapping[str, Mapping[int, str]]
NOBODY: Mapping[int, str] = {}
_FIGURES = frozenset({INTEGER, DECIMAL, MONEY})


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list shows: fields by name from the left, records by id in their order.

    `title` and `filters` say in words what was searched and filtered; they may name a person.
    """

    of: type[Record]
    columns: Sequence[str]
    ids: Sequence[int] = field(repr=False)
    title: str = field(default="", repr=False)
    filters: str = field(default="", repr=False)


def fields_of(desk: Desk, shown: Shown) -> tuple[Field, ...]:
    """Return the fields of the columns.

    Raises:
        UserError: there is no column, or one is no field any more.
    """
    known = desk.fields(shown.of)
    if not shown.columns:
        raise UserError(_("No column is shown. Choose at least one."))
    if not known.keys() >= set(shown.columns):
        raise UserError(_("A column is no field any more. Choose the columns anew."))
    return tuple(known[name] for name in shown.columns)


def is_personal(of: type[Record], own: Field) -> bool:
    """Tell whether a column shows personal data.

    So do its own, the names of people it refers to, and the dates of what happened to a patient
    (45 CFR 164.514(b)(2)(i)(C)).
    """
    if own.target_kind and not own.personal:
        target = BY_NAME[own.target_kind]
        return any(is_personal(target, target.fields[name]) for name in target.title)
    dated = of.patient_data and own.kind in {DATE, DATETIME} and not own.program
    return own.personal or dated


def personal_fields(desk: Desk, shown: Shown) -> tuple[Field, ...]:
    """Return the columns that show personal data; where there are any, a purpose is asked for.

    Raises:
        UserError: a column is no field.
    """
    return tuple(own for own in fields_of(desk, shown) if is_personal(shown.of, own))


def holds_patients(of: type[Record], fields: Sequence[Field]) -> bool:
    """Tell whether these columns hold data of patients."""
    return of.patient_data or any(
        BY_NAME[own.target_kind].patient_data for own in fields if own.target_kind
    )


def slices(
    records: Records, shown: Shown, fields: Sequence[Field], progress: Progress
) -> Iterator[tuple[Sequence[Record], Titles]]:
    """Yield the records a few hundred at a time, with the names of those they refer to.

    Raises:
        Cancelled: a person stopped it.
    """
    done = 0
    for some in batches(shown.ids, AT_ONCE):
        progress.step(done, len(shown.ids), _("Reading"))
        found = records.page(shown.of, some)
        yield found, _titles(records, found, fields)
        done += len(some)
    progress.step(done, done, _("Reading"))


def _titles(records: Records, found: Sequence[Record], fields: Sequence[Field]) -> Titles:
    wanted: dict[str, set[int]] = {}
    for own in fields:
        if own.target_kind:
            for record in found:
                value = own.value_of(record)
                ids = value if isinstance(value, tuple) else (value,)
                wanted.setdefault(own.target_kind, set()).update(
                    int(row_id) for row_id in ids if row_id is not None
                )
    return {kind: records.titles(kind, sorted(ids)) for kind, ids in wanted.items()}


def counted(of: type[Record], count: int) -> str:
    """Return ``312 practices``."""
    kind = _(of.one if count == 1 else of.many).lower()
    return _("{count} {kind}").format(count=f"{count:,}", kind=kind)


def list_of(desk: Desk, records: Records, shown: Shown) -> ListSheet:
    """Return what a list says on paper.

    Raises:
        UserError: a column is no field.
    """
    fields = fields_of(desk, shown)
    rows: list[ListRow] = []
    for found, titles in slices(records, shown, fields, Silent()):
        for record in found:
            texts = tuple(_on_paper(own, record, titles) for own in fields)
            rows.append(ListRow(number=len(rows) + 1, cells=texts))
    kind = _(shown.of.many)
    return ListSheet(
        clinic_name=desk.clinic.name,
        name=_("List of {kind}").format(kind=kind.lower()),
        title=shown.title or kind,
        count=counted(shown.of, len(rows)),
        filters=shown.filters,
        columns=tuple(
            ListColumn(label=_(own.label), figures=own.kind in _FIGURES) for own in fields
        ),
        rows=tuple(rows),
        personal=tuple(_(own.label) for own in personal_fields(desk, shown)),
    )


def _on_paper(own: Field, record: Record, titles: Titles) -> str:
    value = own.value_of(record)
    if not own.target_kind or own.is_empty(value):
        return own.show(value).replace("\n", " ")
    ids = value if isinstance(value, tuple) else (value,)
    known = titles.get(own.target_kind, NOBODY)
    return ", ".join(known.get(row_id, f"#{row_id}") for row_id in ids)


def release(
    desk: Desk, shown: Shown, sheet: str, rows: int, purpose: Purpose
) -> tuple[Release, dt.date]:
    """Return the line of the register for a list that is about to leave, and today's date.

    It names the personal columns and counts the rows; no value of them stands in it.
    """
    fields = fields_of(desk, shown)
    today = dt.datetime.now(dt.UTC).astimezone().date()
    own, name = Release.fields, f"{shown.of.kind}_{sheet}"
    same_day = Query(
        filters=(Filter(own["sheet"], plain=name), Filter(own["day"], plain=today.isoformat()))
    )
    entry = Release(
        sheet=name,
        about=_about(counted(shown.of, rows), personal_fields(desk, shown)),
        day=today,
        copy_number=len(desk.db.ids(Release.kind, same_day)) + 1,
        purpose=purpose,
        with_patients=holds_patients(shown.of, fields),
    )
    return entry, today


def _about(count: str, personal: Sequence[Field]) -> str:
    if not personal:
        return _("{count}; no personal data").format(count=count)
    labels, limit = [_(own.label) for own in personal], Release.fields["about"].limit
    about = f"{count}: {', '.join(labels)}"
    for named in range(len(labels) - 1, -1, -1):
        if len(about) <= limit:
            break
        more = _("{count} more").format(count=len(labels) - named)
        about = f"{count}: {', '.join([*labels[:named], more])}"
    return about
