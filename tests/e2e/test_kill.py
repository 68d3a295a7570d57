"""The plug is pulled in a save, an import, a migration: nothing acknowledged is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from refdesk.domain.practice import Practice
from refdesk.services.records import Records
from refdesk.services.session import Desk
from refdesk.store.migrate import STEPS, revision
from refdesk.vault.unlock import Vaults
from tests.helpers.desks import CHEAP, PASSPHRASE, make_desk, reopen

ROOT = Path(__file__).parents[2]
FEW, MANY = 3, 30
# Each round kills at another moment after the work has begun, in seconds.
AFTER = [0.002 + 0.017 * place for place in range(MANY)]

rounds = pytest.mark.parametrize(
    "after",
    [pytest.param(s, marks=[pytest.mark.faults] if n >= FEW else []) for n, s in enumerate(AFTER)],
)


@contextmanager
def killed(after: float, *arguments: str) -> Iterator[list[str]]:
    """Start a victim, kill it `after` seconds of work, and give the lines it had told."""
    victim = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.victim", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert victim.stdout is not None
    assert victim.stdout.readline() == "ready\n"
    timer = threading.Timer(after, victim.kill)
    timer.start()
    told = victim.stdout.read()
    victim.wait()
    timer.cancel()
    timer.join()
    victim.stdout.close()
    yield [line for line in told.split("\n")[:-1] if line]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kill") / "desk"
    make_desk(folder).close()
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    shutil.copytree(prepared, tmp_path / "desk")
    return tmp_path / "desk"


def practices(desk: Desk) -> dict[int, Practice]:
    records = Records(desk)
    found = records.page(Practice, records.ids(Practice, records.query(Practice)))
    return {practice.id: practice for practice in found}


@rounds
def test_every_acknowledged_save_is_there_after_a_kill(folder, after):
    with killed(after, "save", str(folder)) as told, reopen(folder) as desk:
        assert desk.verify() == []
        found = practices(desk)
        newest = {int(line.split()[0]): line.split() for line in told}
        for row_id, (_id, _larkmead, number, website) in newest.items():
            assert found[row_id].name == f"Larkmead {number}"
            assert found[row_id].website in {website, f"{number}.example.org"}
        assert len(found) - len(newest) in {0, 1}


@rounds
def test_an_import_that_is_killed_is_there_whole_or_not_at_all(folder, tmp_path, after):
    file = tmp_path / "practices.csv"
    rows = [f"Larkmead {number},(740) 555-0117" for number in range(700)]
    file.write_text("Name,Phone\n" + "\n".join(rows) + "\n", "utf-8")
    with killed(5 * after, "import", str(folder), str(file)) as told, reopen(folder) as desk:
        assert desk.verify() == []
        count = len(practices(desk))
        assert count in {0, 700}
        words = Records(desk)
        found = words.ids(Practice, words.query(Practice, search="larkmead"))
        assert len(found) == count, "the search index agrees with the rows"
        assert not told or told[0] == "imported 700"


@pytest.fixture(scope="module")
def trial_steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped steps and one more that rebuilds a table and makes another."""
    steps = tmp_path_factory.mktemp("steps") / "migrations"
    shutil.copytree(STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "9000_trial.py").write_text(TRIAL, "utf-8")
    return steps


TRIAL = '''"""Trial."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{newest}"


def upgrade():
    op.create_table("trial", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("practice", recreate="always") as batch:
        batch.add_column(sa.Column("trial", sa.Text(), server_default="", nullable=False))
'''.replace("{newest}", max(p.name[:4] for p in (STEPS / "versions").glob("0*.py")))


@rounds
def test_a_migration_that_is_killed_leaves_the_old_desk_or_the_new_one(
    prepared_with_rows, tmp_path, trial_steps, after
):
    folder = tmp_path / "desk"
    shutil.copytree(prepared_with_rows, folder)
    with (
        killed(after, "migrate", str(folder), str(trial_steps)) as told,
        Vaults(CHEAP).open(folder, PASSPHRASE) as vault,
        vault.reader.connect() as connection,
    ):
        at = revision(connection)
        assert at == "9000" if told else at in {"9000", TRIAL.split('down_revision = "')[1][:4]}
        tables = sa.inspect(connection)
        assert tables.has_table("trial") is (at == "9000")
        columns = {column["name"] for column in tables.get_columns("practice")}
        assert ("trial" in columns) is (at == "9000")
        assert not [name for name in tables.get_table_names() if name.startswith("_alembic_tmp")]
        assert connection.exec_driver_sql("SELECT count(*) FROM practice").scalar() == 2_000
        assert vault.check_pages() == []


@pytest.fixture(scope="module")
def prepared_with_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rows") / "desk"
    with make_desk(folder) as desk, desk.db.change("Fill", by=1) as work:
        for number in range(2_000):
            work.add(Practice(name=f"Larkmead {number}"))
    return folder
