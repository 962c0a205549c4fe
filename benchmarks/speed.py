"""What one answer costs, with and without the models, beside the bare embedding; and memory.

    python benchmarks/speed.py [SET.json]

Both are timed in turn on the same sentences in the same run, so the ratio holds when the machine
is busy. Then the same with offerings repeated to 300 and to 1,000, with the memory of the process,
and with several threads that all ask at once.
"""

import json
import resource
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from signpost_bot.actions.catalog import load_files
from signpost_bot.answering.index import IndexedCatalog
from signpost_bot.answering.match import answer
from signpost_bot.app import build_index
from signpost_bot.meaning.vectors import embed_one
from signpost_bot.safety.reading import find_alarm

HOME = Path(__file__).parent.parent
ROUNDS = 3
SIZES = (300, 1000)
AT_ONCE = (1, 2, 4)


def main() -> None:
    """Print medians, the ratio and the memory."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / "tests/sets/dev.json"
    given = json.loads(file.read_text("utf-8"))
    texts = [row["q"] for row in given["queries"]]
    began = perf_counter()
    catalog = load_files(HOME / "offerings", "voorbeeld", build_index())
    print(f"index and {len(catalog.offerings)} offerings ready in {perf_counter() - began:.2f} s")
    began = perf_counter()
    embed_one("")
    print(f"models read in {perf_counter() - began:.2f} s")
    bare, whole, words = [], [], []
    for text in texts * ROUNDS:
        bare.append(_time(lambda text=text: embed_one(text)))
        whole.append(_time(lambda text=text: _answer(text, catalog)))
        words.append(_time(lambda text=text: _answer_by_words(text, catalog)))
    ratio = median(whole) / median(bare)
    print(f"bare embedding   median {median(bare):6.2f} ms")
    print(f"whole answer     median {median(whole):6.2f} ms = {ratio:.2f} x the bare embedding")
    print(f"words only       median {median(words):6.2f} ms   p95 {quantiles(words, n=20)[18]:.2f}")
    for count in SIZES:
        began = perf_counter()
        large = _repeat(catalog, count)
        built = perf_counter() - began
        pairs = [
            (_time(lambda t=t: embed_one(t)), _time(lambda t=t, c=large: _answer(t, c)))
            for t in texts
        ]
        ratio = median(whole for _, whole in pairs) / median(bare for bare, _ in pairs)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        by_words = quantiles([_time(lambda t=t, c=large: _answer_by_words(t, c)) for t in texts])
        print(
            f"{count:5} offerings: index built in {built:.2f} s, {ratio:.2f} x the bare embedding, "
            f"words only {by_words[1]:.2f} ms, most memory so far {memory:.0f} MB"
        )
    for threads in AT_ONCE:
        _ask_at_once(texts, catalog, threads)


def _ask_at_once(texts: list[str], catalog: IndexedCatalog, threads: int) -> None:
    began = perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        times = list(pool.map(lambda text: _time(lambda: _answer(text, catalog)), texts))
    spread = f"median {median(times):.0f} ms, p95 {quantiles(times, n=20)[18]:.0f}"
    each = len(texts) / (perf_counter() - began)
    print(f"{threads} at once: {spread}, longest {max(times):.0f}, {each:.0f} a second")


def _answer(text: str, catalog: IndexedCatalog) -> None:
    vector = embed_one(text)
    find_alarm(text, vector)
    answer(text, catalog, vector)


def _answer_by_words(text: str, catalog: IndexedCatalog) -> None:
    find_alarm(text)
    answer(text, catalog)


def _repeat(catalog: IndexedCatalog, count: int) -> IndexedCatalog:
    own = catalog.offerings
    many = tuple(
        own[i % len(own)].model_copy(update={"slug": f"{own[i % len(own)].slug}-{i}"})
        for i in range(count)
    )
    return IndexedCatalog.build(replace(catalog, offerings=many), catalog.needs)


def _time(act: object) -> float:
    began = perf_counter()
    act()  # type: ignore[operator]
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
