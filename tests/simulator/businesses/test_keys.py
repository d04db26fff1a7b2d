"""By what way keys reach a business, and what its ledger says of them."""

import pytest

MENU = """
answers: menu
keys: {by: events}
nodes:
  menu:
    type: menu
    prompt: For sales, press 1.
    options:
      1: {label: sales, goto: sales}
  sales: {type: notice, prompt: Sales is closed.}
"""


def keys(ledger, kind="key"):
    return [(key["digit"], key["by"]) for key in ledger.of(kind)]


async def signal(caller, digit):
    """Press a key as a carrier does: the tone, and the event beside it."""
    caller.callee.press(digit, caller.now_ms)
    await caller.press(digit)


async def test_who_takes_events_notices_no_tone(call, ledger):
    caller = call(MENU)
    await caller.hear("For sales")
    await caller.press("1")
    await caller.until_quiet(300)
    assert keys(ledger) == []
    assert keys(ledger, "key_unnoticed") == [("1", "tones")]
    assert ledger.of("heard") == [], "nor are tones taken for speech"
    await signal(caller, "1")
    await caller.hear("Sales is closed")
    assert keys(ledger) == [("1", "events")]


@pytest.mark.parametrize("settings", ["", "keys: {by: tones}"])
async def test_who_takes_tones_counts_a_carrier_s_key_once(call, ledger, settings):
    caller = call(MENU.replace("keys: {by: events}", settings))
    await caller.hear("For sales")
    await signal(caller, "1")
    await caller.hear("Sales is closed")
    assert keys(ledger) == [("1", "tones")]


async def test_who_takes_long_tones_only_misses_the_usual_ones(call, ledger):
    caller = call(MENU.replace("{by: events}", "{least_ms: 200}"))
    await caller.hear("For sales")
    await caller.press("1")
    await caller.until_quiet(300)
    assert ledger.of("key") == []
    await caller.press("1", 250)
    await caller.hear("Sales is closed")
    assert keys(ledger) == [("1", "tones")]
