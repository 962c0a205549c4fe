"""What of a turn counts for which total, and in the block of which day."""

from datetime import UTC, datetime, timedelta

from signpost_bot.campaigns.tallying import tally_turn
from signpost_bot.model.following import NOT_FOLLOWED
from signpost_bot.model.totals import About, Measure, SentMessage, Tally
from signpost_bot.model.turn import Answered, NothingFound, Visited, VisitPlanned

NOW = datetime(2027, 2, 2, 12, tzinfo=UTC)
LAST = SentMessage(campaign="tentamens", offering=None, sent_at=NOW - timedelta(days=3))
ASKED = SentMessage(campaign="hoe-ging-het", offering="slaap", sent_at=NOW - timedelta(days=5))


def _campaign(slug: str, measure: Measure, part: str = "") -> Tally:
    return Tally(about=About.CAMPAIGN, slug=slug, measure=measure, part=part)


def _offering(measure: Measure, part: str = "") -> Tally:
    return Tally(about=About.OFFERING, slug="slaap", measure=measure, part=part)


def test_a_word_is_a_reaction_to_the_last_message_and_to_no_other() -> None:
    found = list(tally_turn((NothingFound(),), (LAST, ASKED), NOW))

    assert found == [(LAST.sent_at, _campaign("tentamens", Measure.REACTED))]


def test_without_a_message_only_the_offering_counts() -> None:
    facts = (
        VisitPlanned(offering="slaap", starts_at=None),
        Visited(offering="slaap", following=NOT_FOLLOWED),
    )

    assert list(tally_turn(facts, (), NOW)) == [
        (NOW, _offering(Measure.SIGNED_UP)),
        (NOW, _offering(Measure.WENT)),
    ]


def test_going_counts_for_the_message_in_its_block_and_for_the_offering_today() -> None:
    assert list(tally_turn((Visited(offering="slaap", following=NOT_FOLLOWED),), (LAST,), NOW)) == [
        (LAST.sent_at, _campaign("tentamens", Measure.REACTED)),
        (NOW, _offering(Measure.WENT)),
        (LAST.sent_at, _campaign("tentamens", Measure.WENT)),
    ]


def test_an_answer_after_a_visit_is_about_the_offering() -> None:
    fact = Answered(campaign="hoe-ging-het", answer="lastiger", offering="slaap")

    assert list(tally_turn((fact,), (ASKED, LAST), NOW)) == [
        (LAST.sent_at, _campaign("tentamens", Measure.REACTED)),
        (ASKED.sent_at, _offering(Measure.ANSWERED, "lastiger")),
    ]


def test_a_question_after_a_visit_never_counts_for_its_campaign() -> None:
    """All of them together minus those of an offering would be those of the others."""
    facts = (
        Answered(campaign="hoe-ging-het", answer="lastiger", offering="slaap"),
        VisitPlanned(offering="slaap", starts_at=None),
    )

    assert {tally.about for _, tally in tally_turn(facts, (ASKED,), NOW)} == {About.OFFERING}


def test_an_answer_to_a_question_that_was_not_asked_lately_counts_nowhere() -> None:
    fact = Answered(campaign="hoe-ging-het", answer="lastiger", offering="huiskamer")

    assert list(tally_turn((fact,), (ASKED,), NOW)) == []


def test_an_answer_at_a_moment_of_the_year_is_about_the_campaign() -> None:
    asked = SentMessage(campaign="week-8", offering=None, sent_at=NOW)
    fact = Answered(campaign="week-8", answer="gaat-wel", offering=None)

    assert (NOW, _campaign("week-8", Measure.ANSWERED, "gaat-wel")) in list(
        tally_turn((fact,), (asked,), NOW)
    )
