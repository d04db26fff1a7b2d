"""Ways that earlier calls have found, our own and those of other numbers."""

from dataclasses import replace

import pytest

from panda.menu.memory import take_in
from panda.menu.navigate import Navigator
from panda.menu.steps import Seek
from panda.testing.clock import START
from tests.panda.menu.clinic import GOAL, NUMBER, clinic, learned, person, walk
from tests.panda.menu.phone_tree import Node, PhoneTree


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
