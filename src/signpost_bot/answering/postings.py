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
    """An inverted index with ready-made weights."""

    size: int
    lists: Mapping[str, tuple[NDArray[np.int64], Scores]]

    def scores(self, query: Mapping[str, float]) -> Scores:
        """One number per document: the weights of shared terms times those of the query."""
        total = np.zeros(self.size)
        for term, weight in query.items():
            if (found := self.lists.get(term)) is not None:
                total[found[0]] += weight * found[1]
        return total


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
    return _postings(weighed, len(documents))


def _idf(documents: Sequence[Mapping[str, float]]) -> dict[str, float]:
    holds: Counter[str] = Counter()
    for document in documents:
        holds.update(document.keys())
    return {t: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for t, n in holds.items()}


def _postings(weighed: Iterable[Mapping[str, float]], size: int) -> Postings:
    lists: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for number, document in enumerate(weighed):
        for term, weight in document.items():
            lists[term][0].append(number)
            lists[term][1].append(weight)
    return Postings(
        size=size,
        lists={t: (np.array(ids), np.array(weights)) for t, (ids, weights) in lists.items()},
    )
