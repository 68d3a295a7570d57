"""What a note of thanks must not say: nothing rewards volume, nothing is given for referrals."""

from __future__ import annotations

import re

from refdesk.domain.errors import UserError
from refdesk.domain.text import fold
from refdesk.i18n import _

_SENT = r"(?:patients?|referrals?|cases?|consults?)"
_MANY = (
    r"(?:[0-9][0-9.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|hundreds?|dozens?|scores|a dozen|many|several|numerous|countless)"
)
_REWARDS = re.compile(
    "|".join(
        (
            rf"for (?:every|each|all)(?: \w+){{0,3}} {_SENT}",
            rf"(?:every|each) (?:new )?{_SENT} you (?:send|sent|refer|referred)",
            rf"{_MANY}(?: of)?(?: \w+){{0,2}} {_SENT}",
            rf"(?:number|volume|amount|count|stream|flow)s? of(?: \w+){{0,2}} {_SENT}",
            rf"(?:more|most|further|additional|as many)(?: of)?(?: \w+){{0,1}} {_SENT}",
            r"keep (?:them|those|these|the \w+|your \w+|\w+) coming",
            r"(?:send|refer)(?: us| me)? more",
            r"(?:top|best|biggest|largest|highest) (?:referrers?|referring \w+|referral \w+)",
            r"referral (?:volume|bonus|fee|reward|credit)s?",
            r"in (?:return|exchange) for",
            r"(?:gift|prepaid|reward) (?:card|certificate|code)s?",
            r"(?:kick ?back|commission|finders fee|bonus|incentive|cash|raffle|sweepstakes?)\w*",
            r"(?:we|i) (?:will )?(?:owe|reward|repay)(?: \w+)?",
        )
    ).join((r"\b(?:", r")\b"))
)
"""The Anti-Kickback Statute, 42 U.S.C. 1320a-7b(b), asks what a gift or a praise is meant for."""


def rewarding(text: str) -> tuple[str, ...]:
    """Return the words of a text that reward referrals or count them, each once."""
    found = (" ".join(match.group().split()) for match in _REWARDS.finditer(fold(text)))
    return tuple(dict.fromkeys(found))


def require_free_of_reward(text: str) -> None:
    """Refuse a text that rewards referrals or counts them.

    Raises:
        UserError: naming the words.
    """
    words = rewarding(text)
    if words:
        raise UserError(
            _(
                "A thank-you must not count referrals or give something for them. "
                "Take out: {words}."
            ).format(words=", ".join(f"“{one}”" for one in words))
        )
