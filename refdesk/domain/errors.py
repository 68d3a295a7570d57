"""What can go wrong, sorted by who can mend it. Anything else that is raised is a bug."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with one field, in words for the person who typed it."""

    field: str
    message: str


class RefDeskError(Exception):
    """Base of every failure that is shown to a person as its own sentence.

    The message never carries the value of a personal field.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UserError(RefDeskError):
    """The person can mend it: a value, a name, a choice. Nothing was changed."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class KnownFailure(RefDeskError):
    """The computer got in the way: disk full, read-only folder, a newer desk."""


class AccessRefused(KnownFailure):
    """Wrong passphrase, or the desk is open elsewhere."""


class WrongPassphrase(AccessRefused):
    """No key of the desk opens with what was typed."""


class Damaged(KnownFailure):
    """A file of the desk is missing, damaged, foreign, or was replaced by an older one."""


class Cancelled(Exception):
    """The person stopped the work; everything was put back."""
