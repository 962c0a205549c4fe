"""An offering as a student will see it, in both languages, before it is saved."""

from dataclasses import dataclass
from datetime import datetime

from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.catalog.lint import lint_alone
from signpost_bot.catalog.lint_remark import Remark
from signpost_bot.catalog.moment_sentence import say_next
from signpost_bot.conversation.card import full_card, main_button, short_card
from signpost_bot.conversation.scene import scene_of_anyone
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a student reads in one language: in an answer, with its button, and asked for more."""

    language: Language
    short: str
    button: str
    full: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Both cards, the next five times of each moment in the language of the reader, and what
    better be changed."""

    cards: tuple[Card, ...]
    times: tuple[tuple[str, ...], ...]
    advice: tuple[Remark, ...]


def preview(
    catalog: IndexedCatalog, offering: Offering, now: datetime, reader: Language
) -> Preview:
    """The offering beside the catalog as it is: no index is built for what nobody searches yet."""
    holidays = catalog.calendar.holidays() if catalog.calendar else ()
    tz = catalog.institution.tz
    return Preview(
        cards=make_cards(catalog, offering, now),
        times=tuple(
            tuple(line.strip() for line in say_next((one,), holidays, tz, now, reader))
            for one in offering.moments
        ),
        advice=tuple(lint_alone(offering, catalog, now)),
    )


def make_cards(catalog: IndexedCatalog, offering: Offering, now: datetime) -> tuple[Card, ...]:
    """What a student reads of it, in each language."""
    return tuple(_make_card(catalog, offering, now, language) for language in Language)


def _make_card(
    catalog: IndexedCatalog, offering: Offering, now: datetime, language: Language
) -> Card:
    scene = scene_of_anyone(catalog, now, language)
    return Card(
        language=language,
        short=short_card(scene, offering, 1),
        button=main_button(scene, offering, 1).label,
        full=full_card(scene, offering),
    )
