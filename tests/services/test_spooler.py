"""Pages handed to the system's printers: the very bytes, at their own size, on the right paper."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from refdesk.domain.errors import KnownFailure
from refdesk.services import spooler
from refdesk.services.spooler import Lp, Printers, PrintWish, media, system_lp

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no lp")
LETTER = (612.0, 792.0)
LPSTAT = """#!/bin/sh
if [ "$1" = -e ]; then printf 'Front_Desk\\nBack_Office\\n'; else echo "$LC_ALL" > "$0.lang"
echo 'system default destination: Back_Office'; fi
"""
LP = '#!/bin/sh\nprintf "%s\\n" "$@" > "$0.told"\ncat > "$0.got"\n'


def program(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.fixture
def lp(tmp_path: Path) -> Lp:
    return Lp(program(tmp_path, "lp", LP), program(tmp_path, "lpstat", LPSTAT))


def test_the_printers_are_told_with_the_usual_one(lp, tmp_path: Path):
    assert lp.printers() == Printers(("Front_Desk", "Back_Office"), "Back_Office")
    assert (tmp_path / "lpstat.lang").read_text("utf-8").strip() == "C"


def test_a_computer_without_printers_has_none(tmp_path: Path):
    text = "#!/bin/sh\n[ $1 = -d ] && echo 'no system default destination'\nexit 0\n"
    lp = Lp(program(tmp_path, "lp", LP), program(tmp_path, "lpstat", text))
    assert lp.printers() == Printers((), "")


def test_the_very_bytes_arrive_at_their_own_size(lp, tmp_path: Path):
    pdf = b"%PDF-1.7\n\x00\xff" + b"x" * 300_000
    lp.send(pdf, PrintWish("Front_Desk", copies=2), LETTER)
    assert (tmp_path / "lp.got").read_bytes() == pdf
    told = (tmp_path / "lp.told").read_text("utf-8").split("\n")
    assert told[:6] == ["-d", "Front_Desk", "-n", "2", "-t", "RefDesk"]
    options = {told[at + 1] for at, part in enumerate(told) if part == "-o"}
    assert options == {"media=Letter", "print-scaling=none", "fit-to-page=false", "sides=one-sided"}
    assert "-P" not in told
    assert told[-2] == "-"


def test_some_pages_on_both_sides(lp, tmp_path: Path):
    lp.send(b"%PDF", PrintWish("Front_Desk", first=2, last=4, both_sides=True), LETTER)
    told = (tmp_path / "lp.told").read_text("utf-8").split("\n")
    assert told[told.index("-P") + 1] == "2-4"
    assert "sides=two-sided-long-edge" in told


def test_a_name_is_one_argument_whatever_is_in_it(lp, tmp_path: Path):
    lp.send(b"%PDF", PrintWish("Front; touch x"), LETTER)
    assert "Front; touch x" in (tmp_path / "lp.told").read_text("utf-8").split("\n")


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((612, 792), "Letter"),
        ((792, 612), "Letter"),
        ((595.28, 841.89), "A4"),
        ((684, 297), "na_number-10_4.125x9.5in"),
        ((414, 315), "na_a2_4.375x5.75in"),
        ((623.62, 311.81), "iso_dl_110x220mm"),
        ((459.21, 323.15), "iso_c6_114x162mm"),
        ((396, 612), "na_invoice_5.5x8.5in"),
        ((420.9, 595.3), "iso_a5_148x210mm"),
        ((360, 216), "Custom.216x360"),
    ],
)
def test_every_sheet_asks_for_its_own_paper(size, name):
    assert media(*size) == name


def test_a_printer_that_refuses_is_told(tmp_path: Path):
    no = "#!/bin/sh\ncat > /dev/null\necho 'lp: Error - The printer does not exist.' >&2\nexit 1\n"
    lp = Lp(program(tmp_path, "lp", no), program(tmp_path, "lpstat", LPSTAT))
    with pytest.raises(KnownFailure, match="Front_Desk did not take the pages"):
        lp.send(b"%PDF", PrintWish("Front_Desk"), LETTER)


def test_a_system_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(spooler, "ASK_SECONDS", 0.2)
    lp = Lp(program(tmp_path, "lp", LP), program(tmp_path, "lpstat", "#!/bin/sh\nexec sleep 20\n"))
    with pytest.raises(KnownFailure, match="does not answer"):
        lp.printers()
    with pytest.raises(KnownFailure, match="could not be started"):
        Lp(str(tmp_path / "gone"), str(tmp_path / "gone")).printers()


def test_the_system_is_found_on_the_path(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system_lp() is None
    program(tmp_path, "lp", LP)
    program(tmp_path, "lpstat", LPSTAT)
    assert system_lp() is not None
