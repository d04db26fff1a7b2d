# ruff: noqa: E501 - what is said is quoted whole, a line each
"""What a call is about decides where the goal alone does not."""

import pytest

from panda.audio.sounds import Sound
from panda.menu.choose import CERTAIN, choose
from panda.menu.detect import read
from panda.menu.menu import LineKind
from panda.menu.navigate import Navigator
from panda.menu.steps import Arrived, Press

INSURE = "For car insurance, press 1. For boat insurance, press 2. For renters insurance, press 3."


@pytest.mark.parametrize(
    ("goal", "about", "text", "key"),
    [
        ("talk about a policy", "Ben rents a flat and needs renters insurance.", INSURE, "3"),
        ("talk about a policy", "Ben has bought a boat.", INSURE, "2"),
        ("get a vaccine", "Ben wants a measles vaccine.", "For travel vaccines, press 1. For measles vaccines, press 2.", "2"),
        ("schedule an appointment", "Ben is moving in May.", "For business accounts, press 1. For customers who are moving, press 2.", "2"),
        ("hacer una cita", "Ana quiere cambiar el aceite.", "Para frenos marque 1. Para llantas marque 2. Para aceite y filtros marque 3.", "3"),
    ],
)  # fmt: skip
def test_it_decides_between_options_that_are_alike(goal, about, text, key):
    assert choose(goal, read(text), about=about).option.digits == key


def test_without_it_the_first_of_equals_is_as_good():
    assert choose("talk about a policy", read(INSURE)).option.digits == "1"


def test_it_is_no_goal_of_its_own():
    menu = read("For insurance, press 1. For appointments, press 2.")
    about = "Ben has good dental insurance."
    assert choose("schedule a cleaning", menu, about=about).option.digits == "2"
    menu = read("For insurance, press 1. Otherwise, please stay on the line.")
    assert choose("schedule a cleaning", menu, about=about).reason == "stay"


def test_it_opens_no_emergency():
    menu = read("For flood emergencies, press 1. For jobs, press 2.")
    assert choose("schedule a visit", menu, about="There was a flood.").option is None


def test_an_option_of_another_matter_waits_for_the_rest_of_the_menu():
    menu = read("For travel shots, press 1.")
    goal = "schedule a flu shot"
    assert choose(goal, menu, about="Ben wants one this fall.").confidence < CERTAIN


@pytest.mark.parametrize("label", ["other appointments", "all other vaccines"])
def test_what_is_for_the_rest_is_not_certain_before_the_rest_is_heard(label):
    menu = read(f"For {label}, press 1.")
    assert choose("make an appointment for a vaccine", menu).confidence < CERTAIN


# --- "please stay on the line", of a menu or of a queue --------------------------------

STAY = "Please stay on the line and somebody will be right with you."


class Line:
    """A line on which one key has been pressed before the menu had ended."""

    def __init__(self):
        self.navigator = Navigator("billing")
        self.steps = []
        self.now_ms = 0
        self.says("For billing, press 1.")
        assert self.pressed == ["1"]
        self.navigator.keys_played(self.now_ms + 200)
        self.wait(400)

    @property
    def pressed(self):
        return [step.digits for step in self.steps if isinstance(step, Press)]

    def says(self, words):
        self.navigator.speech(started=True, now_ms=self.now_ms)
        self.wait(2000)
        self.navigator.speech(started=False, now_ms=self.now_ms)
        self.steps += self.navigator.hear(words, self.now_ms)
        self.wait(300)

    def wait(self, ms):
        for _ in range(ms // 100):
            self.now_ms += 100
            self.steps += self.navigator.tick(self.now_ms)


def test_a_menu_that_offers_to_wait_is_not_taken_for_a_queue():
    line = Line()
    line.says(STAY)
    line.wait(6000)
    assert not any(isinstance(step, Arrived) for step in line.steps)
    line.says("For billing, press 1.")
    line.wait(3000)
    assert line.pressed == ["1", "1"]


@pytest.mark.parametrize("proof", ["music", "time"])
def test_a_queue_is_a_queue_as_soon_as_it_shows(proof):
    line = Line()
    line.says(STAY)
    if proof == "music":
        line.steps += line.navigator.sound(Sound.MUSIC, line.now_ms)
    line.wait(1000 if proof == "music" else 10_000)
    assert [s.kind for s in line.steps if isinstance(s, Arrived)] == [LineKind.HOLD]
    assert line.pressed == ["1"]
