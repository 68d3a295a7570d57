"""The drawer of all papers: one module lays out one kind of sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from refdesk.documents.model import VisitLog
from refdesk.documents.sheets.visit_log import render_visit_log
from refdesk.i18n import N_


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of paper: its title (to be translated), what it says, and what makes it a PDF."""

    title: str
    says: type
    render: Callable[..., bytes]


SHEETS = MappingProxyType({"visit_log": Sheet(N_("Visit log"), VisitLog, render_visit_log)})
