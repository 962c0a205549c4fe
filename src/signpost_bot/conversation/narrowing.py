"""What is it about? The question under an answer that is not sure, with a button for each need."""

from signpost_bot.conversation.scene import Scene
from signpost_bot.model.answer import Wish
from signpost_bot.model.session import Button

MOST, FEWEST = 3, 2
"""As many needs as can be read at a glance, beside the places and the way out."""

MIGHT, SPEAKS = 0.03, 0.08
"""The share of a question from which a need may be what it is about, where some place might fit;
and where none does. 60 needs share it, so less is noise."""

BROAD = ("planning", "meet_people", "rest", "study_choice")
"""What most students come with, where no place fits and the question gives little to go by."""

HAS_ITS_OWN = ("talk",)
"""Somebody to talk to is always a button of its own."""


def need_buttons(scene: Scene, wish: Wish) -> tuple[Button, ...]:
    """The likeliest needs of an answer that is not sure; never only one, which is no question."""
    likely = _here(scene, [need for need, _ in wish.needs])
    shares = dict(wish.needs)
    found = [need for i, need in enumerate(likely) if i < FEWEST or shares[need] >= MIGHT]
    return _buttons(scene, found[:MOST])


def broad_buttons(scene: Scene, wish: Wish) -> tuple[Button, ...]:
    """Those that do speak in a question for which there is no place, and the broad ones."""
    speaking = [need for need, share in wish.needs if share >= SPEAKS]
    return _buttons(scene, _here(scene, [*speaking, *BROAD])[:MOST])


def _here(scene: Scene, needs: list[str]) -> list[str]:
    """Those for which there is a place here."""
    ticked = {need for offering in scene.catalog.offerings for need in offering.needs}
    return [need for need in dict.fromkeys(needs) if need in ticked and need not in HAS_ITS_OWN]


def _buttons(scene: Scene, needs: list[str]) -> tuple[Button, ...]:
    """In positive words; the id carries the slug, so that an old message still works."""
    titles = [(need, scene.catalog.needs.title(need, scene.language)) for need in needs]
    return tuple(
        Button(id=f"need:{need}", label=title[:1].upper() + title[1:])
        for need, title in titles
        if title
    )
