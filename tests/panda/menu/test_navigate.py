from dataclasses import replace

import pytest

from panda.audio.sounds import Sound
from panda.menu.escalation import Escalation
from panda.menu.journey import Journey
from panda.menu.menu import LineKind, Option
from panda.menu.navigate import Navigator
from panda.menu.steps import Arrived, Press, Speak, Stuck, Understood
from tests.panda.menu.clinic import GOAL, clinic, person, walk
from tests.panda.menu.phone_tree import Node

# --- the way ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("goal", "node"),
    [
        ("schedule a cleaning", "desk"),
        ("billing", "billing"),
        ("cancel my appointment", "cancel"),
    ],
)
def test_two_levels_are_walked_to_the_goal_without_a_wrong_key(goal, node):
    navigator, ended = walk(clinic(), goal)
    assert ended.node == node
    assert isinstance(ended.step, Arrived)
    assert len(ended.pressed) == navigator.menus == len(navigator.path)
    assert not navigator.drifted


def test_a_certain_option_is_pressed_before_the_menu_has_been_read():
    navigator = Navigator(GOAL)
    navigator.hear("Thank you for calling Alder Dental.", 3000)
    steps = navigator.hear("For appointments, press 1.", 5000)
    assert [type(step) for step in steps] == [Understood, Press]
    assert steps[1].digits == "1"


def test_an_uncertain_option_waits_for_the_rest_of_the_menu():
    navigator = Navigator("ask about prices")
    assert navigator.hear("For general information, press 1.", 2000) == []
    assert navigator.hear("For prices and fees, press 2.", 4000)[-1].digits == "2"


def test_the_best_of_a_menu_is_taken_when_it_has_been_read():
    navigator = Navigator("ask about prices")
    navigator.hear("For general information, press 1. For jobs, press 2.", 2000)
    assert navigator.tick(3000) == []
    assert navigator.tick(3600)[-1].digits == "1"


def test_a_menu_that_begins_again_has_been_read():
    navigator = Navigator("ask about prices")
    menu = "For general information, press 1. For jobs, press 2."
    assert not any(isinstance(step, Press) for step in navigator.hear(menu, 2000))
    assert navigator.hear(menu, 3000)[-1].digits == "1"


def test_the_emergency_line_is_never_called():
    for goal in (GOAL, "a person", "billing", "something else altogether"):
        _, ended = walk(clinic(), goal)
        assert ("main", "7") not in ended.pressed


def test_our_language_is_chosen():
    nodes = clinic(
        main=Node("Para español, oprima el dos. For English, press 1.", {"1": "menu"}),
        menu=clinic()["main"],
    )
    _, ended = walk(nodes)
    assert ended.node == "desk"


def test_the_line_is_stayed_on_when_that_is_what_leads_on():
    nodes = clinic(
        main=Node(
            "For jobs, press 4. For all other questions, stay on the line.",
            {"4": "jobs"},
            stay="desk",
        ),
        jobs=person("Hiring, how can I help?"),
    )
    navigator, ended = walk(nodes)
    assert ended.node == "desk"
    assert navigator.keys == ""


def test_the_operator_is_tried_where_nothing_fits():
    nodes = clinic(main=Node("For jobs, press 4.", {"4": "jobs", "0": "desk"}))
    navigator, ended = walk(nodes)
    assert ended.node == "desk"
    assert navigator.keys == "0"


# --- the closed loop ----------------------------------------------------------------


def test_a_lost_key_is_pressed_again_slowly():
    navigator = Navigator(GOAL)
    menu = "For appointments, press 1. For billing, press 2."
    assert navigator.hear(menu, 2000)[-1] == Press("1", "appointments")
    navigator.keys_played(2500)
    assert navigator.hear(menu, 9000) == []  # this time it is heard out
    assert navigator.tick(10_600)[-1] == Press("1", "appointments", "slow")


