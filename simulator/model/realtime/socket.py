"""A Realtime session on a WebSocket: carries out the session's effects."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, assert_never

from aiohttp import WSMsgType

from simulator.model.engine import voice
from simulator.model.realtime.effects import (
    Close,
    Effect,
    Failure,
    Forget,
    Note,
    Send,
    Speak,
    Think,
    Transcribe,
)
from simulator.model.realtime.troubles import SERVER

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Coroutine

    from aiohttp import web

    from simulator.model.ears import Ears
    from simulator.model.engine.prompt import Decision
    from simulator.model.realtime.dialect import Dialect
    from simulator.model.realtime.ids import Ids
    from simulator.model.realtime.session import Session
    from simulator.model.realtime.troubles import Troubles
    from simulator.model.settings import Settings
    from simulator.ports import Ledger

_log = logging.getLogger(__name__)
_TROUBLE_S = 0.05
"""How often a session looks whether a fault was ordered for it."""
_WAKE_S = 1.0
"""Longest sleep of the clock: a new effect may have made something due earlier."""


class Connection:
    """Drives one session until its socket closes."""

    def __init__(
        self,
        session: Session,
        *,
        socket: web.WebSocketResponse,
        dialect: Dialect,
        ears: Ears,
        ledger: Ledger,
        settings: Settings,
        troubles: Troubles,
        ids: Ids,
        rng: random.Random,
        now_ms: Callable[[], int],
        abort: Callable[[], None],
    ) -> None:
        self._session = session
        self._socket = socket
        self._dialect = dialect
        self._ears = ears
        self._voice = ears.voice(session.id)
        self._ledger = ledger
        self._settings = settings
        self._troubles = troubles
        self._frozen = False
        self._ids = ids
        self._rng = rng
        self._now_ms = now_ms
        self._abort = abort
        self._tasks: set[asyncio.Task[None]] = set()
        self._recognising: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._outbox: asyncio.Queue[str | Close] = asyncio.Queue()
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Serve the session until either side closes."""
        self._ledger.write("session", session_id=self._session.id)
        self._carry_out(self._session.opened())
        clock = self._start(self._clock())
        sender = self._start(self._sender())
        self._start(self._misfortune())
        if self._settings.drop_session_after_s:
            self._start(self._drop())
        try:
            async for message in self._socket:
                if self._frozen:
                    continue
                if message.type is WSMsgType.PING:
                    await self._socket.pong(message.data)
                elif message.type in {WSMsgType.TEXT, WSMsgType.BINARY}:
                    text = self._dialect.incoming(message.data)
                    self._carry_out(self._session.receive(text, self._now_ms()))
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(clock, sender, *self._tasks, return_exceptions=True)
            self._ledger.write("session_end", session_id=self._session.id)

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a session's task failed", exc_info=task.exception())

    def _carry_out(self, effects: list[Effect]) -> None:
        for effect in effects:
            match effect:
                case Send(type_, fields):
                    self._queue(type_, fields)
                case Transcribe():
                    key = (effect.item_id, effect.version)
                    self._recognising[key] = self._start(self._transcribe(effect))
                case Forget(item_id, version):
                    running = self._recognising.pop((item_id, version), None)
                    if running is not None:
                        running.cancel()
                case Think():
                    self._start(self._think(effect))
                case Speak():
                    self._start(self._speak(effect))
                case Note(kind, fields):
                    self._ledger.write(kind, session_id=self._session.id, **fields)
                case Close():
                    self._outbox.put_nowait(effect)
                case _:
                    assert_never(effect)
        self._changed.set()

    def _queue(self, type_: str, fields: dict[str, object]) -> None:
        if self._troubles.loses(type_):
            return
        event = {"type": type_, "event_id": self._ids.new("event"), **fields}
        for said in self._dialect.outgoing(event):
            # Escaped: a client may have made us repeat half a surrogate pair.
            self._outbox.put_nowait(json.dumps(said))

    async def _sender(self) -> None:
        while True:
            out = await self._outbox.get()
            if self._frozen:
                continue
            if isinstance(out, Close):
                await self._socket.close(code=out.code, message=out.reason.encode())
                return
            try:
                await self._socket.send_str(out)
            except ConnectionResetError:
                return  # the reader sees the end of the connection too

    async def _clock(self) -> None:
        while True:
            self._changed.clear()
            wait = (self._session.wake_at() - self._now_ms()) / 1000
            if wait > 0:
                try:
                    async with asyncio.timeout(min(wait, _WAKE_S)):
                        await self._changed.wait()
                except TimeoutError:
                    pass
                continue
            self._carry_out(self._session.tick(self._now_ms()))
            await asyncio.sleep(0)

    async def _drop(self) -> None:
        await asyncio.sleep(self._settings.drop_session_after_s)
        self._ledger.write("fault", name="drop_session", session_id=self._session.id)
        self._abort()

    async def _misfortune(self) -> None:
        """Let the session end as was ordered, now or while it runs."""
        while True:
            match self._troubles.ending(self._now_ms()):
                case "expire":
                    self._carry_out(self._session.expire(self._now_ms()))
                case "kill":
                    self._abort()
                case "freeze":
                    self._frozen = True
                case None:
                    await asyncio.sleep(_TROUBLE_S)

    async def _transcribe(self, effect: Transcribe) -> None:
        begun = self._now_ms()
        try:
            found = await self._ears.recogniser.transcribe(
                effect.mulaw,
                call=self._session.id,
                language=effect.language,
                prompt=effect.prompt,
            )
        except (OSError, RuntimeError, ValueError) as error:
            _log.warning("recognition failed: %r", error)
            found = None
        await asyncio.sleep(self._settings.transcription_delay_ms / 1000)
        self._recognising.pop((effect.item_id, effect.version), None)
        self._latency("recognition", begun)
        key = (effect.item_id, effect.version)
        self._carry_out(self._session.transcribed(*key, found, self._now_ms()))

    async def _think(self, effect: Think) -> None:
        begun = self._now_ms()
        decision: Decision | None
        try:
            decision = effect.prompt.allows(voice.decide(effect.prompt))
        except Exception:  # noqa: BLE001 - whatever it is, see below
            # A fault of the engine must not leave a response open for ever: the
            # client sees it fail, as it would see a failure of the real service.
            _log.exception("the engine failed")
            decision = None
        late_ms = self._settings.voice_delay_ms + self._troubles.delay_ms()
        await asyncio.sleep(late_ms / 1000)
        failed = self._rng.random() < self._settings.error_rate
        thought: Decision | Failure = self._troubles.failure() or (
            SERVER if failed or decision is None else decision
        )
        self._latency("think", begun)
        self._carry_out(
            self._session.thought(effect.response_id, thought, self._now_ms())
        )

    async def _speak(self, effect: Speak) -> None:
        begun = self._now_ms()
        mulaw: bytes | None
        try:
            mulaw = await self._voice.speak(
                effect.text, voice=effect.voice, speed=effect.speed
            )
        except (OSError, RuntimeError, ValueError) as error:
            _log.warning("speech failed: %r", error)
            mulaw = None
        self._latency("voice", begun)
        self._carry_out(self._session.spoken(effect.response_id, mulaw, self._now_ms()))

    def _latency(self, stage: str, begun_ms: int) -> None:
        spent = self._now_ms() - begun_ms
        self._ledger.write(
            "latency", session_id=self._session.id, stage=stage, ms=spent
        )
