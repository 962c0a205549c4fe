"""What is typed in a terminal, and what a JSON line may hold (R15, W3)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from builders import make_national

from signpost_bot.channels.terminal.inbound import Line, answer_json, answer_typed, read_typed
from signpost_bot.channels.terminal.render import to_lines
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.language import Language
from signpost_bot.model.national import AlarmKind
from signpost_bot.model.session import Button, Channel, Incoming, Reply
from signpost_bot.safety.card import build_spare_cards

SUICIDE = Alarm(Level.STRONG, AlarmKind.SUICIDE)
SPARE = build_spare_cards(make_national())
OK = {"replies": [{"text": "ok", "buttons": []}]}
BROKEN = {"replies": [{"text": SPARE.sorry(Language.NL), "buttons": []}]}


@dataclass
class Heard:
    """Somebody who answers "ok" and remembers what came in, and how long was waited."""

    replies: Sequence[Reply] = (Reply(text="ok"),)
    incoming: list[Incoming] = field(default_factory=list)
    waits: list[timedelta] = field(default_factory=list)

    async def handle(self, incoming: Incoming) -> Sequence[Reply]:
        self.incoming.append(incoming)
        return self.replies

    async def wait(self, length: timedelta) -> Sequence[Reply]:
        self.waits.append(length)
        return self.replies

    @property
    def line(self) -> Line:
        return Line(handle=self.handle, collect_due=self.wait, spare=SPARE, language=Language.NL)


async def _away(_: timedelta) -> Sequence[Reply]:
    raise OSError("the database is away")


def _answer(heard: Heard, row: str) -> dict[str, object]:
    return asyncio.run(answer_json(heard.line, row, 1))


def test_danger_is_heard_when_another_key_is_there_that_nobody_knows() -> None:
    heard = Heard()
    answer = _answer(heard, '{"say": "ik wil dood", "langauge": "nl"}')

    assert answer == OK
    assert [incoming.alarm for incoming in heard.incoming] == [SUICIDE]


def test_a_line_without_anything_to_do_says_what_to_write() -> None:
    heard = Heard()
    answer = _answer(heard, '{"sya": "hallo"}')

    assert str(answer["error"]).startswith("line 1: give exactly one of say, tap, start, wait")
    assert heard.incoming == []


def test_what_stands_in_a_link_is_read_for_danger_too() -> None:
    heard = Heard()
    _answer(heard, '{"start": "ik_wil_dood"}')
    _answer(heard, '{"start": "voorbeeld_poster"}')
    _answer(heard, '{"start": ""}')

    assert [(incoming.start, incoming.alarm) for incoming in heard.incoming] == [
        ("ik_wil_dood", SUICIDE),
        ("voorbeeld_poster", None),
        ("", None),
    ]


def test_two_years_can_be_waited_at_once() -> None:
    heard = Heard()

    assert _answer(heard, '{"wait": "P730D"}') == OK
    assert heard.waits == [timedelta(days=730)]


@pytest.mark.parametrize(
    ("length", "sentence"),
    [
        ('"P730DT1S"', "wait: wait two years (P730D) at most"),
        ('"P1000000Y"', "wait: wait two years (P730D) at most"),
        ('"-PT1S"', "wait: the clock only moves forward"),
        ("1e308", "wait: "),
        ("NaN", "wait: "),
    ],
)
def test_a_wait_that_cannot_be_is_explained(length: str, sentence: str) -> None:
    heard = Heard()
    answer = _answer(heard, f'{{"wait": {length}}}')

    assert str(answer["error"]).startswith(f"line 1: {sentence}")
    assert heard.waits == []


def test_a_wait_that_fails_says_sorry_and_the_talk_goes_on() -> None:
    heard = Heard()
    line = Line(handle=heard.handle, collect_due=_away, spare=SPARE, language=Language.NL)
    answers = [
        asyncio.run(answer_json(line, row, 1)) for row in ('{"wait": "P1D"}', '{"say": "hoi"}')
    ]

    assert answers == [BROKEN, OK]


def test_letters_run_on_over_all_replies_and_all_can_be_typed() -> None:
    first = (Button(id="more", label="More"), Button(id="join", label="I'm in"))
    second = (Button(id="now", label="Now"),)
    heard = Heard(replies=(Reply(text="1", buttons=first), Reply(text="2", buttons=second)))
    hello = Incoming(channel=Channel.TERMINAL, start="")
    text, buttons = asyncio.run(answer_typed(heard.line, hello, to_lines))

    assert text == "1\n  a) More\n  b) I'm in\n\n2\n  c) Now"
    assert buttons == (*first, *second)
    assert [read_typed(letter, buttons, None).choice for letter in ("a", " B ", "c", "d")] == [
        "more",
        "join",
        "now",
        None,
    ]


def test_the_last_of_many_buttons_can_be_typed() -> None:
    many = tuple(Button(id=f"more:{number}", label=f"Number {number}") for number in range(60))
    heard = Heard(replies=(Reply(text="all", buttons=many),))
    hello = Incoming(channel=Channel.TERMINAL, start="")
    text, buttons = asyncio.run(answer_typed(heard.line, hello, to_lines))
    letters = [row.split(")")[0].strip() for row in text.splitlines()[1:]]

    assert [read_typed(letter, buttons, None).choice for letter in letters] == [
        button.id for button in many
    ]
