"""A clinic with a menu in its menu, and a navigator that walks it."""

from panda.menu.memory import take_in
from panda.menu.navigate import Navigator
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


def learned(navigator):
    """The way to our goal that a call has found."""
    (graph,) = take_in([], navigator.trip(NUMBER, used_at=START))
    return graph.best(GOAL, START)
