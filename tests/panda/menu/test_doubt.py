"""Menus of which a recogniser has spoilt a part."""

import pytest

from panda.menu.doubt import has_unread
from panda.menu.navigate import Navigator
from panda.menu.prompt import Prompt
from panda.menu.steps import Arrived, Press


@pytest.mark.parametrize(
    "text",
    [
        "for sales bush 1",
        "For the sales team, press.",
        "dile three for sales",
        "parts and labor, 8",
        "you might say sales repairs parts towing or billing",
    ],
)
def test_what_looks_like_a_spoilt_option_is_noticed(text):
    assert has_unread(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please choose the office you would like to reach.",
        "If somebody is hurt, hang up and dial 9 1 1.",
        "We are open from nine to five.",
        "If you know the extension, dial it now. Extension 4 is new.",
        "Your call is important to us.",
        "Hello, this is Ada. How can I help you?",
        "",
    ],
)
def test_what_a_menu_says_beside_its_options_is_none(text):
    assert not has_unread(text)


class Line:
    def __init__(self, goal="billing", language="en"):
        self.navigator = Navigator(goal, language=language)
        self.steps = []
        self.now_ms = 0

    @property
    def pressed(self):
        return [step.digits for step in self.steps if isinstance(step, Press)]

    def says(self, *sentences):
        for words in sentences:
            self.navigator.speech(started=True, now_ms=self.now_ms)
            self.wait(1500)
            self.navigator.speech(started=False, now_ms=self.now_ms)
            self.steps += self.navigator.hear(words, self.now_ms)
            self.wait(300)

    def wait(self, ms):
        for _ in range(ms // 100):
            self.now_ms += 100
            self.steps += self.navigator.tick(self.now_ms)


def test_a_spoilt_menu_is_heard_again_before_anything_unoffered_is_tried():
    line = Line()
    line.says("For jobs, press 1.", "For billing, press.")
    line.wait(5000)
    assert line.pressed == []
    line.says("For jobs, press 1.", "For billing, press 3.")
    line.wait(2000)
    assert line.pressed == ["3"]


def test_an_uncertain_option_waits_while_a_better_one_may_have_been_spoilt():
    line = Line("ask about prices")
    line.says("For the front desk, press 1.", "For prices, press.")
    line.wait(4000)
    assert line.pressed == []
    line.says("For the front desk, press 1.", "For prices, press 2.")
    line.wait(2000)
    assert line.pressed == ["2"]


def test_it_is_not_waited_for_without_end():
    line = Line()
    line.says("For jobs, press 1.", "For billing, press.")
    line.wait(12_000)
    assert line.pressed == ["0"]


def test_a_recording_says_itself_again_and_a_person_only_hello():
    prompt = Prompt("en", 0)
    for at, words in enumerate(("How may we help you today?", "Hello?", "Hello?")):
        prompt.hear(words, at)
        assert not prompt.said_before
    prompt.hear("how may we help you to day", 3)
    assert prompt.said_before


def test_labels_without_their_keys_are_a_menu_whatever_the_last_words_sound_like():
    said = ["Para las llaves.", "un cesis", "Para la luz.", "no se siente."]
    line = Line(goal="pedir luz", language="es")
    line.says(*said)
    line.wait(3_000)
    assert not any(isinstance(step, Arrived) for step in line.steps)


def test_a_person_who_asks_is_one_though_labels_went_before():
    line = Line(goal="pedir luz", language="es")
    line.says(
        "Para las llaves.",
        "Para la luz.",
        "Le atiende Rosa.",
        "¿En qué le puedo ayudar?",
    )
    line.wait(3_000)
    assert any(isinstance(step, Arrived) for step in line.steps)
