"""What people do beside answering."""

import pytest

from simulator.businesses import documents, manners

OFFICE = """
answers: ann
facts:
  price:
    type: money
    value: 120
    asked_with: [how much cleaning, price cleaning]
    say: ["A cleaning is {value}."]
  insurance:
    type: yes_no
    value: true
    asked_with: [take Delta Dental]
    say: ["Yes, we take Delta Dental."]
nodes:
  ann:
    type: person
    name: Ann
    greeting: ["Test Office, this is Ann."]
    MANNER
  billing:
    type: person
    name: Bill
    greeting: ["Billing, this is Bill."]
"""
PRICE = "How much is a cleaning?"
INSURANCE = "Do you take Delta Dental?"


def office(manner):
    text = OFFICE.replace("MANNER", manner)
    if "billing" not in manner:
        text = text[: text.index("  billing:")]
    return text


def shown(ledger):
    return [one["name"] for one in ledger.of("manner")]


def told(ledger):
    return [name for said in ledger.of("said") for name in said["facts"]]


async def greeted(caller):
    await caller.hear("Ann")
    await caller.until_quiet(300)
    return caller


async def test_she_cuts_in_on_a_long_sentence_and_goes_on_talking(call, ledger):
    caller = await greeted(call(office("interrupts: {after_ms: 1000}")))
    began = caller.now_ms
    await caller.say("Hello, I am an AI assistant. How much is a cleaning at yours?")
    await caller.until_quiet()
    assert shown(ledger) == ["interrupts"]
    cut_in = ledger.of("said")[1]
    assert 900 < cut_in["start_ms"] - began < 1300
    assert cut_in["end_ms"] < began + 61 * 60
    assert not cut_in["cut"]
    assert caller.heard[-1] == "A cleaning is $120."


async def test_she_lets_a_short_sentence_pass(call, ledger):
    caller = await greeted(call(office("interrupts: {after_ms: 3000}")))
    await caller.say(PRICE)
    await caller.hear("$120")
    assert shown(ledger) == []


async def test_she_picks_up_and_is_silent_until_spoken_to(call, ledger):
    caller = call(office("silent: {s: 20}"))
    await caller.wait(3000)
    assert caller.heard == []
    await caller.say("Hello?")
    await caller.hear("this is Ann")
    await caller.until_quiet()
    assert len(caller.heard) == 1
    assert shown(ledger) == ["silent"]


async def test_she_greets_in_the_end_though_nobody_speaks(call):
    caller = call(office("silent: {s: 4}"))
    await caller.hear("this is Ann")
    assert 4000 <= caller.now_ms < 5000


async def test_a_question_put_into_the_silence_is_answered_after_the_greeting(call):
    caller = call(office("silent: true"))
    await caller.wait(500)
    await caller.say(PRICE)
    await caller.hear("this is Ann")
    await caller.hear("$120")


async def test_she_gives_nothing_out_on_the_phone(call, ledger):
    caller = await greeted(call(office("declines: true")))
    await caller.say(PRICE)
    await caller.hear("don't give out any information")
    await caller.until_quiet()
    assert caller.hung_up
    assert told(ledger) == []
    assert shown(ledger) == ["declines"]


async def test_she_asks_not_to_be_called_again(call, ledger):
    caller = await greeted(call(office("do_not_call: {turn: 2}")))
    await caller.say(INSURANCE)
    await caller.hear("Yes, we take")
    await caller.until_quiet(300)
    await caller.say(PRICE)
    await caller.hear("don't call this number again")
    await caller.until_quiet()
    assert caller.hung_up
    assert shown(ledger) == ["do_not_call"]


async def test_she_hangs_up_without_a_word(call, ledger):
    caller = await greeted(call(office("hangs_up: {turn: 1}")))
    await caller.say(PRICE)
    await caller.wait(1000)
    assert caller.hung_up
    assert len(caller.heard) == 1


