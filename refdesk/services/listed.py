"""The sources a clinic has listed by name, and what of them must agree with referrals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from refdesk.domain.errors import Problem
from refdesk.domain.record import Record
from refdesk.domain.referral import SOURCES, Referral, misplaced
from refdesk.domain.sources import ListedSource
from refdesk.domain.text import fold
from refdesk.i18n import _
from refdesk.services.session import Desk
from refdesk.store.listing import Filter, Query


class ListedSources:
    """Reads the listed sources of a desk."""

    def __init__(self, desk: Desk) -> None:
        self._db = desk.db

    def all(self) -> dict[int, ListedSource]:
        """Return those that are not archived, by number."""
        ids = self._db.ids(ListedSource.kind, Query())
        return {one.id: one for one in self._db.page(ListedSource, ids)}

    def by_name(self) -> Mapping[str, ListedSource]:
        """Return them by the folded name."""
        return {fold(one.name): one for one in self.all().values()}

    def wrong(self, record: Referral | ListedSource, before: Record | None) -> Iterator[Problem]:
        """Yield what does not agree: a referral with its listed source, or two listed sources."""
        if isinstance(record, Referral):
            if not isinstance(before, Referral) or _said(record) != _said(before):
                yield from misplaced(record, self._named_by(record))
            return
        if record.archived:
            return
        others = (one for one in self.all().values() if one.id != record.id)
        if fold(record.name) in {fold(one.name) for one in others}:
            yield record.fields["name"].problem(_("is another listed source's already."))
        if isinstance(before, ListedSource) and before.source is not record.source:
            yield from self._used(record)

    def _named_by(self, record: Referral) -> dict[int, ListedSource]:
        ids = [getattr(record, name) for _kind, name, _detail in SOURCES]
        numbers = sorted({int(one) for one in ids if one is not None})
        return {one.id: one for one in self._db.page(ListedSource, numbers)} if numbers else {}

    def _used(self, record: ListedSource) -> Iterator[Problem]:
        for _kind, name, _detail in SOURCES:
            named = Filter(Referral.fields[name], plain=record.id)
            query = Query(filters=(named,), archived=None, limit=1)
            if self._db.ids(Referral.kind, query):
                yield record.fields["source"].problem(
                    _("is that of the referrals that name it. Tidy up sources changes them along.")
                )
                return


def _said(record: Referral) -> list[object]:
    return [getattr(record, one) for kind, name, _words in SOURCES for one in (kind, name)]
