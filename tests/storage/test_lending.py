"""Ways lent between numbers: one contract for the store on disk and in memory."""

from datetime import timedelta

import pytest

from panda.menu.memory import Trip
from panda.menu.memory.entry import entry_of
from panda.menu.memory.lending import Inquiry
from panda.menu.menu import LineKind, Option, RouteStep
from panda.testing.store import MemoryStore
from storage.store import DuckDBStore
from tests.storage.material import NOON

GOAL = "book a table"
AUSTIN, WACO, TYLER, OTHER = (f"+1217555010{last}" for last in range(4))
OPTIONS = (
    Option(digits="1", label="opening hours"),
    Option(digits="2", label="table reservations"),
)


def prompt(name):
    return (
        f"Thank you for calling {name}. Please listen, our choices are new this week. "
        "For opening hours, press 1. For table reservations, press 2."
    )


def trip(number, name, *, goal=GOAL, key="2", options=OPTIONS, said="", **more):
    said = said or prompt(name)
    step = RouteStep(
        fingerprint=entry_of(said),
        keys=key,
        label="table reservations",
        options=options,
    )
    values = {
        "number": number,
        "goal": goal,
        "steps": (step,),
        "ended": LineKind.HUMAN,
        "entry": entry_of(said, name),
        "used_at": NOON,
    }
    return Trip.model_validate(values | more)


def inquiry(number, name, *, goal=GOAL, options=OPTIONS[:1], heard=90):
    entry = entry_of(prompt(name)[: len(name) + heard], name)
    return Inquiry(number=number, goal=goal, entry=entry, options=options)


@pytest.fixture(params=["memory", "duckdb"])
async def store(request):
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = DuckDBStore(":memory:", window_s=0)
    yield opened
    opened.close()


async def test_a_branch_is_lent_the_way_of_another_whose_name_differs(store):
    await store.record(trip(AUSTIN, "The Copper Pot Austin"))
    lent = await store.borrow(inquiry(WACO, "Copper Pot of Greater Waco"), NOON)
    assert (lent.number, [step.keys for step in lent.steps]) == (AUSTIN, ["2"])
    assert lent.confidence == pytest.approx(1 / 3)


async def test_nobody_borrows_from_itself_for_another_goal_or_from_another_menu(store):
    await store.record(trip(AUSTIN, "Copper Pot"))
    said = (
        "Welcome to Fifth Bank. For cards, press 1. For loans and mortgages, press 2."
    )
    await store.record(trip(OTHER, "Fifth Bank", said=said))
    assert await store.borrow(inquiry(AUSTIN, "Copper Pot"), NOON) is None
    assert await store.borrow(inquiry(WACO, "X", goal="cancel"), NOON) is None
    moved = (Option(digits="1", label="table reservations"),)
    assert await store.borrow(inquiry(WACO, "X", options=moved), NOON) is None
    assert (await store.borrow(inquiry(WACO, "X"), NOON)).number == AUSTIN


async def test_too_little_was_heard_to_lend_by(store):
    await store.record(trip(AUSTIN, "Copper Pot"))
    assert await store.borrow(inquiry(WACO, "Copper Pot", heard=20), NOON) is None


async def test_a_loan_that_holds_makes_the_next_more_believable(store):
    await store.record(trip(AUSTIN, "Copper Pot"))
    asked = inquiry(TYLER, "Copper Pot Tyler")
    seen = [(await store.borrow(asked, NOON)).confidence]
    for last in range(4, 8):
        await store.record(trip(f"+1217555010{last}", "", goal="a", lender=AUSTIN))
        seen.append((await store.borrow(asked, NOON)).confidence)
    assert seen == sorted(set(seen))
    assert (seen[0] < 0.34, seen[-1] >= 0.6) == (True, True)
    await store.record(trip(TYLER, "", goal="a", lender=AUSTIN))
    assert (await store.borrow(asked, NOON)).confidence > seen[-1]


async def test_a_loan_that_did_not_hold_is_not_made_again_and_harms_no_lender(store):
    await store.record(trip(AUSTIN, "Copper Pot"))
    before = await store.graphs(AUSTIN)
    strayed = trip(WACO, "", goal="a", lender=AUSTIN, strayed=True)
    await store.record(strayed)
    assert await store.borrow(inquiry(WACO, "Copper Pot"), NOON) is None
    assert await store.graphs(AUSTIN) == before
    assert await store.best_route(AUSTIN, GOAL, NOON) is not None
    assert (await store.borrow(inquiry(TYLER, "Copper Pot"), NOON)).confidence < 1 / 3


async def test_a_closed_office_says_nothing_of_a_loan(store):
    await store.record(trip(AUSTIN, "Copper Pot"))
    closed = trip(WACO, "", goal="a", lender=AUSTIN, ended=LineKind.CLOSED)
    await store.record(closed)
    asked = inquiry(WACO, "Copper Pot")
    assert (await store.borrow(asked, NOON)).confidence == pytest.approx(1 / 3)


async def test_menus_that_are_out_of_date_are_lent_no_more(store):
    await store.record(trip(AUSTIN, "Copper Pot"))
    (graph,) = await store.graphs(AUSTIN)
    expected = graph.nodes[0].fingerprint
    other = "Welcome. For gift cards, push 4. For a table or a private room, push 5."
    moved = tuple(
        Option(digits=digits, label=one.label)
        for digits, one in zip("45", OPTIONS, strict=True)
    )
    later = NOON + timedelta(hours=1)
    drifted = trip(
        AUSTIN, "", key="5", options=moved, said=other, followed=1,
        drifted_from=expected, used_at=later,
    )  # fmt: skip
    await store.record(drifted)
    assert await store.borrow(inquiry(WACO, "Copper Pot"), later) is None


async def test_imported_menus_are_lent_too(store):
    other = MemoryStore()
    await other.record(trip(AUSTIN, "Copper Pot"))
    await store.put_graphs(await other.graphs())
    assert (await store.borrow(inquiry(WACO, "Pot"), NOON)).number == AUSTIN


async def test_trips_on_a_lent_way_are_counted_apart(store):
    await store.record(trip(AUSTIN, "", seconds=40))
    await store.record(trip(AUSTIN, "", lender=OTHER, seconds=30))
    await store.record(trip(AUSTIN, "", lender=OTHER, strayed=True, seconds=70))
    (one,) = await store.route_stats("number")
    assert (one.trips, one.known, one.shared, one.drifted) == (3, 0, 2, 1)
    assert (one.seconds_first, one.seconds_shared) == (40.0, 30.0)
