"""One call at work: the session decides, the bridge joins, this moves bytes and time.

It owns the sockets and the clock of one call and nothing else; no decision about the
call is taken here. Everything happens on one event loop, one input at a time.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

from actors.adopt import CallDoor
from actors.booth import Booth
from actors.consulting import Seniors
from actors.dialled import DialledCall
from actors.display import Display
from actors.functions import PluginDesk
from actors.journal import Journal
from actors.keypad import Keypad
from actors.line import PhoneLine, door_path
from actors.operators import PATH
from actors.pressing import CarrierKeys
from actors.private import PrivateValues
from actors.recorder import Recorder, permitted
from actors.tasks import Tasks
from actors.transferring import OperatorLeg
from gateways.voice import RealtimeVoice
from panda.bridge import (
    Ask,
    Hear,
    Introduced,
    MediaBridge,
    Notice,
    Overheard,
    ToPhone,
)
from panda.errors import (
    ProtocolError,
    VoiceError,
    VoiceRefused,
)
from panda.mailbox import Dismiss
from panda.operator.phones import Phones
from panda.realtime.agent import Configure, Heard, Said, Say, StopAnswer
from panda.session.commands import (
    AskWay,
    BorrowRoute,
    Command,
    Consult,
    DropPhone,
    Entrust,
    FetchCallee,
    Finish,
    Foresee,
    GiveFloor,
    HangUp,
    LetHear,
    LetSpeak,
    MoveCallee,
    OpenVoice,
    PlaceCall,
    PlayEntry,
    PlayKeys,
    Publish,
    Record,
    RecordRoute,
    RingPhone,
    RunPlugin,
    TellOperators,
    TellVoice,
)
from panda.session.inputs import (
    Began,
    Ordered,
    PhoneClosed,
    PhoneOpened,
    Tick,
    VoiceLost,
)
from panda.session.session import CallSession

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from actors.adopt import Guest, Handshake
    from actors.ports import CallBoard, CallCarrier
    from panda.bridge import Effect
    from panda.campaign import Briefing, CallResult
    from panda.events import CallEvent
    from panda.ports import Clock, Plugins, Store, Supervisors
    from panda.realtime.agent import FromVoice
    from panda.session.inputs import Input
    from panda.settings import Settings

_log = logging.getLogger(__name__)

TICK_S = 0.1
HALF_OPEN_MS = 10_000
"""A line that has been without a frame for this long is gone (RELIABILITY R25)."""


class CallRunner:
    """Runs one call to its result."""

    def __init__(
        self,
        briefing: Briefing,
        *,
        settings: Settings,
        clock: Clock,
        store: Store,
        carrier: CallCarrier,
        board: CallBoard,
        supervisors: Supervisors,
        plugins: Plugins,
    ) -> None:
        briefing = self._briefing = permitted(briefing, settings)
        self._clock = clock
        self._board = board
        self._tasks = Tasks(briefing.call_id, self._fail)
        self._dialled = DialledCall(
            briefing, settings, clock, carrier, tasks=self._tasks, feed=self.feed
        )
        self._private = PrivateValues(briefing, settings)
        self._plugins = PluginDesk(plugins, self.feed)
        self._seniors = Seniors(briefing.call_id, supervisors, self.feed)
        phones = Phones(settings.transfer_phones)
        self._leg = OperatorLeg(
            briefing,
            settings,
            clock,
            carrier,
            phones=phones,
            dialled=self._dialled,
            tasks=self._tasks,
            feed=self.feed,
        )
        self._session = CallSession(
            briefing,
            settings.transports,
            if_lost=settings.operator_lost,
            phones=phones,
        )
        self._start_ms = clock.monotonic_ms() - self._session.began_ms
        self._bridge = MediaBridge()
        self._keypad = Keypad(
            self._bridge,
            CarrierKeys(briefing, settings, clock, carrier, tell=self.feed),
            self._private,
            dialled=self._dialled,
            tasks=self._tasks,
            carry_out=self.carry_out,
            feed=self.feed,
        )
        self._line = PhoneLine(
            settings,
            briefing.call_id,
            on_text=self._from_phone,
            on_closed=self._phone_closed,
        )
        self._voice = RealtimeVoice.from_settings(
            settings,
            on_event=self._from_voice,
            on_lost=self._voice_lost,
            quiet=self._is_quiet,
        )
        self._booth = Booth(
            self, briefing, settings, clock, session=self._session, bridge=self._bridge
        )
        self._door = CallDoor(
            door_path(settings.run_dir, briefing.call_id), self._welcome
        )
        self._configure = Configure(
            voice=briefing.voice or settings.voice,
            language=briefing.questionnaire.language,
        )
        self._journal = Journal(briefing.call_id, store)
        self._inputs: deque[Input] = deque()
        self._busy = False
        self._recorder = Recorder(
            briefing,
            settings,
            answer_ms=self._session.record.answer_ms,
            listen=lambda on: self._bridge.listen("recorder", on=on),
        )
        self._display = Display(
            board,
            self._session.record.snapshot(self.now_ms()),
            health=lambda: self._bridge.health(self.now_ms()),
            is_open=lambda: self._line.is_open,
            is_recorded=lambda: self._recorder.is_on,
        )
        self.unwritten: tuple[CallEvent, ...] = ()
        """After `run`, the end of the log if the store did not take it."""
        self._result: asyncio.Future[CallResult] = (
            asyncio.get_running_loop().create_future()
        )

    async def run(self) -> CallResult:
        """Run the call; everything it opened is closed when this returns or raises."""
        try:
            self._door.open()
            self._recorder.begin()
            self._tasks.spawn(self._read_orders())
            self._tasks.spawn(self._tick())
            self._tasks.spawn(self._display.run())
            self.feed(Began())
            result = await self._result
            self.unwritten = await self._journal.close()
            return result
        finally:
            await self._close()

    # --- inputs, one at a time -------------------------------------------------------

    def now_ms(self) -> int:
        """The session's clock."""
        return self._clock.monotonic_ms() - self._start_ms

    def feed(self, what: Input) -> None:
        """Hand an input to the session; what it causes meanwhile waits its turn."""
        self._inputs.append(what)
        if self._busy:
            return
        self._busy = True
        try:
            while self._inputs:
                now_ms = self.now_ms()
                for command in self._session.handle(self._inputs.popleft(), now_ms):
                    self._do(command, now_ms)
        finally:
            self._busy = False
            self._journal.kick()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            try:
                self.carry_out(self._bridge.tick(self.now_ms()))
            except ProtocolError as error:
                _log.warning("call %s: %s", self._briefing.call_id, error)
                self._line.hang_up(1008)
            if self._bridge.health(self.now_ms()).since_audio_ms > HALF_OPEN_MS:
                self._line.hang_up(1001)
            self._booth.tick()
            self._recorder.tick(self.now_ms())
            self.feed(Tick())

    async def _read_orders(self) -> None:
        async for order in self._board.orders(self._briefing.call_id):
            if isinstance(order, Dismiss):
                self._booth.dismiss(order.operator)
            else:
                self.feed(Ordered(order))

    # --- commands --------------------------------------------------------------------

    def _do(self, command: Command, now_ms: int) -> None:  # noqa: C901, PLR0912
        """Carry a command out; a table, one line a case."""
        match command:
            case OpenVoice():
                self._tasks.spawn(self._open_voice())
            case TellVoice(what=Configure() as what):
                self._set_up(what)
            case TellVoice(what=what):
                self._voice.send(what)
            case PlaceCall(keys=keys):
                self._dialled.place(keys)
            case PlayKeys() | PlayEntry():
                self._keypad.do(command, now_ms)
            case Entrust(field=field, sealed=sealed):
                self._private.entrust(field, sealed)
            case LetHear(on=on, replay_ms=replay_ms):
                self.carry_out(self._bridge.let_hear(on=on, replay_ms=replay_ms))
            case LetSpeak(on=on):
                self.carry_out(self._bridge.let_speak(on=on, now_ms=now_ms))
            case Consult(consultation=asked):
                self._tasks.spawn(self._seniors.consult(asked))
            case Foresee(consultation=asked):
                self._tasks.spawn(self._seniors.foresee(asked))
            case RunPlugin():
                self._tasks.spawn(self._plugins.run(command))
            case AskWay(question=asked):
                self._tasks.spawn(self._seniors.ask_way(asked))
            case Record(event=event):
                self._private.recorded(event)
                self._journal.add(event)
                self._booth.recorded(event)
                self._recorder.recorded(event)
            case RecordRoute(trip=trip):
                self._tasks.spawn(self._journal.remember(trip), last_words=True)
            case BorrowRoute(inquiry=inquiry):
                now = self._clock.now()
                self._tasks.spawn(self._journal.borrow(inquiry, now, self.feed))
            case Publish(snapshot=snapshot):
                self._display.show(snapshot)
            case GiveFloor() as floor:
                self._booth.give_floor(floor, now_ms)
            case RingPhone() | MoveCallee() | FetchCallee() | DropPhone():
                self._leg.do(command)
            case TellOperators() as told:
                self._booth.tell(told)
            case HangUp():
                self._dialled.hang_up()
            case Finish(result=result):
                self._result.set_result(result)

    def _set_up(self, what: Configure) -> None:
        if what.turns is not None:
            self._bridge.interruptible = what.turns.interruptible
        self._voice.send(what)

    async def _open_voice(self) -> None:
        try:
            await self._voice.open(self._configure)
        except VoiceError as error:
            _log.warning("call %s: %s", self._briefing.call_id, error)
            refused = isinstance(error, VoiceRefused)
            self.feed(VoiceLost(0, final=True, refused=refused))

    # --- the voice -------------------------------------------------------------------

    def _from_voice(self, heard: FromVoice) -> None:
        with self.guarded():
            event = self._private.struck(heard)
            # The words of an utterance before the news that it has been played.
            if isinstance(event, Said):
                self.feed(event)
            self.carry_out(self._bridge.from_voice(event, self.now_ms()))
            if isinstance(event, Heard):
                self._booth.callee_speaks(event)
            if not isinstance(event, Say | Said):
                self.feed(event)

    def _voice_lost(self, attempt: int, *, final: bool) -> None:
        with self.guarded():
            self.carry_out(self._bridge.voice_lost(self.now_ms()))
            self.feed(VoiceLost(attempt, final=final))

    def _is_quiet(self) -> bool:
        return not self._bridge.health(self.now_ms()).unplayed_ms

    # --- whoever comes in at the door -------------------------------------------------

    def _welcome(self, handshake: Handshake) -> Guest | None:
        is_operator = handshake.path.startswith(PATH)
        guests = self._booth if is_operator else self._line
        return guests.welcome(handshake)

    # --- the phone -------------------------------------------------------------------

    def _from_phone(self, text: str) -> None:
        with self.guarded():
            self.carry_out(self._bridge.from_phone(text, self.now_ms()))

    def _phone_closed(self, *, clean: bool) -> None:
        del clean  # what the carrier says by `stop` counts, not how its socket went
        with self.guarded():
            self.carry_out(self._bridge.phone_lost(self.now_ms()))
            self._voice.send(StopAnswer())
            self.feed(PhoneClosed(stopped=False))

    def carry_out(self, effects: Iterable[Effect]) -> None:
        """Do what the bridge wants done."""
        for effect in effects:
            match effect:
                case Hear(audio=audio):
                    self._voice.append(audio)
                case ToPhone(text=text):
                    self._line.send(text)
                case Notice(input=what):
                    self.feed(what)
                case Ask(what=what):
                    self._voice.send(what)
                case Overheard() as sound:
                    self._booth.overheard(sound)
                    self._recorder.overheard(sound)
                case Introduced(start=start):
                    self._dialled.admit(start)  # or it is not this call's
                    self.feed(PhoneOpened(start.call_sid, start.stream_sid))

    # --- housekeeping ----------------------------------------------------------------

    def guarded(self) -> AbstractContextManager[None]:
        """See `Tasks.guarded`."""
        return self._tasks.guarded()

    def _fail(self, error: BaseException) -> None:
        """End the call for a fault of our own: its actor dies, it is recovered."""
        if not self._result.done():
            self._result.set_exception(error)

    async def _close(self) -> None:
        """Close what was opened; what must still be said to others is said first."""
        await self._tasks.close()
        self._door.close()
        self._line.close()
        await self._booth.close()
        await self._voice.close()
        await self._recorder.close()
        await self._display.publish()
