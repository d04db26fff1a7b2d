"""What a client is told about its conference: one signed request an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulator.carrier.callbacks import Step
from simulator.carrier.calls import rfc2822

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.carrier.calls import Call
    from simulator.carrier.conference.terms import Reports, Topic
    from simulator.carrier.world import World

Event = Literal[
    "conference-start",
    "conference-end",
    "participant-join",
    "participant-leave",
    "participant-mute",
    "participant-unmute",
    "participant-hold",
    "participant-unhold",
    "participant-modify",
    "participant-speech-start",
    "participant-speech-stop",
    "announcement-end",
    "announcement-fail",
]

TOPICS: Mapping[Event, Topic] = {
    "conference-start": "start",
    "conference-end": "end",
    "participant-join": "join",
    "participant-leave": "leave",
    "participant-mute": "mute",
    "participant-unmute": "mute",
    "participant-hold": "hold",
    "participant-unhold": "hold",
    "participant-modify": "modify",
    "participant-speech-start": "speaker",
    "participant-speech-stop": "speaker",
    "announcement-end": "announcement",
    "announcement-fail": "announcement",
}
"""Under which word of ``statusCallbackEvent`` an event is asked for."""


class Reporter:
    """Numbers a conference's events, writes them down and reports those asked for."""

    def __init__(self, world: World, conference_sid: str, name: str) -> None:
        self.reports: Reports | None = None
        self._world = world
        self._sid = conference_sid
        self.name = name
        self._sequence = 0

    def report(self, event: Event, call: Call, params: Mapping[str, str]) -> None:
        """Report `event`; `call` is the leg it is about, or that brought it about."""
        world = self._world
        world.ledger.write(
            "conference",
            event=event,
            conference_sid=self._sid,
            call_sid=params.get("CallSid", ""),
        )
        reports = self.reports
        if reports is None or TOPICS[event] not in reports.topics:
            return
        self._sequence += 1
        world.callbacks.notify(
            call,
            reports.fetch,
            {
                "AccountSid": world.account.sid,
                "ConferenceSid": self._sid,
                "FriendlyName": self.name,
                "SequenceNumber": str(self._sequence),
                "StatusCallbackEvent": event,
                "Timestamp": rfc2822(world.now_s()) or "",
                **params,
            },
            Step("conference_callback", event),
        )
