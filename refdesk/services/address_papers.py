"""Labels, envelopes and the test sheet of a printer."""

from __future__ import annotations

from dataclasses import replace

from refdesk.documents.labels import STOCKS, Stock
from refdesk.documents.model import Addressed, Addresses
from refdesk.domain.errors import UserError
from refdesk.i18n import N_, _, plural
from refdesk.services.letterheads import Letterheads
from refdesk.services.recipients import Recipient, Recipients, Subjects, left_out_for_address
from refdesk.services.run import Run
from refdesk.services.session import Desk


class AddressPapers:
    """Makes what an address is printed on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def labels(self, subjects: Subjects, stock: str = "5160", start: int = 1) -> Run:
        """Return labels, ready to be printed; the first stands on label `start` of the sheet.

        Raises:
            UserError: no such stock or label, or nobody has an address.
        """
        from refdesk.documents.sheets.label_sheet import render_labels  # noqa: PLC0415  heavy

        sheet = self._stock(stock)
        addresses, remarks = self._addresses(subjects)
        return Run(
            sheet="labels",
            title=_("Labels {stock}").format(stock=sheet.name),
            label=N_("Print labels"),
            about=_counted(len(addresses.to)),
            render=lambda imprint: render_labels(addresses, sheet, start, imprint),
            remarks=remarks,
            placed=True,
            ruler=lambda: self.ruler_sheet(sheet.name, start),
        )

    def envelopes(self, subjects: Subjects, kind: str = "10") -> Run:
        """Return envelopes, ready to be printed; `kind` is ``10`` for letters, ``a2`` for cards.

        Raises:
            UserError: no such envelope, or nobody has an address.
        """
        from refdesk.documents.sheets.envelope import render_envelopes  # noqa: PLC0415  heavy

        addresses, remarks = self._addresses(subjects)
        return Run(
            sheet="envelopes",
            title=_("Envelopes"),
            label=N_("Print envelopes"),
            about=_counted(len(addresses.to)),
            render=lambda imprint: render_envelopes(addresses, kind.casefold(), imprint),
            remarks=remarks,
            placed=True,
        )

    def ruler_sheet(self, stock: str = "5160", start: int = 1) -> Run:
        """Return the test sheet that shows how far a printer is off.

        Raises:
            UserError: no such stock.
        """
        from refdesk.documents.sheets.ruler_sheet import render_ruler_sheet  # noqa: PLC0415  heavy

        sheet = self._stock(stock)
        return Run(
            sheet="ruler_sheet",
            title=_("Test sheet with rulers"),
            label=N_("Print test sheet"),
            about=sheet.name,
            render=lambda imprint: render_ruler_sheet(sheet, start, imprint),
            placed=True,
        )

    def _addresses(self, subjects: Subjects) -> tuple[Addresses, tuple[str, ...]]:
        found, remarks = Recipients(self._desk).of(subjects)
        without: list[Recipient] = [one for one in found if not one.address]
        if without:
            remarks = (*remarks, left_out_for_address(without))
        to = [Addressed(number=0, lines=one.lines) for one in found if one.address]
        if not to:
            raise UserError(" ".join([_("There is no address to print."), *remarks]))
        numbered = tuple(replace(one, number=at) for at, one in enumerate(to, start=1))
        return Addresses(head=Letterheads(self._desk).letterhead(), to=numbered), remarks

    def _stock(self, name: str) -> Stock:
        if name not in STOCKS:
            raise UserError(
                _("There is no label stock {name}. There are: {stocks}.").format(
                    name=name[:20], stocks=", ".join(STOCKS)
                )
            )
        return STOCKS[name]


def _counted(count: int) -> str:
    return plural("{count} address", "{count} addresses", count)
