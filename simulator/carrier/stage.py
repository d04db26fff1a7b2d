"""What an answered call can do: streams, keys, words, silence, detection.

This is the `Stage` that the interpreter plays on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal, assert_never
from urllib.parse import urlsplit

from picows import WSError

from simulator.carrier import overrides
from simulator.carrier.addresses import NoRoute
from simulator.carrier.amd import Detector
from simulator.carrier.callbacks import call_params
from simulator.carrier.calls import rfc2822
from simulator.carrier.faults import number
from simulator.carrier.line import Clip
from simulator.carrier.media import Ended, MediaSocket, refusal
from simulator.carrier.params import Fetch
from simulator.carrier.sids import sid
from simulator.carrier.stream import Identity, MediaStream
from simulator.carrier.webhooks import WebhookFailed
from simulator.speech.tones import dtmf

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.carrier.calls import Call
    from simulator.carrier.line import Line, Source
    from simulator.carrier.params import Amd
    from simulator.carrier.twiml import BadDocument, Say, Stream
    from simulator.carrier.world import World

Ending = Literal["call-ended", "replaced"]


class CallStage:
    """One answered call, as its documents see it."""

    def __init__(
        self, call: Call, world: World, line: Line, *, drop: Callable[[], None]
    ) -> None:
        self.ending: Ending = "call-ended"
        """Why the current document is being cancelled; set before it is."""
        self.socket: MediaSocket | None = None
        """The open media stream, if there is one."""
        self._call = call
        self._world = world
        self._line = line
        self._drop = drop
        self._streams = 0
        self._port = _port_of(call)
        self._detection: asyncio.Task[None] | None = None
        self._cutter: asyncio.TimerHandle | None = None

    def close(self) -> None:
        """Stop what runs beside the document."""
        if self._detection is not None:
            self._detection.cancel()

    async def fetch(
        self,
        fetch: Fetch,
        *,
        redirect: bool,
        failed: BadDocument | WebhookFailed | None,
    ) -> str:
        """Fetch a document (see `Stage`)."""
        world, call = self._world, self._call
        params = call_params(call)
        if failed is not None:
            params |= {"ErrorCode": str(failed.code), "ErrorUrl": fetch.url}
        honoured = not redirect or world.settings.redirect_overrides
        limits = overrides.limits(fetch.url) if honoured else overrides.DEFAULT
        http = 0
        try:
            answer = await world.webhooks.send(
                fetch,
                params,
                token=f"{call.sid}-{world.rng.getrandbits(32)}",
                limits=limits,
            )
            http = answer.http
        except WebhookFailed as error:
            http = error.http
            raise
        finally:
            if redirect:
                world.ledger.write("recover", call_sid=call.sid, http=http)
        if not answer.content_type.endswith(("xml", "html")):
            raise WebhookFailed(12300, "the answer is not XML", http=http)
        return answer.text

    def failed(self, error: BadDocument | WebhookFailed) -> None:
        """Write down that a document could not be used."""
        self._world.ledger.write(
            "fault", name="twiml", call_sid=self._call.sid, code=error.code
        )

    async def play_keys(self, digits: str) -> None:
        """Play keys as tones, the way the callee's own network would hear them."""
        await self._play(dtmf(digits))

    async def say(self, verb: Say) -> None:
        """Speak through the world's voice."""
        audio = await self._world.voice.speak(
            verb.text, voice=voice_of(verb.voice), language=verb.language
        )
        await self._play(audio)

    async def pause(self, seconds: float) -> None:
        """Let `seconds` of silence pass."""
        await asyncio.sleep(seconds)

    async def detect(self, amd: Amd, *, machine: bool) -> None:
        """Detect a machine: wait for the verdict, or go on and report it later."""
        work = self._detect(amd, machine=machine)
        if amd.asynchronous:
            self._detection = asyncio.create_task(work)
        else:
            await work

    async def stream(self, stream: Stream) -> None:
        """Run a media stream until it is over; drop the call if that is the rule."""
        self._streams += 1
        world, call = self._world, self._call
        identity = Identity(
            stream_sid=sid("MZ", world.rng),
            call_sid=call.sid,
            account_sid=call.account_sid,
            parameters=dict(stream.parameters),
        )
        socket = MediaSocket(
            MediaStream(identity), self._line, world.ledger, trace=world.settings.trace
        )
        try:
            refused = await self._connect(socket, stream)
        except asyncio.CancelledError:
            socket.abort()
            raise
        if refused is not None:
            self._refused(stream, identity, refused)
            await self._after(refused)
            return
        await self._after(await self._converse(socket, stream))

    async def _connect(self, socket: MediaSocket, stream: Stream) -> Ended | None:
        world = self._world
        port = self._port or world.settings.loopback_port
        try:
            target = world.addresses.resolve(stream.url, port=port)
            await socket.open(
                target,
                stream.url,
                world.account.auth_token,
                world.settings.ws_signature,
            )
        except NoRoute:
            return Ended("refused", 0)
        except (WSError, OSError, TimeoutError) as error:
            return Ended("refused", refusal(error))
        return None

    async def _converse(self, socket: MediaSocket, stream: Stream) -> Ended:
        world, line, who = self._world, self._line, socket.stream.identity
        world.ledger.write(
            "stream_start",
            call_sid=who.call_sid,
            stream_sid=who.stream_sid,
            n=self._streams,
        )
        self._report(stream, who, "stream-started")
        self.socket = socket
        line.source = socket
        line.listen(socket.hear)
        self._arm_cut(socket)
        reason, code = "lost", 0
        try:
            ended = await asyncio.shield(socket.closed)
            reason, code = ended.how, ended.code
        except asyncio.CancelledError:
            reason, code = self.ending, 1000
            socket.stop()
            raise
        finally:
            self.socket = None
            line.unlisten(socket.hear)
            line.source = None
            if self._cutter is not None:
                self._cutter.cancel()
            world.ledger.write(
                "stream_stop",
                call_sid=who.call_sid,
                stream_sid=who.stream_sid,
                reason=reason,
                code=code,
            )
            self._report(stream, who, "stream-stopped")
        return ended

    async def _after(self, ended: Ended) -> None:
        settings = self._world.settings
        match ended.how:
            case "closed":
                return
            case "refused":
                rule = settings.stream_failure
            case "lost":
                rule = settings.abrupt_close
                await asyncio.sleep(settings.abrupt_notice_ms / 1000)
            case other:
                assert_never(other)
        if rule == "drop":
            self._drop()
            await asyncio.Event().wait()  # until the leg cancels this document

    def _refused(self, stream: Stream, who: Identity, ended: Ended) -> None:
        code = 31920 if ended.code else 31921
        self._world.ledger.write(
            "fault",
            name="stream_refused",
            call_sid=who.call_sid,
            code=code,
            http=ended.code,
        )
        self._report(stream, who, "stream-error", StreamError=f"{code} - no WebSocket")

    def _report(self, stream: Stream, who: Identity, event: str, **more: str) -> None:
        if not stream.status_callback:
            return
        params = {
            "AccountSid": who.account_sid,
            "CallSid": who.call_sid,
            "StreamSid": who.stream_sid,
            "StreamName": stream.name or who.stream_sid,
            "StreamEvent": event,
            "Timestamp": rfc2822(self._world.now_s()) or "",
            **more,
        }
        fetch = Fetch(stream.status_callback, stream.status_method)
        self._world.callbacks.post(self._call, fetch, params)

    def _arm_cut(self, socket: MediaSocket) -> None:
        found = self._world.faults.strikes(
            "drop_media", call_sid=self._call.sid, to=self._call.request.to
        )
        if found is None:
            return
        self._cutter = asyncio.get_running_loop().call_later(
            number(found, "after_ms", 1000) / 1000, self.cut, socket
        )

    def cut(self, socket: MediaSocket) -> None:
        """Cut a media socket without a close frame."""
        self._world.ledger.write("fault", name="drop_media", call_sid=self._call.sid)
        socket.abort()

    async def _play(self, audio: bytes) -> None:
        clip = Clip(audio, asyncio.get_running_loop())
        before: Source | None = self._line.source
        self._line.source = clip
        try:
            await clip.done
        finally:
            self._line.source = before

    async def _detect(self, amd: Amd, *, machine: bool) -> None:
        world, call = self._world, self._call
        if world.faults.strikes("amd_wrong", call_sid=call.sid, to=call.request.to):
            machine = not machine
        detector = Detector(amd, machine=machine)
        sure = asyncio.Event()

        def hear(frame: bytes, _now_ms: int) -> None:
            detector.feed(frame)
            if detector.verdict is not None:
                sure.set()

        self._line.listen(hear)
        try:
            await sure.wait()
        finally:
            self._line.unlisten(hear)
        call.answered_by = detector.verdict
        world.ledger.write(
            "amd",
            call_sid=call.sid,
            verdict=detector.verdict,
            at_ms=self._line.now_ms,
        )
        if amd.asynchronous and amd.callback is not None:
            params = call_params(call) | {
                "MachineDetectionDuration": str(detector.elapsed_ms)
            }
            world.callbacks.post(call, amd.callback, params)


MEN = frozenset({"man", "matthew", "brian", "joey"})


def voice_of(name: str) -> str:
    """Return the voice (by OpenAI's names) that stands for one of Twilio's."""
    return "onyx" if name.rpartition(".")[2].lower() in MEN else "nova"


def _port_of(call: Call) -> int:
    """Return the port of the client's own server, for stream URLs without one."""
    request = call.request
    for known in (request.callback, request.source, request.fallback):
        if known is not None and (url := getattr(known, "url", "")):
            return urlsplit(url).port or 0
    return 0
