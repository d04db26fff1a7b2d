from dataclasses import replace

import pytest

from panda.audio.sounds import Sound
from panda.menu.escalation import Escalation
from panda.menu.journey import Journey
from panda.menu.memory import take_in
from panda.menu.menu import LineKind, Option
from panda.menu.navigate import Navigator
from panda.menu.steps import Arrived, Press, Seek, Speak, Stuck, Understood
from panda.testing.clock import START
from tests.panda.menu.phone_tree import Node, PhoneTree

GOAL = "schedule a cleaning"
NUMBER = "+12175550100"


def person(words="Front desk, this is Ada. How can I help you?"):
    return Node(words, kind="person")


def clinic(**changes):
    nodes = {
        "main": Node(
            "Thank you for calling Alder Dental. "
            "If this is a dental emergency, press 7. "
            "For appointments, press 1. For billing, press 2.",
            {"1": "visits", "2": "billing", "7": "emergency"},
        ),
        "visits": Node(
            "If you are calling from a doctor's office, press 1. "
            "To schedule a cleaning or a check up, press 2. "
            "To cancel a visit, press 3. To go back, press 9.",
            {"1": "doctors", "2": "desk", "3": "cancel", "9": "main"},
        ),
        "desk": person(),
        "billing": person("Billing, this is Joel. How can I help?"),
        "doctors": person("Doctors' line, how can I help?"),
        "emergency": person("Emergency line, what is your emergency?"),
        "cancel": Node("Please leave your name after the tone.", kind="voicemail"),
    }
    return nodes | changes


def walk(nodes, goal=GOAL, route=None, **options):
    navigator = Navigator(goal, route, **options)
    return navigator, PhoneTree(nodes).run(navigator)


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


# --- known routes -------------------------------------------------------------------


def learned(navigator):
    (graph,) = take_in([], navigator.trip(NUMBER, used_at=START))
    return graph.best(GOAL, START)


@pytest.fixture
def known():
    navigator, _ = walk(clinic())
    return learned(navigator)


def test_the_way_taken_can_be_remembered(known):
    assert [(step.keys, step.label) for step in known.steps] == [
        ("1", "appointments"),
        ("2", "schedule a cleaning or a check up"),
    ]
    assert known.goal == GOAL
    assert known.version == 1


def test_a_known_route_is_walked_again(known):
    navigator, ended = walk(clinic(), route=known)
    assert ended.node == "desk"
    assert navigator.keys == "12"
    assert not navigator.drifted
    again = navigator.trip(NUMBER, used_at=START)
    assert [s.keys for s in again.steps] == [s.keys for s in known.steps]
    assert (again.followed, again.drifted_from) == (known.version, "")


def test_a_prompt_that_takes_no_keys_early_is_waited_for_and_is_no_drift():
    nodes = clinic(main=replace(clinic()["main"], barge_in=False))
    first, ended = walk(nodes)
    assert ended.node == "desk"
    route = learned(first)
    assert route.steps[0].barge_in is False
    navigator, ended = walk(nodes, route=route)
    assert (ended.node, navigator.drifted) == ("desk", False)
    assert ended.pressed == [("main", "1"), ("visits", "2")]


def test_a_key_is_not_pressed_into_an_opening_after_which_options_may_have_changed():
    greeted = "Thank you for calling Alder Dental. "
    main = "For appointments, press 1. For billing, press 2."
    asked = "Please choose from the following options. "

    def third_call(opening):
        nodes = clinic(main=replace(clinic()["main"], prompt=opening + main))
        graphs = []
        for _ in range(2):
            trip = walk(nodes)[0].trip(NUMBER, used_at=START)
            graphs = take_in(graphs, trip)
        route = graphs[-1].best(GOAL, START)
        navigator, ended = walk(nodes, route=route)
        assert ended.node == "desk"
        return navigator.trip(NUMBER, used_at=START).steps[0].heard_ms / 62

    changed = "Please listen, as our options have changed. "
    assert third_call(greeted + asked) < len(greeted + asked + main)
    assert third_call(greeted) > len(greeted) + len("For appointments, press 1.")
    assert third_call(greeted + changed + asked) > len(greeted + changed + asked) + 26


