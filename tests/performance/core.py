"""What the core promises: opening, saving, listing, finding, recording."""

from __future__ import annotations

import gc
import itertools
import random
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from argon2.low_level import Type, hash_secret_raw

from refdesk.domain.practice import Practice
from refdesk.domain.referral import Referral
from refdesk.services.records import Records
from refdesk.services.sample_words import LAST
from refdesk.services.session import Desk, Desks
from refdesk.store import rows
from refdesk.vault.unlock import Vaults
from tests.helpers.desks import CHEAP
from tests.performance.large_desk import PASSPHRASE, large_desk
from tests.performance.row import Row, median_ms, p95_ms, scaled, timed

MANY = 5_000
# The floors of the reference machine (two shared cores), in ms.
COMMIT, ALL_IDS, SIXTY_FOUR_ROWS, MANY_HITS = 0.56, 48.0, 0.5, 5.5


@contextmanager
def small_desk(desks: Desks) -> Iterator[Desk]:
    folder = Path(tempfile.mkdtemp(prefix="refdesk-bench-"))
    try:
        with desks.create(folder / "desk", "Bench", PASSPHRASE) as desk:
            yield desk
    finally:
        shutil.rmtree(folder)


def open_desk() -> Row:
    """Key derivation plus open, beside the bare derivation."""

    def derive() -> None:
        hash_secret_raw(b"correct horse", secrets.token_bytes(16), 3, 131_072, 4, 32, Type.ID)

    desks = Desks()
    with small_desk(desks) as desk:
        folder = desk.folder
        desk.close()

        def open_and_lock() -> None:
            desks.open(folder, PASSPHRASE).close()

        floor = median_ms(derive, 5)
        value = median_ms(open_and_lock, 5)
    return Row("open", value, "ms", floor, round(1.5 * floor, 1))


def save_one() -> Row:
    """One changed record saved, beside one row updated and committed by the bare driver."""
    desk = large_desk()
    records = Records(desk)
    numbers = itertools.count()

    def save() -> None:
        records.set(Practice, 2, {"website": f"{next(numbers)}.example.org"})

    with small_desk(Desks(Vaults(CHEAP))) as other:
        table = other.db.schema.kinds["practice"].table
        Records(other).add(Practice, {"name": "One"})

        def bare() -> None:
            with other._vault.writer.connect() as connection:
                connection.execute(
                    sa.update(table).where(table.c.id == 1), {"website": f"{next(numbers)}"}
                )
                connection.commit()

        floor = median_ms(bare, 50)
    return Row("save", median_ms(save, 50), "ms", floor, scaled(20.0, floor, COMMIT))


def list_ids() -> Row:
    """The ids of 200,000 rows in order, beside all ids in the order they lie."""
    desk = large_desk()
    records = Records(desk)

    def bare() -> None:
        with desk.db.reading() as connection:
            cursor = connection.execute(sa.text("SELECT id FROM referral")).cursor
            assert cursor is not None
            cursor.fetchall()

    floor = median_ms(bare, 9)
    query = records.query(Referral, sort="-received")
    value = median_ms(lambda: records.ids(Referral, query), 9)
    return Row("list_ids_200k", value, "ms", floor, scaled(150.0, floor, ALL_IDS))


def page() -> Row:
    """A page of 64 records from the middle, beside the bare rows."""
    desk = large_desk()
    records = Records(desk)
    ids = records.ids(Referral, records.query(Referral, sort="-received"))
    places = itertools.cycle(range(0, 190_000, 6_400))

    def bare() -> None:
        start = next(places)
        wanted = ",".join(map(str, ids[start : start + 64]))
        with desk.db.reading() as connection:
            cursor = connection.exec_driver_sql(f"SELECT * FROM referral WHERE id IN ({wanted})")
            cursor.fetchall()

    def read() -> None:
        start = next(places)
        records.page(Referral, ids[start : start + 64])

    floor = median_ms(bare, 60)
    return Row("page_of_64", median_ms(read, 60), "ms", floor, scaled(3.0, floor, SIXTY_FOUR_ROWS))


def search() -> Row:
    """What a person types into the list of 200,000 referrals, beside 25,000 bare ids."""
    desk = large_desk()
    records = Records(desk)
    choose = random.Random(7)
    typed = [choose.choice(LAST)[: choose.randint(3, 9)] for _number in range(160)]
    typed += [f"555-01{number:02d}" for number in range(20)]
    typed += [f"{choose.choice(LAST)} knee" for _number in range(20)]

    def find(text: str) -> Callable[[], object]:
        return lambda: records.ids(Referral, records.query(Referral, search=text))

    def bare() -> None:
        with desk.db.reading() as connection:
            cursor = connection.execute(sa.text("SELECT id FROM referral LIMIT 25000")).cursor
            assert cursor is not None
            cursor.fetchall()

    floor = median_ms(bare, 20)
    find("warm")()
    return Row(
        "search_p95_200k", p95_ms([find(text) for text in typed]), "ms", floor,
        scaled(30.0, floor, MANY_HITS),
    )  # fmt: skip


def recorder() -> Row:
    """New records through the recorder and the chain, beside the same rows merely flushed."""
    with small_desk(Desks(Vaults(CHEAP))) as desk:
        kind = desk.db.schema.kinds["practice"]

        def records(first: int) -> list[Practice]:
            return [Practice(name=f"Larkmead {first + n}") for n in range(MANY)]

        def bare(first: int) -> None:
            images = [(100_000 + first + n, one.to_plain()) for n, one in enumerate(records(first))]
            with desk._vault.writer.connect() as connection:
                connection.execute(
                    sa.insert(kind.table), [rows.to_row(kind, i, image) for i, image in images]
                )
                desk.db.search.write(connection, "practice", images)
                connection.commit()

        def recorded(first: int) -> None:
            with desk.db.change("Bench", by=1) as work:
                for record in records(first):
                    work.add(record)

        gc.collect()
        gc.disable()
        try:
            starts = itertools.count(0, MANY)
            floor = min(timed(lambda: bare(next(starts))) for _run in range(4))
            value = min(timed(lambda: recorded(next(starts))) for _run in range(4))
        finally:
            gc.enable()
    return Row("recorder", round(value, 1), "ms", round(floor, 1), round(1.5 * floor, 1))


ROWS = (open_desk, save_one, list_ids, page, search, recorder)
