"""The registry's files, each known by its columns: which one a table is, and what reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from refdesk.exchange.nppes import Registry, is_nppes
from refdesk.exchange.nppes_companions import (
    ENDED,
    NPI,
    Companion,
    Deactivated,
    Endpoints,
    Locations,
    OtherNames,
)
from refdesk.exchange.nppes_filter import RegistryFilter
from refdesk.exchange.nppes_rows import Header, Holders
from refdesk.i18n import N_

MAIN = "nppes"
LABELS = {
    MAIN: N_("Provider registry (NPPES)"),
    "nppes_locations": N_("Provider registry: further locations"),
    "nppes_names": N_("Provider registry: other names"),
    "nppes_endpoints": N_("Provider registry: endpoints"),
    "nppes_deactivated": N_("Provider registry: deactivated NPIs"),
}
_COMPANIONS: dict[str, type[Companion]] = {
    "nppes_locations": Locations,
    "nppes_names": OtherNames,
    "nppes_endpoints": Endpoints,
}
RegistryReader = Registry | Companion | Deactivated
_LIST_AT_MOST = 4
"""Columns of the list of deactivated NPIs; a wider table with such a date is something else."""


def recognise(header: Sequence[str]) -> str:
    """Return the code of the registry's file that has this header, or nothing."""
    if is_nppes(header):
        return MAIN
    columns = Header(header)
    for code, reader in _COMPANIONS.items():
        if not columns.lacking(reader.needed):
            return code
    named = sum(bool(name.strip()) for name in header)
    is_list = columns.place(NPI) is not None and columns.place(*ENDED) is not None
    return "nppes_deactivated" if is_list and named <= _LIST_AT_MOST else ""


def reader(
    code: str, header: Sequence[str], chosen: RegistryFilter, holders: Holders
) -> RegistryReader:
    """Return what reads this file; only the main file is filtered.

    Raises:
        UserError: it is another file, or it cannot be filtered so.
    """
    if code == MAIN:
        return Registry(header, chosen, holders)
    made: Callable[[Sequence[str], Holders], Companion | Deactivated]
    made = _COMPANIONS.get(code, Deactivated)
    return made(header, holders)
