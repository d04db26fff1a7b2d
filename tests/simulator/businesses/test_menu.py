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


async def test_a_menu_that_listens_waits_for_somebody_who_is_still_speaking(call):
    caller = call(SPEECH_MENU.replace("speech: true", "speech: true\n    timeout_s: 2"))
    await caller.until_quiet(300)
    await caller.say("Well, let me think, I suppose that I want to have the billing.")
    await caller.hear("This is billing.")
    assert len(caller.heard) == 2


CHANGED = """
answers: menu
nodes:
  menu:
    type: menu
    prompt: For sales, press 1.
    recording: one
    options: {1: {label: sales, goto: sales}}
    extensions: {204: dana, 1234: dana}
    changed:
      - from_attempt: 2
        prompt: Our menu has changed. For sales, press 5.
        options: {5: {label: sales, goto: sales}}
      - from_date: 2026-12-24
        prompt: Happy holidays.
  sales: {type: notice, prompt: Sales is closed.}
  dana: {type: notice, prompt: This is Dana.}
"""


@pytest.mark.parametrize(
    ("attempt", "clock", "prompt"),
    [
        (1, "2026-11-23T10:00:00-06:00", "For sales, press 1."),
        (2, "2026-11-23T10:00:00-06:00", "Our menu has changed. For sales, press 5."),
        (3, "2026-11-23T10:00:00-06:00", "Our menu has changed. For sales, press 5."),
        (1, "2026-12-24T00:10:00-06:00", "Happy holidays."),
        (2, "2026-12-25T10:00:00-06:00", "Happy holidays."),
        (1, "2026-12-24T01:00:00+00:00", "For sales, press 1."),  # still the 23rd
    ],
)
async def test_a_menu_changes_from_an_attempt_or_a_day_on(call, attempt, clock, prompt):
    caller = call(CHANGED, attempt=attempt, clock=clock)
    await caller.until_quiet(500)
    assert caller.heard == [prompt]


async def test_what_a_change_leaves_out_stays(call):
    caller = call(CHANGED, attempt=2, clock="2026-12-24T10:00:00-06:00")
    await caller.hear("Happy holidays")
    await caller.press("5")
    await caller.hear("Sales is closed")


async def test_the_old_key_is_wrong_in_a_changed_menu(call, ledger):
    caller = call(CHANGED, attempt=2)
    await caller.hear("has changed")
    await caller.press("1")
    await caller.hear("Our menu has changed")
    assert "Sales is closed." not in caller.heard


@pytest.mark.parametrize("extension", ["204", "1234"])
async def test_an_extension_may_be_dialled_at_any_time(call, ledger, extension):
    caller = call(CHANGED)
    await caller.hear("For sales")
    await caller.press(extension)
    await caller.hear("This is Dana.", within_ms=1000)
    assert all(accepted for _, accepted in keys(ledger))


async def test_an_option_that_begins_an_extension_still_counts_alone(call):
    caller = call(CHANGED)
    await caller.hear("For sales")
    await caller.press("1")
    await caller.hear("Sales is closed", within_ms=2600)


async def test_a_menu_of_words_takes_no_keys(call, ledger):
    caller = call(SPEECH_MENU.replace("speech: true", "speech: true\n    keys: false"))
    await caller.until_quiet(300)
    await caller.press("2")
    assert keys(ledger) == [("2", False)]
    await caller.say("Billing, please.")
    await caller.hear("This is billing.")


async def test_an_extension_may_be_said_where_the_menu_listens(call):
    caller = call(CHANGED.replace("extensions:", "speech: true\n    extensions:"))
    await caller.until_quiet(300)
    await caller.say("Extension two zero four, please.")
    await caller.hear("This is Dana.")