def test_keys_that_are_never_heard_are_followed_by_the_word_itself():
    navigator = Navigator(GOAL, transports=["in-band"])
    menu = "For appointments, press 1. For billing, press 2."
    for at in (2000, 9000):
        navigator.hear(menu, at)
        navigator.tick(at + 1600)
        navigator.keys_played(at + 2000)
    navigator.hear(menu, 16_000)
    assert navigator.tick(17_600)[-1] == Speak("appointments", "appointments")


@pytest.mark.parametrize("lost", [1, 2])
def test_the_goal_is_reached_though_keys_are_lost(lost):
    nodes = clinic()
    nodes["main"] = replace(
        nodes["main"],
        deaf=lost,
        options=nodes["main"].options | {"appointments": "visits"},
    )
    _, ended = walk(nodes)
    assert ended.node == "desk"


def test_a_business_that_takes_no_key_while_it_speaks_is_waited_for():
    nodes = clinic()
    for name in ("main", "visits"):
        nodes[name] = replace(nodes[name], barge_in=False)
    navigator, ended = walk(nodes)
    assert ended.node == "desk"
    assert navigator.keys == "112"  # only the first was too early


def test_words_of_the_old_prompt_that_come_late_do_not_count():
    navigator = Navigator(GOAL)
    navigator.speech(started=True, now_ms=0)
    navigator.speech(started=False, now_ms=1800)
    navigator.speech(started=True, now_ms=1900)
    assert navigator.hear("For appointments, press 1.", 2000)
    navigator.keys_played(2300)
    navigator.speech(started=False, now_ms=2700)
    assert navigator.hear("For new patient appointments, press 5.", 3000) == []


def test_an_invalid_entry_is_recovered_from():
    navigator = Navigator(GOAL)
    navigator.hear("For appointments, press 1. For billing, press 2.", 2000)
    navigator.keys_played(2500)
    navigator.hear("Sorry, that is not a valid entry.", 5000)
    steps = [step for at in range(5500, 12_000, 100) for step in navigator.tick(at)]
    assert steps[0] == Press("1", "appointments", "slow")


def test_silence_after_a_key_means_that_it_was_lost():
    navigator = Navigator(GOAL)
    navigator.hear("For appointments, press 1. For billing, press 2.", 2000)
    navigator.keys_played(2500)
    assert navigator.tick(9000) == []
    assert navigator.tick(11_000)[-1].transport == "slow"


def test_ringing_after_a_key_is_no_silence():
    navigator = Navigator(GOAL)
    navigator.hear("For appointments, press 1. For billing, press 2.", 2000)
    navigator.keys_played(2500)
    navigator.sound(Sound.RING, 8000)
    assert navigator.tick(11_000) == []


def test_a_dead_end_that_leads_back_is_not_taken_twice():
    nodes = clinic(
        main=Node(
            "For appointment information, press 1. To schedule a visit, press 2. ",
            {"1": "news", "2": "desk"},
        ),
        news=Node("Appointments can now be made on our new website.", then="main"),
    )
    _, ended = walk(nodes)
    assert ended.node == "desk"
    assert ended.pressed == [("main", "1"), ("main", "2")]


def test_a_tree_without_an_end_is_left():
    nodes = {
        "main": Node(
            "For appointments, press 1. For appointment questions, press 2.",
            {"1": "visits", "2": "visits"},
        ),
        "visits": Node(
            "To schedule a cleaning, press 1. To schedule a filling, press 2.",
            {"1": "main", "2": "main", "0": "main", "#": "main"},
        ),
    }
    navigator, ended = walk(nodes)
    assert ended.step == Stuck("loop")
    assert len(navigator.keys) <= 6


def test_a_menu_that_hears_nothing_is_given_up():
    nodes = clinic()
    nodes["main"] = replace(nodes["main"], deaf=99)
    _, ended = walk(nodes)
    assert ended.step == Stuck("unresponsive")
    assert len(ended.pressed) <= 6


