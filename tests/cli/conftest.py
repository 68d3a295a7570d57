"""The command line, run in this process on a desk whose passphrase is cheap to try."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from refdesk.app.main import main
from refdesk.cli import shell
from refdesk.services.session import Desks
from tests.helpers.desks import PASSPHRASE, cheap_desks, make_desk


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Return what runs a command with the right passphrase; words as on a shell."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", "utf-8")
    shell.use(shell.Shell(cheap_desks))

    def command(*words: str, passphrase: Path = file) -> Answer:
        given = [str(word) for word in words]
        if words[0] not in {"fields", "--help"}:
            given += ["--passphrase-file", str(passphrase)]
        code = main(given)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    yield command
    shell.use(shell.Shell(Desks))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return the folder of a new desk, closed."""
    make_desk(tmp_path / "desk").close()
    return tmp_path / "desk"
