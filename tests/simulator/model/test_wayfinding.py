"""Which way the model takes in a menu, from the prompt alone."""

import json

import pytest

from simulator.model.engine import tasks
from simulator.model.engine.prompt import CallFunctions, Message, Prompt, Tool

WAY = Tool(
    "pickWay",
    "Say what to do at this menu.",
    {
        "type": "object",
        "properties": {
            name: {"type": "string"}
            for name in ("act", "key", "words", "leadsTo", "quote")
        },
    },
)


def decided(goal, *labels, heard=(), failed=(), stay=False):
    options = [
        {"key": str(number), "say": "", "label": label}
        for number, label in enumerate(labels, 1)
    ]
    state = {"goal": goal, "options": options, "failed": failed, "may_stay": stay}
    prompt = Prompt(
        f"Choose a way.\n{json.dumps(state)}",
        tuple(Message("user", text) for text in heard),
        (WAY,),
    )
    decision = tasks.decide(prompt)
    assert isinstance(decision, CallFunctions)
    return json.loads(decision.calls[0].arguments)


@pytest.mark.parametrize(
    ("goal", "labels", "key"),
    [
        ("book a haircut", ("gift cards", "reservations", "careers"), "2"),
        ("schedule an oil change", ("cancellations", "tires", "maintenance"), "3"),
        ("hacer una cita", ("farmacia", "facturas", "agendar"), "3"),
        ("ask about prices", ("job openings", "what we charge, our rates"), "2"),
        ("make a reservation", ("group bookings", "reservations"), "2"),
        ("rent a boat", ("billing", "anything else"), "2"),
    ],
)
def test_the_option_that_means_the_same_is_taken(goal, labels, key):
    assert decided(goal, *labels)["key"] == key


def test_what_failed_is_not_taken_again():
    labels = ("reservations", "the front desk")
    assert decided("book a table", *labels, failed=["1"])["key"] == "2"


def test_an_emergency_is_never_taken():
    said = decided("book a visit", "urgent visits", "emergency appointments")
    assert said["key"] not in {"1", "2"}


def test_where_nothing_fits_it_waits_if_that_is_offered_or_asks_for_a_person():
    assert decided("rent a boat", "billing", stay=True)["act"] == "wait"
    assert decided("rent a boat", "billing")["key"] == "0"
    assert decided("rent a boat", "billing", failed=["0"])["act"] == "stuck"


def test_a_menu_the_caller_could_not_read_is_read_from_its_words():
    said = decided(
        "schedule a cleaning",
        heard=("Aby umówić wizytę, naciśnij 4.", "Faktury, naciśnij 5."),
    )
    assert (said["key"], said["quote"]) == ("4", "Aby umówić wizytę, naciśnij 4")
