"""What the words of one document do to a reader, text by text."""

from collections.abc import Iterator
from dataclasses import dataclass

from signpost_bot.catalog.lint_reading import (
    OTHER,
    PASTE,
    SUMMARY,
    TITLE,
    Limits,
    is_same,
    is_uneven,
    lix,
    longest_sentence,
    longest_word,
)
from signpost_bot.catalog.lint_remark import Remark, remark
from signpost_bot.catalog.lint_words import WordFault, find_words
from signpost_bot.catalog.spots import Where
from signpost_bot.model.campaign import Campaign
from signpost_bot.model.finding import Level
from signpost_bot.model.language import Both, Language
from signpost_bot.model.offering import Offering, Place

TONE = (WordFault.DEFICIT, WordFault.HELP, WordFault.GUILT, WordFault.HARD)
STORY = (WordFault.STORY_METHOD, WordFault.STORY_CRISIS, WordFault.GUILT)
OF_OFFERING = (
    *("title", "summary", "host", "effort", "cost", "come_alone", "waiting_time", "meanwhile"),
    "accessibility",
)
OF_PERSON = ("role", "where", "hello", "confidential")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A text that a student gets to see: where it stands, how long it may be, what it may say."""

    where: Where
    both: Both
    longest: int = OTHER
    faults: tuple[WordFault, ...] = TONE
    is_translated: bool = True


def lint_texts(content: object, limits: Limits) -> list[Remark]:
    """All that its words give rise to, in the order of the texts."""
    return [one for shown in list_shown(content) for one in lint_shown(shown, limits)]


def lint_shown(shown: Shown, limits: Limits) -> list[Remark]:
    """All that one text gives rise to: both languages together, then each."""
    found = list(_lint_pair(shown))
    for language in Language:
        where, text = (*shown.where, language.value), shown.both.text(language)
        found += [*_lint_words(shown, where, text, language), *_lint_reading(where, text, limits)]
        if (length := len(text)) > shown.longest:
            values = {"length": str(length), "longest": str(shown.longest)}
            found.append(remark(where, "lint.too_long", Level.ADVICE, **values))
    return found


def list_shown(content: object) -> Iterator[Shown]:
    """The texts of an offering or a campaign. Its story has rules of its own."""
    match content:
        case Offering():
            yield from _of_offering(content)
        case Campaign(nudge=nudge, asks=asks):
            if content.paste:
                yield Shown(where=("paste",), both=content.paste, longest=PASTE)
            if nudge:
                yield Shown(where=("nudge", "opening"), both=nudge.opening)
            if asks:
                yield Shown(where=(content.kind.value, "question"), both=asks.question)
                for i, answer in enumerate(asks.answers):
                    where_answer = (content.kind.value, "answers", i)
                    yield Shown(where=(*where_answer, "label"), both=answer.label, longest=40)
                    yield Shown(where=(*where_answer, "reply"), both=answer.reply)


def _of_offering(offering: Offering) -> Iterator[Shown]:
    longest = {"title": TITLE, "summary": SUMMARY}
    for field in OF_OFFERING:
        if both := getattr(offering, field):
            yield Shown(where=(field,), both=both, longest=longest.get(field, OTHER))
    if offering.place:
        yield from _of_place(offering.place)
    if offering.follow_up and offering.follow_up.task:
        yield Shown(where=("follow_up", "task"), both=offering.follow_up.task)
    for i, person in enumerate(offering.persons):
        for field in OF_PERSON:
            if both := getattr(person, field):
                # A room may be the same in both languages.
                yield Shown(where=("persons", i, field), both=both, is_translated=field != "where")


def _of_place(place: Place) -> Iterator[Shown]:
    if place.where:
        # "B 1.08, begane grond" may be the same in both languages.
        yield Shown(where=("place", "where"), both=place.where, is_translated=False)
    if place.meeting_point:
        yield Shown(where=("place", "meeting_point"), both=place.meeting_point)


def _lint_pair(shown: Shown) -> Iterator[Remark]:
    both = shown.both
    if not shown.is_translated:
        return
    if is_same(both):
        yield remark((*shown.where, "en"), "lint.same_in_both", Level.ERROR)
    if is_uneven(both):
        shorter = min(Language, key=lambda language: len(both.text(language)))
        lengths = {"nl": str(len(both.nl)), "en": str(len(both.en))}
        yield remark((*shown.where, shorter.value), "lint.uneven", Level.ADVICE, **lengths)


def _lint_words(shown: Shown, where: Where, text: str, language: Language) -> Iterator[Remark]:
    for fault in shown.faults:
        for hit in find_words(text, language, fault):
            # Hard words are a matter of degree; the check never fails on them.
            level = Level.ADVICE if fault is WordFault.HARD else hit.level
            yield remark(where, f"lint.{fault}", level, word=hit.word, better=hit.better)


def _lint_reading(where: Where, text: str, limits: Limits) -> Iterator[Remark]:
    if (words := longest_sentence(text)) > limits.sentence:
        most = str(limits.sentence)
        yield remark(where, "lint.long_sentence", Level.ADVICE, words=str(words), most=most)
    elif (score := lix(text)) is not None and score > limits.lix:
        most = str(limits.lix)
        yield remark(where, "lint.hard_text", Level.ADVICE, score=str(score), most=most)
    if len(word := longest_word(text)) > limits.word:
        yield remark(where, "lint.long_word", Level.ADVICE, word=word)
