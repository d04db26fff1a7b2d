"""Digits asked for by a machine."""

import pytest

OFFICE = """
answers: member
nodes:
  member:
    type: entry
    prompt: Please enter your member number, then the pound key.
    digits: [4, 9]
    timeout_s: 3
    retries: 1
    then: fine
  fine: {type: notice, prompt: Thank you. We found you.}
"""
BIRTH = """
answers: birth
nodes:
  birth:
    type: entry
    prompt: Please enter your date of birth.
    asks: date
    then: fine
    failed: desk
  fine: {type: notice, prompt: Thank you. We found you.}
  desk: {type: notice, prompt: Somebody will help you.}
"""
EXTENSION = """
answers: dial
nodes:
  dial:
    type: entry
    prompt: Dial the extension of your party.
    speech: true
    goto: {204: dana, 2115: billing}
  dana: {type: notice, prompt: This is Dana.}
  billing: {type: notice, prompt: This is billing.}
"""


def entries(ledger):
    return [(one["name"], one["detail"]) for one in ledger.of("entry")]


async def test_the_finishing_key_ends_an_entry(call, ledger):
    caller = call(OFFICE)
    await caller.hear("member number")
    await caller.press("12345#")
    await caller.hear("We found you", within_ms=600)
    assert entries(ledger) == [("accepted", "12345")]
    assert [key["accepted"] for key in ledger.of("key")] == [True] * 6


async def test_the_last_digit_possible_ends_an_entry(call, ledger):
    caller = call(OFFICE)
    await caller.hear("member number")
    await caller.press("123456789")
    await caller.hear("We found you", within_ms=600)


async def test_silence_after_enough_digits_ends_an_entry(call):
    caller = call(OFFICE)
    await caller.hear("member number")
    await caller.press("1234")
    before = caller.now_ms
    await caller.hear("We found you")
    assert 2800 < caller.now_ms - before < 3600


async def test_too_few_digits_are_refused_and_asked_for_again(call, ledger):
    caller = call(OFFICE)
    await caller.hear("member number")
    await caller.press("12#")
    await caller.hear("that is not valid")
    await caller.hear("member number")
    await caller.press("1234#")
    await caller.hear("We found you")
    assert entries(ledger) == [("refused", "12"), ("accepted", "1234")]


async def test_a_caller_who_keys_nothing_is_let_go(call):
    caller = call(OFFICE)
    await caller.hear("member number")
    await caller.hear("member number")
    await caller.hear("did not receive a valid entry")
    await caller.until_quiet()
    assert caller.hung_up


async def test_only_listed_entries_are_valid_where_some_are_listed(call):
    caller = call(OFFICE.replace("then: fine", 'then: fine\n    accepts: ["0412"]', 1))
    await caller.hear("member number")
    await caller.press("0413#")
    await caller.hear("not valid")
    await caller.press("0412")
    await caller.hear("We found you", within_ms=600)


@pytest.mark.parametrize(
    ("digits", "heard"), [("07041985", "We found you"), ("13451985", "not valid")]
)
async def test_a_date_must_exist(call, digits, heard):
    caller = call(BIRTH)
    await caller.hear("date of birth")
    await caller.press(digits)
    await caller.hear(heard, within_ms=600)


async def test_a_day_may_stand_before_its_month(call):
    caller = call(BIRTH.replace("asks: date", "asks: date\n    order: DDMMYYYY"))
    await caller.hear("date of birth")
    await caller.press("31121985")
    await caller.hear("We found you")


async def test_who_fails_too_often_is_sent_where_the_file_says(call):
    caller = call(BIRTH.replace("asks: date", "asks: date\n    retries: 0"))
    await caller.hear("date of birth")
    await caller.press("1#")
    await caller.hear("Somebody will help you")


@pytest.mark.parametrize(
    ("digits", "heard"), [("204#", "This is Dana."), ("2115", "This is billing.")]
)
async def test_an_extension_leads_to_its_own_node(call, digits, heard):
    caller = call(EXTENSION)
    await caller.hear("extension")
    await caller.press(digits)
    await caller.hear(heard, within_ms=800)


async def test_digits_may_be_spoken_where_the_file_allows_it(call, ledger):
    caller = call(EXTENSION)
    await caller.until_quiet(300)
    await caller.say("It is two zero four.")
    await caller.hear("This is Dana.")
    assert entries(ledger) == [("accepted", "204")]


async def test_digits_are_read_back_where_the_file_wants_it(call, ledger):
    caller = call(OFFICE.replace("then: fine", "then: fine\n    confirm: true", 1))
    await caller.hear("member number")
    await caller.press("1234#")
    await caller.hear("You entered 1, 2, 3, 4")
    await caller.press("2")
    await caller.hear("member number")
    await caller.press("5678#")
    await caller.hear("You entered 5, 6, 7, 8")
    await caller.press("1")
    await caller.hear("We found you")
    assert entries(ledger) == [("accepted", "5678")]


async def test_what_is_never_confirmed_ends_the_call(call):
    caller = call(OFFICE.replace("then: fine", "then: fine\n    confirm: true", 1))
    await caller.hear("member number")
    await caller.press("1234#")
    await caller.hear("You entered")
    await caller.hear("member number")
    await caller.press("1234#")
    await caller.hear("You entered")
    await caller.hear("Goodbye")
    await caller.until_quiet()
    assert caller.hung_up
