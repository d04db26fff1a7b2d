"""The life of a call, as a table.

Rule 1: everything that changes a call's state lives in this file.
Rule 2: this file does not know how any of it is done.

The diagram in ``docs/architecture.md`` is drawn from `TRANSITIONS` by `diagram`.
"""

from __future__ import annotations

from enum import StrEnum, auto

from panda.errors import InvalidTransition


class CallState(StrEnum):
    """Where a call stands."""

    QUEUED = auto()
    DIALING = auto()
    RINGING = auto()
    LISTENING = auto()
    """Answered; making out who or what is on the line."""
    NAVIGATING = auto()
    """Finding the way through a phone menu."""
    ON_HOLD = auto()
    """Waiting in the business's queue."""
    TALKING = auto()
    """Our agent talks with a person."""
    HELD = auto()
    """Held by us."""
    TAKEN_OVER = auto()
    """An operator talks with the person."""
    TRANSFERRING = auto()
    """They hear our music while an operator's own telephone rings."""
    TRANSFERRED = auto()
    """They talk with an operator on that telephone, and we hear nothing of it."""
    ENDED = auto()


PHASES: dict[CallState, str] = {
    CallState.QUEUED: "getting ready",
    CallState.DIALING: "dialing",
    CallState.RINGING: "ringing",
    CallState.LISTENING: "who is it?",
    CallState.NAVIGATING: "in the menu",
    CallState.ON_HOLD: "on hold",
    CallState.TALKING: "talking",
    CallState.HELD: "held by us",
    CallState.TAKEN_OVER: "taken over",
    CallState.TRANSFERRING: "being put through",
    CallState.TRANSFERRED: "put through",
    CallState.ENDED: "ended",
}
"""Where a call stands, in words for people."""


class Trigger(StrEnum):
    """What moves a call on."""

    DIAL = auto()
    RING = auto()
    ANSWER = auto()
    MENU = auto()
    QUEUE = auto()
    PERSON = auto()
    HOLD = auto()
    RESUME = auto()
    TAKE_OVER = auto()
    HAND_BACK = auto()
    TRANSFER = auto()
    CONNECT = auto()
    RETURN = auto()
    END = auto()


class Outcome(StrEnum):
    """How a call came out."""

    COMPLETED = auto()
    """We talked with a person and came to an end."""
    VOICEMAIL = auto()
    CLOSED = auto()
    """Answered by a notice that nobody is there."""
    BUSY = auto()
    NO_ANSWER = auto()
    FAILED = auto()
    """The carrier could not connect the number, or lost the call."""
    MENU_STUCK = auto()
    HOLD_TOO_LONG = auto()
    CALLBACK = auto()
    """They will call back: their queue offered it, and the campaign accepts that."""
    HUNG_UP = auto()
    """They hung up before we were done."""
    TIME_LIMIT = auto()
    DECLINED = auto()
    """They asked not to be called again."""
    WRONG_NUMBER = auto()
    """They said that it is not the number of whom we were calling."""
    REFUSED = auto()
    """Our own compliance gate said no; never dialled."""
    CANCELLED = auto()
    """A person called it off."""
    INTERRUPTED = auto()
    """Our own installation was stopped in the middle of it."""
    UNCERTAIN = auto()
    """The carrier cannot say whether the call was placed."""


class AnsweredBy(StrEnum):
    """Who answered, in the field's own words."""

    HUMAN = "human"
    MACHINE_IVR = "machine-ivr"
    MACHINE_VM = "machine-vm"
    MACHINE_UNAVAILABLE = "machine-unavailable"
    UNCERTAIN = "uncertain"


_LIVE = {
    Trigger.MENU: CallState.NAVIGATING,
    Trigger.QUEUE: CallState.ON_HOLD,
    Trigger.PERSON: CallState.TALKING,
    Trigger.HOLD: CallState.HELD,
    Trigger.TAKE_OVER: CallState.TAKEN_OVER,
    Trigger.TRANSFER: CallState.TRANSFERRING,
    Trigger.END: CallState.ENDED,
}
"""What may happen in any phase in which our agent is in charge of a live line."""

TRANSITIONS: dict[CallState, dict[Trigger, CallState]] = {
    CallState.QUEUED: {
        Trigger.DIAL: CallState.DIALING,
        Trigger.END: CallState.ENDED,
    },
    CallState.DIALING: {
        Trigger.RING: CallState.RINGING,
        Trigger.ANSWER: CallState.LISTENING,
        Trigger.END: CallState.ENDED,
    },
    CallState.RINGING: {
        Trigger.ANSWER: CallState.LISTENING,
        Trigger.END: CallState.ENDED,
    },
    CallState.LISTENING: _LIVE,
    CallState.NAVIGATING: _LIVE,
    CallState.ON_HOLD: _LIVE,
    CallState.TALKING: _LIVE,
    CallState.HELD: {
        Trigger.RESUME: CallState.LISTENING,
        Trigger.MENU: CallState.NAVIGATING,
        Trigger.QUEUE: CallState.ON_HOLD,
        Trigger.PERSON: CallState.TALKING,
        Trigger.TAKE_OVER: CallState.TAKEN_OVER,
        Trigger.TRANSFER: CallState.TRANSFERRING,
        Trigger.END: CallState.ENDED,
    },
    CallState.TAKEN_OVER: {
        Trigger.HOLD: CallState.HELD,
        Trigger.HAND_BACK: CallState.LISTENING,
        Trigger.MENU: CallState.NAVIGATING,
        Trigger.QUEUE: CallState.ON_HOLD,
        Trigger.PERSON: CallState.TALKING,
        Trigger.TRANSFER: CallState.TRANSFERRING,
        Trigger.END: CallState.ENDED,
    },
    CallState.TRANSFERRING: {
        Trigger.CONNECT: CallState.TRANSFERRED,
        Trigger.RETURN: CallState.LISTENING,
        Trigger.MENU: CallState.NAVIGATING,
        Trigger.QUEUE: CallState.ON_HOLD,
        Trigger.PERSON: CallState.TALKING,
        Trigger.TAKE_OVER: CallState.TAKEN_OVER,
        Trigger.END: CallState.ENDED,
    },
    CallState.TRANSFERRED: {
        Trigger.RETURN: CallState.LISTENING,
        Trigger.MENU: CallState.NAVIGATING,
        Trigger.QUEUE: CallState.ON_HOLD,
        Trigger.PERSON: CallState.TALKING,
        Trigger.END: CallState.ENDED,
    },
    CallState.ENDED: {},
}


def step(state: CallState, trigger: Trigger) -> CallState:
    """Return the state that follows.

    Raises:
        InvalidTransition: The table has no such step; nothing happens.
    """
    try:
        return TRANSITIONS[state][trigger]
    except KeyError:
        raise InvalidTransition(state, trigger) from None


def is_live(state: CallState) -> bool:
    """Say whether somebody or something has answered and the line is open."""
    return Trigger.END in TRANSITIONS[state] and state not in {
        CallState.QUEUED,
        CallState.DIALING,
        CallState.RINGING,
    }


def diagram() -> str:
    """Draw the table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {CallState.QUEUED}"]
    lines += [
        f"    {state} --> {after}: {trigger}"
        for state, row in TRANSITIONS.items()
        for trigger, after in row.items()
        if state is not after
    ]
    lines.append(f"    {CallState.ENDED} --> [*]")
    return "\n".join(lines)
