"""A fresh desk for every test, copied from one that was made once."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from refdesk.domain.customs import CustomField
from refdesk.domain.touch import Visit
from refdesk.services.session import Desk
from refdesk.store.migrate import STEPS
from refdesk.vault.engine import create_database, open_engines
from tests.helpers.desks import make_desk, reopen
from tests.store.stories import add, bare, delete, example, fill

if TYPE_CHECKING:
    import sqlalchemy as sa


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a closed desk that holds its clinic and its owner."""
    folder = tmp_path_factory.mktemp("template") / "desk"
    make_desk(folder).close()
    return folder


@pytest.fixture
def open_desk(template: Path, tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """Return what opens a fresh desk in a folder of that name; all are closed in the end."""
    opened: list[Desk] = []

    def opening(name: str) -> Desk:
        shutil.copytree(template, tmp_path / name)
        opened.append(bare(reopen(tmp_path / name)))
        return opened[-1]

    yield opening
    for one in opened:
        one.close()


@pytest.fixture
def desk(open_desk: Callable[[str], Desk]) -> Desk:
    return open_desk("desk")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """The writing engine of an empty database, with the settings of a real one."""
    create_database(tmp_path / "desk.db", bytearray(32))
    engines = open_engines(tmp_path / "desk.db", bytearray(32))
    yield engines.writer
    engines.reader.dispose()
    engines.writer.dispose()


@pytest.fixture
def steps(tmp_path: Path) -> Callable[..., Path]:
    """Return what makes a folder of the real steps with others after them."""

    def making(**more: str) -> Path:
        folder = tmp_path / "50% trial"
        shutil.copytree(STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        for name, source in more.items():
            path = folder / "versions" / f"{name.removeprefix('step')}_trial.py"
            path.write_text(textwrap.dedent(source), "utf-8")
        return folder

    return making


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk with records of every kind, some changed, some removed, and an own field's index."""
    fill(desk, each=2)
    record = example(Visit, 5)
    add(desk, record)
    delete(desk, record)
    field = CustomField(record_kind="person", label="Own")
    field.id = 1
    desk.db.index_custom("person", field.field())
    return desk
