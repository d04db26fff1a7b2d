"""The life of one dial, from intention to end, as a table (RELIABILITY 2.1).

Rule 1: everything that moves an intent on lives in this file.
Rule 2: this file does not know who moves it; the store compares and sets.

Only the winner of RESERVED -> SUBMITTING asks the carrier, so a dial is asked for at
most once, and nothing leads back to a state from which it could be asked again.
"""

from __future__ import annotations

from enum import StrEnum, auto

from panda.campaign import IntentState
from panda.errors import PandaError


class IntentStep(StrEnum):
    """What moves an intent on."""

    SUBMIT = auto()
    """We are about to ask the carrier."""
    ACCEPT = auto()
    """The carrier has it: it answered, called back, or lists the call."""
    REJECT = auto()
    """The carrier said no: certainly not placed."""
    LOSE = auto()
    """No answer, a server error, or whoever asked has died."""
    RULE_OUT = auto()
    """Reconciliation shows that it was never placed."""
    WITHDRAW = auto()
    """Given up before the carrier was asked."""
    FINISH = auto()
    """The call is over and its result is kept."""


TRANSITIONS: dict[IntentState, dict[IntentStep, IntentState]] = {
    IntentState.RESERVED: {
        IntentStep.SUBMIT: IntentState.SUBMITTING,
        IntentStep.WITHDRAW: IntentState.NOT_PLACED,
    },
    IntentState.SUBMITTING: {
        IntentStep.ACCEPT: IntentState.ACCEPTED,
        IntentStep.REJECT: IntentState.NOT_PLACED,
        IntentStep.LOSE: IntentState.AMBIGUOUS,
    },
    IntentState.AMBIGUOUS: {
        IntentStep.ACCEPT: IntentState.ACCEPTED,
        IntentStep.RULE_OUT: IntentState.NOT_PLACED,
    },
    IntentState.ACCEPTED: {
        IntentStep.FINISH: IntentState.DONE,
    },
    IntentState.NOT_PLACED: {},
    IntentState.DONE: {},
}

RESOLVED: frozenset[IntentState] = frozenset(
    state for state, row in TRANSITIONS.items() if not row
)
"""The states in which the number may be dialled again."""


def may_advance(before: IntentState, after: IntentState) -> bool:
    """Say whether the table has a step from one state to the other."""
    return after in TRANSITIONS[before].values()


def require_step(before: IntentState, after: IntentState) -> None:
    """Let a step pass that the table has.

    Raises:
        PandaError: It has none from one state to the other.
    """
    if not may_advance(before, after):
        raise PandaError(f"an intent cannot become {after} while {before}")


def concluded(state: IntentState, *, has_sid: bool, is_uncertain: bool) -> IntentState:
    """Return where an intent stands once its call's result is kept.

    What the carrier may have placed stays open, whatever the result: a phone may ring
    for nobody. Its number is not dialled, and it is hung up when the carrier's id of
    it is known (`panda.dispatch.settling`).

    Args:
        state: Where it stands.
        has_sid: Whether the result tells the carrier's id of the call.
        is_uncertain: Whether the result says that nobody knows.
    """
    if has_sid and IntentStep.ACCEPT in TRANSITIONS[state]:
        state = advanced(state, IntentStep.ACCEPT)
    if is_uncertain:
        return state
    if IntentStep.WITHDRAW in TRANSITIONS[state]:
        return advanced(state, IntentStep.WITHDRAW)
    # Whoever had the call could hang it up only if they knew the carrier's id.
    if has_sid and IntentStep.FINISH in TRANSITIONS[state]:
        return advanced(state, IntentStep.FINISH)
    return state


def advanced(state: IntentState, step: IntentStep) -> IntentState:
    """Return the state that follows.

    Raises:
        PandaError: The table has no such step; nothing happens.
    """
    try:
        return TRANSITIONS[state][step]
    except KeyError:
        raise PandaError(f"an intent cannot {step} while {state}") from None


def diagram() -> str:
    """Draw the table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {IntentState.RESERVED}"]
    lines += [
        f"    {state} --> {follows}: {step}"
        for state, row in TRANSITIONS.items()
        for step, follows in row.items()
    ]
    lines += [f"    {state} --> [*]" for state in TRANSITIONS if state in RESOLVED]
    return "\n".join(lines)
