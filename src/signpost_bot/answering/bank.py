"""The bank of needs: what students come with and how they say it, shared by all institutions."""

from importlib.resources import files

from signpost_bot.model.language import Language, Spoken
from signpost_bot.model.need import Need
from signpost_bot.texts import read_packaged


def load_needs() -> tuple[Need, ...]:
    """All needs, by slug. Part of the package, so a mistake in one is a mistake of ours."""
    folder = files("signpost_bot").joinpath("answering", "needs")
    return tuple(
        Need.model_validate(read_packaged("answering", "needs", file.name))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".yaml")
    )


def load_elsewhere() -> Spoken:
    """What people ask that no institution's offerings are about."""
    return Spoken.model_validate(read_packaged("answering", "elsewhere.yaml"))


def list_phrases(said: Spoken) -> list[tuple[Language, str]]:
    """Everything that is said, with its language."""
    return [(Language.NL, phrase) for phrase in said.nl] + [
        (Language.EN, phrase) for phrase in said.en
    ]
