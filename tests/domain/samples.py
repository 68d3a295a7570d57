"""Fields of every kind, and records a front desk could have typed."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING, Any

from refdesk.domain.customs import CustomField, CustomKind
from refdesk.domain.errors import UserError
from refdesk.domain.fields import Field, Ref
from refdesk.domain.kinds import KINDS
from refdesk.domain.patient import Patient
from refdesk.domain.practice import Channel
from refdesk.domain.referral import Referral
from refdesk.domain.sources import Source
from refdesk.domain.validation import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from refdesk.domain.record import Record

TEXT_LIKE = ("text", "note", "email", "tags", "address", "phone", "hours", "npi")


def field_of(kind: str, **more: Any) -> Field:
    """Return a field of that kind, labelled Answer."""
    options = {
        "choices": tuple(Channel) if kind in {"choice", "choices"} else (),
        "limit": 20_000 if kind == "note" else 200,
        "default": KINDS[kind].empty,
    }
    return Field(kind=KINDS[kind], label="Answer", name="answer", **{**options, **more})


def own_field(kind: CustomKind, **more: Any) -> Field:
    """Return the field a clinic has added for itself."""
    choosing = kind in {CustomKind.CHOICE, CustomKind.CHOICES}
    options = {"options": "Left knee\nRight knee\nHip"} if choosing else {}
    described = CustomField(
        record_kind="patient", field_kind=kind, **{"label": "Answer", **options, **more}
    )
    described.id = 7
    return described.field()


def a_patient(**more: Any) -> Patient:
    return Patient(**{"name": "Quill, Odetta", **more})


TOLD = {
    "report_sent": dt.date(2026, 11, 25),
    "report_how": Channel.FAX,
    "followed_up": dt.date(2026, 11, 30),
    "closed_reason": "Seen, and told",
}
"""What a referral needs before its loop can be closed."""


def a_referral(**more: Any) -> Referral:
    by_word_of_mouth = {"patient": Ref(1), "source": Source.WORD_OF_MOUTH}
    received = dt.datetime(2026, 11, 24, 14, 20, tzinfo=dt.UTC)
    return Referral(**{"received": received, **by_word_of_mouth, **more})


def sentences(record: Record, before: Any = None) -> list[str]:
    """Return what a person reads when the record is refused."""
    return [problem.message for problem in problems(record, before)]


def wide(digits: str) -> str:
    """Return digits as an East Asian keyboard writes them."""
    return "".join(chr(ord(digit) + 0xFEE0) for digit in digits)


def refusal(read: Callable[[str], object], text: str) -> str:
    """Return the sentence with which `text` is refused; empty if it is taken."""
    try:
        read(text)
    except UserError as error:
        return error.message
    return ""


def seconds(action: Callable[[], object]) -> float:
    """Return the processor time an action takes, the best of three as others use the machine."""

    def once() -> float:
        start = time.process_time()
        action()
        return time.process_time() - start

    return min(once() for _turn in range(3))
