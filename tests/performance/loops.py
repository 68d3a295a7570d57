"""What the loop promises on the large desk: Today, the open loops, a move, a source found."""

from __future__ import annotations

import datetime as dt
import random
import statistics
from functools import partial

import sqlalchemy as sa

from refdesk.domain.stages import Stage
from refdesk.screens.board import read_board
from refdesk.screens.senders import Senders
from refdesk.screens.today import SECTIONS
from refdesk.screens.today_rows import Board
from refdesk.services.bulk_moves import BulkMoves
from refdesk.services.changes import Changes
from refdesk.services.loops import Loops
from refdesk.services.records import Records
from refdesk.services.sample_words import LAST
from refdesk.services.standing import Narrowing, closed_count
from refdesk.services.work import Silent
from tests.performance.large_desk import large_desk
from tests.performance.row import Row, median_ms, p95_ms, scaled, timed

NOW = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)
# The floors of the reference machine (two shared cores), in ms.
DUE_ROWS, ONE_FOUND = 0.6, 0.3


def due_rows() -> float:
    """Return the time in which the bare driver reads the 64 rows that are due first."""
    db = large_desk().db
    table = db.schema.kinds["referral"].table
    query = (
        sa.select(table)
        .where(table.c.due.is_not(None), table.c.archived.is_(False))
        .order_by(table.c.due, table.c.id)
        .limit(64)
    )

    def read() -> None:
        with db.reading() as connection:
            connection.execute(query).all()

    return median_ms(read, 20)


def today() -> Row:
    """Every section of Today, read anew."""
    desk, floor = large_desk(), due_rows()

    def read() -> None:
        board = Board(desk, NOW)
        for section in SECTIONS:
            section.read(board)

    return Row("today", median_ms(read, 9), "ms", floor, scaled(150, floor, DUE_ROWS))


def open_loops() -> Row:
    """The open loops by their due time, the first 200 with their words."""
    loops, floor = Loops(large_desk()), due_rows()

    def read() -> None:
        loops.shown(loops.open_ids()[:200], NOW)

    return Row("open_loops", median_ms(read, 9), "ms", floor, scaled(100, floor, DUE_ROWS))


def board() -> Row:
    """The board of all open loops, with its cards, its counts and those of the closed ones."""
    desk, floor = large_desk(), due_rows()

    def read() -> None:
        read_board(desk, NOW, Narrowing())
        closed_count(desk, Narrowing())

    return Row("board", median_ms(read, 9), "ms", floor, scaled(200, floor, DUE_ROWS))


def move() -> Row:
    """A referral moved on and read again, as its page does."""
    desk, floor = large_desk(), due_rows()
    loops = Loops(desk)
    waiting = iter(loops.open_ids(stages=[Stage.RECEIVED, Stage.NO_SHOW])[:12])

    def go() -> None:
        number = next(waiting)
        loops.move(number, Stage.CONTACTING)
        loops.one(number, NOW)

    return Row("move", median_ms(go, 9), "ms", floor, scaled(30, floor, DUE_ROWS))


def bulk_move() -> Row:
    """A thousand referrals looked at and moved as one change; undone in between, unmeasured."""
    desk, floor = large_desk(), due_rows()
    moves, changes = BulkMoves(desk), Changes(desk)
    ids = Loops(desk).open_ids(stages=[Stage.ATTENDED])[:1000]
    wish = moves.wish(Stage.REPORTED, {"report_how": "fax"})
    found = []
    for _turn in range(5):
        found.append(timed(lambda: moves.apply(moves.preview(ids, wish, Silent()), Silent())))
        changes.undo()
    value = round(statistics.median(found), 3)
    return Row("bulk_move_1k", value, "ms", floor, scaled(1500, floor, DUE_ROWS))


def source_find() -> Row:
    """Who sent the patient, found while it is typed: three letters of a name, all kinds at once."""
    desk, choose = large_desk(), random.Random(1)
    senders = Senders(Records(desk))
    people = desk.db.schema.kinds["person"].table

    def bare() -> None:
        with desk.db.reading() as connection:
            connection.execute(sa.select(people).where(people.c.id == 7)).all()

    floor = median_ms(bare, 20)
    works = [partial(senders.find, choose.choice(LAST)[:3].lower()) for _n in range(60)]
    senders.find("oka")
    return Row("source_find", p95_ms(list(works)), "ms", floor, scaled(30, floor, ONE_FOUND))


ROWS = (today, open_loops, board, move, bulk_move, source_find)
