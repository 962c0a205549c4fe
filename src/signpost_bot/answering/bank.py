"""The bank: the needs students come with, and how they say it; shared by all institutions."""

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from signpost_bot.meaning.slips import EVERY, slip
from signpost_bot.model.language import Language
from signpost_bot.model.need import Need
from signpost_bot.texts import read_packaged

ELSEWHERE = "elsewhere"
"""The label of what no institution's offerings are about."""


@dataclass(frozen=True, kw_only=True)
class Example:
    """One thing a student says, with its needs, the best first."""

    text: str
    language: Language
    needs: tuple[str, ...]


@cache
def load_needs() -> tuple[Need, ...]:
    """All needs, by slug. Part of the package, so a mistake in one is a mistake of ours;
    read once."""
    folder = files("signpost_bot").joinpath("answering", "needs")
    return tuple(
        Need.model_validate(read_packaged("answering", "needs", file.name))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".yaml")
    )


def bank_files() -> list[Path]:
    """The files of examples, `<language>_<voices>.txt`; only training reads them."""
    folder = Path(str(files("signpost_bot").joinpath("answering", "bank")))
    return sorted(folder.glob("*.txt"))


def load_for_training() -> list[Example]:
    """All examples, and after them copies of some with typing slips."""
    found = load_examples()
    return [*found, *(replace(one, text=slip(one.text)) for one in found[::EVERY])]


def load_examples() -> list[Example]:
    """All examples. `ValueError` says which line is wrong."""
    known = {need.slug for need in load_needs()} | {ELSEWHERE}
    found = []
    for file in bank_files():
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            needs, bar, text = line.partition(" | ")
            slugs = tuple(slug.strip() for slug in needs.split(","))
            if not bar or not text.strip() or not known.issuperset(slugs):
                raise ValueError(f"{file.name}:{number}: write 'need, need | what a student says'")
            language = Language(file.name[:2])
            found.append(Example(text=text, language=language, needs=slugs))
    return found
