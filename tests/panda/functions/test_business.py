"""What business functions answer: what was said before, with its day, or unknown."""

from datetime import timedelta

import pytest

from panda.functions.business import (
    check_availability,
    get_business_info,
    lookup_pricing,
    validate_insurance,
)
from panda.functions.desk import Desk
from panda.research.known import UNKNOWN, KnownFact
from panda.research.questionnaire import FieldType, Question
from tests.panda.supervisor.consultations import NOW, consultation


def fact(name, kind, ask, value, *, days=10):
    return KnownFact(
        question=Question(name=name, type=kind, ask=ask),
        value=value,
        quote=f"It is {value}.",
        said_at=NOW - timedelta(days=days),
    )


PRICE = fact("price", FieldType.MONEY, "How much is a cleaning?", 120.0)
DELTA = fact("delta", FieldType.YES_NO, "Do you accept Delta Dental?", True)
SLOT = fact(
    "slot", FieldType.DATETIME, "When is a cleaning free?", "2026-12-01T10:00", days=0.5
)
STALE = fact("filling", FieldType.MONEY, "How much is a filling?", 200.0, days=181)


@pytest.fixture
def desk():
    return Desk(
        consultation(
            "Hello?",
            "Hi.",
            known=(PRICE, DELTA, SLOT, STALE),
            listed={"parking": "behind the house", "website": ""},
        )
    )


def test_a_price_comes_with_its_day_its_quote_and_how_long_it_holds(desk):
    assert lookup_pricing(desk, "cleanings") == (
        'Price: 120.0 (they said on 2026-11-13: "It is 120.0."; holds until 2027-05-12)'
    )


@pytest.mark.parametrize(
    ("look_up", "topic", "says"),
    [
        (validate_insurance, "Delta Dental", "Delta: yes"),
        (validate_insurance, "Cigna", UNKNOWN),
        (validate_insurance, "cleaning", UNKNOWN),
        (lookup_pricing, "root canal", UNKNOWN),
        (lookup_pricing, "filling", UNKNOWN),
        (check_availability, "cleaning", "Slot: 2026-12-01T10:00"),
        (check_availability, "filling", UNKNOWN),
        (get_business_info, "parking", "parking: behind the house (from our list)"),
        (get_business_info, "website", UNKNOWN),
        (get_business_info, "opening hours", UNKNOWN),
    ],
)
def test_only_what_was_said_of_the_topic_and_still_holds_is_told(
    desk, look_up, topic, says
):
    assert look_up(desk, topic).startswith(says)


PLANS = fact(
    "plans",
    FieldType.TEXT,
    "Which insurances do you take?",
    "We take Aetna and Delta Dental PPO, but we're out of network with Cigna.",
).model_copy(
    update={
        "quote": "We take Aetna and Delta Dental PPO, but we're out of network with"
        " Cigna."
    }
)


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ("etna", "Aetna: accepted (they said on 2026-11-13"),
        ("sigma", "Cigna: out of network (they said"),
        ("Delta PPO", "Delta Dental PPO: accepted (they said"),
        ("DeltaCare", "Delta: yes"),
        ("Guardian", "accepted insurance: Guardian, Humana (from our list)"),
        ("Met Life", f"{UNKNOWN} (MetLife is meant)"),
        ("medicate", f"{UNKNOWN} (find out first: Do you mean Medicaid"),
        ("care credit", f"{UNKNOWN} (CareCredit is no insurance"),
        ("xyz", f"{UNKNOWN} (no plan of this name is known"),
    ],
)
def test_a_plan_is_looked_up_by_what_is_meant(plan, says):
    desk = Desk(
        consultation(
            "Hello?",
            "Hi.",
            known=(PLANS, DELTA),
            listed={"accepted insurance": "Guardian, Humana", "notes": "ask for Amy"},
        )
    )
    assert validate_insurance(desk, plan).startswith(says)


def test_what_was_said_of_a_payer_is_not_passed_off_as_of_its_plan(desk):
    told = validate_insurance(desk, "DeltaCare")
    assert told.endswith("; of Delta Dental as a whole: ask about DeltaCare USA")


def test_which_delta_plan_is_asked_for_beside_what_is_known(desk):
    told = validate_insurance(desk, "delta").splitlines()
    assert told[0].startswith("Delta: yes")
    assert told[1] == (
        "find out first: Which Delta Dental plan: PPO, Premier, or DeltaCare USA?"
    )


def test_what_an_office_said_long_ago_is_not_told():
    old = PLANS.model_copy(update={"said_at": NOW - timedelta(days=91)})
    desk = Desk(consultation("Hello?", "Hi.", known=(old,)))
    assert validate_insurance(desk, "Aetna").startswith(UNKNOWN)


def test_all_that_is_known_is_told_without_a_topic(desk):
    told = get_business_info(desk, "").splitlines()
    assert [one.partition(":")[0] for one in told] == [
        "Slot", "Price", "Delta", "parking",
    ]  # fmt: skip


def test_a_free_slot_is_not_repeated_days_later(desk):
    later = desk.consultation.model_copy(update={"now": NOW + timedelta(days=2)})
    assert check_availability(Desk(later), "cleaning") == UNKNOWN
