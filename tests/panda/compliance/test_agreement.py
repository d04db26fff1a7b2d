import pytest

from panda.compliance.agreement import agrees_to_recording


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "Yes, that's fine.",
        "Sure, go ahead.",
        "Well, okay.",
        "That's okay with me.",
        "No problem.",
        "I don't mind.",
        "Of course, no worries.",
        "Sí, está bien.",
        "Claro.",
        "De acuerdo.",
    ],
)
def test_a_plain_yes_agrees(text):
    assert agrees_to_recording(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "No, thank you.",
        "I'd rather not.",
        "Okay, but please don't record me.",
        "Sorry, we can't do that.",
        "Yes, we do not allow that.",
        "We don't want to be recorded.",
        "Prefiero que no.",
        "No, gracias.",
    ],
)
def test_a_no_does_not(text):
    assert agrees_to_recording(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Um.",
        "Yes, this is Amy, how can I help you?",
        "Yes how can I help you",
        "Sure, if you have to.",
        "Okay, but only this time.",
        "Let me ask my manager.",
        "Okay, hold on.",
        "Who is calling?",
        "Bright Dental, good morning.",
        "Quizás.",
    ],
)
def test_what_is_neither_is_no_answer(text):
    assert agrees_to_recording(text) is None
