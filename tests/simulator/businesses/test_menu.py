"""Menus, heard and answered through the audio."""

import pytest

MENU = """
answers: menu
nodes:
  menu:
    type: menu
    prompt: For sales, press 1. For extensions, press 1 2 or 4 5.
    options:
      1: {label: sales, goto: sales}
      12: {label: extension, goto: extension}
      45: {label: other extension, goto: other}
    timeout_s: 3
    repeats: 1
  sales: {type: notice, prompt: Sales is closed.}
  extension: {type: notice, prompt: Extension twelve is closed.}
  other: {type: notice, prompt: Extension forty five is closed.}
"""
SPEECH_MENU = """
answers: menu
nodes:
  menu:
    type: menu
    prompt: Please say appointments, billing, or press 3 for hours.
    speech: true
    options:
      1: {label: appointments, goto: appointments, say: [make an appointment]}
      2: {label: billing, goto: billing}
      3: {label: hours, goto: hours}
  appointments: {type: notice, prompt: This is scheduling.}
  billing: {type: notice, prompt: This is billing.}
  hours: {type: notice, prompt: We are open.}
"""


def keys(ledger):
    return [(key["digit"], key["accepted"]) for key in ledger.of("key")]


async def test_a_key_is_taken_while_the_prompt_plays(call, ledger):
    caller = call(MENU)
    await caller.hear("For sales")
    await caller.press("45")
    await caller.hear("forty five", within_ms=1000)
    assert keys(ledger) == [("4", True), ("5", True)]
    assert ledger.of("said")[0]["cut"]


async def test_a_key_before_the_end_is_ignored_where_barge_in_is_off(call, ledger):
    caller = call(MENU.replace("repeats: 1", "repeats: 1\n    barge_in: false"))
    await caller.hear("For sales")
    await caller.press("4")
    await caller.until_quiet(500)
    assert keys(ledger) == [("4", False)]
    assert caller.heard == ["For sales, press 1. For extensions, press 1 2 or 4 5."]
    await caller.press("45")
    await caller.hear("forty five")


async def test_a_digit_that_could_go_on_is_waited_for(call, ledger):
    caller = call(MENU)
    await caller.hear("For sales")
    await caller.press("1")
    before = caller.now_ms
    await caller.hear("Sales is closed")
    assert 1500 < caller.now_ms - before < 2600


async def test_two_digits_make_one_option(call, ledger):
    caller = call(MENU)
    await caller.hear("For sales")
    await caller.press("12")
    await caller.hear("Extension twelve")
    assert [node["node"] for node in ledger.of("node")] == ["menu", "extension"]


async def test_the_pound_key_ends_a_choice(call):
    caller = call(MENU)
    await caller.hear("For sales")
    await caller.press("1#")
    await caller.hear("Sales is closed", within_ms=600)


async def test_a_wrong_key_is_complained_about_and_the_prompt_repeated(call, ledger):
    caller = call(MENU)
    await caller.hear("For sales")
    await caller.press("8")
    await caller.hear("not a valid choice")
    await caller.hear("For sales")
    assert keys(ledger) == [("8", False)]


async def test_silence_repeats_the_prompt_and_then_hangs_up(call):
    caller = call(MENU)
    await caller.hear("For sales")
    await caller.hear("For sales")
    await caller.hear("did not receive a choice")
    await caller.until_quiet()
    assert caller.hung_up


async def test_silence_may_lead_to_another_node(call):
    caller = call(MENU.replace("repeats: 1", "repeats: 0\n    after_repeats: sales"))
    await caller.hear("For sales")
    await caller.hear("Sales is closed")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("Appointments.", "This is scheduling."),
        ("I would like to make an appointment, please.", "This is scheduling."),
        ("Biling", "This is billing."),
        ("Three", "We are open."),
        ("Seven", "not a valid choice"),
        ("Press 3.", "We are open."),
        ("Something else entirely", "not a valid choice"),
    ],
)
async def test_an_option_may_be_spoken_where_the_menu_listens(call, said, heard):
    caller = call(SPEECH_MENU)
    await caller.until_quiet(300)
    await caller.say(said)
    await caller.hear(heard)


async def test_a_menu_that_takes_only_keys_does_not_listen(call, ledger):
    caller = call(MENU)
    await caller.until_quiet(300)
    await caller.say("Sales please")
    await caller.hear("For sales")
    assert ledger.of("heard") == []


async def test_a_key_out_of_band_counts_like_a_tone(call):
    caller = call(MENU)
    await caller.hear("For sales")
    caller.callee.press("4", caller.now_ms)
    caller.callee.press("5", caller.now_ms)
    await caller.hear("forty five")


async def test_a_menu_that_listens_waits_for_somebody_who_is_still_speaking(call):
    caller = call(SPEECH_MENU.replace("speech: true", "speech: true\n    timeout_s: 2"))
    await caller.until_quiet(300)
    await caller.say("Well, let me think, I suppose that I want to have the billing.")
    await caller.hear("This is billing.")
    assert len(caller.heard) == 2
