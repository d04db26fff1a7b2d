import pytest

from simulator.speech.lexicon import correct, parse


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("We accept etna and sigma.", "We accept Aetna and Cigna."),
        ("Do you take Met Life insurance?", "Do you take MetLife insurance?"),
        ("in network with ETNA", "in network with Aetna"),
        ("No, Sigma is not covered.", "No, Cigna is not covered."),
        ("We take guardian.", "We take Guardian."),
        ("We have invisa line.", "We have Invisalign."),
        ("Tuesday at 10.30 AM", "Tuesday at 10:30 AM"),
        ("December 1, 10 30 a.m.", "December 1, 10:30 a.m."),
        ("until 5.15pm", "until 5:15 pm"),
    ],
)
def test_names_and_times_are_put_right(heard, meant):
    assert correct(heard) == meant


@pytest.mark.parametrize(
    "text",
    [
        "We climbed Etna in the summer.",
        "He is a Six Sigma black belt and takes insurance.",
        "Mount Etna is covered in snow.",
        "I met lifelong friends who accept me.",
        "The sigmatic plan is covered.",
        "A parent or guardian must accept the plan.",
        "It is $10.30 and 10.50 a month.",
        "The signal is good, take the plan.",
        "Hi, this is Edna at the dental office, we take calls until five.",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text):
    assert correct(text) == text


def test_a_right_text_stays_right():
    text = "We accept Aetna, Cigna, MetLife and Delta Dental at 10:30 AM."

    assert correct(correct(text)) == text


def test_a_lexicon_without_rules_changes_nothing():
    lexicon = parse('{"context": ["plan"], "rules": []}')

    assert lexicon.correct("the etna plan") == "the etna plan"
