"""The floor of a call: who is heard, whose it is to give, and when the AI goes on.

The lease (`panda.operator.lease`) says whose it is; this carries out what follows: the
floor for the bridge, the step of the call's table, a word to every operator. One who
goes without a word is covered up for and then replaced (RELIABILITY R17).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState, Outcome, Trigger
from panda.events import FloorGiven, Instructed
from panda.operator import wire
from panda.operator.lease import Lease, LeaseState, Seat, Talker
from panda.realtime.agent import Remember, SpeakExactly
from panda.session.commands import GiveFloor, TellOperators, TellVoice
from panda.session.inputs import PhoneOpened, Tick, VoiceLost
from panda.session.phases.held import Held
from panda.session.phases.onward import to_goodbye, to_ours
from panda.session.phases.phase import Effects, Go, Over
from panda.session.phases.takenover import TakenOver
from panda.session.wording import phrases

if TYPE_CHECKING:
    from panda.operator.lease import IfLost
    from panda.session.inputs import Input
    from panda.session.record import CallRecord

HELD_MS = 120_000
"""How long music plays that nobody who holds the lease has asked for."""
LOST_HOLD_MS = 30_000
"""The same, when it plays because an operator was lost (R17)."""
SETTLE_MS = 2_500
"""How long the AI waits, with the floor its own again, for words that are still being
spoken or written down, and for what they answer: else it would ask for it again."""
HANDED_BACK = "Your colleague has handed the call back to you. {note}"
"""How a hand-back stands in the voice's conversation."""
OURS = frozenset({CallState.HELD, CallState.TAKEN_OVER})
"""Where an operator, or the music one asked for, has the floor."""


