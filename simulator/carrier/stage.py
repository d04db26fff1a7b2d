"""What an answered call can do: streams, keys, words, silence, detection.

This is the `Stage` that the interpreter plays on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator.carrier import overrides
from simulator.carrier.amd import Detector
from simulator.carrier.callbacks import call_params
from simulator.carrier.line import Clip
from simulator.carrier.streams import Streams
from simulator.carrier.webhooks import WebhookFailed
from simulator.speech.tones import dtmf

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.carrier.calls import Call
    from simulator.carrier.interpreter import Failure
    from simulator.carrier.line import Line, Source
    from simulator.carrier.params import Amd, Fetch
    from simulator.carrier.twiml import BadDocument, Say, Stream
    from simulator.carrier.world import World


class CallStage:
    """One answered call, as its documents see it."""

    def __init__(
        self, call: Call, world: World, line: Line, *, drop: Callable[[], None]
    ) -> None:
        self.streams = Streams(call, world, line, drop=drop)
        self._call = call
        self._world = world
        self._line = line
        self._detection: asyncio.Task[None] | None = None

    def close(self) -> None:
        """Stop what runs beside the document."""
        if self._detection is not None:
            self._detection.cancel()

    async def fetch(
        self,
        fetch: Fetch,
        *,
        redirect: bool,
        after: Failure | None,
    ) -> str:
        """Fetch a document (see `Stage`)."""
        world, call = self._world, self._call
        params = call_params(call)
        if after is not None:
            params |= {"ErrorCode": str(after.code), "ErrorUrl": after.url}
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
        await self.streams.run(stream)

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
