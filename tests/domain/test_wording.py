"""A note thanks for trust; it never counts referrals or gives something for them."""

from __future__ import annotations

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.greetings import greeting, greeting_all, spoken
from refdesk.domain.person import Person, PersonRole
from refdesk.domain.wording import require_free_of_reward, rewarding


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thank you for every referral!", "for every referral"),
        ("We count each new patient you send.", "each new patient you send"),
        ("Thanks for the 14 new patients", "14 new patients"),
        ("You sent us dozens of referrals", "dozens of referrals"),
        ("the number of your referrals", "number of your referrals"),
        ("Keep them coming", "keep them coming"),
        ("We hope for more referrals", "more referrals"),
        ("Please send us more", "send us more"),
        ("You are our top referrer", "top referrer"),
        ("A gift-card is inside", "gift card"),
        ("a small token in return for", "in return for"),
        ("your referral bonus", "referral bonus"),
        ("a finder's fee", "finders fee"),
        ("cash prizes", "cash"),
    ],
)
def test_wording_that_rewards_volume_is_found(text, words):
    assert words in rewarding(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for trusting us with the care of your patients.",
        "Your records reach us complete, and your patients are seen sooner for it.",
        "We call every patient within two days.",
        "Please call me whenever a referral is slow on our side.",
        "It was good to see you on Tuesday at 10.",
    ],
)
def test_thanks_for_trust_are_fine(text):
    assert rewarding(text) == ()
    require_free_of_reward(text)


def test_the_refusal_names_the_words():
    with pytest.raises(UserError, match="“for all your referrals”, “gift card”"):
        require_free_of_reward("Thanks for all your referrals; a gift card is inside.")


@pytest.mark.parametrize(
    ("name", "role", "said"),
    [
        ("Dr. Ngozi Okafor", PersonRole.PHYSICIAN, "Dear Dr. Okafor,"),
        ("Ngozi Okafor, MD, FACS", PersonRole.PHYSICIAN, "Dear Dr. Okafor,"),
        ("Luis de la Cruz Jr.", PersonRole.PHYSICIAN, "Dear Dr. de la Cruz,"),
        ("Dana Whitlow", PersonRole.FRONT_DESK, "Dear Dana,"),
        ("Okafor, Ngozi", PersonRole.PHYSICIAN, "Dear Dr. Okafor,"),
        ("de la Cruz, Luis, MD", PersonRole.PHYSICIAN, "Dear Dr. de la Cruz,"),
        ("Whitlow, Dana", PersonRole.FRONT_DESK, "Dear Dana,"),
        ("Ms. Dana Whitlow", None, "Dear Dana,"),
        ("Okafor", PersonRole.PHYSICIAN, "Dear Dr. Okafor,"),
        ("Dr.", PersonRole.NURSE, "Dear Dr.,"),
    ],
)
def test_a_greeting_follows_name_and_role(name, role, said):
    assert greeting(Person(name=name, role=role)) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Okafor, Ngozi", "Ngozi Okafor"),
        ("Ngozi Okafor, MD", "Ngozi Okafor, MD"),
        ("Luis Cruz, Jr., MD", "Luis Cruz, Jr., MD"),
        ("Okafor, Ngozi, MD", "Ngozi Okafor, MD"),
        ("Okafor,", "Okafor"),
        (", Dana", "Dana"),
        ("Dana", "Dana"),
    ],
)
def test_a_name_is_written_as_it_is_said(name, said):
    assert spoken(name) == said


def test_the_salutation_of_a_person_goes_before():
    own = Person(name="Dana Whitlow", salutation="Dear Mrs. W.:")
    assert greeting(own) == "Dear Mrs. W.,"
    assert greeting(Person(name="Dana Whitlow", salutation="Dee")) == "Dear Dee,"
    assert greeting_all("Larkmead") == "Dear all at Larkmead,"