class Floor:
    """Who is heard on one call: the AI, the operator who holds the lease, or music.

    Args:
        call: The call.
        lost: What is done about an operator who is lost.
    """

    def __init__(self, call: CallRecord, lost: IfLost) -> None:
        self._call = call
        self._lost = lost
        self.lease = Lease(call.floor_epoch, call.holder)
        """Whose the floor is. Restored from a log, it waits for its holder."""
        self._restored = call.state in OURS
        self._phase: TakenOver | None = None
        self.is_voiceless = False
        """Whether the AI has lost its voice for good: an operator's is enough."""
        self._settling_ms: int | None = None
        """Since when the AI waits for what was said last under an operator."""
        self._music_ms = 0
        self._most_music_ms = HELD_MS

    def handle(self, what: Input, now_ms: int) -> Effects:
        """Take what moves the floor by itself; all else passes."""
        match what:
            case VoiceLost(final=True):
                self.is_voiceless = True
            case PhoneOpened() if self._restored:
                yield from self._restore(now_ms)
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def is_anothers(self, who: Seat | str) -> bool:
        """Whether somebody else has the floor.

        Of a seat it is the seat that counts, or, while its holder is missed, the name;
        of who comes without one, through the API, always the name.
        """
        match self.lease.state:
            case LeaseState.FREE:
                return False
            case LeaseState.HELD if isinstance(who, Seat):
                return not self.lease.is_held_by(who)
            case LeaseState.HELD | LeaseState.MISSED:
                name = who.name if isinstance(who, Seat) else who
                return name != self.lease.holder

    # --- who is heard ----------------------------------------------------------------

    def give(self, talker: Talker, *, tone: bool = False) -> Effects:
        """Let one be heard from now on, in another epoch."""
        if talker is Talker.AI and self.is_voiceless:
            yield Over(Outcome.FAILED, "voice_lost")
        epoch = self.lease.raised()
        holder = self.lease.holder
        yield GiveFloor(talker, epoch, tone=tone)
        yield FloorGiven(talker=talker, holder=holder, epoch=epoch)

    def announce(self) -> Effects:
        """Tell every operator who is heard, and where the call stands."""
        yield TellOperators(
            wire.FloorChanged(
                holder=self.lease.holder or None,
                epoch=self.lease.epoch,
                state=self._call.state,
            )
        )

    def take_over(self, seat: Seat, now_ms: int, *, tone: bool) -> Effects:
        """Let an operator be heard; asked for again it is told again, no more."""
        had_it = self.lease.is_held_by(seat)
        self.lease.take(seat, now_ms)
        if had_it and self._call.state is CallState.TAKEN_OVER:
            yield from self.announce()
        else:
            yield from self._taken(tone=tone)

    def _taken(self, *, tone: bool = False) -> Effects:
        """Let the holder be heard."""
        self._settling_ms = None
        yield from self.give(Talker.OPERATOR, tone=tone)
        if self._call.state is not CallState.TAKEN_OVER:
            self._phase = TakenOver(self._call)
            yield Go(Trigger.TAKE_OVER, self._phase)
        yield from self.announce()

    def heard_again(self) -> Effects:
        """Let a holder who was missed be heard again; music they asked for plays on."""
        if self._call.state is CallState.TAKEN_OVER:
            yield from self.give(Talker.OPERATOR)

    def hand_back(self, seat: Seat, note: str, now_ms: int) -> Effects:
        """Let the AI go on for who had the floor; it knows the note, they do not."""
        self.lease.give_back(seat)
        if note:
            yield Instructed(author=seat.name, text=note)
        text = HANDED_BACK.format(note=note).strip()
        yield TellVoice(Remember("system", text))
        yield from self._to_ai(now_ms)

    def _to_ai(self, now_ms: int) -> Effects:
        """Let the AI be heard, and go on once it knows all that was said."""
        yield from self.give(Talker.AI)
        phase = self._phase
        if phase is None or phase.is_settled(now_ms):
            yield from self._go_on()
        else:
            self._settling_ms = now_ms
            yield from self.announce()

    def _go_on(self) -> Effects:
        """Let the AI go on, as fits who is on the line by now."""
        heard_as = self._phase.heard_as if self._phase is not None else None
        self._phase, self._settling_ms = None, None
        yield to_ours(self._call, heard_as)
        yield from self.announce()

    def _settle(self, now_ms: int, since_ms: int) -> Effects:
        settled = self._phase is None or self._phase.is_settled(now_ms)
        if settled or now_ms - since_ms > SETTLE_MS:
            yield from self._go_on()

    def hold(self, now_ms: int, most_ms: int = HELD_MS) -> Effects:
        """Play music, for `most_ms` unless whoever holds the lease wants it longer."""
        self._music_ms, self._most_music_ms = now_ms, most_ms
        self._phase, self._settling_ms = None, None
        yield from self.give(Talker.MUSIC)
        yield Go(Trigger.HOLD, Held(self._call))
        yield from self.announce()

    def resume(self, now_ms: int) -> Effects:
        """End the music: whoever was heard before is heard again."""
        if self.lease.state is LeaseState.HELD:
            yield from self._taken()
        else:
            self.lease.release()
            yield from self._to_ai(now_ms)

    # --- who goes without a word -----------------------------------------------------

    def left(self, seat: Seat, now_ms: int) -> Effects:
        """Take note that a socket has closed."""
        if self.lease.gone(seat, now_ms):
            yield from self._missed()

    def _missed(self) -> Effects:
        """Let the callee know that somebody is there; music says so already."""
        if self._call.state is not CallState.TAKEN_OVER:
            return
        yield from self.give(Talker.AI)
        filler = phrases(self._call.briefing.questionnaire.language).filler
        yield TellVoice(SpeakExactly(filler, aside=True))
        yield from self.announce()

    def _lapsed(self, now_ms: int) -> Effects:
        match self._lost:
            case "hold" if self._call.state is CallState.TAKEN_OVER:
                yield from self.hold(now_ms, LOST_HOLD_MS)
            case "hold":  # the music that plays already goes on as long
                self._music_ms, self._most_music_ms = now_ms, LOST_HOLD_MS
                yield from self.announce()
            case "end":
                yield from self.give(Talker.AI)
                self._phase, self._settling_ms = None, None
                yield to_goodbye(self._call)
                yield from self.announce()
            case "ai":  # they have waited long enough
                yield from self.give(Talker.AI)
                yield from self._go_on()

    def _restore(self, now_ms: int) -> Effects:
        """Go on in another actor: its bridge and its voice know nothing of before."""
        self._restored = False
        self._music_ms = now_ms
        if self.lease.state is LeaseState.MISSED:
            self.lease.begin_grace(now_ms)
        if self._call.state is CallState.HELD:
            yield from self.give(Talker.MUSIC)
        elif self.lease.state is LeaseState.HELD:  # back before the line was
            yield from self.give(Talker.OPERATOR)
        else:
            yield from self._missed()

    def _tick(self, now_ms: int) -> Effects:
        if self._restored:
            return
        match self.lease.tick(now_ms):
            case "missed":
                yield from self._missed()
            case "lapsed":
                yield from self._lapsed(now_ms)
            case None:
                held = self._call.state is CallState.HELD
                unasked = self.lease.state is LeaseState.FREE
                if held and unasked and now_ms - self._music_ms > self._most_music_ms:
                    yield from self._to_ai(now_ms)
                elif self._settling_ms is not None:
                    yield from self._settle(now_ms, self._settling_ms)
