"""One question from the command line: an answer as text, or as one JSON line."""

import time
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from signpost_bot.answering.circumstances import Circumstances
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import answer
from signpost_bot.channels.terminal.lines import read_row
from signpost_bot.meaning.vectors import Embed, embed_one
from signpost_bot.model.alarm import Alarm
from signpost_bot.model.answer import Band, Match
from signpost_bot.model.language import Language
from signpost_bot.safety.reading import find_alarm
from signpost_bot.texts import list_of


class Question(BaseModel):
    """One line of a batch; `lang` is the student's setting and never restricts the search."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    q: str
    lang: Language = Language.NL


def read_question(line: str, number: int) -> Question | str:
    """The question on a line, or a sentence that says what is wrong with it."""
    row = read_row(line, Question, '{"q": "…", "lang": "nl"}')
    return f"line {number}: {row}" if isinstance(row, str) else row


def answer_question(
    text: str,
    setting: Language,
    catalog: IndexedCatalog,
    now: datetime,
    embed: Embed = embed_one,
) -> dict[str, Any]:
    """What `ask --json` prints for one question."""
    started = time.perf_counter()
    vector = embed(text)
    alarm = find_alarm(text, vector)
    found = answer(text, catalog, vector, Circumstances(language=setting, now=now))
    language = found.wish.language or setting
    answers = [_answer(match, catalog, language) for match in found.matches]
    elapsed = round((time.perf_counter() - started) * 1000, 3)
    return {
        "question": text,
        "language": language,
        "alarm": _alarm(alarm),
        "band": found.band,
        "answers": answers,
        "milliseconds": elapsed,
    }


def only_alarm(text: str, setting: Language) -> dict[str, Any]:
    """The same without a catalog: when it cannot be opened, danger is still said."""
    return {
        "question": text,
        "language": setting,
        "alarm": _alarm(find_alarm(text, embed_one(text))),
        "band": Band.NOTHING,
        "answers": [],
        "milliseconds": 0.0,
    }


def _alarm(alarm: Alarm | None) -> dict[str, str | None] | None:
    return {"level": alarm.level, "kind": alarm.kind} if alarm else None


def _answer(match: Match, catalog: IndexedCatalog, language: Language) -> dict[str, object]:
    titles = [t for need in match.needs if (t := catalog.needs.title(need, language))]
    return {
        "offering": f"{catalog.institution.slug}/{match.offering.slug}",
        "title": match.offering.title.text(language),
        "score": match.score,
        "reason": list_of(titles, language),
    }
