"""One conference: who takes part, when it starts, and what ends it.

It starts when two legs are in it and one of them may start it; it ends with its last
leg, with a leg that has `ends`, or by order (Twilio's ``<Conference>`` reference).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from simulator.carrier.calls import Status
from simulator.carrier.conference.events import Reporter
from simulator.carrier.conference.mixer import Room, Seat, described
from simulator.carrier.conference.participant import Participant
from simulator.carrier.conference.sounds import Sounds
from simulator.speech import tones

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.carrier.calls import Call
    from simulator.carrier.conference.events import Event
    from simulator.carrier.conference.mixer import Hears
    from simulator.carrier.conference.participant import Change, Left
    from simulator.carrier.conference.terms import Terms
    from simulator.carrier.form import Fetch
    from simulator.carrier.recording.recording import Recording
    from simulator.carrier.recording.registry import Recordings
    from simulator.carrier.recording.terms import RecordingTerms
    from simulator.carrier.stage import CallStage
    from simulator.carrier.world import World

State = Literal["init", "in-progress", "completed"]
Ended = Literal[
    "conference-ended-via-api",
    "last-participant-kicked",
    "last-participant-left",
    "participant-with-end-conference-on-exit-kicked",
    "participant-with-end-conference-on-exit-left",
]
BEEP = tones.beep(ms=200, hertz=440.0)
KICKED = frozenset({"participant_updated_via_api"})


class Unwelcome(Exception):  # noqa: N818 - reads as what happened
    """A leg may not join; `code` is Twilio's error number."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


