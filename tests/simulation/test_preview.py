"""One campaign before it runs: all that somebody needs to see before saying yes to it (R5, R6)."""

from datetime import UTC, datetime

from builders import make_after_visit, make_calendar, make_catalog, make_checkin, make_nudge

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.app import build_index
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.language import Language
from signpost_bot.simulation.preview import say_preview

NOW = datetime(2026, 8, 1, 10, tzinfo=UTC)


def _say(campaign: Campaign, now: datetime = NOW, language: Language = Language.EN) -> list[str]:
    calendar = make_calendar(
        periods=[
            *({**one.model_dump()} for one in make_calendar().periods),
            *(_exams(number) for number in range(4)),
            {
                "slug": "intro",
                "kind": "introduction",
                "title": {"nl": "Introductie", "en": "Introduction"},
                "first_on": "2026-08-31",
                "last_on": "2026-09-04",
            },
        ]
    )
    catalog = make_catalog(campaigns=(campaign,), calendar=calendar)
    indexed = IndexedCatalog.build(catalog, build_index())
    return [line.strip() for line in say_preview(campaign, indexed, now, language)]


def _exams(number: int) -> dict[str, object]:
    return {
        "slug": f"exams-{number}",
        "kind": "exams",
        "title": {"nl": "Tentamens", "en": "Exams"},
        "first_on": f"2027-0{number + 2}-01",
        "last_on": f"2027-0{number + 2}-05",
    }


def test_it_shows_when_for_whom_three_times_and_what_is_offered() -> None:
    told = _say(make_nudge(circle={"years": [1], "campuses": ["centrum"], "languages": ["en"]}))

    assert told[0] == "tentamens (nudge)"
    assert any(line.startswith("10 days before Block 1 exams") for line in told)
    assert "It is for year 1, students at Centrum, those who talk English with me." in told
    times = [line for line in told if "then: The Living Room" in line]
    assert [line.split(" 18:30")[0] for line in times] == [
        *("Fri 20 Nov", "Fri 22 Jan 2027", "Fri 19 Feb 2027")
    ]


def test_it_shows_the_message_in_both_languages_as_a_student_gets_it() -> None:
    told = _say(make_nudge())

    nl, en = told.index("What it looks like (nl)"), told.index("What it looks like (en)")
    assert told[nl + 1] == "De tentamens komen eraan."
    assert told[nl + 2].startswith("**De Huiskamer**")
    assert "[Waarom krijg ik dit?]" in told[en - 2]
    assert told[en + 1] == "Exams are coming up."


def test_a_question_shows_its_answers_and_when_it_comes() -> None:
    told = _say(make_checkin())

    assert "Mon 26 Oct 18:30, for who began on 31 August" in told
    assert any(line.startswith("[Goed] [Gaat wel] [Moeilijk]") for line in told)


def test_a_question_after_a_visit_shows_its_own_buttons() -> None:
    told = _say(make_after_visit())

    assert "7 days after a student says: I went. At 18:30." in told
    assert any(line.startswith("[come_back] [talk] [else] [nothing]") for line in told)
    assert any("**The Living Room**" in line for line in told)


def test_where_nothing_can_be_done_that_is_said() -> None:
    nudge = make_nudge(circle={"been_at": ["huiskamer"]})

    told = _say(nudge)

    assert "Fri 20 Nov 18:30, then there is nothing left to do, so nothing goes out" in told


def test_what_does_not_run_and_what_never_comes_is_said() -> None:
    told = _say(make_nudge(state="draft"), now=datetime(2028, 1, 1, tzinfo=UTC))

    assert "Its state is draft; only what is running goes out." in told
    assert "None: there is no next moment in the calendar." in told


def test_what_can_be_pasted_is_there_in_both_languages_or_not_at_all() -> None:
    pasted = _say(make_nudge(paste={"nl": "Plak dit.", "en": "Paste this."}))

    assert pasted[-1] == "Paste this."
    assert "Plak dit." in pasted
    assert not any("paste" in line for line in _say(make_nudge()))


def test_staff_can_read_it_in_dutch() -> None:
    assert "De eerstvolgende keren" in _say(make_nudge(), language=Language.NL)
