"""One call at work: the session decides, the bridge joins, this moves bytes and time.

It owns the sockets and the clock of one call and nothing else; no decision about the
call is taken here. Everything happens on one event loop, one input at a time.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from actors.journal import Journal
from actors.line import PhoneLine
from actors.pressing import CarrierKeys
from gateways.voice import RealtimeVoice
from panda.bridge import Ask, Hear, Introduced, MediaBridge, Notice, ToPhone
from panda.carrier import DialOrder, Placed
from panda.errors import (
    CarrierError,
    PandaError,
    ProtocolError,
    VoiceError,
    VoiceRefused,
)
from panda.realtime.agent import Configure, Said, Say, StopAnswer
from panda.session.commands import (
    AskWay,
    Command,
    Consult,
    Finish,
    HangUp,
    LetHear,
    LetSpeak,
    OpenVoice,
    PlaceCall,
    PlayKeys,
    Publish,
    Record,
    RecordRoute,
    TellVoice,
)
from panda.session.inputs import (
    Began,
    DialAccepted,
    DialRejected,
    KeysRefused,
    Ordered,
    PhoneClosed,
    PhoneOpened,
    SupervisorAnswered,
    SupervisorFailed,
    Tick,
    VoiceLost,
    WayShown,
)
from panda.session.session import CallSession
from panda.tokens import verify

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator

    from actors.ports import CallBoard, CallCarrier
    from panda.bridge import Effect
    from panda.campaign import Briefing, CallResult
    from panda.events import CallEvent
    from panda.ports import Clock, Store, Supervisors
    from panda.realtime.agent import FromVoice
    from panda.session.inputs import Input
    from panda.settings import Settings
    from panda.stream import Started

T = TypeVar("T")
_log = logging.getLogger(__name__)

TICK_S = 0.1
NEWS_TICKS = 4
"""What has changed goes out at most every 0.4 s."""
PLACING_S = 30.0
"""How long a call that is to end waits for its own placing: the carrier's answer may
take 10 s, and looking for a lost one 20 (`panda.dispatch.placing`)."""
HALF_OPEN_MS = 10_000
"""A line that has been without a frame for this long is gone (RELIABILITY R25)."""
LEVELS_TICKS = 10
"""Levels alone go out once a second: each time costs the hub 2 ms of CPU."""


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
    ) -> None:
        self._briefing = briefing
        self._settings = settings
        self._clock = clock
        self._carrier = carrier
        self._board = board
        self._supervisors = supervisors
        self._keys = CarrierKeys(
            briefing,
            settings,
            clock,
            carrier,
            on_refused=lambda: self._feed(KeysRefused()),
        )
        self._session = CallSession(briefing, settings.transports)
        self._start_ms = clock.monotonic_ms() - self._session.began_ms
        self._bridge = MediaBridge()
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
        self._configure = Configure(
            voice=settings.voice, language=briefing.questionnaire.language
        )
        self._placing: asyncio.Task[None] | None = None
        self._journal = Journal(briefing.call_id, store)
        self._inputs: deque[Input] = deque()
        self._busy = False
        self._call_sid = briefing.call_sid
        self._shown = Publish(self._session.record.snapshot(self._now_ms()))
        self._changed = True
        self.unwritten: tuple[CallEvent, ...] = ()
        """After `run`, the end of the log if the store did not take it."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_words: set[asyncio.Task[None]] = set()
        """Those that may not be cut short by the call's end."""
        self._result: asyncio.Future[CallResult] = (
            asyncio.get_running_loop().create_future()
        )

    async def run(self) -> CallResult:
        """Run the call; everything it opened is closed when this returns or raises."""
        try:
            self._line.open()
            self._spawn(self._read_orders())
            self._spawn(self._tick())
            self._spawn(self._show())
            self._feed(Began())
            result = await self._result
            self.unwritten = await self._journal.close()
            return result
        finally:
            await self._close()

    # --- inputs, one at a time -------------------------------------------------------

    def _now_ms(self) -> int:
        return self._clock.monotonic_ms() - self._start_ms

    def _feed(self, what: Input) -> None:
        """Hand an input to the session; what it causes meanwhile waits its turn."""
        self._inputs.append(what)
        if self._busy:
            return
        self._busy = True
        try:
            while self._inputs:
                now_ms = self._now_ms()
                for command in self._session.handle(self._inputs.popleft(), now_ms):
                    self._do(command, now_ms)
        finally:
            self._busy = False
            self._journal.kick()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            try:
                self._effects(self._bridge.tick(self._now_ms()))
            except ProtocolError as error:
                _log.warning("call %s: %s", self._briefing.call_id, error)
                self._line.hang_up(1008)
            if self._bridge.health(self._now_ms()).since_audio_ms > HALF_OPEN_MS:
                self._line.hang_up(1001)
            self._feed(Tick())

    async def _show(self) -> None:
        """Show the call; apart from the ticks, which must not wait for the hub."""
        ticks = 0
        while True:
            await asyncio.sleep(TICK_S)
            ticks += 1
            if ticks % (NEWS_TICKS if self._changed else LEVELS_TICKS) == 0:
                await self._publish()

    async def _read_orders(self) -> None:
        async for order in self._board.orders(self._briefing.call_id):
            self._feed(Ordered(order))

    # --- commands --------------------------------------------------------------------

    def _do(self, command: Command, now_ms: int) -> None:  # noqa: C901, PLR0912
        """Carry a command out; a table, one line a case."""
        match command:
            case OpenVoice():
                self._spawn(self._open_voice())
            case TellVoice(what=Configure() as what):
                self._set_up(what)
            case TellVoice(what=what):
                self._voice.send(what)
            case PlaceCall(keys=keys):
                self._placing = self._spawn(self._place_call(keys))
                self._last_words.add(self._placing)
            case PlayKeys(digits=digits, transport="update"):
                self._spawn(self._keys.press(self._call_sid, digits))
            case PlayKeys(digits=digits, transport=by):
                slow = by == "slow"
                self._effects(self._bridge.press(digits, slow=slow, now_ms=now_ms))
            case LetHear(on=on, replay_ms=replay_ms):
                self._effects(self._bridge.let_hear(on=on, replay_ms=replay_ms))
            case LetSpeak(on=on):
                self._effects(self._bridge.let_speak(on=on, now_ms=now_ms))
            case Consult(consultation=asked):
                advice = self._supervisors.advise(asked)
                self._spawn(self._consult(asked.request, advice, SupervisorAnswered))
            case AskWay(question=asked):
                way = self._supervisors.show_way(asked)
                self._spawn(self._consult(asked.request, way, WayShown))
            case Record(event=event):
                self._journal.add(event)
            case RecordRoute(trip=trip):
                self._last_words.add(self._spawn(self._journal.remember(trip)))
            case Publish():
                self._shown, self._changed = command, True
            case HangUp():
                self._last_words.add(self._spawn(self._hang_up()))
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
            self._feed(VoiceLost(0, final=True, refused=refused))

    async def _place_call(self, keys: str) -> None:
        reply = await self._carrier.place(DialOrder.of(self._briefing, keys))
        if isinstance(reply, Placed):
            self._call_sid = reply.call_sid
            self._feed(DialAccepted(reply.call_sid))
        else:
            self._feed(DialRejected(reply.reason, unsure=reply.unsure))

    async def _consult(
        self, request: str, asked: Awaitable[T], answered: Callable[[T], Input]
    ) -> None:
        """Wait for a supervisor, and feed its answer, or that there is none."""
        try:
            answer = await asked
        except PandaError as error:
            kind = type(error).__name__
            _log.warning("call %s: supervisor: %s", self._briefing.call_id, kind)
            self._feed(SupervisorFailed(request))
        else:
            self._feed(answered(answer))

    async def _hang_up(self) -> None:
        """End the call; one that is just being placed is waited for, not forgotten."""
        if self._placing is not None:
            await asyncio.wait([self._placing], timeout=PLACING_S)
        if self._call_sid:
            await self._carrier.hang_up(self._call_sid)

    # --- the voice -------------------------------------------------------------------

    def _from_voice(self, event: FromVoice) -> None:
        with self._guarded():
            # The words of an utterance before the news that it has been played.
            if isinstance(event, Said):
                self._feed(event)
            self._effects(self._bridge.from_voice(event, self._now_ms()))
            if not isinstance(event, Say | Said):
                self._feed(event)

    def _voice_lost(self, attempt: int, *, final: bool) -> None:
        with self._guarded():
            self._effects(self._bridge.voice_lost(self._now_ms()))
            self._feed(VoiceLost(attempt, final=final))

    def _is_quiet(self) -> bool:
        return not self._bridge.health(self._now_ms()).unplayed_ms

    # --- the phone -------------------------------------------------------------------

    def _from_phone(self, text: str) -> None:
        with self._guarded():
            self._effects(self._bridge.from_phone(text, self._now_ms()))

    def _introduced(self, start: Started) -> None:
        """Let the stream in if its token is ours, for this call and this epoch."""
        key = self._settings.signing_key.encode()
        token = verify(
            start.parameters.get("token", ""), key, now_s=self._clock.now().timestamp()
        )
        brief = self._briefing
        if (token.call_id, token.epoch) != (brief.call_id, brief.epoch):
            raise ProtocolError("token is for another call")
        if start.account_sid != self._settings.twilio_account_sid:
            raise ProtocolError("stream is of another account")
        if self._call_sid and start.call_sid != self._call_sid:
            raise ProtocolError("stream is of another call")
        self._call_sid = start.call_sid
        self._feed(PhoneOpened(start.call_sid, start.stream_sid))

    def _phone_closed(self, *, clean: bool) -> None:
        del clean  # what the carrier says by `stop` counts, not how its socket went
        with self._guarded():
            self._effects(self._bridge.phone_lost(self._now_ms()))
            self._voice.send(StopAnswer())
            self._feed(PhoneClosed(stopped=False))

    def _effects(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            match effect:
                case Hear(audio=audio):
                    self._voice.append(audio)
                case ToPhone(text=text):
                    self._line.send(text)
                case Notice(input=what):
                    self._feed(what)
                case Ask(what=what):
                    self._voice.send(what)
                case Introduced(start=start):
                    self._introduced(start)

    # --- housekeeping ----------------------------------------------------------------

    async def _publish(self) -> None:
        health = self._bridge.health(self._now_ms())
        snapshot = self._shown.snapshot.model_copy(
            update={
                "level_in_db": health.level_in_db,
                "level_out_db": health.level_out_db,
                "gaps": health.gaps,
            }
        )
        if self._changed or self._line.is_open:
            self._changed = False
            await self._board.publish(snapshot)

    def _spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._last_words.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, CarrierError):
            _log.warning("call %s: carrier: %s", self._briefing.call_id, error.code)
        else:
            self._fail(error)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Let no bug of ours end on a library's stack, where nobody would see it."""
        try:
            yield
        except ProtocolError:
            raise  # the peer's fault: its socket closes, the call goes on
        except Exception as error:  # noqa: BLE001 - whatever it is, the call must know
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        """End the call for a fault of our own: its actor dies, it is recovered."""
        if not self._result.done():
            self._result.set_exception(error)

    async def _close(self) -> None:
        """Close what was opened; what must still be said to others is said first."""
        for task in self._tasks - self._last_words:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._line.close()
        await self._voice.close()
        await self._publish()