class Conference:
    """A conference from its first invitation to its end."""

    def __init__(
        self, sid: str, name: str, world: World, recordings: Recordings
    ) -> None:
        self.sid = sid
        self.name = name
        self.created_s = self.updated_s = world.now_s()
        self.state: State = "init"
        self.ended: Ended | None = None
        self.ended_by = ""
        """The call SID of the leg that ended it, if one did."""
        self.participants: dict[str, Participant] = {}
        """Those who are invited or present, by call SID, in order of coming."""
        self.room = Room(
            speaker=self._spoke, beside_alone=world.settings.announcement == "alone"
        )
        self.reporter = Reporter(world, sid, name)
        self._sounds = Sounds(self.room, self.reporter)
        self._world = world
        self._recordings = recordings
        self._order: RecordingTerms | None = None
        self._recording: Recording | None = None
        self._hears: Hears = {}

    def find(self, name: str) -> Participant | None:
        """Return the participant with this call SID or label."""
        for participant in self.participants.values():
            if name in {participant.call.sid, participant.terms.label}:
                return participant
        return None

    def welcome(self, terms: Terms) -> None:
        """Do nothing if a leg on these terms may come.

        Raises:
            Unwelcome: The label is taken, or there is no room for more.
        """
        if terms.label and self.find(terms.label) is not None:
            raise Unwelcome(16025, "a participant has this label already")
        if len(self.participants) >= terms.max_participants:
            raise Unwelcome(13264, "the conference is full")

    def invite(
        self, call: Call, terms: Terms, release: Callable[[], None]
    ) -> Participant:
        """Expect `call` to join; whoever is there hears its telephone ring.

        `release` ends the call if it is not wanted any more before it has joined.

        Raises:
            Unwelcome: The label is taken, or there is no room for more.
        """
        participant = self._admit(call, terms)
        participant.release = release
        call.watchers.append(lambda _: self._follow(participant))
        return participant

    def join(self, stage: CallStage, terms: Terms) -> Participant:
        """Seat an answered leg, which may have been invited.

        Raises:
            Unwelcome: The label is taken, or there is no room for more.
        """
        call = stage.call
        participant = self.participants.get(call.sid) or self._admit(call, terms)
        participant.stage = stage
        seat = participant.seat = self.room.enter(call.sid)
        seat.muted, seat.coaches = participant.muted, participant.coaches
        if not self.room.open and not participant.terms.starts:
            seat.muted = True  # a leg that waits for its moderator
        if len(self.room.seats) == 1:
            self._world.pacer.add(self.room)
        stage.line.source = seat
        stage.line.listen(seat.hear)
        self._tell("participant-join", participant)
        self._settle(participant)
        return participant

    def leave(self, participant: Participant, why: Left) -> None:
        """Take a leg out; leaving twice is fine."""
        if self.participants.pop(participant.call.sid, None) is None:
            return
        participant.dismiss(why)
        self._sounds.stop(participant)
        if participant.seat is not None and participant.stage is not None:
            line = participant.stage.line
            line.unlisten(participant.seat.hear)
            if line.source is participant.seat:
                line.source = None
            self.room.leave(participant.call.sid)
        elif not participant.call.over:
            participant.release()
        self._tell(
            "participant-leave",
            participant,
            ParticipantCallStatus=str(participant.call.status),
            ReasonParticipantLeft=why,
        )
        participant.seat = None
        if self.state == "completed":
            return
        if participant.beeps_on_exit and self.room.open:
            self.room.cue(BEEP)
        kind = "kicked" if why in KICKED else "left"
        if participant.ends:
            ended: Ended = (
                "participant-with-end-conference-on-exit-kicked"
                if kind == "kicked"
                else "participant-with-end-conference-on-exit-left"
            )
            self.end(ended, participant)
        elif not self.participants:
            last: Ended = (
                "last-participant-kicked"
                if kind == "kicked"
                else "last-participant-left"
            )
            self.end(last, participant)
        self._note()

    def end(self, ended: Ended, by: Participant | None = None) -> None:
        """End it for everyone; ending it twice is fine."""
        if self.state == "completed":
            return
        self.state, self.ended = "completed", ended
        self.updated_s = self._world.now_s()
        self.room.open = False
        self._world.pacer.remove(self.room)
        self._sounds.close()
        if self._recording is not None:
            self._recordings.end(self._recording)
        call = by.call if by is not None else self._someone()
        params = {"ReasonConferenceEnded": ended, "Reason": ended.replace("-", " ")}
        if by is not None:
            self.ended_by = params["CallSidEndingConference"] = by.call.sid
            if by.terms.label:
                params["ParticipantLabelEndingConference"] = by.terms.label
        why: Left = (
            "moderator_ended_conference"
            if by is not None
            else "conference_ended_via_api"
        )
        for participant in tuple(self.participants.values()):
            participant.dismiss(why)
            self.leave(participant, why)
        if call is not None:
            self.reporter.report("conference-end", call, params)
        self._note()

    def modify(self, participant: Participant, change: Change) -> None:
        """Do what a client wants of a participant."""
        participant.updated_s = self._world.now_s()
        if change.muted is not None and change.muted != participant.muted:
            participant.muted = change.muted
            self._tell(
                "participant-mute" if change.muted else "participant-unmute",
                participant,
            )
        if change.hold is not None and change.hold != participant.hold:
            participant.hold = change.hold
            self._sounds.hold(participant, change.hold_with)
            self._tell(
                "participant-hold" if change.hold else "participant-unhold",
                participant,
            )
        self._recast(participant, change)
        if participant.seat is not None:
            if change.muted is not None:
                participant.seat.muted = participant.muted
            participant.seat.held = participant.hold
            participant.seat.coaches = participant.coaches
        if change.announce is not None:
            self._sounds.announce(participant, change.announce)
        if change.wait is not None and not self.room.open:
            self._sounds.wait(participant, change.wait)
        self._note()

    def announce(self, fetch: Fetch) -> None:
        """Let everybody hear a document."""
        present = [p for p in self.participants.values() if p.stage is not None]
        if present:
            self._sounds.announce_to_all(present[0], fetch)

    def _recast(self, participant: Participant, change: Change) -> None:
        before = (participant.coaches, participant.ends, participant.beeps_on_exit)
        if change.coaches is not None:
            participant.coaches = change.coaches
        if change.coaching is False:
            participant.coaches = ""
        if change.ends is not None:
            participant.ends = change.ends
        if change.beep_on_exit is not None:
            participant.beeps_on_exit = change.beep_on_exit
        if before != (participant.coaches, participant.ends, participant.beeps_on_exit):
            self._tell("participant-modify", participant)

    def _admit(self, call: Call, terms: Terms) -> Participant:
        self.welcome(terms)
        if not self.participants:
            self.reporter.reports, self._order = terms.reports, terms.recording
        now_s = self._world.now_s()
        participant = Participant(call, terms, self.sid, now_s, now_s)
        self.participants[call.sid] = participant
        return participant

    def _follow(self, participant: Participant) -> None:
        """Follow the telephone of somebody invited."""
        call = participant.call
        ringing = call.status is Status.RINGING and participant.terms.early_media
        self._sounds.ring(call.sid, on=ringing)
        if call.over and participant.seat is None:
            self.leave(participant, "participant_add_failed")

    def _settle(self, newcomer: Participant) -> None:
        seats = self.room.seats
        present = [p for p in self.participants.values() if p.seat is not None]
        if self.room.open:
            if newcomer.terms.beeps_on_enter:
                self.room.cue(BEEP)
        elif len(seats) > 1 and any(p.terms.starts for p in present):
            self._start(present, newcomer)
        else:
            self._sounds.wait(newcomer, newcomer.terms.wait)
        self._note()

    def _start(self, present: list[Participant], newcomer: Participant) -> None:
        self.state, self.room.open = "in-progress", True
        self.updated_s = self._world.now_s()
        for participant in present:
            self._sounds.stop(participant, "wait")
            if participant.seat is not None and not self._stays_mute(participant):
                participant.seat.muted = participant.muted
        self.reporter.report("conference-start", newcomer.call, {})
        if self._order is not None:
            self._recording = self._recordings.of_room(
                self, newcomer.call, self._order, "Conference"
            )
        if newcomer.terms.beeps_on_enter:
            self.room.cue(BEEP)

    def _stays_mute(self, participant: Participant) -> bool:
        kept = self._world.settings.moderated_mute == "keep"
        return kept and not participant.terms.starts

    def _spoke(self, seat: Seat) -> None:
        participant = self.participants.get(seat.name)
        if participant is not None and not seat.muted:
            word: Event = (
                "participant-speech-start"
                if seat.speaking
                else "participant-speech-stop"
            )
            self._tell(word, participant)

    def _tell(self, event: Event, participant: Participant, **more: str) -> None:
        self.reporter.report(event, participant.call, participant.params() | more)

    def _someone(self) -> Call | None:
        return next((p.call for p in self.participants.values()), None)

    def _note(self) -> None:
        """Write down who can hear whom, when that has changed."""
        hears = self.room.hears()
        if hears != self._hears:
            self._hears = hears
            self._world.ledger.write(
                "conference_hears", conference_sid=self.sid, hears=described(hears)
            )
