"""Operators at one call: who may speak, what they ask for, and when the AI goes on.

The lease (`panda.operator.lease`) says whose the floor is; this carries out what
follows: the floor for the bridge, the step of the call's table, a word to every
operator. What operators ask for through the API comes in as orders and takes the same
way. One who goes without a word is covered up for and then replaced (RELIABILITY R17).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import CallState, Outcome, Trigger, is_live
from panda.events import FloorGiven, Heard, Instructed, Noted, Pressed
from panda.mailbox import Hold, Note, PressKeys, Resume, Speak, Whisper
from panda.operator import wire
from panda.operator.lease import Lease, LeaseState, Seat, Talker
from panda.operator.phones import Phones
from panda.operator.ticket import Role
from panda.realtime.agent import Remember, SpeakExactly
from panda.session.commands import GiveFloor, PlayKeys, TellOperators, TellVoice
from panda.session.inputs import (
    OperatorAsked,
    OperatorCame,
    OperatorLeft,
    OperatorSpoke,
    OperatorThere,
    Ordered,
    PhoneOpened,
    Tick,
    VoiceLost,
)
from panda.session.phases.held import Held
from panda.session.phases.onward import to_goodbye, to_ours
from panda.session.phases.phase import Effect, Effects, Go, Over
from panda.session.phases.takenover import TakenOver
from panda.session.wording import phrases

if TYPE_CHECKING:
    from panda.mailbox import Order
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
INSTRUCTION = "Instruction of the people you call for: {text}"
"""How an operator's whisper stands in the voice's conversation."""
HANDED_BACK = "Your colleague has handed the call back to you. {note}"
_OURS = frozenset({CallState.HELD, CallState.TAKEN_OVER})
"""Where an operator, or the music one asked for, has the floor."""
_AWAY = frozenset({CallState.TRANSFERRING, CallState.TRANSFERRED})
"""Where the call is on its way to an operator's own telephone, or there."""
_THEIRS = frozenset({CallState.TAKEN_OVER, CallState.TRANSFERRED})
"""Where an operator talks with them: who ends the call there has dealt with it."""
_SILENT = _OURS | _AWAY
"""Where the AI does not lead."""


