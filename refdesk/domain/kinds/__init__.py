"""The kinds of field: how each value is kept, read from text, shown and checked."""

from refdesk.domain.kinds.base import KINDS, Kept, Kind, Plain, Spec
from refdesk.domain.kinds.choices import CHOICE, CHOICES, YESNO
from refdesk.domain.kinds.links import REFERENCE, REFERENCES, TAGS
from refdesk.domain.kinds.numbers import DECIMAL, INTEGER, MONEY
from refdesk.domain.kinds.special import ADDRESS, EMAIL, HOURS, NPI, PHONE
from refdesk.domain.kinds.texts import DIGEST, NOTE, TEXT
from refdesk.domain.kinds.times import DATE, DATETIME, PARTIAL_DATE, TIME

__all__ = [
    "ADDRESS",
    "CHOICE",
    "CHOICES",
    "DATE",
    "DATETIME",
    "DECIMAL",
    "DIGEST",
    "EMAIL",
    "HOURS",
    "INTEGER",
    "KINDS",
    "MONEY",
    "NOTE",
    "NPI",
    "PARTIAL_DATE",
    "PHONE",
    "REFERENCE",
    "REFERENCES",
    "TAGS",
    "TEXT",
    "TIME",
    "YESNO",
    "Kept",
    "Kind",
    "Plain",
    "Spec",
]
