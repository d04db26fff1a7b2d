"""What could be found out from people with manners."""

import pytest

from simulator.businesses import documents
from simulator.businesses.scenario import World
from simulator.scoring import truth, values

FACTS = {
    "price": {
        "type": "money",
        "value": {"range": [80, 120]},
        "asked_with": ["price"],
        "say": ["It is {value}."],
    },
    "insurance": {
        "type": "yes_no",
        "value": True,
        "asked_with": ["insurance"],
        "say": ["Yes."],
    },
}


def told(*, kind="money", facts=None, nodes=None, seed=1, **manner):
    """Return the truth of price and insurance at one business."""
    person = {"type": "person", "name": "Ann", "greeting": ["Hello."], **manner}
    business = documents.Business.model_validate(
        {
            "name": "Office",
            "numbers": ["+12175550123"],
            "timezone": "America/Chicago",
            "answers": "ann",
            "facts": FACTS | (facts or {}),
            "nodes": {"ann": person, **(nodes or {})},
        }
    )
    asked = [
        documents.Question(name="price", type=kind, ask="How much?"),
        documents.Question(name="insurance", type="yes_no", ask="Insurance?"),
    ]
    world = World(
        scenario=documents.Scenario(
            title="A test",
            clock="2026-11-23T10:00:00-06:00",
            goal="schedule",
            answers={"price": "price", "insurance": "insurance"},
        ),
        questions=documents.Questions(goal="to test", fields=asked),
        businesses=(business,),
        providers=(),
    )
    found = truth.expected(world, business, seed)
    return found["price"].value, found["insurance"].value


def price(**changes):
    return {"price": FACTS["price"] | changes}


def test_a_range_alone_is_no_amount_but_a_text():
    assert told() == (None, True)
    assert told(kind="text") == ("80-120", True)


def test_the_exact_number_of_a_range_is_its_truth():
    assert told(facts=price(value={"range": [80, 120], "exact": 95}))[0] == 95


def test_after_a_slip_the_right_value_is_the_truth():
    assert told(facts=price(value=100, slip={"value": 90}))[0] == 100


@pytest.mark.parametrize("manner", ["declines", "do_not_call"])
def test_who_tells_nothing_cannot_be_found_out_from(manner):
    assert told(**{manner: True}, facts=price(value=100)) == (None, None)
    assert told(**{manner: False}, facts=price(value=100)) == (100, True)


def test_chance_decides_for_the_truth_as_for_the_call():
    found = {told(declines={"chance": 0.5}, seed=seed)[1] for seed in range(30)}
    assert found == {None, True}


def test_what_is_transferred_is_told_by_whoever_picks_up():
    transfers = [{"goto": "bill", "facts": ["price"]}]
    bill = {"type": "person", "name": "Bill", "greeting": ["Hello."]}
    box = {"type": "voicemail", "greeting": "Leave a message."}
    facts = price(value=100)
    assert told(transfers=transfers, facts=facts, nodes={"bill": bill})[0] == 100
    assert told(transfers=transfers, facts=facts, nodes={"bill": box}) == (None, True)


@pytest.mark.parametrize(
    ("claimed", "right"),
    [
        ("80-120", True),
        ("$80 to $120", True),
        ("between 80 and 120 dollars", True),
        ("80", False),
        ("80-130", False),
        ("120-80", False),
        ("80-120, mostly 95", False),
    ],
)
def test_a_range_is_claimed_by_its_two_bounds(claimed, right):
    assert values.right("text", claimed, "80-120") is right