async def test_she_transfers_who_asks_for_something(call, ledger):
    manner = "transfers: [{goto: billing, facts: [price]}]"
    caller = await greeted(call(office(manner)))
    await caller.say(INSURANCE)
    await caller.hear("Yes, we take")
    await caller.until_quiet(300)
    await caller.say(PRICE)
    await caller.hear("transfer you")
    await caller.hear("this is Bill")
    await caller.until_quiet(300)
    await caller.say(PRICE)
    await caller.hear("$120")
    assert [node["node"] for node in ledger.of("node")] == ["ann", "billing"]


async def test_she_answers_what_she_can_before_she_transfers(call, ledger):
    manner = "transfers: [{goto: billing, facts: [price]}]"
    caller = await greeted(call(office(manner)))
    await caller.say("Do you take Delta Dental, and how much is a cleaning?")
    await caller.hear("Yes, we take")
    await caller.hear("transfer you")
    await caller.hear("this is Bill")
    assert told(ledger) == ["insurance"]


async def test_she_puts_the_caller_on_hold_and_comes_back_with_the_answer(call, ledger):
    caller = await greeted(call(office("holds: {turn: 1, s: 4}")))
    await caller.say(PRICE)
    await caller.hear("Can you hold")
    began = caller.now_ms
    await caller.wait(2500)
    await caller.say("Hello?")
    await caller.hear("Thank you for holding")
    assert caller.now_ms - began > 4000
    await caller.hear("$120")
    await caller.until_quiet(300)
    assert [one["text"] for one in ledger.of("heard")] == [PRICE]
    await caller.say(INSURANCE)
    await caller.hear("Yes, we take")
    assert shown(ledger) == ["holds"]


async def test_her_own_question_comes_before_the_answer(call, ledger):
    manner = 'asks: [{say: ["Is she a new patient?"], turn: 2}]'
    caller = await greeted(call(office(manner)))
    await caller.say(INSURANCE)
    await caller.hear("Yes, we take")
    await caller.until_quiet(300)
    await caller.say(PRICE)
    await caller.hear("new patient")
    await caller.until_quiet(300)
    await caller.say("Yes, she is.")
    await caller.hear("$120")


async def test_what_she_mumbles_tells_nothing_and_is_clear_on_request(call, ledger):
    caller = await greeted(call(office("mumbles: true")))
    await caller.say(PRICE)
    await caller.until_quiet()
    assert told(ledger) == []
    assert caller.heard == ["Test Office, this is Ann.", "Mm mm mm."]
    await caller.say("Sorry, could you repeat that?")
    await caller.hear("$120")
    await caller.until_quiet()
    assert told(ledger) == ["price"]


async def test_a_refusal_is_written_down(call, ledger):
    caller = await greeted(call(office("refuses: [price]")))
    await caller.say(PRICE)
    await caller.hear("can't give that out")
    assert shown(ledger) == ["refuses"]


def person(**keys):
    return documents.Person(type="person", name="Ann", greeting=["Hello."], **keys)


def test_the_seed_settles_what_is_left_to_chance():
    ann = person(
        asks_robot=0.5, interrupts={"chance": 0.5}, asks=[{"say": ["?"], "chance": 0.5}]
    )
    settled = [manners.settle(ann, seed, "+1", "ann") for seed in range(200)]
    assert settled == [manners.settle(ann, seed, "+1", "ann") for seed in range(200)]
    for happens in (
        [one.asks_robot for one in settled],
        [one.interrupts is not None for one in settled],
        [bool(one.asks) for one in settled],
    ):
        assert 70 < sum(happens) < 130


@pytest.mark.parametrize("key", ["interrupts", "silent", "holds", "mumbles"])
def test_true_and_false_stand_for_always_and_never(key):
    for chance in (True, False):
        ann = manners.settle(person(**{key: chance}), 1, "+1", "ann")
        assert (getattr(ann, key) is not None) is chance


async def test_who_hangs_up_early_does_not_linger(call):
    manner = "hangs_up: {turn: 1}\n    lingers_s: 30"
    caller = await greeted(call(office(manner)))
    await caller.say(PRICE)
    await caller.wait(1000)
    assert caller.hung_up
