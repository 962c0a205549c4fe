"""What people say after a card is recognised, and an ordinary question never is (R4)."""

import pytest

from signpost_bot.safety.followups import MAX_LENGTH, Followup, find_followup

AFRAID_TO_CALL = [
    "ik durf niet te bellen",
    "ik durf 113 niet te bellen",
    "ik kan niet bellen hij hoort het",
    "ik kan niet bellen, mijn ouders zijn thuis",
    "ik wil niet bellen maar wel chatten",
    "hij hoort me als ik bel",
    "i'm scared to call",
    "I don't dare to call",
    "I can't call, he hears it",
    "they will hear me if I call",
]
DID_NOT_HELP = [
    "ik heb 113 gebeld maar het hielp niet",
    "ik heb gebeld maar het hielp niet",
    "de luisterlijn helpt niet",
    "niemand neemt op",
    "ik bel maar niemand neemt op",
    "ik sta al een uur in de wacht",
    "in de wacht",
    "i called 113 and they didn't help",
    "i called them but it didn't help",
    "113 was useless",
    "nobody picks up",
    "i've been on hold for 20 minutes",
]
WAS_A_JOKE = [
    "grapje",
    "haha grapje",
    "jk",
    "was maar een grapje",
    "dat is een grapje hoor",
    "het was een geintje",
    "It was just a joke.",
    "just kidding lol",
    "i was only joking",
]
TELL_NOBODY = [
    "vertel dit aan niemand",
    "niemand mag dit weten",
    "mijn ouders mogen dit niet weten",
    "please don't tell my parents",
    "nobody can know",
]
ORDINARY = [
    "mijn docenten zijn streng en ze helpen niet met mijn scriptie",
    "i asked my teachers and they didnt help with my planning",
    "my study techniques, they dont work",
    "the chat on brightspace does not work",
    "online it doesnt work",
    "ik durf niet te bellen voor een afspraak bij de decaan",
    "i'm scared to call my landlord",
    "i can't call the library",
    "niemand mag weten dat ik dyslexie heb",
    "don't tell my parents i failed",
    "mijn leven is een grap",
    "this course is a joke",
    "niemand neemt op bij de studentenbalie",
    "ik sta op de wachtlijst voor een kamer",
]


@pytest.mark.parametrize(
    ("text", "followup"),
    [
        *((text, Followup.AFRAID_TO_CALL) for text in AFRAID_TO_CALL),
        *((text, Followup.DID_NOT_HELP) for text in DID_NOT_HELP),
        *((text, Followup.WAS_A_JOKE) for text in WAS_A_JOKE),
        *((text, Followup.TELL_NOBODY) for text in TELL_NOBODY),
    ],
)
def test_what_people_say_after_a_card_is_recognised(text: str, followup: Followup) -> None:
    assert find_followup(text) is followup


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_question_is_no_followup(text: str) -> None:
    assert find_followup(text) is None


def test_a_long_message_is_a_story_and_no_followup() -> None:
    story = "ik durf niet te bellen. ".ljust(MAX_LENGTH + 1, "a")

    assert find_followup(story) is None
