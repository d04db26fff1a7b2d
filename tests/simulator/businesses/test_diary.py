"""Diaries: times are offered, held, booked, moved and cancelled, and all is written."""

import re
from datetime import datetime

import pytest
import yaml

from simulator.businesses import tongues, yamltext
from simulator.businesses.checks import business_problems
from simulator.businesses.diary import Diary, diary_of
from simulator.businesses.documents import Business
from simulator.businesses.facts import resolve
from simulator.businesses.scenario import parse
from simulator.businesses.testing import Caller
from simulator.ports import Leg
from simulator.scoring.appointments import HeldTime, held

NUMBER = "+12175550123"
TUESDAY, WEDNESDAY, FRIDAY = (
    datetime.fromisoformat(one)
    for one in ("2026-12-01T09:30", "2026-12-02T14:00", "2026-12-04T11:00")
)
MARIA, BOB = "Maria Alvarez", "Bob Ray"
OFFICE = """
answers: ann
diary: {free: ["2026-12-01T09:30", "2026-12-02T14:00", "2026-12-04T11:00"]}
facts:
  opening:
    type: datetime
    value: diary
    asked_with: [next appointment, next available]
    say: ["The next one is {value}."]
nodes:
  ann:
    type: person
    name: Ann
    greeting: ["Test Office, this is Ann."]
"""
HELLO = "Hello, I'm an AI assistant calling for Maria Alvarez."
BOOK = "We would like to book December first at nine thirty. Is that possible?"


@pytest.fixture
def diary():
    return Diary(NUMBER, [FRIDAY, TUESDAY, WEDNESDAY])


def deeds(*outcomes):
    return [[one.what for one in outcome.entries] for outcome in outcomes]


# --- the diary ------------------------------------------------------------------------


def test_a_time_is_somebodys_until_they_give_it_up(diary):
    assert diary.book(TUESDAY, MARIA).agreed
    assert not diary.book(TUESDAY, BOB).agreed
    assert not diary.cancel(TUESDAY, BOB).agreed
    assert diary.free == (WEDNESDAY, FRIDAY)
    assert diary.cancel(TUESDAY, MARIA).agreed
    assert diary.book(TUESDAY, BOB).agreed


def test_what_is_asked_twice_is_agreed_to_and_entered_once(diary):
    outcomes = [
        diary.book(TUESDAY, MARIA),
        diary.book(TUESDAY, MARIA),
        diary.move(TUESDAY, FRIDAY, MARIA),
        diary.move(TUESDAY, FRIDAY, MARIA),
        diary.cancel(FRIDAY, MARIA),
        diary.cancel(FRIDAY, MARIA),
    ]
    assert all(one.agreed for one in outcomes)
    assert deeds(*outcomes) == [["booked"], [], ["moved"], [], ["cancelled"], []]
    assert diary.free == (TUESDAY, WEDNESDAY, FRIDAY)


def test_a_move_to_what_is_not_free_leaves_the_old_time(diary):
    diary.book(TUESDAY, MARIA)
    diary.book(WEDNESDAY, BOB)
    assert not diary.move(TUESDAY, WEDNESDAY, MARIA).agreed
    assert not diary.move(FRIDAY, TUESDAY, MARIA).agreed
    assert diary.kept_for(MARIA) == (TUESDAY,)
    assert diary.free == (FRIDAY,)


def test_a_hold_ends_with_the_call_and_an_offer_may_be_gone_by_the_next():
    diary = Diary(NUMBER, [TUESDAY, WEDNESDAY, FRIDAY], goes=lambda _: True)
    diary.hold(TUESDAY)
    assert diary.free == (WEDNESDAY, FRIDAY)
    assert [one.slot for one in diary.offer(1)] == [WEDNESDAY]
    assert [one.slot for one in diary.ring()] == [WEDNESDAY]
    assert diary.free == (TUESDAY, FRIDAY), "what was held is free, what went is not"
    assert diary.ring() == (), "nothing was offered on the call in between"


def test_the_seed_opens_some_of_the_times_and_the_fact_is_the_first():
    many = [f"2026-12-0{day}T09:00" for day in range(1, 10)]
    office = with_times(OFFICE.replace("}\nfacts", ", open: 4}\nfacts"), free=many)
    found = {diary_of(office, seed).free for seed in range(8)}
    assert len(found) > 1
    for seed in range(8):
        free = diary_of(office, seed).free
        assert len(free) == 4
        assert resolve(office, seed)["opening"].value == f"{free[0]:%Y-%m-%dT%H:%M}"


# --- the ledger -----------------------------------------------------------------------


def test_who_holds_what_follows_from_the_entries():
    def entry(what, slot, party=MARIA, to="", number=NUMBER):
        return {
            "kind": "appointment",
            "number": number,
            "what": what,
            "slot": slot,
            "party": party,
            "to": to,
        }

    records = [
        {"kind": "dial"},
        entry("offered", "A"),
        entry("booked", "A"),
        entry("booked", "A", BOB, number="+1"),
        entry("refused", "C"),
        entry("moved", "A", to="B"),
        entry("cancelled", "A", BOB, number="+1"),
    ]
    assert held(records) == (HeldTime(number=NUMBER, slot="B", party=MARIA),)


# --- at the desk ----------------------------------------------------------------------


