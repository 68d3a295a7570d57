"""What fields promise while one types into them on the large desk."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from refdesk.domain.referral import Referral
from refdesk.screens.field_offers import FieldOffers
from refdesk.services.offers import NEWEST
from refdesk.ui.editors.offering_line import OfferingLine
from refdesk.ui.intake_page import IntakePage
from tests.performance.large_desk import large_desk
from tests.performance.row import Row, median_ms, scaled, timed
from tests.performance.window import wait, whole_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

READ = 15.0
"""The floor of the reference machine (two shared cores), in ms."""
TYPED = ("pain", "knee", "low b", "should", "s", "a", "the", "c")


def field_offers() -> Row:
    """One key in the field of the reason with its list painted, beside one in a field without."""
    with whole_window() as main:
        main.new_referral()
        page = main.page
        assert isinstance(page, IntakePage)
        main.activateWindow()
        bare = page.view.boxes["authorization"].editor.control()
        bare.setFocus()
        floor = round(statistics.median(_keys(bare)), 3)
        line = page.view.boxes["reason"].editor.control()
        assert isinstance(line, OfferingLine)
        line.setFocus()
        wait(lambda: line.offers is not None)
        value = round(statistics.quantiles(_keys(line), n=20)[-1], 3)
        assert line.found is not None, "nothing was offered"
    return Row("field_offers_key_p95", value, "ms", floor, 30.0)


def field_offers_read() -> Row:
    """What a field of 200,000 referrals offers, beside the bare texts of the newest of them."""
    desk = large_desk()
    floor = median_ms(lambda: desk.db.often(Referral, "reason", NEWEST), 9)
    value = median_ms(lambda: FieldOffers(desk, Referral.kind, "reason"), 9)
    return Row("field_offers_read", value, "ms", floor, scaled(60.0, floor, READ))


def _keys(line: QWidget) -> list[float]:
    """Return how long each letter takes until it, and what it offers, is painted."""
    found = []
    for text in TYPED:
        for letter in text:

            def key(letter: str = letter) -> None:
                QTest.keyClicks(line, letter)
                shown = line.found if isinstance(line, OfferingLine) else None
                (line if shown is None else shown).repaint()

            found.append(timed(key))
        for _letter in text:
            QTest.keyClick(line, Qt.Key.Key_Backspace)
    return found


ROWS = (field_offers, field_offers_read)
