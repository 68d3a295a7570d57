"""What tidying up sources promises on the large desk: like free texts found and counted."""

from __future__ import annotations

import random

import sqlalchemy as sa

from refdesk.domain.referral import Referral
from refdesk.services.source_uses import SourceUses
from refdesk.store.rows import batches
from tests.performance.large_desk import large_desk
from tests.performance.row import Row, median_ms, scaled

COUNTED = 130.0
"""The floor of the reference machine (two shared cores), in ms."""
WORDED = 20_000
"""Referrals whose source is said in words, in some five thousand ways."""
_WORDS = (
    *("church", "bulletin", "radio", "county", "fair", "library", "talk", "senior", "center"),
    *("newsletter", "gym", "poster", "bus", "sign", "neighbor", "harbor", "rotary", "club"),
)


def _say_in_words() -> None:
    """Give every tenth referral a free text, some of them with a slip of the keys."""
    desk, dice = large_desk(), random.Random(3)
    with desk.db.change("Sources in words", by=None) as work:
        for some in batches(list(range(1, 10 * WORDED, 10)), 500):
            for row_id, image in work.images(Referral.kind, some).items():
                text = f"{' '.join(dice.sample(_WORDS, 3))} {dice.randint(1, 3)}".capitalize()
                place = dice.randrange(1, len(text))
                text = text[:place] + text[place + 1 :] if dice.random() < 0.1 else text
                change = {"source": [image["source"], "other"]}
                change["source_detail"] = [image["source_detail"], text]
                work.update(Referral.kind, row_id, change)


def free_texts() -> Row:
    """The free texts of 200,000 referrals, like ones together, and the listed sources counted."""
    _say_in_words()
    desk = large_desk()
    table = desk.db.schema.kinds["referral"].table
    query = sa.select(table.c.source, table.c.source_detail, sa.func.count()).group_by(
        table.c.source, table.c.source_detail
    )

    def bare() -> None:
        with desk.db.reading() as connection:
            connection.execute(query).all()

    floor = median_ms(bare, 5)

    def read() -> None:
        uses = SourceUses(desk)
        uses.free_texts()
        uses.listed()

    return Row("free_texts", median_ms(read, 5), "ms", floor, scaled(1000, floor, COUNTED))


ROWS = (free_texts,)
