"""dev.py must work where nothing is installed yet, and say plainly what it lacks."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dev

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = (dev.ROOT / "dev.py").read_text("utf-8")


def loader(*present: str) -> Callable[[str], object]:
    """Return a loader of shared libraries for a system that has only these."""

    def load(name: str) -> object:
        if name not in present:
            message = f"{name}: cannot open shared object file"
            raise OSError(message)
        return object()

    return load


def test_it_imports_only_the_standard_library():
    imported = set()
    for node in ast.walk(ast.parse(SOURCE)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            imported.add(node.module.partition(".")[0])
    assert imported <= sys.stdlib_module_names


def test_an_old_python_can_read_it_far_enough_to_be_told():
    ast.parse(SOURCE, feature_version=(3, 7))
    assert "needs Python 3.11 or newer, and this is 3.9.2" in dev.too_old((3, 9, 2))


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
def test_a_new_enough_python_is_told_nothing(version):
    assert dev.too_old(version) == ""


def test_the_state_follows_the_lock_the_project_and_the_python():
    first = dev.state(b"lock", b"project", (3, 11, 7))
    assert first == dev.state(b"lock", b"project", (3, 11, 9))  # a patch of Python changes nothing
    others = {
        dev.state(b"lock2", b"project", (3, 11, 7)),
        dev.state(b"lock", b"project2", (3, 11, 7)),
        dev.state(b"lockp", b"roject", (3, 11, 7)),
        dev.state(b"lock", b"project", (3, 12, 7)),
    }
    assert len(others) == 4
    assert first not in others


@pytest.mark.parametrize(
    ("found", "work"),
    [
        ("Python 3.11, aa", "nothing"),
        ("Python 3.11, bb", "update"),
        ("Python 3.12, aa", "new"),
        ("", "new"),  # no .venv, or one whose setup was killed
    ],
)
def test_work_left(found, work):
    assert dev.work_left(found, "Python 3.11, aa") == work


def test_libraries_that_do_not_load_are_listed():
    wanted = ["libGL.so.1", "libEGL.so.1", "libdbus-1.so.3"]
    found = dev.lacking(wanted, venv=False, load=loader("libEGL.so.1"))
    assert found == ["libGL.so.1", "libdbus-1.so.3"]


def test_a_python_without_venv_is_noticed_only_when_one_must_be_made(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert dev.lacking([], venv=True) == [dev.VENV_MODULE]
    assert dev.lacking([], venv=False) == []


def test_the_debian_package_of_every_library_is_known():
    offscreen = "libglib2.0-0 libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3"
    window = (
        "libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1"
        " libxcb-shape0 libxcb-image0 libxcb-render-util0 libxcb-xkb1"
    )
    assert [dev.debian_package(name) for name in dev.OFFSCREEN] == offscreen.split()
    assert [dev.debian_package(name) for name in dev.WINDOW] == window.split()
    assert dev.debian_package(dev.VENV_MODULE) == f"python3.{sys.version_info[1]}-venv"


def test_a_person_who_may_use_sudo_is_told_the_exact_command():
    assert dev.advice(["libGL.so.1", "libEGL.so.1"], apt=True, sudo=True) == (
        "RefDesk needs some system packages first. Please run:\n"
        "  sudo apt-get update && "
        "sudo apt-get install -y --no-install-recommends libgl1 libegl1"
    )


def test_a_person_without_sudo_is_told_to_run_it_as_root():
    assert dev.advice(["libGL.so.1"], apt=True, sudo=False) == (
        "RefDesk needs some system packages first. Please run as root:\n"
        "  apt-get update && apt-get install -y --no-install-recommends libgl1"
    )


def test_where_there_is_no_apt_the_libraries_are_named():
    sentence = "RefDesk needs these from your system first: libGL.so.1, libEGL.so.1."
    assert dev.advice(["libGL.so.1", "libEGL.so.1"], apt=False, sudo=True) == sentence


def test_without_a_command_it_lists_them_all(capsys):
    assert dev.main([]) == 0
    listed = capsys.readouterr().out
    assert all(f"python dev.py {name} " in listed for name in dev.COMMANDS)


@pytest.mark.parametrize("arguments", [["tset"], ["setup", "now"], ["pictures"], ["run", "x"]])
def test_a_mistyped_command_does_nothing_and_fails(arguments, monkeypatch, capsys):
    monkeypatch.setattr(dev, "setup", lambda **_: pytest.fail("it set up"))
    assert dev.main(arguments) == 2
    assert capsys.readouterr().out


def test_a_sample_desk_that_fails_half_way_is_not_kept(monkeypatch, tmp_path):
    def half_made(*command: object, **_options: object) -> int:
        Path(str(command[2]), "half").mkdir(parents=True)
        return 1

    monkeypatch.setattr(dev, "SAMPLE", tmp_path / "sample")
    monkeypatch.setattr(dev, "call", half_made)
    with pytest.raises(dev.ExpectedError, match="nothing of it was kept"):
        dev.sample_desk()
    assert list(tmp_path.iterdir()) == []


def test_a_sample_desk_is_made_once(monkeypatch, tmp_path):
    runs = []

    def make(*command: object, **_options: object) -> int:
        runs.append(Path(str(command[4])).read_text("utf-8"))
        Path(str(command[2])).mkdir()
        return 0

    (tmp_path / "unfinished" / "left by a run that was killed").mkdir(parents=True)
    monkeypatch.setattr(dev, "SAMPLE", tmp_path)
    monkeypatch.setattr(dev, "call", make)
    assert dev.sample_desk() == dev.sample_desk()
    assert runs == [dev.SAMPLE_WORDS]
    assert [path.name for path in tmp_path.iterdir()] == ["Cedar Grove Joint Clinic"]
