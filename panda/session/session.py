"""One call: inputs in, commands out; the phases decide, this keeps the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from panda.audio.sounds import Sound
from panda.call import CallState, Outcome, Trigger, is_live
from panda.carrier import TERMINAL
from panda.event import Event
from panda.events import (
    Ended,
    Heard as HeardEvent,
    Interrupted,
    Metered,
    PutThrough,
    Reattached,
    TransferMoved,
    VoiceReopened,
)
from panda.mailbox import CarrierNews
from panda.menu.escalation import STANDARD
from panda.operator.phones import Phones
from panda.operator.transfer import Stage
from panda.operator.wire import Ended as EndedMessage
from panda.realtime.agent import (
    AnswerStarted,
    EndTurn,
    Heard,
    Ready,
    Remember,
    Said,
    SpeechStarted,
    Usage,
)
from panda.session.attachment import Attachment, Audio, Change, since_died
from panda.session.changing import Changing
from panda.session.commands import (
    FetchCallee,
    Finish,
    Foresee,
    HangUp,
    MoveCallee,
    OpenVoice,
    PlayEntry,
    PlayKeys,
    Publish,
    Record,
    RecordRoute,
    TellOperators,
    TellVoice,
)
from panda.session.directions import AWAY
from panda.session.functions import Functions
from panda.session.inputs import (
    Began,
    CalleeStays,
    CutOff,
    DialAccepted,
    EntryUnfit,
    Foreseen,
    KeysRefused,
    Ordered,
    PeopleTold,
    PhoneClosed,
    PhoneOpened,
    SoundChanged,
    SupervisorAnswered,
    Tick,
    VoiceLost,
    WayShown,
)
from panda.session.last_words import LastWords
from panda.session.operators import Operators
from panda.session.people import People
from panda.session.phases.dialing import Dialing
from panda.session.phases.opening import Opening
from panda.session.phases.phase import Do, Effect, Go, Over, Take
from panda.session.promptness import Promptness
from panda.session.record import CallRecord
from panda.session.resuming import RESUME
from panda.session.transfers import Transfers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from panda.campaign import Briefing
    from panda.carrier import StatusUpdate
    from panda.menu.menu import Transport
    from panda.operator.lease import IfLost
    from panda.session.commands import Command
    from panda.session.inputs import Input
    from panda.session.phases.phase import Phase

_TAKEN_AWAY = frozenset({Trigger.TAKE_OVER, Trigger.HOLD, Trigger.TRANSFER})
"""What takes a call out of the hands of a phase of ours."""
_VOICELESS = frozenset({CallState.QUEUED, CallState.TAKEN_OVER, *AWAY})
"""Where a voice that is lost for good is not missed yet."""
_FIRST = frozenset({CallState.LISTENING, CallState.NAVIGATING})
"""Until a key was pressed in these it is still they who picked up that ring."""


class CallSession:
    """One call from its briefing to its result."""

    def __init__(
        self,
        briefing: Briefing,
        transports: Collection[Transport] = STANDARD,
        *,
        if_lost: IfLost = "ai",
        phones: Phones | None = None,
    ) -> None:
        """Begin with what is known.

        Args:
            briefing: The call.
            transports: What the installation can have keys carried by.
            if_lost: What is done about an operator who is lost.
            phones: Where the call may be put through to.
        """
        self.record = CallRecord(briefing, transports)
        self.began_ms = self.record.replay(briefing.restored)
        """Where this session's clock starts: 0, or the end of the restored log."""
        self._phase: Phase = Opening(self.record)
        self._speech_ms: dict[str, int] = {}
        self._promptness = Promptness()
        self._answer_ms = 0
        """When the voice began its latest answer."""
        self._audio = Attachment()
        self._last_words = LastWords()
        self._asked_press = 0
        """Which keys the carrier was asked for last."""
        phones = phones or Phones()
        self.record.phones = phones.names
        self.operators = Operators(self.record, if_lost, phones)
        self.transfers = Transfers(self.record, self.operators, phones)
        self._people = People(self.record)
        self._changing = Changing(self.record)
        self.functions = Functions(
            self.record,
            self.operators,
            self.transfers,
            self._people,
            lambda: self._phase,
        )
        self._restoring = briefing.epoch > 0

    @property
    def state(self) -> CallState:
        """Where the call stands."""
        return self.record.state

    def handle(self, what: Input, now_ms: int) -> list[Command]:
        """Take what happened; return what is to be done, in order."""
        if self.record.outcome is not None:
            return []
        before = self.record.length
        commands = list(self._carry_out(self._take(what, now_ms), now_ms))
        if self.record.length > before and self.record.outcome is None:
            commands.append(Publish(self.record.snapshot(now_ms)))
        return commands

    def _take(self, what: Input, now_ms: int) -> Iterator[Effect]:
        if self._last_words.awaited:
            if isinstance(what, Heard) and what.final:
                yield self._theirs(what.item, what.text, now_ms)
            if self._last_words.have_come(what, now_ms):
                yield self._hung_up()
            return
        phase = self._phase
        if isinstance(what, Foreseen):
            self.record.foreseeing = ""
        yield from self._everywhere(what, now_ms)
        yield from self._changing.handle(what)
        yield from self._people.handle(what, now_ms)
        if self._people.take_news():
            yield from self._phase.handle(PeopleTold(), now_ms)
        yield from self.operators.handle(what, now_ms)
        yield from self.transfers.handle(what, now_ms)
        yield from self.functions.handle(what, now_ms)
        if self.record.outcome is not None:
            return
        # While the line is gone, its silence means nothing to the phase; and what led
        # into one was dealt with when it began.
        is_silence = isinstance(what, Tick) and self._audio.gone
        if self._phase is phase and not is_silence:
            yield from self._phase.handle(what, now_ms)
        yield from self._limits(what, now_ms)

    def _carry_out(  # noqa: C901, PLR0912 - a table, one line a case
        self, effects: Iterable[Effect], now_ms: int
    ) -> Iterator[Command]:
        for effect in effects:
            match effect:
                case Event():
                    logged = self.record.add(effect, now_ms)
                    yield Record(logged)
                    yield from self._carry_out(self._people.noticed(logged), now_ms)
                    if isinstance(effect, TransferMoved):
                        self._transfer_moved(effect.stage, now_ms)
                case Go(trigger=trigger, phase=phase):
                    if trigger in _TAKEN_AWAY or self.record.state in AWAY:
                        yield from self._carry_out(self._phase.leave(now_ms), now_ms)
                    logged = self.record.move(trigger, now_ms)
                    yield Record(logged)
                    yield from self._carry_out(self._people.noticed(logged), now_ms)
                    self._phase = phase
                    yield from self._carry_out(phase.enter(now_ms), now_ms)
                case Over():
                    yield from self._end(effect, now_ms)
                case Take(what=what):
                    yield from self._carry_out(self._take(what, now_ms), now_ms)
                case Foresee(consultation=asked):
                    self.record.foreseeing = asked.request
                    yield effect
                case Do():
                    done = self.functions.carry_out(effect, now_ms)
                    yield from self._carry_out(done, now_ms)
                case (
                    PlayKeys(transport="update", press=press)
                    | PlayEntry(transport="update", press=press)
                ):
                    self._asked_press = press
                    self._audio.take(Change.ASKED, now_ms)
                    yield effect
                case MoveCallee() | FetchCallee():
                    self._audio.take(Change.SENT, now_ms)
                    yield effect
                case RecordRoute(trip=trip):
                    self.record.wrong_keys += len(trip.dead)
                    yield effect
                case _:
                    yield effect
            if self.record.outcome is not None:
                return

    def _end(self, over: Over, now_ms: int) -> Iterator[Command]:
        yield from self._carry_out(self._phase.ended(over, now_ms), now_ms)
        yield from self._carry_out(self.transfers.ended(), now_ms)
        yield from self._carry_out(self._people.leave(), now_ms)
        outcome = self.record.settled(over.outcome)
        yield Record(self.record.move(Trigger.END, now_ms))
        ended = Ended(outcome=outcome, reason=over.reason)
        yield Record(self.record.add(ended, now_ms))
        yield TellOperators(EndedMessage(outcome=outcome))
        if over.hang_up:
            yield HangUp()
        yield Publish(self.record.snapshot(now_ms))
        yield Finish(self.record.result(now_ms))

    def _transfer_moved(self, stage: Stage, now_ms: int) -> None:
        if stage is Stage.RETURNING:
            self._audio.take(Change.LEFT, now_ms)

    # --- what counts in every phase --------------------------------------------------

    def _everywhere(  # noqa: C901, PLR0912 - a table, one line a case
        self, what: Input, now_ms: int
    ) -> Iterator[Effect]:
        self._promptness.take(what, now_ms)
        match what:
            case Began():
                yield from self._begin(now_ms)
            case DialAccepted(call_sid=call_sid):
                self.record.call_sid = call_sid
            case SpeechStarted(item=item):
                self._speech_ms[item] = now_ms
            case AnswerStarted():
                self._answer_ms = now_ms
            case Heard(item=item, text=text, final=True):
                yield self._theirs(item, text, now_ms)
            case Said(text=text) if text:
                yield self._ours(what)
            case CutOff(item=item, heard_ms=heard_ms):
                yield Interrupted(item=item, heard_ms=heard_ms)
            case SoundChanged(sound=sound):
                self.record.sound = sound
                if sound is Sound.RING and self._may_be_elsewhere():
                    yield PutThrough()
            case Usage():
                yield Metered(usage=self.record.usage.add_voice(what))
            case SupervisorAnswered(advice=advice) | Foreseen(advice=advice) if advice:
                tokens = advice.tokens_in, advice.tokens_out
                yield Metered(usage=self.record.usage.add_supervisor(*tokens))
            case WayShown(answer=answer):
                tokens = answer.tokens_in, answer.tokens_out
                yield Metered(usage=self.record.usage.add_supervisor(*tokens))
            case VoiceLost(attempt=attempt, final=final):
                yield from self._voice_lost(attempt, final=final)
            case Ready() if self._restoring:
                self._restoring = False
                yield from self._remind()
            case PhoneOpened(call_sid=call_sid):
                self.record.call_sid = call_sid
                if self._audio.take(Change.OPENED, now_ms):
                    yield Reattached(epoch=self.record.briefing.epoch)
            case PhoneClosed(stopped=stopped):
                change = Change.STOPPED if stopped else Change.BROKE
                yield from self._audio_ended(change, now_ms)
            case KeysRefused(press=press) if press == self._asked_press:
                yield from self._audio_ended(Change.REFUSED, now_ms)
            case CalleeStays():
                yield from self._audio_ended(Change.REFUSED, now_ms)
            case EntryUnfit():
                self._audio.take(Change.REFUSED, now_ms)  # it asked nobody for keys
            case Ordered(order=CarrierNews(update=update)):
                yield from self._told(update, now_ms)
            case _:
                pass

    def _may_be_elsewhere(self) -> bool:
        """Whether ringing now is news: not before anything was done on the call."""
        state = self.record.state
        done = self.record.keys or state not in _FIRST
        return is_live(state) and bool(done) and not self.record.put_through

    def _begin(self, now_ms: int) -> Iterator[Effect]:
        phase = RESUME.get(self.record.state)
        if self.record.state is CallState.QUEUED and self.record.briefing.placed:
            # Its actor died before it could write down that it had dialled.
            yield Go(Trigger.DIAL, Dialing(self.record, placed=True))
        elif self._restoring and phase is Dialing:
            self._phase = Dialing(self.record, placed=True)
        elif self._restoring and phase is not None:
            self._phase = phase(self.record)
            stage = self.transfers.stage
            for change in since_died(self.record.state, stage):
                self._audio.take(change, now_ms)
        if not isinstance(self._phase, Opening):
            yield OpenVoice()
        else:
            yield from self._phase.enter(now_ms)

    def _remind(self) -> Iterator[Effect]:
        """Tell a new voice what was said before its time."""
        for line in self.record.lines:
            role: Literal["user", "assistant"] = (
                "user" if line.speaker == "business" else "assistant"
            )
            yield TellVoice(Remember(role, line.text))

    def _theirs(self, item: str, text: str, now_ms: int) -> HeardEvent:
        at_ms = self.record.answer_ms(self._speech_ms.pop(item, now_ms))
        return HeardEvent(speaker="business", text=text, item=item, answer_ms=at_ms)

    def _ours(self, said: Said) -> HeardEvent:
        return HeardEvent(
            speaker="agent",
            text=said.text,
            item=said.item,
            answer_ms=self.record.answer_ms(self._answer_ms),
            length_ms=said.ms,
            after_ms=self._promptness.after_ms(said.item),
        )

    def _voice_lost(self, attempt: int, *, final: bool) -> Iterator[Effect]:
        yield VoiceReopened(attempt=attempt)
        # Before the dial it is for `Opening` to say what that means; under an operator
        # nobody misses it until the AI is to be heard again.
        if final and self.record.state not in _VOICELESS:
            yield Over(Outcome.FAILED, "voice_lost")

    def _audio_ended(self, change: Change, now_ms: int) -> Iterator[Effect]:
        self._audio.take(change, now_ms)
        if self._audio.state is Audio.OVER:  # their call is no longer up
            yield from self._line_gone(now_ms)

    def _told(self, update: StatusUpdate, now_ms: int) -> Iterator[Effect]:
        if is_live(self.record.state) and update.status in TERMINAL:
            yield from self._line_gone(now_ms)

    def _line_gone(self, now_ms: int) -> Iterator[Effect]:
        over = self._hung_up()
        cut_off = over.outcome is Outcome.HUNG_UP and self._speech_ms
        if cut_off and not self.record.findings:
            self._last_words.begin(now_ms)
            yield TellVoice(EndTurn())
        else:
            yield over

    def _hung_up(self) -> Over:
        """Say what it means that the carrier has ended the callee's leg."""
        if self._audio.state is Audio.LOST:
            return Over(Outcome.FAILED, "line_lost", hang_up=False)
        if self.record.state is CallState.TRANSFERRED:
            return Over(Outcome.COMPLETED, "transferred", hang_up=False)
        return Over(Outcome.HUNG_UP, "callee", hang_up=False)

    def _limits(self, what: Input, now_ms: int) -> Iterator[Effect]:
        if not isinstance(what, Tick):
            return
        if self.record.left_ms(now_ms) < 0:
            waiting = self.record.state is CallState.ON_HOLD
            yield Over(Outcome.HOLD_TOO_LONG if waiting else Outcome.TIME_LIMIT)
        elif self._audio.given_up(now_ms):
            yield Over(Outcome.FAILED, "stream_lost")
