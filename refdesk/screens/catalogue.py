"""Every screen, one line each, in the order of the sidebar."""

from __future__ import annotations

from refdesk.screens import (
    appointments,
    clinic_profile,
    contact_attempts,
    custom_fields,
    offices,
    patients,
    people,
    practices,
    referrals,
    releases,
    touches,
    users,
    visits,
)
from refdesk.screens.spec import Screen

SCREENS: tuple[Screen, ...] = (
    practices.SCREEN,
    offices.SCREEN,
    people.SCREEN,
    patients.SCREEN,
    referrals.SCREEN,
    contact_attempts.SCREEN,
    appointments.SCREEN,
    touches.SCREEN,
    visits.SCREEN,
    users.SCREEN,
    releases.SCREEN,
    custom_fields.SCREEN,
    clinic_profile.SCREEN,
)

BY_KIND: dict[str, Screen] = {screen.kind: screen for screen in SCREENS}