def test_a_key_that_leads_to_emergencies_now_is_not_pressed_for_its_like_letters():
    def offering(first, second):
        main = f"Please choose. For {first}, press 1. For {second}, press 2."
        return {
            "main": Node(main, {"1": "desk", "2": "other"}),
            "desk": person(),
            "other": person("Emergency desk, what happened?"),
        }

    before = offering("dental cleanings", "dental emergencies")
    route = learned(walk(before, goal="schedule a cleaning")[0])
    now = offering("dental emergencies", "dental cleanings")
    now["main"].options = {"1": "other", "2": "desk"}
    navigator, ended = walk(now, goal="schedule a cleaning", route=route)
    assert (ended.node, navigator.keys) == ("desk", "2")


ASKS = "How may we help you today? "


def on_second_call(nodes):
    """Return the way of a second call, with what was heard of each prompt, in ms."""
    route = learned(walk(nodes)[0])
    navigator, ended = walk(nodes, route=route)
    assert ended.node == "desk"
    return navigator.trip(NUMBER, used_at=START).steps, ended.pressed


def test_the_second_call_presses_at_a_question_that_options_answer():
    nodes = clinic()
    nodes["visits"] = replace(nodes["visits"], prompt=ASKS + nodes["visits"].prompt)
    steps, _ = on_second_call(nodes)
    assert steps[1].heard_ms < 62 * len(ASKS) + 1500


def test_a_question_that_the_menu_before_asks_too_is_no_proof_of_the_next():
    nodes = clinic()
    main, visits = nodes["main"], nodes["visits"]
    nodes["main"] = replace(main, prompt=main.prompt.replace("If", ASKS + "If", 1))
    nodes["visits"] = replace(visits, prompt=ASKS + visits.prompt)
    steps, _ = on_second_call(nodes)
    assert steps[1].heard_ms > 62 * len(ASKS + "If you are calling from a doctor's")


def test_one_deaf_menu_does_not_make_the_next_known_one_slow():
    nodes = clinic(main=replace(clinic()["main"], barge_in=False))
    nodes["visits"] = replace(nodes["visits"], prompt=ASKS + nodes["visits"].prompt)
    route = learned(walk(nodes)[0])
    listens = route.steps[1].model_copy(update={"barge_in": True})
    early = route.model_copy(update={"steps": (route.steps[0], listens)})
    forgotten = route.steps[0].model_copy(update={"barge_in": None})
    talks_over = early.model_copy(update={"steps": (forgotten, listens)})
    navigator, ended = walk(nodes, route=talks_over)
    assert ended.node == "desk"
    heard_ms = navigator.trip(NUMBER, used_at=START).steps[1].heard_ms
    assert heard_ms < 62 * len(ASKS) + 1500


def test_a_known_route_is_walked_though_it_is_misheard(known):
    nodes = clinic()
    nodes["main"] = replace(
        nodes["main"],
        prompt="Thanks for calling older dental. If this is a dental emergency press "
        "seven. For appointment, press one. For billing, press to.",
    )
    navigator, ended = walk(nodes, route=known)
    assert ended.node == "desk"
    assert not navigator.drifted


def test_a_menu_whose_keys_have_changed_is_explored_anew(known):
    nodes = clinic(
        main=Node(
            "Thank you for calling Alder Dental. For billing, press 1. "
            "For appointments, press 4.",
            {"1": "billing", "4": "visits"},
        )
    )
    navigator, ended = walk(nodes, route=known)
    assert ended.node == "desk"
    assert ended.pressed == [("main", "4"), ("visits", "2")]
    assert navigator.drifted
    drifted = navigator.trip(NUMBER, used_at=START)
    assert drifted.followed == known.version
    assert drifted.drifted_from == known.steps[0].fingerprint


def test_a_menu_put_before_the_known_ones_is_drift(known):
    nodes = clinic(
        main=Node("For adults, press 1. For children, press 2. ", {"1": "old"}),
        old=clinic()["main"],
    )
    navigator, _ = walk(nodes, "schedule a cleaning", route=known)
    assert navigator.drifted


