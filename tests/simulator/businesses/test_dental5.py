"""The five offices of the shipped scenario, called with fake speech."""

from pathlib import Path

import phonenumbers
import pytest

from simulator.businesses import facts, scenario
from simulator.businesses.directory import Businesses
from simulator.businesses.testing import Caller, FakeEnds, ListLedger
from simulator.ports import Leg

DENTAL5 = Path(__file__).parents[3] / "scenarios" / "dental5"
LAKESIDE, PRAIRIE, CEDAR = "+12175550123", "+16085550147", "+13035550162"
MESA, RIVERBEND = "+15055550109", "+13165550118"
INTRODUCTION = (
    "Hello, I am an AI assistant calling on behalf of Maria Alvarez, who would like"
    " to schedule a cleaning."
)


@pytest.fixture
def ledger():
    return ListLedger()


@pytest.fixture
def world():
    return scenario.load(DENTAL5)


@pytest.fixture
def call(world, ledger):
    ends = FakeEnds()
    directory = Businesses(
        world, ends=ends, ledger=ledger, seed=1, now=lambda: world.clock
    )

    def dial(number, attempt=1):
        return directory.dial(Leg("CA1", number, "+12175550199", attempt))

    return dial


def truths(world, number, seed=1):
    known = facts.resolve(world.business(number), seed)
    return {name: fact.value for name, fact in known.items()}


async def ask_everything(caller, world):
    for question in world.questions.fields:
        await caller.say(question.ask)
        await caller.until_quiet(1500)


def told(ledger):
    return [name for said in ledger.of("said") for name in said["facts"]]


async def test_two_levels_of_menu_lead_to_a_receptionist_who_answers_all(
    call, ledger, world
):
    caller = Caller(call(LAKESIDE).callee)
    await caller.hear("For appointments")
    await caller.press("1")
    await caller.hear("To schedule a cleaning")
    await caller.press("1")
    await caller.until_quiet()
    await caller.say(INTRODUCTION)
    await caller.until_quiet()
    await ask_everything(caller, world)
    await caller.say("Thank you for your time. Goodbye.")
    await caller.until_quiet(3000)

    assert caller.hung_up
    nodes = [record["node"] for record in ledger.of("node")]
    assert nodes == ["main_menu", "appointments_menu", "front_desk"]
    assert [(key["digit"], key["accepted"]) for key in ledger.of("key")] == [
        ("1", True),
        ("1", True),
    ]
    assert sorted(told(ledger)) == sorted(truths(world, LAKESIDE))
    price = f"${truths(world, LAKESIDE)['cleaning_price']}"
    assert any(price in text for text in caller.heard)


async def test_a_person_answers_at_once_and_says_what_she_does_not_know(
    call, ledger, world
):
    ringing = call(PRAIRIE)
    assert not ringing.machine
    caller = Caller(ringing.callee)
    await caller.until_quiet()
    assert "Susan" in caller.heard[0]
    await ask_everything(caller, world)
    assert sorted(told(ledger)) == ["cleaning_price", "delta_dental", "next_opening"]
    assert any("copay" in text for text in caller.heard)
    assert truths(world, PRAIRIE)["copay"] is None


async def test_one_menu_then_music_and_announcements_then_a_person(call, ledger):
    caller = Caller(call(CEDAR).callee)
    await caller.hear("make or change an appointment")
    await caller.press("2")
    started = caller.now_ms
    await caller.hear("number 2 in line")
    await caller.hear("this is David")
    assert 14_000 < caller.now_ms - started < 40_000
    assert ledger.of("node")[-1]["goals"] == ["schedule"]


async def test_a_voicemail_greets_beeps_and_hangs_up_after_the_message(call, ledger):
    ringing = call(MESA)
    assert ringing.machine
    caller = Caller(ringing.callee)
    await caller.hear("You have reached Mesa")
    await caller.until_quiet()
    await caller.say("Please call Maria back.")
    await caller.wait(8000)
    assert caller.hung_up
    assert ledger.of("heard")[0]["text"] == "Please call Maria back."


async def test_a_busy_line_answers_the_second_time(call, ledger):
    first = call(RIVERBEND)
    assert (first.result, first.sip_code, first.callee) == ("busy", 486, None)
    second = call(RIVERBEND, attempt=2)
    caller = Caller(second.callee)
    await caller.hear("press 1")
    await caller.press("1")
    await caller.hear("Jenny")
    assert ledger.of("node")[-1]["node"] == "jenny"


def test_a_number_nobody_has_fails_with_404(call):
    ringing = call("+12175550100")
    assert (ringing.result, ringing.sip_code) == ("failed", 404)


def test_every_number_is_valid_and_open_in_two_time_zones(world):
    zones = set()
    for business in world.businesses:
        for number in business.numbers:
            assert phonenumbers.is_valid_number(phonenumbers.parse(number))
        zones.add(business.timezone)
    assert len(zones) >= 2
    assert {provider.number for provider in world.providers} == {
        number for business in world.businesses for number in business.numbers
    }


@pytest.mark.parametrize("seed", range(5))
def test_values_and_wording_follow_from_the_seed(world, seed):
    for business in world.businesses:
        assert facts.resolve(business, seed) == facts.resolve(business, seed)
    values = {truths(world, LAKESIDE, seed)["copay"] for seed in range(20)}
    assert len(values) > 3
