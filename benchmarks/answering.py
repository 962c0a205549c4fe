"""The lexical answer beside SQLite FTS5: how right and how fast, on the same questions.

    python benchmarks/answering.py [SET.json ...]

Prints per set and language recall@1 and @3, the bands, and the median time of one answer
(detector included) as a ratio to one FTS5 search in the same run.
"""

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from signpost_bot import clock
from signpost_bot.actions.catalog import check_files
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import answer
from signpost_bot.app import build_index
from signpost_bot.meaning.text import normalise
from signpost_bot.model.catalog import Catalog
from signpost_bot.model.institution import Calendar, Institution
from signpost_bot.model.national import National
from signpost_bot.model.offering import Offering
from signpost_bot.safety.patterns import find_alarm

HOME = Path(__file__).parent.parent
SETS = (HOME / "tests/sets/dev.json", HOME / "tests/sets/unseen_1.json")
Search = Callable[[str], list[str]]


def main() -> None:
    """Measure all sets and print one table."""
    catalog = load_catalog()
    fts = build_fts(catalog)
    print(f"{clock.now():%Y-%m-%d} · {len(catalog.offerings)} offerings of voorbeeld")
    for file in [Path(name) for name in sys.argv[1:]] or SETS:
        given = json.loads(file.read_text("utf-8"))
        print(f"\n{file.name}")
        ours = measure("signpost", lambda text: _slugs(text, catalog), given["queries"])
        theirs = measure("FTS5", lambda text: search_fts(fts, text), given["queries"])
        print(f"  one answer takes {ours / theirs:.1f} × one FTS5 search")
        bands = Counter(answer(row["q"], catalog).band.value for row in given["oos"])
        print(f"  out of scope ({len(given['oos'])}): {dict(bands)}")
        print_danger(given)


def load_catalog() -> IndexedCatalog:
    """`voorbeeld`, straight from the files."""
    read = check_files(HOME / "offerings", build_index())
    own = [d.content for d in read.documents if d.key.institution in ("voorbeeld", "national")]
    found = Catalog(
        institution=next(c for c in own if isinstance(c, Institution)),
        calendar=next(c for c in own if isinstance(c, Calendar)),
        national=next(c for c in own if isinstance(c, National)),
        offerings=tuple(c for c in own if isinstance(c, Offering)),
    )
    return IndexedCatalog.build(found, build_index())


def build_fts(catalog: Catalog) -> sqlite3.Connection:
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


def measure(name: str, search: Search, queries: list[dict[str, Any]]) -> float:
    """Print recall per language; give the median time of one search, in milliseconds."""
    parts, times = [], []
    for language in ("nl", "en"):
        rows = [row for row in queries if row["lang"] == language]
        first = third = 0
        for row in rows:
            started = perf_counter()
            slugs = search(row["q"])
            times.append((perf_counter() - started) * 1000)
            first += bool(slugs) and slugs[0] in row["rel"]
            third += any(slug in row["rel"] for slug in slugs)
        parts.append(f"{language} R@1 {first / len(rows):.2f} R@3 {third / len(rows):.2f}")
    print(f"  {name:9} {' · '.join(parts)} · median {median(times):.2f} ms")
    return median(times)


def print_danger(given: dict[str, Any]) -> None:
    """Recall and false alarms of the pattern detector."""
    for kind in ("crisis", "tricky", "queries"):
        for language in ("nl", "en"):
            rows = [row["q"] for row in given[kind] if row["lang"] == language]
            levels = Counter(alarm.level.value for q in rows if (alarm := find_alarm(q)))
            shares = {level: f"{n / len(rows):.2f}" for level, n in sorted(levels.items())}
            print(f"  alarm on {kind} {language} ({len(rows)}): {shares}")


def _slugs(text: str, catalog: IndexedCatalog) -> list[str]:
    find_alarm(text)
    return [match.offering.slug for match in answer(text, catalog).matches]


if __name__ == "__main__":
    main()
