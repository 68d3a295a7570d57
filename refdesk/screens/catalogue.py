"""Every screen, one line each, in the order of the sidebar."""

from __future__ import annotations

from importlib import import_module

from refdesk.screens.spec import Screen

# By name, so that a new screen costs one line here and not an import besides.
_MODULES = (
    "practices",
    "offices",
    "people",
    "patients",
    "referrals",
    "contact_attempts",
    "appointments",
    "tasks",
    "outbound_referrals",
    "stage_lines",
    "touches",
    "visits",
    "promises",
    "users",
    "releases",
    "letters",
    "imports",
    "custom_fields",
    "listed_sources",
    "clinic_profile",
    "saved_views",
    "desk_settings",
    "form_rules",
    "files",
)


def _screen(module: str) -> Screen:
    screen: Screen = import_module(f"refdesk.screens.{module}").SCREEN
    return screen


SCREENS: tuple[Screen, ...] = tuple(map(_screen, _MODULES))
BY_KIND: dict[str, Screen] = {screen.kind: screen for screen in SCREENS}