# --- ways of other numbers ----------------------------------------------------------

LENDER = "+12175550177"


class Branch:
    """A navigator that is lent a way the moment it asks, or some time after."""

    def __init__(self, lent, *, late=False):
        self.navigator = Navigator(GOAL, business="Alder Dental")
        self.asked = []
        self._lent = lent
        self._late = late

    def __getattr__(self, name):
        return getattr(self.navigator, name)

    def hear(self, text, now_ms):
        steps = self.navigator.hear(text, now_ms)
        return [one for step in steps for one in self._ask(step, now_ms)]

    def tick(self, now_ms):
        steps = list(self.navigator.tick(now_ms))
        if self._late and self.navigator.keys:
            self._late = False
            steps += self.navigator.borrow(self._lent, now_ms)
        return steps

    def _ask(self, step, now_ms):
        if not isinstance(step, Seek):
            return [step]
        self.asked.append(step)
        return [] if self._late else self.navigator.borrow(self._lent, now_ms)


def branch_of(name):
    nodes = clinic()
    prompt = nodes["main"].prompt.replace(
        "Alder Dental.", f"{name}. Directions are on our website."
    )
    return nodes | {"main": replace(nodes["main"], prompt=prompt)}


@pytest.fixture
def lent():
    """A way of another branch, with a greeting of its own."""
    navigator, _ = walk(branch_of("Bay Tree Dental"))
    (graph,) = take_in([], navigator.trip(LENDER, used_at=START))
    return graph.best(GOAL, START)


def visit(branch, nodes):
    ended = PhoneTree(nodes).run(branch)
    return ended, branch.navigator.trip(NUMBER, used_at=START)


def test_a_branch_goes_the_way_of_another_and_says_whose(lent):
    branch = Branch(lent)
    ended, trip = visit(branch, branch_of("Alder Dental"))
    assert (ended.node, branch.navigator.keys) == ("desk", "12")
    assert (trip.lender, trip.strayed, trip.followed) == (LENDER, False, 0)
    assert "alder" not in trip.entry
    assert branch.asked[0].options[0].digits == "7"


def test_what_the_lender_has_heard_is_not_said_to_have_been_heard_here(lent):
    _, trip = visit(Branch(lent), branch_of("Alder Dental"))
    assert all("bay" not in step.fingerprint for step in trip.steps)
    (graph,) = take_in([], trip)
    assert graph.best(GOAL, START).number == NUMBER


def test_where_a_lent_way_does_not_hold_the_call_explores_and_no_menu_is_doubted(lent):
    other = branch_of("Alder Dental")
    other["visits"] = Node(
        "For doctors, press 2. To schedule a cleaning or a check up, press 4.",
        {"2": "doctors", "4": "desk"},
    )
    ended, trip = visit(Branch(lent), other)
    assert (ended.node, [key for _, key in ended.pressed]) == ("desk", ["1", "4"])
    assert (trip.lender, trip.strayed, trip.drifted) == (LENDER, True, False)


def test_a_way_that_comes_late_is_followed_from_where_we_are(lent):
    branch = Branch(lent, late=True)
    ended, trip = visit(branch, branch_of("Alder Dental"))
    assert ended.node == "desk"
    assert (trip.lender, trip.strayed) == (LENDER, False)


def test_a_way_that_begins_otherwise_than_we_did_is_not_followed(lent):
    first = lent.steps[0].model_copy(update={"keys": "2", "label": "billing"})
    begun = lent.model_copy(update={"steps": (first, *lent.steps[1:])})
    ended, trip = visit(Branch(begun, late=True), branch_of("Alder Dental"))
    assert (ended.node, trip.lender) == ("desk", "")


def test_nobody_asks_for_a_way_who_knows_one(known):
    navigator = Navigator(GOAL, known)
    steps = navigator.hear(clinic()["main"].prompt, 9000)
    assert not any(isinstance(step, Seek) for step in steps)
    assert navigator.borrow(known.model_copy(update={"number": LENDER}), 9000) == []


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
