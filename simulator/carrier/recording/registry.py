"""All recordings of the account: begun, changed, ended, announced."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

from simulator.carrier import steps
from simulator.carrier.callbacks import Step
from simulator.carrier.conference.mixer import mix
from simulator.carrier.errors import NotFound
from simulator.carrier.recording.recording import (
    TOO_SHORT,
    TRANSITIONS,
    Recording,
    State,
)
from simulator.carrier.recording.tape import Tape
from simulator.carrier.sids import sid
from simulator.ports import SILENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.carrier.calls import Call
    from simulator.carrier.conference.conference import Conference
    from simulator.carrier.line import Line
    from simulator.carrier.recording.tape import Pause
    from simulator.carrier.recording.terms import RecordingTerms, Source, Told
    from simulator.carrier.world import World

CURRENT = "Twilio.CURRENT"
"""Stands for the recording of a call that is running."""


class Recordings:
    """Begins and finds recordings."""

    def __init__(self, world: World) -> None:
        self.base_url = ""
        """Where this carrier's REST API is, for the URLs in callbacks."""
        self._world = world
        self._all: dict[str, Recording] = {}

    def of_line(
        self, call: Call, line: Line, terms: RecordingTerms, source: Source
    ) -> Recording:
        """Record a call from now on; the first channel is what the telephone says."""
        tape = Tape(2 if terms.channels == "dual" and terms.track == "both" else 1)

        def tap(played: bytes, said: bytes, _now_ms: int) -> None:
            match terms.track:
                case "inbound":
                    tape.write(said)
                case "outbound":
                    tape.write(played)
                case "both" if tape.tracks == 2:
                    tape.write(said, played)
                case "both":
                    tape.write(mix((said, played)) or SILENCE)

        line.tap(tap)
        recording = self._begin(
            call, terms, source, tape=tape, detach=lambda: line.untap(tap)
        )
        call.watchers.append(
            lambda leg: self.end(recording) if leg.over else None,
        )
        return recording

    def of_room(
        self,
        conference: Conference,
        call: Call,
        terms: RecordingTerms,
        source: Source,
    ) -> Recording:
        """Record a conference from now on; `call` is one of its legs."""
        tape = Tape(1)
        recorders = conference.room.recorders
        recorders.append(tape)
        return self._begin(
            call,
            terms,
            source,
            tape=tape,
            detach=lambda: recorders.remove(tape),
            conference_sid=conference.sid,
        )

    def pause(self, recording: Recording, behaviour: Pause) -> None:
        """Leave out what is heard from now on."""
        recording.step(State.PAUSED, self._world.now_s())
        recording.tape.paused = behaviour
        self._note(recording)

    def resume(self, recording: Recording) -> None:
        """Go on with a paused recording."""
        recording.step(State.IN_PROGRESS, self._world.now_s())
        recording.tape.paused = None
        self._note(recording)

    def stop(self, recording: Recording) -> None:
        """End a recording by order.

        Raises:
            IllegalStep: It has ended already.
        """
        steps.check(TRANSITIONS, recording.state, State.STOPPED)
        self.end(recording, State.STOPPED)

    def end(
        self,
        recording: Recording,
        state: Literal[State.PROCESSING, State.STOPPED] = State.PROCESSING,
    ) -> None:
        """End a recording; ending it twice is fine."""
        if not recording.running:
            return
        recording.detach()
        recording.step(state, self._world.now_s())
        self._note(recording)
        if recording.terms.trim == "trim-silence":
            recording.tape.trim()
        delay = self._world.settings.recording_ready_ms / 1000
        loop = asyncio.get_running_loop()
        timer = loop.call_later(delay, self._ready, recording)
        recording.after.append(timer.cancel)

    def of(self, owner: str) -> list[Recording]:
        """Return the recordings of a call or conference, newest first."""
        return [
            one
            for one in self.all()
            if owner in {one.conference_sid or one.call.sid, one.call.sid}
        ]

    def fetch(self, name: str, path: str, owner: str = "") -> Recording:
        """Return a recording; with `owner` only if it is of that call or conference.

        Raises:
            NotFound: There is none; `path` is what was asked for.
        """
        if name == CURRENT:
            found = next((one for one in self.of(owner) if one.running), None)
        else:
            found = self._all.get(name)
        if found is None or (owner and found not in self.of(owner)):
            raise NotFound(path)
        return found

    def delete(self, recording: Recording) -> None:
        """Forget a recording, its sound included."""
        self.end(recording)
        for act in recording.after:
            act()
        del self._all[recording.sid]
        self._world.ledger.write(
            "recording",
            call_sid=recording.call.sid,
            recording_sid=recording.sid,
            status="deleted",
        )

    def all(self) -> Iterable[Recording]:
        """Return every recording, newest first."""
        return reversed(self._all.values())

    def close(self) -> None:
        """Make what is still being processed ready at once."""
        for recording in tuple(self._all.values()):
            self.end(recording)
            if recording.state in {State.PROCESSING, State.STOPPED}:
                self._ready(recording)

    def _begin(
        self,
        call: Call,
        terms: RecordingTerms,
        source: Source,
        *,
        tape: Tape,
        detach: Callable[[], None],
        conference_sid: str = "",
    ) -> Recording:
        world = self._world
        recording = Recording(
            sid("RE", world.rng),
            call,
            conference_sid,
            terms,
            source,
            tape,
            world.now_s(),
            detach,
        )
        recording.media_url = (
            f"{self.base_url}/2010-04-01/Accounts/{call.account_sid}"
            f"/Recordings/{recording.sid}"
        )
        self._all[recording.sid] = recording
        self._note(recording)
        self._tell(recording, "in-progress")
        return recording

    def _ready(self, recording: Recording) -> None:
        if recording.tape.ms:
            recording.step(State.COMPLETED, self._world.now_s())
            told: Told = "completed"
        else:
            recording.step(State.ABSENT, self._world.now_s())
            recording.error_code = TOO_SHORT
            told = "absent"
        self._note(recording)
        for act in tuple(recording.after):
            act()
        self._tell(recording, told)

    def _tell(self, recording: Recording, told: Told) -> None:
        terms = recording.terms
        if terms.callback is not None and told in terms.told:
            step = Step("recording_callback", told)
            self._world.callbacks.notify(
                recording.call, terms.callback, recording.params(), step
            )

    def _note(self, recording: Recording) -> None:
        self._world.ledger.write(
            "recording",
            call_sid=recording.call.sid,
            conference_sid=recording.conference_sid,
            recording_sid=recording.sid,
            source=recording.source,
            status=str(recording.state),
            ms=recording.tape.ms,
        )
