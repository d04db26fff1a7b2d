import random

import pytest

from panda.menu.memory import take_in
from panda.menu.navigate import Navigator
from panda.testing.clock import START
from tests.panda.menu.phone_tree import PhoneTree
from tests.panda.menu.towns import GOALS, SUB, business, changed

BUSINESSES = 12


class Town:
    """What came of calls to made-up businesses; the figures of a whole town."""

    def __init__(self, *, route=0, change=False):
        self.reached = self.wrong = self.emergencies = 0
        for seed in range(BUSINESSES):
            rng = random.Random(seed)
            nodes = business(rng)
            goal = rng.choice(sorted(GOALS))
            known = None
            if route:
                walked = self._walk(nodes, goal)
                trip = walked.trip("+12175550100", used_at=START)
                graphs = take_in([], trip)
                for _ in range(1, route):
                    graphs = take_in(graphs, trip)
                known = graphs[-1].best(goal, START)
            self._call(changed(rng, nodes) if change else nodes, goal, known)

    def _walk(self, nodes, goal):
        navigator = Navigator(goal)
        PhoneTree(nodes).run(navigator)
        return navigator

    def _call(self, nodes, goal, known):
        navigator = Navigator(goal, known)
        ended = PhoneTree(nodes).run(navigator)
        target = GOALS[goal]
        self.reached += ended.node == target
        needed = 2 if target in SUB else 1
        self.wrong += len(set(ended.pressed)) - needed
        self.emergencies += any(
            nodes["main"].options.get(key) == "emergency"
            for node, key in ended.pressed
            if node == "main"
        )


@pytest.mark.parametrize(
    ("how", "share"),
    [
        ({}, 0.9),
        ({"route": 1}, 0.97),
        ({"route": 5}, 0.97),
        ({"route": 1, "change": True}, 0.9),
        ({"route": 5, "change": True}, 0.9),
    ],
    ids=["first visit", "known", "known and proven", "changed", "proven but changed"],
)
def test_the_goal_is_reached_without_wrong_keys(how, share):
    town = Town(**how)
    assert town.reached >= share * BUSINESSES
    assert town.wrong <= 0.15 * BUSINESSES
    assert town.emergencies == 0
