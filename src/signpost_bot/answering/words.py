"""Words as the index compares them: Dutch and English stems, without the commonest."""

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
