"""The pattern detector of danger: reads a whole message and says how worrying it is."""

from dataclasses import replace
from typing import Any, Final

from signpost_bot.model.alarm import Alarm, Level
from signpost_bot.model.national import AlarmKind
from signpost_bot.safety.person import about_another
from signpost_bot.safety.phrases import Phrases
from signpost_bot.safety.rules import Places, Rule, places_of, read_rules
from signpost_bot.safety.spelling import Spelling
from signpost_bot.texts import read_packaged

_ABOUT_A_LIFE: Final = (AlarmKind.SUICIDE, AlarmKind.SELF_HARM)
_UNCLEAR: Final = "unclear"
_SET_ASIDE: Final = "set_aside"
_UNLESS_WISHED: Final = "unless_wished"
_FURTHEST_WISH: Final = 5
_DOUBTFUL: Final = "doubtful"
_HOLE: Final = "\x00"

Fired = dict[AlarmKind | None, int]


class Detector:
    """All patterns, compiled: the spelling, the idioms, the phrases and the rules of each kind."""

    def __init__(self) -> None:
        """Read the patterns that come with the package."""
        lists: dict[str, list[str]] = dict(_read("concepts"))
        self._rules: dict[Level, dict[AlarmKind | None, list[Rule]]] = {
            level: {} for level in Level
        }
        for kind in (*AlarmKind, None):
            found = _read(kind.value if kind else _UNCLEAR)
            for level in Level:
                rules, phrases = read_rules(f"{kind or _UNCLEAR} {level}", found[level.value])
                self._rules[level][kind] = rules
                lists |= phrases
        self._check_concepts(lists)
        self._spelling = Spelling(_read("spelling"))
        idioms: dict[str, list[str]] = _read("idioms")
        self._idioms = Phrases(
            {name: idioms[name] for name in (_SET_ASIDE, _UNLESS_WISHED)}, self._spelling.from_table
        )
        self._wishes, self._between, self._not = (
            frozenset("|".join(idioms[name]).split("|")) for name in ("wishes", "between", "not")
        )
        self._phrases = Phrases(lists, self._spelling.from_table)
        self._doubtful = Phrases(_read(_DOUBTFUL), self._spelling.from_table)
        self._known = self._idioms.words | self._phrases.words | self._doubtful.words

    def find(self, text: str) -> Alarm | None:
        """The alarm a text gives: strong before soft, then the most urgent kind."""
        words = self._without(self._idioms, self._spelling.words(text, self._known))
        alarm = self._read_words(words)
        if alarm is None or alarm.level is Level.SOFT:
            return alarm
        sure = self._read_words(self._without(self._doubtful, words))
        return replace(alarm, is_doubtful=sure is None or sure.level is Level.SOFT)

    def _read_words(self, words: list[str]) -> Alarm | None:
        places = places_of(self._phrases.find(words), len(words) + 1)
        for level, rules in self._rules.items():
            if fired := _fired(rules, places):
                return Alarm(level, _kind(fired, places))
        return None

    def _without(self, phrases: Phrases, words: list[str]) -> list[str]:
        """The same words with holes where these phrases stood, unless a wish leads up to one."""
        left = list(words)
        for span in phrases.find(words):
            if _SET_ASIDE not in span.names and self._wished(words, span.start):
                continue
            for place in range(span.start, min(span.end + 1, len(left))):
                left[place] = _HOLE
        return left

    def _wished(self, words: list[str], start: int) -> bool:
        """True when a wish leads up to this word: "ik wil gewoon dood van de stress"."""
        for place in range(start - 1, max(-1, start - 1 - _FURTHEST_WISH), -1):
            if words[place] in self._wishes:
                return place == 0 or words[place - 1] not in self._not
            if words[place] not in self._between:
                return False
        return False

    def _check_concepts(self, lists: dict[str, list[str]]) -> None:
        for level in Level:
            for rule in (rule for rules in self._rules[level].values() for rule in rules):
                if unknown := [name for name in rule.concepts if name not in lists]:
                    raise ValueError(f"a rule names concepts that do not exist: {unknown}")


def find_alarm(text: str) -> Alarm | None:
    """The most serious sign of danger in a message, or None. Reads all of it; never raises."""
    return _DETECTOR.find(text)


def _fired(rules: dict[AlarmKind | None, list[Rule]], places: Places) -> Fired:
    fired: Fired = {}
    for kind, of_kind in rules.items():
        ends = 0
        for rule in of_kind:
            ends |= rule.fires(places)
        if ends:
            fired[kind] = ends
    return fired


def _kind(fired: Fired, places: Places) -> AlarmKind | None:
    """The most urgent kind; what is about the writer's own life is not worry about another."""
    kinds = set(fired)
    ends = fired.get(AlarmKind.SUICIDE, 0) | fired.get(AlarmKind.SELF_HARM, 0)
    if ends and about_another(ends, places):
        kinds = kinds.difference(_ABOUT_A_LIFE) | {AlarmKind.WORRIED_ABOUT_OTHER}
    elif ends:
        kinds.discard(AlarmKind.WORRIED_ABOUT_OTHER)
    return next((kind for kind in AlarmKind if kind in kinds), None)


def _read(name: str) -> Any:
    return read_packaged("safety", "patterns", f"{name}.yaml")


_DETECTOR: Final = Detector()
