"""Pictures of taking a referral in."""

from __future__ import annotations

from refdesk.ui.intake_page import IntakePage
from refdesk.ui.main_window import MainWindow
from tests.helpers.pictures.painter import NARROW, Painter


def intake(painter: Painter, main: MainWindow) -> None:
    """Save the intake: empty, while the sender is found, half filled, and narrow."""
    page = painter.open_form(main, "referral")
    if not isinstance(page, IntakePage) or page.senders is None:
        raise TypeError("a new referral is taken in on a page of its own")
    field = page.senders.field
    painter.until(lambda: not page.side.next.isHidden())
    painter.save(main, "intake-empty")
    field.setFocus()
    painter.type_text("o")
    painter.until(lambda: field.is_open)
    painter.save(main, "intake-found")
    painter.press("Return")
    page.view.focus_field("patient")
    painter.type_text("Hollis, Greta")
    painter.until(page.view.boxes["patient.birth_date"].isVisible)
    page.view.focus_field("secondary_source")
    painter.type_text("Oth")
    painter.press("Ctrl+S")
    painter.until(lambda: not page.side.practice.isHidden())
    painter.save(main, "intake-problems")
    main.resize(NARROW)
    painter.save(main, "intake-narrow")
    main.resize(painter.size)
    page.discard()
