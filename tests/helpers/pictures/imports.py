"""Pictures of the import assistant: every step, what it says, and its narrow forms."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize

from refdesk.domain.practice import Practice
from refdesk.screens.import_words import Step
from refdesk.services.records import Records
from refdesk.ui.import_page import ImportPage
from refdesk.ui.main_window import MainWindow
from tests.helpers.pictures.painter import NARROW, Painter

HEAD = (
    "Practice Name;Telephone;Fax no.;Street;City;State;ZIP;Tier;Specialty;"
    "Überweisungsbemerkung für das Ärztenetz im ganzen Landkreis;Last seen"
)
SPECIALTIES = ("Cardiology", "Family Medicine", "Physio", "Orthopedics")
LOW = QSize(560, 400)


def import_steps(painter: Painter, main: MainWindow, place: Path) -> None:
    """Save every step of the assistant, in full, narrow and low windows."""
    main.open_import()
    painter.until(lambda: isinstance(main.page, ImportPage))
    page = main.page
    if not isinstance(page, ImportPage):
        raise TypeError(page)
    painter.read(main)
    _save_sizes(painter, main, "import-file")
    page.take([place])
    painter.save(main, "import-refused")
    page.take([_table(main, place)])
    painter.until(lambda: page.step is Step.COLUMNS and not page.is_reading)
    _save_sizes(painter, main, "import-columns")
    page.columns.table.ask(3)
    painter.save(main, "import-chooser")
    page.columns.table.chooser.close_up()
    page.go_on()
    painter.until(lambda: page.step is Step.CHECK and not page.is_reading)
    for part in ("words", "differences", "repairs", "rows"):
        page.check.show_part(part)
        page.check.focus_first()
        painter.read(main)
        painter.save(main, f"import-{part}")
    _save_sizes(painter, main, "import-rows")
    page.check.table.selectRow(2)
    page.check.table.turn()
    painter.read(main)
    painter.save(main, "import-left-out")
    page.reading.begin("Reading every row")
    page.reading.step(3_500, 10_000, "Read 3,500 rows")
    page._stack.setCurrentWidget(page.reading)
    painter.save(main, "import-reading")
    page._show_step()
    page.go_on()
    painter.until(lambda: page.result is not None)
    _save_sizes(painter, main, "import-done")
    page.done.undo_button.click()
    painter.until(lambda: page.done.is_undone)
    painter.save(main, "import-undone")
    page.go_on()
    painter.read(main)
    painter.save(main, "import-recent")
    main.back()
    painter.read(main)


def _save_sizes(painter: Painter, main: MainWindow, name: str) -> None:
    painter.read(main)
    painter.save(main, name)
    for size, suffix in ((NARROW, "narrow"), (LOW, "low")):
        main.resize(size * (painter.scale / 100))
        painter.read(main)
        painter.save(main, f"{name}-{suffix}")
    main.resize(painter.size)
    painter.read(main)


def _table(main: MainWindow, place: Path) -> Path:
    """Write a table that holds something of everything."""
    records = Records(main.desk)
    first = records.page(Practice, records.ids(Practice, records.query(Practice))[:1])[0]
    lines = [HEAD, f"{first.name};(740) 555-0142;;;;;;A;Cardiology;;", ""]
    for number in range(120):
        name = f"Harrow Creek Clinic {number}" if number % 40 else ""
        tier = "gold" if number % 9 == 0 else "AB"[number % 2]
        phone = f"74055501{number % 100:02d}.0"
        specialty = SPECIALTIES[number % len(SPECIALTIES)]
        lines.append(f"{name};{phone};;{number} Alder Row;Dunmere;OH;45701;{tier};{specialty};;")
    lines.append(lines[8])
    path = place / "Partner der Praxisgemeinschaft, Ausfuhr vom November 2026.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
