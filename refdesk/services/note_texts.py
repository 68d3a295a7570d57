"""Texts to begin a note of thanks with: for the trust, never for volume."""

from __future__ import annotations

from dataclasses import dataclass

from refdesk.i18n import N_


@dataclass(frozen=True, slots=True)
class Starter:
    """A text by its name, both to be translated."""

    name: str
    text: str


STARTERS: tuple[Starter, ...] = (
    Starter(
        N_("For the trust"),
        N_(
            "Thank you for trusting us with the care of your patients. We know what that trust "
            "means, and we work to be worthy of it every day.\n"
            "If anything on our side can be easier for you, please tell me."
        ),
    ),
    Starter(
        N_("For a new partner"),
        N_(
            "Thank you for placing your trust in us. Your patient has an appointment, and you will "
            "hear from us as soon as we know more.\n"
            "If you would like to meet the people behind the phone, I am glad to come by."
        ),
    ),
    Starter(
        N_("For the front desk"),
        N_(
            "The people who answer the phone make all the difference. Thank you for the care you "
            "take, and for your patience when a line is busy.\n"
            "My direct number is below: please use it."
        ),
    ),
    Starter(
        N_("For complete records"),
        N_(
            "Your records reach us complete and on time, and your patients are seen sooner for it. "
            "Thank you for the care that goes into every page."
        ),
    ),
    Starter(
        N_("For a call"),
        N_(
            "Thank you for taking the time to call us. A few minutes between our offices spared "
            "your patient a second trip."
        ),
    ),
    Starter(
        N_("After a visit"),
        N_(
            "Thank you for the warm welcome at your office. I have noted what you told me, and you "
            "will hear from me about what I promised."
        ),
    ),
    Starter(
        N_("At the end of the year"),
        N_(
            "As the year ends, we would like to thank you for working with us for the people we "
            "both care for. We wish you and everybody at your office a peaceful holiday season."
        ),
    ),
)
