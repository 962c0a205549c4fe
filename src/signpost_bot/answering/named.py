"""A question that is nothing but a name: what is called exactly that comes first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from signpost_bot.answering.words import stems
from signpost_bot.meaning.text import normalise
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering

ARTICLES = frozenset({"de", "het", "een", "the", "a", "an"})
"""May stand in a name: "De Huiskamer"."""

Names = Mapping[frozenset[str], tuple[int, ...]]
"""For each name, as the stems that count in it, the rows of the offerings that are called so."""


def list_names(offerings: Sequence[Offering]) -> Names:
    """The titles, the part before a colon, and what they are also called, in both languages."""
    rows: defaultdict[frozenset[str], dict[int, None]] = defaultdict(dict)
    for row, offering in enumerate(offerings):
        for language, name in _names_of(offering):
            if words := _words_of(name, language):
                rows[words][row] = None
    return {words: tuple(found) for words, found in rows.items()}


def find_named(text: str, names: Names) -> tuple[int, ...]:
    """The rows of what the question names, when it says nothing else: "knitting", "waar is het
    Breicafé?". In a longer question a name is one word among others, and weighs as such."""
    found = (names.get(frozenset(stems(text, language)), ()) for language in Language)
    return tuple(dict.fromkeys(row for rows in found for row in rows))


def _words_of(name: str, language: Language) -> frozenset[str]:
    """The stems of a name; none for what is rather a sentence, such as "niet naar school kunnen":
    only "school" is left of that, and who says school does not name it."""
    found = stems(name, language)
    said = [word for word in normalise(name).split() if word not in ARTICLES]
    return frozenset(found) if len(found) == len(said) else frozenset()


def _names_of(offering: Offering) -> Iterator[tuple[Language, str]]:
    for language in Language:
        title = offering.title.text(language)
        yield language, title
        yield language, title.partition(":")[0]
        for name in getattr(offering.also_called, language, ()):
            yield language, name
