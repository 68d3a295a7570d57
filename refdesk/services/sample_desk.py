"""The sample desk: invented people to try the program on, behind a passphrase nobody needs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from refdesk.i18n import _

if TYPE_CHECKING:
    from refdesk.services.session import Desk, Desks
    from refdesk.services.work import Progress

PASSPHRASE = "only invented people live here"  # noqa: S105  no secret: nobody in it is real
SEED = 1


def open_sample(desks: Desks, folder: Path, progress: Progress) -> Desk:
    """Open the sample desk in `folder`, making it first where it is not there yet.

    Raises:
        RefDeskError: something else lies there, or it cannot be written.
        Cancelled: a person stopped it; nothing is left.
    """
    if any(folder.glob("*.refdesk")):
        return desks.open(folder, PASSPHRASE)
    from refdesk.services.sample import SIZES, Sample  # noqa: PLC0415  seldom

    desk = desks.create(folder, _("Sample clinic"), PASSPHRASE)
    try:
        today = dt.datetime.now(dt.UTC).astimezone().date()
        Sample(desk, SEED, today).fill(SIZES["small"], progress)
    except BaseException:
        desk.discard()
        raise
    return desk
