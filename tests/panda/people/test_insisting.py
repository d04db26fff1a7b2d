"""Who wants a human being, and who only asks whom they are talking to."""

import pytest

from panda.people.insisting import insists_on_person

INSISTS = [
    "I'd like to speak to a real person, please.",
    "Can I talk with a human being?",
    "Sorry, I don\u2019t talk to machines.",
    "Please have someone real... have a person call us.",
    "No. Put a human on.",
    "I would prefer a person.",
    "I'm not going to speak with a robot about this.",
    "Is there a real person I can have?",
    "Prefiero hablar con una persona.",
    "No hablo con m\u00e1quinas.",
]
DOES_NOT = [
    "Am I talking to a real person?",
    "Are you a robot?",
    "One moment, I'll put you through to a colleague.",
    "You would need to speak to our billing department.",
    "Our answering machine is always on.",
    "We can't see a new person before March.",
    "It is forty dollars for a person over sixty.",
]


@pytest.mark.parametrize("text", INSISTS)
def test_who_wants_a_human_being_is_heard(text):
    assert insists_on_person(text)


@pytest.mark.parametrize("text", DOES_NOT)
def test_who_only_asks_or_speaks_of_people_does_not_insist(text):
    assert not insists_on_person(text)
