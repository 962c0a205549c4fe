"""Words and pieces of words, as the index compares them: Dutch and English stems, n-grams."""

from collections import Counter
from functools import lru_cache

import snowballstemmer

from signpost_bot.meaning.text import normalise
from signpost_bot.model.language import Language
from signpost_bot.texts import read_packaged

_STEMMERS = {
    Language.NL: snowballstemmer.stemmer("dutch"),
    Language.EN: snowballstemmer.stemmer("english"),
}
STOPWORDS = {
    Language(code): frozenset(words.split())
    for code, words in read_packaged("answering", "stopwords.yaml").items()
}
NGRAM_SIZES = (3, 4, 5)


@lru_cache(maxsize=20_000)
def _stem(word: str, language: Language) -> str:
    return str(_STEMMERS[language].stemWord(word))


def stems(text: str, *languages: Language) -> list[str]:
    """The stems that count, marked with their language: `nl:slaap`. No language means both."""
    words = normalise(text).split()
    return [
        f"{language}:{_stem(word, language)}"
        for language in languages or tuple(Language)
        for word in words
        if word not in STOPWORDS[language] and 1 < len(word) < 40
    ]


def ngrams(text: str) -> Counter[str]:
    """Runs of three to five letters inside each word, its edges included, with their counts."""
    found: Counter[str] = Counter()
    for word in normalise(text).split():
        edged = f" {word} "
        for size in NGRAM_SIZES:
            found.update(edged[i : i + size] for i in range(len(edged) - size + 1))
    return found
