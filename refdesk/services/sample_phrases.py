"""What people of the sample desk said, wrote down and promised; all of it invented."""

from __future__ import annotations

from refdesk.domain.practice import Channel
from refdesk.domain.sources import Source
from refdesk.domain.touch import TouchKind

K = TouchKind
CHANNELS = (Channel.FAX, Channel.PHONE, Channel.PORTAL, Channel.PAPER, Channel.PDF_FORM)
_SELF = (Channel.PHONE, Channel.PHONE, Channel.PORTAL, Channel.WALK_IN)
ALONE = (
    (Source.PATIENT, "", _SELF),
    (Source.PATIENT, "", _SELF),
    (Source.PATIENT, "", _SELF),
    (Source.WORD_OF_MOUTH, "", _SELF),
    (Source.WORD_OF_MOUTH, "", _SELF),
    (Source.ADVERTISEMENT, "", (Channel.PHONE, Channel.EMAIL)),
    (Source.ADVERTISEMENT, "", (Channel.PHONE, Channel.EMAIL)),
    (Source.EVENT, "", (Channel.PAPER, Channel.PHONE)),
    (Source.EVENT, "", (Channel.PAPER, Channel.PHONE)),
    (Source.OTHER, "Insurer’s list of clinics", _SELF),
)
"""Sources without a practice, in words where they need them, and how their patients come."""
SECOND = (Source.PATIENT, Source.WORD_OF_MOUTH, Source.EVENT)
BEST_TIMES = ("Mornings", "After 4 PM", "Lunch hour", "Not on Mondays", "Evenings, text first")
HEARD = (
    "Booth at the county fair",
    "Radio spot",
    "A neighbor was treated here",
    "Talk at the library",
    "Sign on Harbor Terrace",
)
NEVER_REACHED = "Not reached after three tries"
NOT_SEEN = (
    "Declined by patient",
    "Moved away",
    "Chose a clinic closer to home",
    NEVER_REACHED,
    "Cancelled; no longer needed",
)
CLOSED = (
    "Seen; report sent",
    "Seen; report sent",
    "Seen; discharged to home exercise",
    "Seen; second visit booked",
    "Seen; surgery planned elsewhere",
)
FEEDBACK = (
    "Everybody was kind; the wait was short.",
    "Hard to find the entrance.",
    "Would have liked a call the day before.",
    "Back at work after three weeks, thank you!",
)
SUMMARIES = {
    K.VISIT: (
        "Dropped off two referral pads.",
        "Met the new front desk; showed the fax cover.",
        "Asked for the wait-time sheet.",
        "Walked through how we handle a referral.",
    ),
    K.CALL: (
        "Reports now reach the right inbox.",
        "Thanked for records sent ahead.",
        "Asked which insurers we take.",
        "Left word about the knee clinic.",
    ),
    K.LETTER: ("Sent the new provider letter.", "Quarterly check-in sent."),
    K.NOTE: ("Thank-you card for the trust.", "Card to the front desk."),
    K.EVENT: ("Talked at the county health fair.", "Came to the shoulder evening."),
    K.LUNCH: ("Lunch talk on back pain, nine people.", "Lunch talk on when to send a knee."),
    K.EMAIL: ("Sent next free appointments.", "Sent the imaging guideline they asked for."),
}
KINDS = (
    *([K.VISIT] * 7 + [K.CALL] * 5 + [K.EMAIL] * 3 + [K.NOTE] * 2),
    *(K.LETTER, K.LETTER, K.LUNCH, K.EVENT),
)
"""Kinds of touches, as often as they are made."""
TALKS = (
    "Knee clinic now books inside 9 days\nAsk: do reports reach the inbox?",
    "Introduce the new shoulder service\nAsk: who sends imaging orders now?",
    "School screening days in February",
    "Thank them for records sent ahead\nAsk: anything slow on our side?",
    "Same-week visits for fresh sports injuries\nAsk: who covers weekends?",
)
LEAVE_BEHINDS = (
    "2 referral pads\nWait-time card",
    "Spine guideline\nReferral pad",
    "Poster EN + ES\nFamily take-home (20)",
    "How we handle your referral\nFeedback slip",
)
PURPOSES = ("Check-in", "Introduce the shoulder service", "Ask about reports", "Refill pads")
INTEL = (
    "New EHR goes live in January; faxes until then.",
    "Looking for a second nurse. Mornings are full until 10.",
    "Their imaging is down twice a week, so they send without.",
    "The physician cuts down to three days in spring.",
    "A large group from Columbus has asked to buy them.",
    "Likes short reports: one page, plan first.",
    "",
)
NEXT_STEPS = (
    "Bring the wait-time card next time.",
    "Ask our desk why two reports went to the old fax.",
    "Book a lunch talk after the holidays.",
    "Call the referral coordinator in two weeks.",
    "",
)
PROMISES = (
    "Send the spine guideline",
    "Bring 3 referral pads",
    "Ask Dr. Calloway to call about the shared patient",
    "Send next free appointments every Monday",
    "Change the fax number for reports",
    "Find a date for a lunch talk",
    "Send the insurer list",
    "Put the weekend number on the referral form",
    "Find out why the last report took so long",
)
