"""A call to a dentist, as its log has it."""

from panda.call import CallState, Outcome, Trigger
from panda.cost import CallUsage
from panda.events import (
    Advised,
    Disclosed,
    Ended,
    FunctionCalled,
    Heard,
    MenuHeard,
    Metered,
    Pressed,
    StateChanged,
)

TRIGGERS = {
    CallState.DIALING: Trigger.DIAL,
    CallState.RINGING: Trigger.RING,
    CallState.LISTENING: Trigger.ANSWER,
    CallState.NAVIGATING: Trigger.MENU,
    CallState.ON_HOLD: Trigger.QUEUE,
    CallState.TALKING: Trigger.PERSON,
    CallState.ENDED: Trigger.END,
}


def moved(at_ms, state):
    return StateChanged(at_ms=at_ms, trigger=TRIGGERS[state], state=state)


DENTIST = [
    moved(1_000, CallState.DIALING),
    moved(2_000, CallState.RINGING),
    moved(6_000, CallState.LISTENING),
    moved(9_000, CallState.NAVIGATING),
    MenuHeard(at_ms=9_000, options=(("1", "billing"), ("2", "appointments"))),
    Pressed(at_ms=9_400, keys="2", label="appointments"),
    MenuHeard(at_ms=13_000, options=(("1", "cleaning"),)),
    Pressed(at_ms=13_400, keys="1", label="cleaning"),
    moved(15_000, CallState.ON_HOLD),
    moved(30_000, CallState.TALKING),
    Heard(at_ms=31_000, speaker="business", text="This is Jo."),
    Heard(at_ms=32_000, speaker="agent", text="How much is a cleaning?", after_ms=700),
    Disclosed(at_ms=35_000),
    Heard(at_ms=40_000, speaker="business", text="It is $120."),
    Advised(at_ms=41_000, request="r1", took_ms=900),
    Metered(at_ms=41_100, usage=CallUsage(text_in=10)),
    FunctionCalled(
        at_ms=41_200,
        name="recordFinding",
        caller="supervisor",
        arguments='{"value": 120}',
        result="recorded",
    ),
    moved(60_000, CallState.ENDED),
    Ended(at_ms=60_000, outcome=Outcome.COMPLETED),
]