class Operators:
    """Everybody who listens to a call, and the one of them who may speak."""

    def __init__(
        self, call: CallRecord, lost: IfLost = "ai", phones: Phones | None = None
    ) -> None:
        self._call = call
        self._phones = phones or Phones()
        self._lost = lost
        self.lease = Lease(call.floor_epoch, call.holder)
        """Whose the floor is. Restored from a log, it waits for its holder."""
        self._restored = call.state in _OURS
        self._phase: TakenOver | None = None
        self.is_voiceless = False
        """Whether the AI has lost its voice for good: an operator's is enough."""
        self._settling_ms: int | None = None
        """Since when the AI waits for what was said last under an operator."""
        self._music_ms = 0
        self._most_music_ms = HELD_MS

    # --- inputs ----------------------------------------------------------------------

    def handle(self, what: Input, now_ms: int) -> Effects:  # noqa: C901 - a table
        """Take what concerns operators; all else passes."""
        match what:
            case OperatorCame(seat=seat, role=role):
                yield from self._came(seat, role, now_ms)
            case OperatorAsked(seat=seat, role=role, what=asked):
                yield from self._there(seat, now_ms)
                yield from self._asked(seat, role, asked, now_ms)
            case OperatorThere(seat=seat):
                yield from self._there(seat, now_ms)
            case OperatorLeft(seat=seat):
                if self.lease.gone(seat, now_ms):
                    yield from self._missed()
            case OperatorSpoke(item=item, text=text, began_ms=began_ms):
                at_ms = self._call.answer_ms(began_ms)
                yield Heard(speaker="operator", text=text, item=item, answer_ms=at_ms)
                yield TellVoice(Remember("assistant", text))
            case Ordered(order=order):
                yield from self.ordered(order, now_ms)
            case VoiceLost(final=True):
                self.is_voiceless = True
            case PhoneOpened() if self._restored:
                yield from self._restore(now_ms)
            case Tick():
                yield from self._tick(now_ms)
            case _:
                pass

    def _there(self, seat: Seat, now_ms: int) -> Effects:
        """Take a sign of life: a holder who was missed has the floor again."""
        if self.lease.sign(seat, now_ms):
            yield from self._heard_again()
            yield from self.announce()

    def _came(self, seat: Seat, role: Role, now_ms: int) -> Effects:
        resumed = role is Role.OPERATOR and self.lease.come_back(seat, now_ms)
        if resumed:
            yield from self._heard_again()
        yield from self._welcome(seat, resumed=resumed)

    def _beat(
        self, seat: Seat, role: Role, beat: wire.Heartbeat, now_ms: int
    ) -> Effects:
        """Let a holder go on whose new socket came before the old one was missed."""
        entitled = beat.returning and role is Role.OPERATOR
        if entitled and self.lease.claim(seat, now_ms):
            yield from self._heard_again()
            yield from self._welcome(seat, resumed=True)

    def _welcome(self, seat: Seat, *, resumed: bool) -> Effects:
        yield TellOperators(
            wire.Welcome(
                call_id=self._call.briefing.call_id,
                operator=seat.name,
                state=self._call.state,
                epoch=self.lease.epoch,
                floor=wire.Holder(holder=self._call.holder or None),
                resumed=resumed,
                phones=self._phones.names,
            ),
            seat.number,
        )
        if resumed:
            yield from self.announce()

    def _asked(  # noqa: C901 - a table, one line a case
        self, seat: Seat, role: Role, what: wire.FromOperator, now_ms: int
    ) -> Effects:
        if isinstance(what, wire.Heartbeat):
            yield from self._beat(seat, role, what, now_ms)
            return
        if why_not := self.objection(seat, role, what):
            yield self._refused(seat, what, why_not)
            return
        match what:
            case wire.TakeOver(comfort=tone):
                yield from self._take_over(seat, now_ms, tone=tone)
            case wire.HandBack(note=note):
                yield from self._hand_back(seat, note, now_ms)
            case wire.Whisper(text=text):
                yield from self.ordered(Whisper(text=text, author=seat.name), now_ms)
            case wire.Say(text=text):
                yield from self.ordered(Speak(text=text, author=seat.name), now_ms)
            case wire.Keys(digits=digits):
                order = PressKeys(digits=digits, author=seat.name)
                yield from self.ordered(order, now_ms)
            case wire.Hold():
                yield from self.ordered(Hold(author=seat.name), now_ms)
            case wire.Resume():
                yield from self.ordered(Resume(author=seat.name), now_ms)
            case wire.Note(text=text):
                yield from self.ordered(Note(author=seat.name, text=text), now_ms)
            case wire.Transfer():  # see `panda.session.transfers`
                pass
            case wire.End():
                talked = self._call.state in _THEIRS
                outcome = Outcome.COMPLETED if talked else Outcome.CANCELLED
                yield Over(outcome, "operator")

    def objection(self, seat: Seat, role: Role, what: wire.FromOperator) -> str:
        """Say why something is not done, as a stable code; "" if it is."""
        quiet = isinstance(what, wire.Whisper | wire.Note)
        live = is_live(self._call.state)
        reasons = {
            "role": role is not Role.OPERATOR,
            "held": not quiet and self._is_anothers(seat),
            "not_answered": not (quiet or live or isinstance(what, wire.End)),
            "transferred": self._call.state is CallState.TRANSFERRED
            and not (quiet or isinstance(what, wire.End)),
            "floor": isinstance(what, wire.Say) and self._call.state in _SILENT,
            "unknown": isinstance(what, wire.Transfer)
            and self._phones.find(what.to) is None,
            "being_put_through": isinstance(what, wire.Transfer)
            and self._call.state is CallState.TRANSFERRING,
            "not_yours": isinstance(what, wire.HandBack)
            and not self.lease.is_held_by(seat),
        }
        return next((reason for reason, holds in reasons.items() if holds), "")

    def _is_anothers(self, seat: Seat) -> bool:
        """Whether somebody else has the floor; of a missed one the name counts."""
        match self.lease.state:
            case LeaseState.FREE:
                return False
            case LeaseState.HELD:
                return not self.lease.is_held_by(seat)
            case LeaseState.MISSED:
                return seat.name != self.lease.holder

    def _refused(self, seat: Seat, what: wire.FromOperator, reason: str) -> Effect:
        holder = self.lease.holder or None
        refused = wire.Refused(what=what.type, reason=reason, holder=holder)
        return TellOperators(refused, seat.number)

    # --- orders, from the API and from operators ------------------------------------

    def ordered(self, order: Order, now_ms: int) -> Effects:
        """Do what somebody asked for; what makes no sense now is left."""
        live = is_live(self._call.state)
        here = self._call.state is not CallState.TRANSFERRED
        match order:
            case Speak(text=text) if live and self._call.state not in _SILENT:
                yield TellVoice(SpeakExactly(text))
            case PressKeys(digits=digits, author=author) if live and here:
                yield Pressed(keys=digits, label=author or "operator")
                yield PlayKeys(digits)
            case Whisper(text=text, author=author):
                yield Instructed(author=author, text=text)
                yield TellVoice(Remember("system", INSTRUCTION.format(text=text)))
            case Hold() if live and self._call.state not in {CallState.HELD, *_AWAY}:
                yield from self._hold(now_ms, HELD_MS)
            case Resume() if self._call.state is CallState.HELD:
                yield from self._resume(now_ms)
            case Note(author=author, text=text):
                yield Noted(author=author, text=text)
            case _:
                pass

    # --- the floor -------------------------------------------------------------------

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

    def _take_over(self, seat: Seat, now_ms: int, *, tone: bool) -> Effects:
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

    def _heard_again(self) -> Effects:
        """Let a holder who was missed be heard again; music they asked for plays on."""
        if self._call.state is CallState.TAKEN_OVER:
            yield from self.give(Talker.OPERATOR)

    def _hand_back(self, seat: Seat, note: str, now_ms: int) -> Effects:
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

    def _hold(self, now_ms: int, most_ms: int) -> Effects:
        self._music_ms, self._most_music_ms = now_ms, most_ms
        self._phase, self._settling_ms = None, None
        yield from self.give(Talker.MUSIC)
        yield Go(Trigger.HOLD, Held(self._call))
        yield from self.announce()

    def _resume(self, now_ms: int) -> Effects:
        if self.lease.state is LeaseState.HELD:
            yield from self._taken()
        else:
            self.lease.release()
            yield from self._to_ai(now_ms)

    # --- who goes without a word -----------------------------------------------------

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
                yield from self._hold(now_ms, LOST_HOLD_MS)
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
        if self._call.state is CallState.HELD:
            yield from self.give(Talker.MUSIC)
        elif self.lease.state is LeaseState.HELD:  # back before the line was
            yield from self.give(Talker.OPERATOR)
        else:
            self.lease.begin_grace(now_ms)
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
