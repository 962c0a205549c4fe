"""Postings: for each term the documents that hold it and how much; scores in one pass."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Postings:
    """An inverted index with ready-made weights; `idf` also weighs the query."""

    size: int
    lists: Mapping[str, tuple[NDArray[np.int64], Scores]]
    idf: Mapping[str, float]

    def scores(self, query: Mapping[str, float]) -> Scores:
        """One number per document: the weights of shared terms times those of the query."""
        total = np.zeros(self.size)
        for term, weight in query.items():
            if (found := self.lists.get(term)) is not None:
                total[found[0]] += weight * found[1]
        return total

    def unit(self, query: Mapping[str, int]) -> dict[str, float]:
        """A query of length one, log counts times idf; unknown terms count for its length."""
        rare = max(self.idf.values(), default=1.0)
        weights = {t: (1 + math.log(n)) * self.idf.get(t, rare) for t, n in query.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}


def bm25(documents: Sequence[Mapping[str, float]], *, k1: float, b: float) -> Postings:
    """BM25 over documents of weighted counts (BM25F: fields are weighed before they are summed)."""
    idf = _idf(documents)
    lengths = [sum(document.values()) for document in documents]
    average = sum(lengths) / max(len(lengths), 1) or 1.0
    weighed = (
        {
            term: idf[term] * n * (k1 + 1) / (n + k1 * (1 - b + b * length / average))
            for term, n in document.items()
        }
        for document, length in zip(documents, lengths, strict=True)
    )
    return _postings(weighed, len(documents), idf)


def cosine(documents: Sequence[Mapping[str, int]]) -> Postings:
    """TF-IDF with every document at length one; ask with `unit(query)` for the cosine."""
    idf = _idf(documents)
    weighed = []
    for document in documents:
        weights = {term: (1 + math.log(n)) * idf[term] for term, n in document.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        weighed.append({term: weight / length for term, weight in weights.items()})
    return _postings(weighed, len(documents), idf)


def against_best(scores: Scores) -> Scores:
    """The same scores with the best at one, so that different kinds can be added."""
    best = scores.max(initial=0.0)
    return scores / best if best > 0 else scores


def _idf(documents: Sequence[Mapping[str, float]]) -> dict[str, float]:
    holds: Counter[str] = Counter()
    for document in documents:
        holds.update(document.keys())
    return {t: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for t, n in holds.items()}


def _postings(
    weighed: Iterable[Mapping[str, float]], size: int, idf: Mapping[str, float]
) -> Postings:
    lists: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for number, document in enumerate(weighed):
        for term, weight in document.items():
            lists[term][0].append(number)
            lists[term][1].append(weight)
    return Postings(
        size=size,
        lists={t: (np.array(ids), np.array(weights)) for t, (ids, weights) in lists.items()},
        idf=idf,
    )