async def test_times_are_offered_and_one_is_booked_for_who_is_calling(call, ledger):
    caller = call(OFFICE)
    await caller.until_quiet(500)
    await caller.say(f"{HELLO} When is your next available appointment?")
    await caller.hear("The next one is Tuesday, December 1st at 9:30 AM.")
    await caller.hear("I also have Wednesday, December 2nd at 2 PM.")
    await caller.until_quiet()
    await caller.say(BOOK)
    await caller.hear("Yes, it is booked for Tuesday, December 1st at 9:30 AM.")
    await caller.until_quiet()
    await caller.say("Can you confirm that it is booked?")
    await caller.hear("Yes, it is booked for Tuesday")
    found = [(one["what"], one["slot"], one["party"]) for one in wrote(ledger)]
    assert found == [
        ("offered", "2026-12-01T09:30", ""),
        ("offered", "2026-12-02T14:00", ""),
        ("booked", "2026-12-01T09:30", MARIA),
    ]


async def test_who_gives_no_name_is_asked_for_one_and_the_time_is_held(call, ledger):
    caller = call(OFFICE)
    await caller.until_quiet(500)
    await caller.say(BOOK)
    await caller.hear("May I have your name")
    await caller.until_quiet()
    await caller.say("My name is Bob Ray.")
    await caller.hear("Yes, it is booked")
    assert [(one["what"], one["party"]) for one in wrote(ledger)] == [
        ("held", ""),
        ("booked", BOB),
    ]


async def test_another_call_moves_and_cancels_what_the_first_has_booked(
    directory, ledger
):
    office = directory(OFFICE)

    async def says(text, answer):
        dialled = office.dial(Leg("CA1", NUMBER, "+12175550199", 1))
        caller = Caller(dialled.callee)
        await caller.until_quiet(500)
        await caller.say(f"{HELLO} {text}")
        await caller.hear(answer)

    old, new = "December 1 at 9:30 AM", "Friday, December 4th at 11"
    await says(BOOK, "Yes, it is booked")
    await says(f"Could you move our visit on {old} to {new}?", "Yes, it is moved")
    await says(f"Please cancel our visit on {old}. Is it cancelled?", "don't find")
    await says(f"Is it possible to cancel {new}?", "is cancelled")
    await says(f"Could you book {old}?", "Yes, it is booked")
    assert [one["what"] for one in wrote(ledger)] == [
        *("booked", "moved", "refused", "cancelled", "booked"),
    ]


async def test_a_name_that_is_heard_a_little_otherwise_is_the_same(directory, ledger):
    office = directory(OFFICE)
    for name, text, answer in (
        ("Maria Alvarez", BOOK, "Yes, it is booked"),
        ("Bob Ray", "Please cancel December 1 at 9:30 AM. Okay?", "don't find"),
        ("Maria Alvares", "Please cancel December 1 at 9:30 AM. Okay?", "cancelled"),
    ):
        caller = Caller(office.dial(Leg("CA1", NUMBER, "+12175550199", 1)).callee)
        await caller.until_quiet(500)
        await caller.say(f"Hello, an AI calling for {name}. {text}")
        await caller.hear(answer)
    assert [(one["what"], one["party"]) for one in wrote(ledger)] == [
        ("booked", MARIA),
        ("refused", BOB),
        ("cancelled", MARIA),
    ]


async def test_a_time_that_is_not_theirs_to_give_is_refused(call):
    caller = call(OFFICE)
    await caller.until_quiet(500)
    await caller.say(f"{HELLO} Could you book us in on December 3rd at 9 AM?")
    await caller.hear("nothing free then")


def wrote(ledger):
    return ledger.of("appointment")


# --- words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "tuesday, december 1 at 9:30 am",
        "december 1st at 9.30 a.m.",
        "the first of december at nine thirty",
        "9:30 on tuesday, december 1st",
    ],
)
def test_a_time_is_known_however_it_is_said(said):
    assert search("en", TUESDAY, said)


@pytest.mark.parametrize(
    "said",
    [
        "december 1 at 9:30 pm",
        "december 11 at 9:30 am",
        "december 1 at 9 am",
        "november 1 at 9:30 am",
    ],
)
def test_another_time_is_not_taken_for_it(said):
    assert not search("en", TUESDAY, said)


def test_the_same_in_spanish():
    assert search("es", TUESDAY, "el martes 1 de diciembre a las 9:30")
    assert search("es", WEDNESDAY, "el miercoles 2 de diciembre a las 14:00")
    assert search("es", WEDNESDAY, "miercoles 2 de diciembre a las 2 de la tarde")
    assert not search("es", WEDNESDAY, "el 2 de diciembre a las 2 de la manana")
    assert not search("es", TUESDAY, "el martes 1 de diciembre a las 9:45")


def search(language, slot, said):
    return re.search(tongues.of(language).bookings.when(slot), said)


# --- files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("diary: {free", "timezone_: {free", "timezone_"),
        ("2026-12-02T14:00", "2026-12-01T09:30", "stands there twice"),
        ("2026-12-02T14:00", "2026-12-32T14:00", "no such day"),
        ('11:00"]}', '11:00"], open: 4}', "there are 3 times"),
        ("value: diary", "value: unknown", "nobody knows what stands"),
        ("{value}", "{low}", "uses {low}"),
    ],
)
def test_a_mistake_in_a_diary_is_named(tmp_path, old, new, what):
    assert any(what in str(one) for one in problems(tmp_path, OFFICE.replace(old, new)))


def problems(folder, text):
    file = folder / "office.yaml"
    file.write_text(
        f'name: T\nnumbers: ["{NUMBER}"]\ntimezone: America/Chicago\n{text}'
    )
    source = yamltext.read(file, "office.yaml")
    try:
        business = parse(source, Business)
    except yamltext.ScenarioError as error:
        return error.problems
    return business_problems(business, source)


def with_times(text, free):
    read = yaml.safe_load(text)
    read["diary"]["free"] = free
    head = {"name": "T", "numbers": [NUMBER], "timezone": "America/Chicago"}
    return Business.model_validate(head | read)
