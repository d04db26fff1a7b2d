"""A Recording resource and the life it may have; the table below is all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from simulator.carrier import steps
from simulator.carrier.calls import rfc2822

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.carrier.calls import Call
    from simulator.carrier.recording.tape import Tape
    from simulator.carrier.recording.terms import RecordingTerms, Source

TOO_SHORT = 16101
"""Why a recording is absent: it holds nothing (Twilio's error dictionary)."""


class State(StrEnum):
    """The states of Twilio's Recording resource."""

    IN_PROGRESS = "in-progress"
    PAUSED = "paused"
    STOPPED = "stopped"
    PROCESSING = "processing"
    COMPLETED = "completed"
    ABSENT = "absent"


TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.IN_PROGRESS: frozenset({State.PAUSED, State.STOPPED, State.PROCESSING}),
    State.PAUSED: frozenset({State.IN_PROGRESS, State.STOPPED, State.PROCESSING}),
    State.STOPPED: frozenset({State.COMPLETED, State.ABSENT}),
    State.PROCESSING: frozenset({State.COMPLETED, State.ABSENT}),
    State.COMPLETED: frozenset(),
    State.ABSENT: frozenset(),
}
RUNNING = frozenset({State.IN_PROGRESS, State.PAUSED})


@dataclass(eq=False, slots=True)
class Recording:
    """One recording; `step` moves it."""

    sid: str
    call: Call
    """The call it is of; for a conference, one of its legs."""
    conference_sid: str
    terms: RecordingTerms
    source: Source
    tape: Tape
    started_s: float
    detach: Callable[[], None]
    """Takes it off the line or out of the room."""
    updated_s: float = 0.0
    state: State = State.IN_PROGRESS
    error_code: int | None = None
    media_url: str = ""
    after: list[Callable[[], None]] = field(default_factory=list)
    """Called once it can be fetched, or is known to be absent."""

    @property
    def running(self) -> bool:
        """Whether it has not been ended."""
        return self.state in RUNNING

    def step(self, state: State, now_s: float) -> None:
        """Move to `state`.

        Raises:
            IllegalStep: The table has no such step; nothing has changed.
        """
        steps.check(TRANSITIONS, self.state, state)
        self.state, self.updated_s = state, now_s

    @property
    def duration(self) -> str | None:
        """Its length in seconds, once it is known."""
        done = self.state in {State.COMPLETED, State.ABSENT}
        return str(self.tape.seconds) if done else None

    def params(self) -> dict[str, str]:
        """Return what callbacks say of it."""
        params = {
            "AccountSid": self.call.account_sid,
            "RecordingSid": self.sid,
            "RecordingUrl": self.media_url,
            "RecordingStatus": str(self.state),
            "RecordingChannels": str(self.tape.tracks),
            "RecordingStartTime": rfc2822(self.started_s) or "",
            "RecordingSource": self.source,
            "RecordingTrack": self.terms.track,
        }
        if self.conference_sid:
            params["ConferenceSid"] = self.conference_sid
        else:
            params["CallSid"] = self.call.sid
        if self.duration is not None:
            params["RecordingDuration"] = self.duration
        if self.error_code is not None:
            params["ErrorCode"] = str(self.error_code)
        return params

    def resource(self, parent: str = "") -> dict[str, object]:
        """Return it as the REST answer shows it.

        `parent` is the resource it is shown under (``Calls/CA…``), if any; the two
        views differ in a few fields.
        """
        account = f"/2010-04-01/Accounts/{self.call.account_sid}"
        own = f"{account}/Recordings/{self.sid}"
        shown: dict[str, object] = {
            "account_sid": self.call.account_sid,
            "api_version": "2010-04-01",
            "call_sid": self.call.sid,
            "channels": self.tape.tracks,
            "conference_sid": self.conference_sid or None,
            "date_created": rfc2822(self.started_s),
            "date_updated": rfc2822(self.updated_s or self.started_s),
            "duration": self.duration,
            "encryption_details": None,
            "error_code": self.error_code,
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "source": self.source,
            "start_time": rfc2822(self.started_s),
            "status": str(self.state),
        }
        if parent.startswith("Calls/"):
            shown["track"] = self.terms.track
        if parent:
            return shown | {"uri": f"{account}/{parent}/Recordings/{self.sid}.json"}
        return shown | {
            "media_url": self.media_url,
            "subresource_uris": {
                "add_on_results": f"{own}/AddOnResults.json",
                "transcriptions": f"{own}/Transcriptions.json",
            },
            "uri": f"{own}.json",
        }