# --- what is arrived at -------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "kind"),
    [
        (person(), LineKind.HUMAN),
        (Node("All our agents are busy. Please hold.", kind="hold"), LineKind.HOLD),
        (Node("Please leave a message after the tone.", kind="x"), LineKind.VOICEMAIL),
        (Node("We are closed. Please call again later.", kind="x"), LineKind.CLOSED),
        (Node("One moment please.", kind="hold"), LineKind.HOLD),
    ],
)
def test_what_stands_behind_the_menu_is_recognised(node, kind):
    _, ended = walk(clinic(visits=node))
    assert isinstance(ended.step, Arrived)
    assert ended.step.kind is kind


class Line:
    """A line on which words come a little after they were spoken."""

    def __init__(self, navigator):
        self.navigator = navigator
        self.steps = []
        self.now_ms = 0

    def wait(self, ms):
        for _ in range(ms // 100):
            self.now_ms += 100
            self.steps += self.navigator.tick(self.now_ms)

    def says(self, words, *, ms=2500, late_ms=600):
        self.navigator.speech(started=True, now_ms=self.now_ms)
        self.wait(ms)
        self.navigator.speech(started=False, now_ms=self.now_ms)
        self.wait(late_ms)
        self.steps += self.navigator.hear(words, self.now_ms)


def test_a_person_who_gives_a_name_and_waits_is_pressed_no_keys_at():
    line = Line(Navigator("schedule a cleaning"))
    line.says("To make an appointment, press 1. For billing, press 2.")
    line.wait(1600)
    line.navigator.keys_played(line.now_ms)
    line.wait(300)
    line.says("To make an appointment, press 1.")  # the menu had gone on for a moment
    line.wait(400)
    line.says("Hello, this is Ada at Alder Dental.")
    line.wait(6000)

    assert [step.digits for step in line.steps if isinstance(step, Press)] == ["1"]
    assert isinstance(line.steps[-1], Arrived)
    assert line.steps[-1].kind is LineKind.HUMAN


def test_nothing_is_done_after_the_end():
    navigator, _ = walk(clinic())
    assert navigator.hear("For billing, press 2.", 10**6) == []
    assert navigator.tick(10**6 + 10_000) == []


def test_a_machine_that_asks_is_told_the_goal_then_asked_for_a_person():
    navigator = Navigator(GOAL)
    ask = "In a few words, please tell me why you are calling."
    navigator.hear(ask, 2000)
    spoken = []
    for at in range(2000, 60_000, 100):
        for step in navigator.tick(at):
            spoken.append(step)
            navigator.keys_played(at + 50)
        if at in {8000, 16_000}:
            navigator.hear("Sorry, I did not get that. " + ask, at)
    assert spoken[0] == Speak(GOAL, GOAL)
    assert spoken[1].text == "representative"
    assert spoken[2].digits == "0"


def test_a_spoken_option_is_spoken():
    navigator = Navigator("billing")
    navigator.hear("Please say appointments, billing or parking.", 2000)
    steps = navigator.tick(4000)
    assert steps[-1] == Speak("billing", "billing")


def test_nothing_is_ever_entered_that_is_asked_for():
    navigator = Navigator(GOAL)
    asks = "Kindly type in your membership number and finish with the pound key."
    navigator.hear(asks, 2000)
    steps = [step for at in range(2000, 60_000, 100) for step in navigator.tick(at)]
    assert {step.digits for step in steps if isinstance(step, Press)} <= {"0", "#"}


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("For billing, press 1. Which office are you calling about?", "Which office"),
        ("For billing, press 1. For hours, press 2.", "For billing"),
        ("For billing, press 1 now.", "For billing"),
    ],
)
def test_of_words_that_a_key_cut_into_only_the_next_prompt_counts(said, counts):
    journey = Journey("billing", "en", Escalation())
    journey.last = Option(digits="1", label="billing")
    assert journey.past_tried(said).startswith(counts)
