"""How well questions are answered and danger is recognised, on a file of labelled sentences."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from signpost_bot.answering.circumstances import Circumstances
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import answer
from signpost_bot.calendar import at_local
from signpost_bot.meaning.vectors import Embed
from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.answer import Answer, Band
from signpost_bot.model.language import Language
from signpost_bot.safety.reading import find_alarm


class Sentence(BaseModel):
    """One labelled sentence; what is not known of it stays empty."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    q: str
    lang: Language
    rel: tuple[str, ...] = ()
    crisis: int = 0
    kind: str | None = None
    explicit: bool = False


class SentenceSet(BaseModel):
    """A file: questions, out of scope, and what is danger or only sounds like it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    queries: tuple[Sentence, ...] = ()
    oos: tuple[Sentence, ...] = ()
    crisis: tuple[Sentence, ...] = ()
    tricky: tuple[Sentence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One line of the table: how often it held, out of how many, per language."""

    name: str
    held: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.held / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies with 95 %, by Wilson."""
        if not self.of:
            return 0.0, 1.0
        z, n, p = 1.96, self.of, self.share
        middle = p + z * z / (2 * n)
        width = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - width) / (1 + z * z / n), (middle + width) / (1 + z * z / n)


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A sentence for which a line of the table did not hold, and what was said instead."""

    name: str
    q: str
    wanted: str
    got: str


@dataclass
class Report:
    """All measures and misses of one language."""

    measures: list[Measure] = field(default_factory=list)
    mean_rank: float = 0.0
    """Mean reciprocal rank (MRR) of the first right place; no share, so without an interval."""
    misses: list[Miss] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class _Read:
    sentence: Sentence
    alarm: Alarm | None
    answer: Answer

    @property
    def slugs(self) -> list[str]:
        return [match.offering.slug for match in self.answer.matches]

    @property
    def level(self) -> Level | None:
        return self.alarm.level if self.alarm else None

    @property
    def place(self) -> int:
        """Of the first right answer, from 1; 0 when none is shown."""
        right = [i for i, slug in enumerate(self.slugs, 1) if slug in self.sentence.rel]
        return right[0] if right else 0


def read_set(file: Path) -> SentenceSet:
    """The sentences of a file; pydantic's `ValidationError` says what is wrong with it."""
    return SentenceSet.model_validate_json(file.read_bytes())


def evaluate(given: SentenceSet, catalog: IndexedCatalog, embed: Embed) -> dict[Language, Report]:
    """Every line of the table, per language, and every miss.

    As if asked at noon of the day on which the catalog was last checked, by somebody who told
    nothing: so the figures stay the same as long as the catalog does.
    """
    newest = max((one.checked_on for one in catalog.offerings), default=date(2026, 1, 1))
    noon = at_local(newest, time(12), catalog.institution.tz)

    def read(sentences: Sequence[Sentence], language: Language) -> list[_Read]:
        given = Circumstances(language=language, now=noon)
        return [_read(one, catalog, embed, given) for one in sentences if one.lang is language]

    found: defaultdict[Language, Report] = defaultdict(Report)
    for language in Language:
        report = found[language]
        queries = read(given.queries, language)
        _questions(report, queries)
        _elsewhere(report, read(given.oos, language))
        heard = read(given.crisis, language)
        _danger(report, [one for one in heard if one.sentence.crisis])
        idioms = [one for one in heard if not one.sentence.crisis] + read(given.tricky, language)
        _false_alarms(report, queries, idioms)
    return dict(found)


def _questions(report: Report, rows: list[_Read]) -> None:
    _add(report, "recall@1", rows, lambda one: one.place == 1)
    _add(report, "recall@3", rows, lambda one: one.place > 0, note=True)
    ranks = sum(1 / one.place for one in rows if one.place)
    report.mean_rank = ranks / len(rows) if rows else 0.0
    sure = [one for one in rows if one.answer.band is Band.SURE]
    _add(report, "band sure", rows, lambda one: one.answer.band is Band.SURE)
    _add(report, "right in the top 3 when sure", sure, lambda one: one.place > 0)
    _add(report, "band nothing", rows, lambda one: one.answer.band is Band.NOTHING)


def _elsewhere(report: Report, rows: list[_Read]) -> None:
    _add(
        report,
        "out of scope: not sure",
        rows,
        lambda one: one.answer.band is not Band.SURE,
        note=True,
    )
    _add(report, "out of scope: nothing", rows, lambda one: one.answer.band is Band.NOTHING)


def _danger(report: Report, rows: list[_Read]) -> None:
    explicit = [one for one in rows if one.sentence.explicit]
    _add(
        report,
        "danger, explicit: strong",
        explicit,
        lambda one: one.level is Level.STRONG,
        note=True,
    )
    _add(report, "danger: strong", rows, lambda one: one.level is Level.STRONG)
    _add(report, "danger: strong or soft", rows, lambda one: one.level is not None, note=True)
    strong = [one for one in rows if one.level is Level.STRONG and one.sentence.kind]
    _add(report, "kind right, of strong alarms", strong, _kind_is_right)


def _false_alarms(report: Report, queries: list[_Read], idioms: list[_Read]) -> None:
    _add(report, "strong alarm on questions", queries, lambda one: one.level is Level.STRONG)
    _add(report, "strong alarm on idioms", idioms, lambda one: one.level is Level.STRONG)
    _add(report, "soft line on questions", queries, lambda one: one.level is Level.SOFT)


def _kind_is_right(one: _Read) -> bool:
    return one.alarm is not None and one.alarm.kind == one.sentence.kind


def _read(one: Sentence, catalog: IndexedCatalog, embed: Embed, given: Circumstances) -> _Read:
    vector = embed(one.q)
    return _Read(
        sentence=one,
        alarm=find_alarm(one.q, vector),
        answer=answer(one.q, catalog, vector, given),
    )


def _add(
    report: Report,
    name: str,
    rows: list[_Read],
    holds: Callable[[_Read], bool],
    *,
    note: bool = False,
) -> None:
    """One line; with `note` every sentence for which it does not hold is a miss."""
    good = [one for one in rows if holds(one)]
    report.measures.append(Measure(name=name, held=len(good), of=len(rows)))
    for one in rows if note else []:
        if one not in good:
            alarm = f"{one.alarm.level} {one.alarm.kind}" if one.alarm else "no alarm"
            got = f"{alarm}, {one.answer.band}: {', '.join(one.slugs)}"
            wanted = ", ".join(one.sentence.rel) or one.sentence.kind or ""
            report.misses.append(Miss(name=name, q=one.sentence.q, wanted=wanted, got=got))
