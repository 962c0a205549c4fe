"""The bot's own words, by key and language, from `words/`."""

from importlib.resources import files
from typing import Any

import yaml

from signpost_bot.model.language import Language

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _flatten(tree: dict[str, object], path: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{path}{key}.")
        else:
            flat[f"{path}{key}"] = str(value).strip("\n")
    return flat


def read_packaged(*path: str) -> Any:
    """A YAML file of our own package, every value as text."""
    text = files("signpost_bot").joinpath(*path).read_text("utf-8")
    return yaml.load(text, _Loader)  # noqa: TID251 the one reader of packaged YAML


def _read(language: Language) -> dict[str, str]:
    return _flatten(read_packaged("words", f"{language}.yaml"))


WORDS = {language: _read(language) for language in Language}


def say(key: str, language: Language, **values: object) -> str:
    """The words under `key`, with `{names}` filled in. Values cannot bring markup of their own."""
    safe = {name: str(value).replace("**", "") for name, value in values.items()}
    return WORDS[language][key].format(**safe)


def has(key: str) -> bool:
    """Whether there are words under this key."""
    return all(key in words for words in WORDS.values())


def list_of(parts: list[str] | tuple[str, ...], language: Language) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {say('common.and', language)} {parts[-1]}"
