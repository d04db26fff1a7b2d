"""The tour through everything businesses do, called with fake speech."""

from dataclasses import replace
from pathlib import Path

import phonenumbers
import pytest

from simulator.businesses import documents, scenario
from simulator.businesses.directory import Businesses
from simulator.businesses.testing import Caller, FakeEnds, ListLedger
from simulator.ports import Leg

TOUR = Path(__file__).parents[3] / "scenarios" / "tour"


@pytest.fixture(scope="module")
def world():
    return scenario.load(TOUR)


@pytest.fixture
def ledger():
    return ListLedger()


@pytest.fixture
def call(world, ledger):
    # The fake voice writes its text into the sound: a bad line would garble it.
    clean = [one.model_copy(update={"line": None}) for one in world.businesses]
    directory = Businesses(
        replace(world, businesses=tuple(clean)),
        ends=FakeEnds(),
        ledger=ledger,
        seed=3,
        now=lambda: world.clock,
    )

    def dial(name, attempt=1):
        [business] = [one for one in world.businesses if name in one.name]
        leg = Leg("CA1", business.numbers[0], "+12175550199", attempt)
        return Caller(directory.dial(leg).callee)

    return dial


def told(ledger):
    return [name for said in ledger.of("said") for name in said["facts"]]


def parts(value):
    """Yield every part of a business, however deep."""
    if isinstance(value, documents.Part):
        yield value
        value = [getattr(value, name) for name in type(value).model_fields]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from parts(one)


def test_the_tour_shows_every_part_there_is(world):
    shown = {type(part) for business in world.businesses for part in parts(business)}
    all_ = {
        part
        for part in vars(documents).values()
        if isinstance(part, type) and issubclass(part, documents.Part)
    }
    elsewhere = {
        documents.Part, documents.Manner, documents.NodeBase,
        documents.Scenario, documents.Question, documents.Questions,
    }  # fmt: skip
    assert all_ - elsewhere <= shown


def test_every_number_is_valid_and_listed(world):
    listed = {provider.number for provider in world.providers}
    for business in world.businesses:
        assert set(business.numbers) <= listed
        for number in business.numbers:
            assert phonenumbers.is_valid_number(phonenumbers.parse(number))


async def test_an_extension_leads_past_the_menu(call, ledger):
    caller = call("Alder")
    await caller.hear("If you know")
    await caller.press("204")
    await caller.hear("Dana")
    assert [node["node"] for node in ledger.of("node")] == ["welcome", "dana"]


async def test_a_changed_menu_a_queue_and_a_range(call, ledger):
    caller = call("Birch", attempt=2)
    await caller.hear("have changed")
    await caller.press("4")
    await caller.hear("number 3 in line. The estimated wait is 6 minutes")
    await caller.hear("this is Frank")
    await caller.until_quiet(300)
    await caller.say("How much is a cleaning?")
    await caller.until_quiet()
    if "robot" in caller.heard[-1]:
        await caller.say("Yes, I am an AI assistant.")
        await caller.until_quiet(2500)
    assert "$80 to $120" in caller.heard[-1]
    await caller.say("Could you give me an exact price?")
    await caller.hear("Exactly, that would be $")


async def test_a_call_back_is_arranged(call, ledger):
    caller = call("Birch", attempt=2)
    await caller.hear("have changed")
    await caller.press("4")
    await caller.hear("To be called back")
    await caller.press("1")
    await caller.hear("ten digit number")
    await caller.press("2175550199#")
    await caller.hear("You entered 2, 1, 7, 5, 5, 5, 0, 1, 9, 9")
    await caller.press("1")
    await caller.hear("We will call you back")
    await caller.until_quiet()
    assert caller.hung_up


async def test_words_then_digits_then_somebody_who_interrupts(call, ledger):
    caller = call("Chestnut")
    await caller.hear("In a few words")
    await caller.until_quiet(300)
    await caller.say("I would like to schedule a cleaning.")
    await caller.hear("date of birth")
    await caller.hear("A member of our team")
    await caller.hear("Hugo speaking")
    await caller.until_quiet(300)
    await caller.say("Hello, I am an AI assistant calling for Maria Alvarez.")
    await caller.hear("hang on a second")


async def test_a_spanish_office_from_its_menu_to_its_prices(call, ledger):
    caller = call("Fresno")
    await caller.hear("Para citas")
    await caller.until_quiet(300)
    await caller.say("Quisiera hacer una cita.")
    await caller.hear("espere al próximo representante")
    await caller.hear("llamada número 2")
    await caller.hear("Ana")
    await caller.until_quiet(300)
    await caller.say("¿Cuánto cuesta una limpieza?")
    await caller.until_quiet()
    if "De parte de quién" in caller.heard[-1]:
        await caller.say("De María Álvarez.")
        await caller.until_quiet(2500)
    assert "dólares" in caller.heard[-1]
    assert told(ledger) == ["cleaning_price"]


async def test_the_price_is_told_after_a_transfer(call, ledger):
    caller = call("Elm")
    await caller.hear("Elm Dental Center")
    await caller.until_quiet(300)
    await caller.say("Do you accept Delta Dental, and how much is a cleaning?")
    await caller.hear("Delta Dental")
    await caller.hear("transfer you")
    await caller.hear("One moment please, while I connect you")
    await caller.wait(9000)
    assert ledger.of("node")[-1]["node"] in {"oscar", "mailbox"}
    assert told(ledger) == ["insurance"]


async def test_who_wants_no_calls_says_so(call, ledger):
    caller = call("Ironwood")
    await caller.hear("Ironwood")
    await caller.until_quiet(300)
    await caller.say("Hello, do you accept Delta Dental?")
    await caller.hear("are you a robot")
    await caller.until_quiet(300)
    await caller.say("Yes, I am an AI assistant.")
    await caller.hear("don't call this number again")
    await caller.until_quiet()
    assert caller.hung_up
    assert "do_not_call" in [one["name"] for one in ledger.of("manner")]
