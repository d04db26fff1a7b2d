"""A call's log as it is read: who said what, and what was done between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from panda.appointments.events import Booked, Declined, Offered, Proposed
from panda.changed import Changed
from panda.events import (
    Advised,
    CallbackAnswered,
    CallEvent,
    Disclosed,
    Ended,
    FloorGiven,
    Found,
    FunctionCalled,
    Heard,
    HearingChanged,
    Identified,
    Instructed,
    Interrupted,
    MenuHeard,
    Metered,
    Noted,
    OptedOut,
    Pressed,
    PutThrough,
    QueueNews,
    Reattached,
    Released,
    StateChanged,
    TransferMoved,
    VoiceReopened,
    describe,
)
from panda.operator.events import Directed
from panda.people.events import (
    NeedMet,
    PeopleAnswered,
    PeopleAsked,
    PersonNeeded,
)
from panda.recording.events import RecordingAnswered, RecordingAsked, RecordingTold
from panda.research.comparison import display

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.research.finding import Finding
    from panda.research.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was said or done; its text is data, never markup."""

    seq: int
    at: str
    """Minutes and seconds since the call began."""
    kind: str
    """A speaker, or `note`, `whisper`, `asked`, `found`, `menu`, `done`."""
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A menu that was met, and what was done there."""

    at: str
    offered: str
    pressed: str


def clock(at_ms: int) -> str:
    """Write a time within a call.

    Example:
        >>> clock(83_400)
        '1:23'
    """
    return f"{at_ms // 60_000}:{at_ms // 1000 % 60:02}"


def lines(
    events: Iterable[CallEvent], questions: Questionnaire | None = None
) -> list[Line]:
    """Put a log in words, without what nobody said or did.

    Args:
        events: The log.
        questions: What was asked; answers are written as their types are.
    """
    return [
        Line(event.seq, clock(_moment(event)), kind, text)
        for event in sorted(events, key=_moment)
        for kind, text in [_said(event, questions)]
        if kind
    ]


def _moment(event: CallEvent) -> int:
    """Return when something was, or what a note is pinned to."""
    return event.pinned_ms if isinstance(event, Noted) else event.at_ms


def _said(  # noqa: PLR0911 - a table
    event: CallEvent, questions: Questionnaire | None
) -> tuple[str, str]:
    """How an event is shown; of kind "" if it is not."""
    match event:
        case Heard(speaker=speaker, text=text):
            return speaker, text
        case Noted(author=author, text=text) | Instructed(author=author, text=text):
            kind = "note" if isinstance(event, Noted) else "whisper"
            return kind, f"{author}: {text}"
        case PeopleAsked() | PeopleAnswered():
            return "asked", describe(event)
        case Found(finding=finding):
            return "found", _found(finding, questions)
        case MenuHeard() | Pressed() | Released():
            return "menu", describe(event)
        case Metered() | Advised() | HearingChanged():
            return "", ""
        case (
            StateChanged()
            | Identified()
            | Disclosed()
            | FunctionCalled()
            | Interrupted()
            | VoiceReopened()
            | Reattached()
            | PutThrough()
            | OptedOut()
            | FloorGiven()
            | Directed()
            | TransferMoved()
            | QueueNews()
            | CallbackAnswered()
            | PersonNeeded()
            | Changed()
            | NeedMet()
            | Proposed()
            | Booked()
            | Declined()
            | RecordingTold()
            | RecordingAsked()
            | RecordingAnswered()
            | Offered()
            | Ended()
        ):
            return "done", describe(event)
    assert_never(event)


def _found(finding: Finding, questions: Questionnaire | None) -> str:
    value = finding.value
    asked = questions.question(finding.field) if questions is not None else None
    if asked is not None:
        return f"{asked.heading}: {display(asked.type, value, asked.unit)}"
    said = ("no", "yes")[value] if isinstance(value, bool) else f"{value}"
    return f"{finding.field.replace('_', ' ')}: {said}"


def menu_path(events: Sequence[CallEvent]) -> list[Step]:
    """Return the menus of a call in order, each with the keys pressed after it."""
    steps: list[Step] = []
    for event in events:
        match event:
            case MenuHeard(options=options, at_ms=at_ms):
                offered = " · ".join(f"{key} {label}" for key, label in options)
                steps.append(Step(clock(at_ms), offered, ""))
            case Pressed(keys=keys, label=label, at_ms=at_ms):
                deed = f"{keys} ({label})" if label else keys
                if steps and not steps[-1].pressed:
                    last = steps.pop()
                    steps.append(Step(last.at, last.offered, deed))
                else:
                    steps.append(Step(clock(at_ms), "", deed))
            case _:
                pass
    return steps


def supervisor_rows(events: Iterable[CallEvent]) -> list[dict[str, object]]:
    """One row a consultation: when, how long it took, what became of it."""
    return [
        {
            "At": clock(one.at_ms),
            "Took": f"{one.took_ms / 1000:.1f} s",
            "Fate": _fate(one),
            "Asked": one.request,
        }
        for one in events
        if isinstance(one, Advised)
    ]


def _fate(one: Advised) -> str:
    if one.failed:
        return "failed"
    if one.late:
        return "too late"
    return "not followed" if one.refused else "answered"


def function_rows(events: Iterable[CallEvent]) -> list[dict[str, object]]:
    """One row a function that was used, with what went in and what came out."""
    return [
        {
            "At": clock(one.at_ms),
            "Function": one.name,
            "By": one.caller,
            "With": one.arguments,
            "Result": one.result,
        }
        for one in events
        if isinstance(one, FunctionCalled)
    ]


def note_rows(events: Iterable[CallEvent]) -> list[dict[str, object]]:
    """One row a note."""
    return [
        {"At": clock(one.pinned_ms), "By": one.author, "Note": one.text}
        for one in sorted(
            (one for one in events if isinstance(one, Noted)),
            key=lambda one: one.pinned_ms,
        )
    ]
