"""Pictures of what is due on its way out: call and morning list, and the dialog of reminders."""

from __future__ import annotations

from refdesk.domain.referral import ContactAttempt
from refdesk.domain.task import Task
from refdesk.services.records import Records
from refdesk.ui.dialogs.reminders import ReminderDialog
from refdesk.ui.main_window import MainWindow
from refdesk.ui.sheet_page import SheetPage
from refdesk.ui.today_page import TodayPage
from tests.helpers.pictures.painter import Painter


def due(painter: Painter, main: MainWindow) -> None:
    """Save the lists as they would be printed, and the dialog in its states."""
    records = Records(main.desk)
    records.add(Task, {"what": "Order labels", "due": "tomorrow"})
    call = {"referral": "1", "result": "call_back", "next_try": "2199-01-04 14:30"}
    records.add(ContactAttempt, call)
    main.open_today()
    page = main.page
    assert isinstance(page, TodayPage)
    painter.until(lambda: any(card.list.count() for card in page.cards))
    page.ask_reminders()
    dialog = painter.dialog(ReminderDialog)
    painter.until(dialog.count.text)
    painter.save(dialog, "reminders")
    dialog.names.click()
    dialog.button.click()
    painter.save(dialog, "reminders-names")
    painter.drop(dialog)
    page.show_calls()
    painter.until(lambda: isinstance(main.page, SheetPage))
    painter.read(main)
    painter.read(main)
    painter.save(main, "call-list")
    main.back()
    page.print_list()
    painter.until(lambda: isinstance(main.page, SheetPage))
    painter.read(main)
    painter.read(main)
    painter.save(main, "morning-list")
    main.back()
