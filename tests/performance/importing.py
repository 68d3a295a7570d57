"""What imports promise: a long file soon, any file in little memory, and a sample desk to try."""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from refdesk.domain.kinds import NPI, PHONE
from refdesk.domain.person import Person
from refdesk.domain.practice import Practice
from refdesk.services.incoming import RegistryFilter
from refdesk.services.session import Desk, Desks
from refdesk.services.staged import MOST
from refdesk.services.transfer import How, Transfer
from refdesk.services.work import Silent
from refdesk.vault.unlock import Vaults
from tests.helpers.desks import CHEAP
from tests.performance.nppes_shape import STATE, write_nppes
from tests.performance.row import Row, timed

MANY = 100_000
REGISTRY_MB = 100
PASSPHRASE = "correct horse battery"
HEADER = (
    "Name",
    "Phone",
    "Fax",
    "Email",
    "Website",
    "Group NPI",
    "Kind",
    "Tier",
    "Specialty",
    "Notes",
)
KINDS = ("Primary care", "Specialist", "Urgent care", "Hospital")


@contextmanager
def a_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="refdesk-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def a_desk(folder: Path) -> Desk:
    return Desks(Vaults(CHEAP)).create(folder, "Bench", PASSPHRASE)


def practice_row(number: int) -> list[str]:
    npi = str(NPI.example(Person.fields["npi"], number))
    phone, fax = (
        f"740-{200 + number // 10_000 % 700}-{number % 10_000:04d}",
        f"(740) 333-{number % 10_000:04d}",
    )
    return [
        f"Larkmead Family Medicine {number}",
        *(phone, fax, f"desk{number}@larkmead.example", f"larkmead{number}.example", npi),
        *(KINDS[number % 4], "ABC"[number % 3], "Family medicine", f"Entered as row {number}"),
    ]


def write_practices(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(practice_row(number) for number in range(1, rows + 1))


def import_100k() -> Row:
    """A file of 100,000 rows, beside its parts: parsing, phones, and rows recorded and indexed."""
    with a_folder() as folder:
        path = folder / "practices.csv"
        write_practices(path, MANY)

        def parse() -> None:
            with path.open(encoding="utf-8", newline="") as file:
                for _row in csv.reader(file):
                    pass

        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))[1:]

        def phones() -> None:
            own = Practice.fields["phone"]
            for row in rows:
                PHONE.parse(row[1], own)
                PHONE.parse(row[2], own)

        def insert() -> None:
            fields = Practice.fields
            named = (
                "name",
                "phone",
                "fax",
                "email",
                "website",
                "npi",
                "practice_kind",
                "tier",
                "specialty",
                "notes",
            )
            for row in rows:
                values = {
                    name: fields[name].parse(text) for name, text in zip(named, row, strict=True)
                }
                one = Practice(**values)
                # What is inserted is what an import inserts: with what the file said beside it.
                said = {name: fields[name].to_plain(value) for name, value in values.items()}
                one.sources = {"file": said}
                made.append(one)

        made: list[Practice] = []
        insert()  # the values alone, so that phones are counted once

        with a_desk(folder / "bare") as desk:

            def record() -> None:
                with desk.db.change("Bench", by=1) as work:
                    for one in made:
                        work.add(one)

            gc.collect()
            gc.disable()
            try:
                floor = timed(parse) + timed(phones) + timed(record)
            finally:
                gc.enable()
        made.clear()
        rows.clear()
        gc.collect()  # an import does not run beside all that its parts were given
        with a_desk(folder / "desk") as desk:
            value = timed(
                lambda: Transfer(desk).import_file(path, How(kind=Practice), progress=Silent())
            )
    return Row(
        "import_100k", round(value / 1000, 2), "s", round(floor / 1000, 2),
        round(min(20.0 * max(1.0, floor / 9_000), 2 * floor / 1000), 2),
    )  # fmt: skip


def nppes_stream() -> Row:
    """A registry file of which one row in twenty is wanted, beside the bare csv module."""
    with a_folder() as folder:
        path = folder / "npidata_pfile.csv"
        write_nppes(path, REGISTRY_MB, seed=1)
        megabytes = path.stat().st_size / 1e6

        def bare() -> None:
            with path.open(encoding="utf-8", newline="") as file:
                for _row in csv.reader(file):
                    pass

        floor = min(timed(bare) for _run in range(2))
        with a_desk(folder / "desk") as desk:
            transfer = Transfer(desk)
            how = How(nppes=True, chosen=RegistryFilter(state=STATE))
            look = lambda: transfer.prepared(path, how).look(Silent()).close()  # noqa: E731
            value = min(timed(look) for _run in range(2))
    limit = max(2 * floor, megabytes / 50 * 1000)
    return Row("nppes_stream", round(value, 1), "ms", round(floor, 1), round(limit, 1))


# A process of its own: what it reports is its own memory.
CODE = """
import json, sys
from pathlib import Path
from refdesk.services.session import Desks
from refdesk.services.transfer import How, Transfer
from refdesk.services.work import Silent
from refdesk.domain.practice import Practice
from refdesk.vault.unlock import Vaults
from tests.helpers.desks import CHEAP

folder, file = Path(sys.argv[1]), Path(sys.argv[2])
with Desks(Vaults(CHEAP)).create(folder, "Bench", "correct horse battery") as desk:
    result = Transfer(desk).import_file(file, How(kind=Practice), progress=Silent())
lines = Path("/proc/self/status").read_text("ascii").splitlines()
peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
print(json.dumps({"peak": peak, "rows": result.created}))
"""


def import_memory() -> Row:
    """The most memory that a process takes which brings in as many rows as one import may hold."""
    found = {}
    with a_folder() as folder:
        for rows in (1_000, MOST):
            path = folder / f"practices{rows}.csv"
            write_practices(path, rows)
            done = subprocess.run(
                [sys.executable, "-c", CODE, str(folder / f"desk{rows}"), str(path)],
                capture_output=True, text=True, check=True, env=dict(os.environ), timeout=600,
            )  # fmt: skip
            found[rows] = json.loads(done.stdout)["peak"]
    return Row("import_memory", round(found[MOST], 1), "MB", round(found[1_000], 1), 300.0)


def sample_small() -> Row:
    """The small sample desk, beside the bare key derivation."""
    return _sample("small", 5.0)


def sample_large() -> Row:
    """The large sample desk."""
    return _sample("large", 180.0)


def _sample(size: str, limit: float) -> Row:
    with a_folder() as folder:
        command = [sys.executable, "-m", "refdesk", "demo", str(folder / "desk"), "--size", size]
        value = timed(lambda: subprocess.run(command, capture_output=True, check=True, timeout=600))
        floor = timed(
            lambda: subprocess.run([*command[:3], "--version"], capture_output=True, check=True)
        )
    return Row(f"sample_{size}", round(value / 1000, 2), "s", round(floor / 1000, 2), limit)


ROWS = (import_100k, nppes_stream, import_memory, sample_small, sample_large)
