"""What a call's log keeps of being allowed to record; see `panda.recording.consent`."""

from __future__ import annotations

from typing import Literal

from panda.event import Event


class RecordingTold(Event):
    """Who is on the line has heard to its end that the call is recorded."""

    kind: Literal["recording_told"] = "recording_told"


class RecordingAsked(Event):
    """They have heard to its end the question whether it may be."""

    kind: Literal["recording_asked"] = "recording_asked"


class RecordingAnswered(Event):
    """They have said yes or no to that."""

    kind: Literal["recording_answered"] = "recording_answered"
    agreed: bool
    quote: str
    """Their words, which are the evidence."""
    answer_ms: int
    """When these began, from the answer of the call."""


RecordingEvent = RecordingTold | RecordingAsked | RecordingAnswered


def recording_words(event: RecordingEvent) -> str:
    """Say such an event in one line."""
    match event:
        case RecordingTold():
            return "said that the call is recorded"
        case RecordingAsked():
            return "asked whether it may be recorded"
        case RecordingAnswered(agreed=agreed):
            return f"{'agreed' if agreed else 'did not agree'} to be recorded"
