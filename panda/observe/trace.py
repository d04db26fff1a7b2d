"""A call as a tree of spans, from its event log alone.

The root is the call. Below it is a span for each phase it went through (dial, answer,
menu, hold, talk …), and in those the steps of a menu, the turns of a talk, what the
supervisor took, and functions. All else that happened is an event of the span it fell
in. A span carries what `facts.told` lets out and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from panda.call import CallState
from panda.events import (
    Advised,
    Ended,
    FunctionCalled,
    Heard,
    MenuHeard,
    Metered,
    StateChanged,
)
from panda.observe.facts import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from panda.events import CallEvent
    from panda.observe.facts import Fact

PHASE: dict[CallState, str] = {
    CallState.QUEUED: "prepare",
    CallState.DIALING: "dial",
    CallState.RINGING: "ring",
    CallState.LISTENING: "answer",
    CallState.NAVIGATING: "menu",
    CallState.ON_HOLD: "hold",
    CallState.TALKING: "talk",
    CallState.HELD: "held by us",
    CallState.TAKEN_OVER: "taken over",
    CallState.TRANSFERRING: "being transferred",
    CallState.TRANSFERRED: "transferred",
}
"""What the span of each phase is called; the last state has none."""
TURN, STEP, SUPERVISOR, FUNCTION = "turn", "menu step", "supervisor", "function"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something in a span that took no time."""

    name: str
    at_ms: int
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """Something that took its time, in ms from the beginning of the session."""

    name: str
    start_ms: int
    end_ms: int
    facts: Mapping[str, Fact] = field(default_factory=dict)
    happenings: tuple[Happening, ...] = ()
    children: tuple[Span, ...] = ()


def trace_of(events: Sequence[CallEvent]) -> Span | None:
    """Return the spans of a call; None if nothing happened on it.

    Args:
        events: Its log, in order.
    """
    if not events:
        return None
    end_ms = max(event.at_ms for event in events)
    ended = next((one for one in events if isinstance(one, Ended)), None)
    return Span(
        name="call",
        start_ms=0,
        end_ms=end_ms,
        facts=told(ended) if ended else {},
        children=tuple(_phases(events, end_ms)),
    )


def _phases(events: Sequence[CallEvent], end_ms: int) -> Iterator[Span]:
    """Cut the log at every change of state."""
    cuts: list[tuple[int, CallState, list[CallEvent]]] = [(0, CallState.QUEUED, [])]
    for event in events:
        if isinstance(event, StateChanged):
            cuts.append((event.at_ms, event.state, []))
        else:
            cuts[-1][2].append(event)
    ends = [*(start for start, _, _ in cuts[1:]), end_ms]
    for (start_ms, state, inside), until_ms in zip(cuts, ends, strict=True):
        if state in PHASE:
            yield _phase(PHASE[state], start_ms, max(start_ms, until_ms), inside)


def _phase(name: str, start_ms: int, end_ms: int, events: Sequence[CallEvent]) -> Span:
    def within(moment_ms: int) -> int:
        return min(max(start_ms, moment_ms), end_ms)

    opened = [event for event in events if _opens(event)]
    edges = [*(within(event.at_ms) for event in opened), end_ms]
    children = [
        Span(_opens(event), begin, until, told(event))
        for event, (begin, until) in zip(opened, pairwise(edges), strict=True)
    ]
    happenings: list[Happening] = []
    for event in events:
        at_ms = within(event.at_ms)
        match event:
            case Advised(took_ms=took_ms):
                begin = within(event.at_ms - took_ms)
                children.append(Span(SUPERVISOR, begin, at_ms, told(event)))
            case FunctionCalled():
                children.append(Span(FUNCTION, at_ms, at_ms, told(event)))
            case Metered():
                pass  # what it has cost so far is no news
            case _:
                happenings.append(Happening(event.kind, at_ms, told(event)))
    children.sort(key=lambda one: (one.start_ms, -one.end_ms))
    return Span(name, start_ms, end_ms, {}, tuple(happenings), tuple(children))


def _opens(event: CallEvent) -> str:
    """Return what begins with an event and lasts until the next that begins; or ""."""
    match event:
        case MenuHeard():
            return STEP
        case Heard(speaker="business"):
            return TURN
        case _:
            return ""
