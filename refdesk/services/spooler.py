"""Hands pages to the system's printers as PDF, where the system takes PDF: macOS and Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from refdesk.domain.errors import KnownFailure
from refdesk.i18n import _

ASK_SECONDS, SEND_SECONDS = 10, 60
_KNOWN = (
    ((612, 792), "Letter"),
    ((595, 842), "A4"),
    ((396, 612), "na_invoice_5.5x8.5in"),
    ((421, 595), "iso_a5_148x210mm"),
    ((297, 684), "na_number-10_4.125x9.5in"),
    ((315, 414), "na_a2_4.375x5.75in"),
    ((312, 624), "iso_dl_110x220mm"),
    ((323, 459), "iso_c6_114x162mm"),
)
"""Points of the shorter and the longer edge, and what CUPS calls the paper (PWG 5101.1)."""


@dataclass(frozen=True, slots=True)
class Printers:
    """Names of the printers there are, and of the usual one; empty if there is none."""

    names: tuple[str, ...]
    usual: str = ""


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What to print on, and how: `first` and `last` page (0: the last one there is)."""

    printer: str
    copies: int = 1
    first: int = 1
    last: int = 0
    both_sides: bool = False

    @property
    def is_all(self) -> bool:
        """Whether every page is wanted."""
        return self.first == 1 and not self.last


def media(width: float, height: float) -> str:
    """Return what CUPS calls a paper of these points; the sheet itself may lie on its side."""
    short, long = sorted((width, height))
    for (known_short, known_long), name in _KNOWN:
        if abs(short - known_short) <= 2 and abs(long - known_long) <= 2:
            return name
    return f"Custom.{short:g}x{long:g}"


class Spooler(Protocol):
    """A printing system that takes PDF."""

    def printers(self) -> Printers:
        """Return the printers there are."""

    def send(self, pdf: bytes, wish: PrintWish, size: tuple[float, float]) -> None:
        """Hand over a PDF to be printed at its own size."""


class Lp:
    """The printing system that ``lp`` speaks to; nothing is written to a disk by us."""

    def __init__(self, lp: str, lpstat: str) -> None:
        self._lp, self._lpstat = lp, lpstat

    def printers(self) -> Printers:
        """Return the printers there are.

        Raises:
            KnownFailure: the printing system does not answer.
        """
        names = self._ask("-e").split()
        _words, _colon, usual = self._ask("-d").partition(": ")
        return Printers(tuple(names), usual.strip() if usual.strip() in names else "")

    def send(self, pdf: bytes, wish: PrintWish, size: tuple[float, float]) -> None:
        """Hand over a PDF to be printed at its own size; `size` is that of its pages, in points.

        Raises:
            KnownFailure: the printing system refused it, or does not answer.
        """
        options = [f"media={media(*size)}", "print-scaling=none", "fit-to-page=false"]
        options.append(f"sides={'two-sided-long-edge' if wish.both_sides else 'one-sided'}")
        command = [self._lp, "-d", wish.printer, "-n", str(wish.copies), "-t", "RefDesk"]
        command += [part for option in options for part in ("-o", option)]
        if not wish.is_all:
            command += ["-P", f"{wish.first}-{wish.last or ''}"]
        done = self._run([*command, "-"], pdf, SEND_SECONDS)
        if done.returncode:
            raise KnownFailure(
                _(
                    "The printer {printer} did not take the pages. Look whether it is still "
                    "there and turned on."
                ).format(printer=wish.printer)
            )

    def _ask(self, option: str) -> str:
        return self._run([self._lpstat, option], b"", ASK_SECONDS).stdout.decode("utf-8", "replace")

    def _run(
        self, command: Sequence[str], given: bytes, seconds: int
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603  a program of the system, no shell in between
                command,
                input=given,
                capture_output=True,
                timeout=seconds,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired:
            raise KnownFailure(
                _("The printing system of this computer does not answer. Try again in a while.")
            ) from None
        except OSError:
            raise KnownFailure(
                _("The printing system of this computer could not be started.")
            ) from None


def system_lp() -> Lp | None:
    """Return the printing system that takes PDF, None where there is none."""
    lp, lpstat = shutil.which("lp"), shutil.which("lpstat")
    return Lp(lp, lpstat) if lp and lpstat else None
