"""The promises of the year, held over half a year of made-up students (R6, R20, R21)."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

import pytest
from builders import make_after_visit, make_checkin, make_nudge
from dry import MARCH, live, make_indexed, make_persona
from hypothesis import given, settings
from hypothesis import strategies as st

from signpost_bot.model.campaign import Campaign
from signpost_bot.model.consent import Consent
from signpost_bot.model.outbox import OutboxKind, Reason
from signpost_bot.model.persona import Persona, Reacts
from signpost_bot.model.simulated import Decision, SimulatedMessage


def _weekly(number: int, days: int, priority: int, hour: int) -> Campaign:
    return make_nudge(
        slug=f"n{number}",
        priority=priority,
        nudge={
            "timing": {"own_start": True, "days_after": days, "at": f"{hour}:00"},
            "needs": ["talk"],
            "opening": {"nl": "Dit kan nog.", "en": "You can still do this."},
        },
    )


crowds = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 5), st.sampled_from([10, 18, 21])),
    min_size=20,
    max_size=20,
).map(lambda found: [_weekly(i, *one) for i, one in enumerate(found)])
personas = st.builds(
    lambda consents, reacts, joined_on, quiet_on: make_persona(
        consents=consents, reacts=reacts, joined_on=joined_on, quiet_on=quiet_on
    ),
    consents=st.sets(st.sampled_from(list(Consent))).map(sorted),
    reacts=st.sampled_from(list(Reacts)),
    joined_on=st.dates(date(2026, 8, 31), date(2026, 10, 31)),
    quiet_on=st.lists(st.dates(date(2026, 9, 1), date(2026, 11, 1)), max_size=1),
)


@settings(max_examples=6)
@given(crowds, personas)
def test_twenty_campaigns_at_once_keep_every_promise(
    crowd: list[Campaign], persona: Persona
) -> None:
    found = live(persona, catalog=make_indexed(*crowd, make_checkin()))
    sent = [one for one in found if one.decision is Decision.SEND]

    weeks = Counter(one.at.isocalendar()[:2] for one in sent)
    assert max(weeks.values(), default=0) <= 1
    assert all(one.kind.consents & set(persona.consents) for one in found), "not even planned"
    for one in sent:
        assert time(8) <= one.at.astimezone(make_indexed().institution.tz).time() < time(22)
        assert one.at.date() >= persona.joined_on
        for day in persona.quiet_on:
            # A tap before they came in is no tap.
            is_quiet = day <= one.at.date() < day + timedelta(days=28)
            assert day < persona.joined_on or not is_quiet
    if persona.reacts is Reacts.NEVER:
        assert len(sent) <= 5


def test_of_two_at_once_one_goes_and_the_other_says_why() -> None:
    crowd = make_nudge(slug="dringend", priority=5), make_nudge(slug="rustig", priority=1)

    found = live(make_persona(), catalog=make_indexed(*crowd))

    told = [(one.campaign, one.decision.value, one.reason, bool(one.text)) for one in found]
    assert told == [("dringend", "send", None, True), ("rustig", "drop", Reason.BUDGET, False)]


def test_a_part_of_a_year_is_a_part_of_the_whole() -> None:
    """Who never reacts was already written to before the part began."""
    crowd = make_indexed(*(_weekly(n, 7 * n, 3, 18) for n in range(12)))
    persona = make_persona(reacts="never")
    middle = datetime(2026, 10, 15, tzinfo=UTC)

    whole = live(persona, catalog=crowd)
    part = live(persona, catalog=crowd, from_at=middle)

    assert part == [one for one in whole if one.at >= middle]
    assert 0 < len(part) < len(whole)


def test_who_came_in_late_gets_what_still_makes_sense() -> None:
    nudge = make_nudge()  # Due on Friday 20 November, until Tuesday.

    on_saturday = live(make_persona(joined_on="2026-11-21"), catalog=make_indexed(nudge))
    on_wednesday = live(make_persona(joined_on="2026-11-25"), catalog=make_indexed(nudge))

    assert [one.at for one in on_saturday] == [datetime(2026, 11, 21, 11, tzinfo=UTC)]
    assert on_wednesday == []


def test_a_visit_brings_a_reminder_and_a_question() -> None:
    visit = {"offering": "huiskamer", "remind_on": "2026-10-05", "went_on": "2026-10-06"}

    found = live(make_persona(visits=[visit]), catalog=make_indexed(make_after_visit()))

    told = [(one.at.date(), one.kind, one.campaign, one.offering) for one in found]
    assert told == [
        (date(2026, 10, 5), OutboxKind.REMINDER, None, "huiskamer"),
        (date(2026, 10, 13), OutboxKind.AFTER_VISIT, "hoe-ging-het", "huiskamer"),
    ]


def test_without_the_yes_there_is_no_question_after_a_visit() -> None:
    visit = {"offering": "huiskamer", "went_on": "2026-10-06"}
    persona = make_persona(visits=[visit], consents=["messages"])

    assert live(persona, catalog=make_indexed(make_after_visit())) == []


def test_who_went_there_is_not_sent_there() -> None:
    persona = make_persona(visits=[{"offering": "huiskamer", "went_on": "2026-10-06"}])

    (one,) = live(persona, catalog=make_indexed(make_nudge()))

    assert (one.decision, one.reason) == (Decision.DROP, Reason.NO_STEP)


def test_students_do_not_touch_each_other() -> None:
    one, other = make_persona(), make_persona(slug="daan", reacts="never", consents=["messages"])
    crowd = make_indexed(*(_weekly(n, 7 * n, 3, 18) for n in range(12)), make_checkin())

    together = live(one, other, catalog=crowd)

    for persona in (one, other):
        alone = live(persona, catalog=crowd)
        assert [m for m in together if m.student == persona.slug] == alone


def test_they_come_in_order() -> None:
    two = make_persona(), make_persona(slug="daan", told={"began_on": "2026-09-07"})

    found = live(*two)

    assert len(found) == 4
    assert [one.at for one in found] == sorted(one.at for one in found)


@pytest.mark.parametrize(("reacts", "left"), [("always", 12), ("sometimes", 12), ("never", 5)])
def test_who_never_reacts_gets_less_and_then_nothing(reacts: str, left: int) -> None:
    crowd = make_indexed(*(_weekly(n, 7 * n + 13, 3, 18) for n in range(12)))

    found = live(make_persona(reacts=reacts), catalog=crowd)

    assert len(_sent(found)) == left
    assert {one.reason for one in found} <= {None, Reason.TAPERED}
    assert (_sent(found)[-1].offering is None) is (reacts == "never"), "the last is the way back"


def _sent(found: list[SimulatedMessage]) -> list[SimulatedMessage]:
    return [one for one in found if one.decision is Decision.SEND]


def test_nothing_comes_after_the_end() -> None:
    assert live(make_persona(), until=datetime(2026, 10, 1, tzinfo=UTC)) == []
    assert all(one.at < MARCH for one in live(make_persona()))
