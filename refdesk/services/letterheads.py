"""The clinic's letterhead, out of its profile; and its logo."""

from __future__ import annotations

from pathlib import Path

from refdesk.documents.logo import MOST_BYTES, logo
from refdesk.documents.model import Letterhead
from refdesk.domain.address import Address
from refdesk.domain.clinic import Clinic
from refdesk.domain.errors import KnownFailure
from refdesk.i18n import N_, _
from refdesk.services.records import Records
from refdesk.services.session import Desk


class Letterheads:
    """Reads the letterhead, and changes its logo."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def letterhead(self) -> Letterhead:
        """Return what stands at the top of the clinic's letters."""
        clinic = self._desk.clinic
        reached = (
            _("Phone {number}").format(number=clinic.phone) if clinic.phone else "",
            _("Fax {number}").format(number=clinic.fax) if clinic.fax else "",
            clinic.website,
        )
        return Letterhead(
            name=clinic.name,
            tagline=clinic.tagline,
            address=tuple(lines(clinic.address)),
            contact=tuple(line for line in reached if line),
            phone=str(clinic.phone) if clinic.phone else "",
            logo=self.logo(),
        )

    def logo(self) -> bytes:
        """Return the clinic's logo as PNG, empty when it has none."""
        digest = self._desk.clinic.logo
        return (self._desk.db.kept(digest) or b"") if digest else b""

    def choose_logo(self, path: Path) -> None:
        """Take a picture as the clinic's logo.

        Raises:
            UserError: it is too large, no PNG or JPEG, or damaged.
            KnownFailure: the file cannot be read.
        """
        try:
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError:
            raise KnownFailure(
                _("The picture could not be read. Look whether the file is still there.")
            ) from None
        self._save(logo(content), N_("Choose a logo"))

    def remove_logo(self) -> None:
        """Print without a logo from now on."""
        self._save(b"", N_("Remove the logo"))

    def _save(self, picture: bytes, label: str) -> None:
        self._desk.require_owner((Clinic.kind,))
        clinic = Records(self._desk).get(Clinic, 1)
        with self._desk.db.change(label, by=self._desk.user.id) as work:
            clinic.logo = work.keep(picture) if picture else ""
            work.save(clinic)


def lines(address: Address | None) -> list[str]:
    """Return an address as it is written on an envelope: streets, then the town."""
    if address is None:
        return []
    town = " ".join(part for part in (address.state, address.zip) if part)
    town = ", ".join(part for part in (address.city, town) if part)
    return [line for line in (address.street, address.street2, town) if line]
