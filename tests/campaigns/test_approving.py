"""Two people say yes to the words of a campaign; words of danger always need both (R21)."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from builders import make_catalog, make_checkin, make_institution, make_nudge

from signpost_bot.campaigns.approving import hold_back, is_approved, words_hash
from signpost_bot.model.approval import Approval
from signpost_bot.model.campaign import Campaign, CampaignState
from signpost_bot.model.staff import StaffId

REVIEW = {"by": "Kim", "role": "zorgcoördinator", "on": "2026-11-01"}
REAL = make_institution(fictional=False, safety_review=REVIEW)
IN_TRIAL = make_institution(fictional=False)
MADE_UP = make_institution()

DANGER = {"nl": "Wil je niet meer leven? Praat met iemand.", "en": "Do you want to die? Talk."}


def _nudge(opening: dict[str, str] | None = None, **changes: Any) -> Campaign:
    whole = make_nudge().model_dump(exclude_none=True)["nudge"]
    return make_nudge(nudge=whole | ({"opening": opening} if opening else {}), **changes)


def _yes(campaign: Campaign, *, is_approver: bool) -> Approval:
    return Approval(
        campaign=campaign.slug,
        words_hash=words_hash(campaign),
        staff_id=StaffId(uuid4()),
        is_approver=is_approver,
    )


def test_it_takes_a_writer_and_an_approver() -> None:
    one = _nudge()
    writer, approver = _yes(one, is_approver=False), _yes(one, is_approver=True)

    assert is_approved(one, REAL, [writer, approver])
    assert is_approved(one, REAL, [approver, _yes(one, is_approver=True)])
    assert not is_approved(one, REAL, [writer, _yes(one, is_approver=False)])
    assert not is_approved(one, REAL, [approver])
    assert not is_approved(one, REAL, [])


def test_one_person_does_not_count_twice() -> None:
    one = _nudge()
    approver = _yes(one, is_approver=True)
    as_writer_before = replace(approver, is_approver=False)

    assert not is_approved(one, REAL, [approver, as_writer_before])


def test_in_trial_only_words_of_danger_need_two() -> None:
    plain, heavy = _nudge(), _nudge(DANGER)
    approver, writer = _yes(heavy, is_approver=True), _yes(heavy, is_approver=False)

    assert is_approved(plain, IN_TRIAL, [])
    assert not is_approved(heavy, IN_TRIAL, [approver])
    assert is_approved(heavy, IN_TRIAL, [approver, writer])


def test_a_made_up_school_has_nobody_to_ask() -> None:
    assert is_approved(_nudge(), MADE_UP, [])
    assert is_approved(_nudge(DANGER), MADE_UP, [])


def test_danger_is_also_found_in_an_answer_and_in_what_is_pasted() -> None:
    checkin = make_checkin().model_dump(exclude_none=True)["checkin"]
    answers = [checkin["answers"][0] | {"reply": DANGER}, *checkin["answers"][1:]]
    heavy = make_checkin(checkin=checkin | {"answers": answers})

    assert not is_approved(heavy, IN_TRIAL, [])
    assert not is_approved(_nudge(paste=DANGER), IN_TRIAL, [])


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"priority": 5}, True),
        ({"circle": {"years": [1]}}, True),
        ({"opening": {"nl": "Tentamens!", "en": "Exams are coming up."}}, False),
        ({"paste": {"nl": "Plak dit.", "en": "Paste this."}}, False),
    ],
)
def test_other_words_take_the_yeses_back_and_nothing_else_does(
    changes: dict[str, Any], *, stays: bool
) -> None:
    one = _nudge()
    yeses = [_yes(one, is_approver=True), _yes(one, is_approver=False)]

    assert is_approved(_nudge(**changes), REAL, yeses) is stays


def test_a_yes_to_one_campaign_is_no_yes_to_another_with_the_same_words() -> None:
    one = _nudge()
    yeses = [_yes(one, is_approver=True), _yes(one, is_approver=False)]

    assert not is_approved(_nudge(slug="anders"), REAL, yeses)


def test_what_lacks_a_yes_is_a_draft_and_what_is_paused_stays_paused() -> None:
    catalog = make_catalog(institution=REAL, campaigns=(_nudge(), _nudge(state="paused")))
    states = [one.state for one in hold_back(catalog, []).campaigns]

    assert states == [CampaignState.DRAFT, CampaignState.PAUSED]
