"""The morning list: what Today shows, made ready for paper."""

from __future__ import annotations

from refdesk.i18n import _
from refdesk.screens.spec import Tone
from refdesk.screens.today import SECTIONS, Section
from refdesk.screens.today_rows import Board, Filled, Row
from refdesk.services.morning_papers import MorningPapers, MorningRow, MorningSection
from refdesk.services.run import Run


def morning_list(board: Board) -> Run:
    """Return what Today shows as a sheet, ready to be printed.

    Raises:
        UserError: nothing is due.
    """
    whose = _("Everybody") if board.owner is None else board.desk.user.name
    sections = [_section(section, section.read(board)) for section in SECTIONS]
    return MorningPapers(board.desk).run(sections, board.today, whose)


def _section(section: Section, filled: Filled) -> MorningSection:
    of = filled.of or f"{filled.count:,}"
    return MorningSection(_(section.title), of, [_row(row) for row in filled.rows], filled.rest)


def _row(row: Row) -> MorningRow:
    return MorningRow(
        row.kind,
        row.row_id,
        row.name,
        row.words,
        row.beside,
        row.due,
        row.action_words,
        row.chip if row.chip_tone is Tone.DANGER else "",
    )
