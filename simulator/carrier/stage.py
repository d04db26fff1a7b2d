"""What an answered call can do: streams, keys, words, silence, detection.

This is what a document's verbs play on (`verbs`).
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from simulator.carrier import overrides, twiml
from simulator.carrier.amd import Detector
from simulator.carrier.callbacks import call_params
from simulator.carrier.keying import KeyClip
from simulator.carrier.line import Clip
from simulator.carrier.streams import Streams
from simulator.carrier.verbs.sound import Recorded, Say
from simulator.carrier.webhooks import WebhookFailed, audio
from simulator.faults.kinds import AmdWrong, WebhookDelay, WebhookLoss
from simulator.ports import Leg

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.businesses.hearing import Hearing
    from simulator.carrier.browsing import Page
    from simulator.carrier.calls import Call
    from simulator.carrier.detection import Amd
    from simulator.carrier.exchange import Exchange
    from simulator.carrier.form import Fetch
    from simulator.carrier.gathering import Collector
    from simulator.carrier.interpreter import Failure
    from simulator.carrier.leg import By
    from simulator.carrier.line import Line, Source
    from simulator.carrier.verbs.base import BadDocument, Goto, Verb
    from simulator.carrier.verbs.stream import Stream
    from simulator.carrier.world import World

PressedBy = Literal["dial", "document", "announcement"]
"""What had the carrier press: `SendDigits`, a document, one beside a conference."""


class CallStage:
    """One answered call, as its documents see it."""

    def __init__(
        self,
        call: Call,
        world: World,
        line: Line,
        *,
        drop: Callable[[], None],
        exchange: Exchange,
        party: Line | None = None,
    ) -> None:
        self.streams = Streams(call, world, line, drop=drop)
        self.call = call
        self.world = world
        self.line = line
        self.party = party or line
        """The line of the party who hears what is played here."""
        self.exchange = exchange
        """Where further calls are placed."""
        self.ended_by: By | None = None
        """Who ended the call, once it is ending."""
        self.base = ""
        """The URL of the current document; relative ones start from it."""
        self.collector: Collector | None = None
        """The `<Gather>` that is listening, if one is."""
        self._detection: asyncio.Task[None] | None = None

    def close(self) -> None:
        """Stop what runs beside the document."""
        self.streams.close()
        if self._detection is not None:
            self._detection.cancel()

    def absolute(self, url: str) -> str:
        """Return a URL of the current document in full; an empty one is its own."""
        return urljoin(self.base, url) or self.base

    def full(self, fetch: Fetch) -> Fetch:
        """Return what the current document has a URL for, with that URL in full."""
        return replace(fetch, url=self.absolute(fetch.url))

    def beside(self, line: Line) -> CallStage:
        """Return a stage for a document that is heard on another line of this call."""
        return CallStage(
            self.call,
            self.world,
            line,
            drop=lambda: None,
            exchange=self.exchange,
            party=self.line,
        )

    async def document(
        self, fetch: Fetch, *, goto: Goto | None, after: Failure | None
    ) -> deque[Verb]:
        """Fetch and read a document; its URLs then start from it.

        Text is a document that says it, and audio one that plays it.

        Args:
            fetch: Where it is.
            goto: What led to it; None for the first document of a call.
            after: The failure that it stands in for.

        Raises:
            WebhookFailed: There is none.
            BadDocument: It is not TwiML.
        """
        page = await self._fetch(fetch, goto=goto, after=after)
        verbs = self._verbs(page)
        self.base = page.url
        return verbs

    def _verbs(self, page: Page) -> deque[Verb]:
        kind = page.content_type
        if kind.startswith("audio/"):
            return deque((Recorded(audio(page)),))
        if not page.whole:
            raise WebhookFailed(11750, "longer than 64 kB", http=page.http)
        if kind.endswith(("xml", "html")):
            return self.read(page.text)
        if kind == "text/plain":
            return deque((Say(page.text),) if page.text.strip() else ())
        raise WebhookFailed(12300, "neither XML, nor text, nor audio", http=page.http)

    async def _fetch(
        self,
        fetch: Fetch,
        *,
        goto: Goto | None,
        after: Failure | None,
    ) -> Page:
        world, call = self.world, self.call
        params = call_params(call)
        if goto is not None:
            params |= goto.params
        if after is not None:
            params |= {"ErrorCode": str(after.code), "ErrorUrl": after.url}
        honoured = goto is None or world.settings.redirect_overrides
        limits = overrides.limits(fetch.url) if honoured else overrides.DEFAULT
        http = 0
        if late := world.faults.strikes(WebhookDelay, call.where):
            await asyncio.sleep(late.ms / 1000)
        if world.faults.strikes(WebhookLoss, call.where):
            raise WebhookFailed(11200, "lost on the way")
        try:
            page = await world.webhooks.send(
                fetch, params, token=self._token(), pair=call.pair, limits=limits
            )
            http = page.http
        except WebhookFailed as error:
            http = error.http
            raise
        finally:
            if goto is not None and goto.recovers:
                world.ledger.write("recover", call_sid=call.sid, http=http)
        return page

    def _token(self) -> str:
        return f"{self.call.sid}-{self.world.rng.getrandbits(32)}"

    def read(self, text: str) -> deque[Verb]:
        """Read a document, and write down what Twilio would warn of.

        Raises:
            BadDocument: It cannot be run.
        """
        settings = self.world.settings
        document = twiml.read(text, unknown_verb=settings.unknown_verb)
        for warned in document.warnings:
            self.world.ledger.write(
                "warning", call_sid=self.call.sid, code=warned.code, why=warned.why
            )
        return deque(document.verbs)

    def failed(self, error: BadDocument | WebhookFailed) -> None:
        """Write down that a document could not be used."""
        self.world.ledger.write(
            "fault", name="twiml", call_sid=self.call.sid, code=error.code
        )

    async def play_keys(self, digits: str, by: PressedBy = "document") -> None:
        """Press keys the way the callee's own network would hear them."""
        by = by if self.party is self.line else "announcement"
        self.world.ledger.write("keys", call_sid=self.call.sid, digits=digits, by=by)
        loop = asyncio.get_running_loop()
        await self._play(KeyClip(digits, loop, self.party.press))

    async def recording(self, url: str) -> bytes:
        """Fetch a recording: WAVE or raw mu-law; returns 8 kHz mu-law.

        Raises:
            WebhookFailed: It could not be fetched, or is not audio.
        """
        return await self.world.webhooks.recording(
            self.absolute(url), token=self._token(), pair=self.call.pair
        )

    def hearing(self, language: str) -> Hearing | None:
        """Return an ear for words; None where this network has no recogniser."""
        call = self.call
        leg = Leg(call.sid, call.request.party, call.request.caller, call.attempt)
        return self.world.ears.hearing(leg, language) if self.world.ears else None

    def press(self, digit: str) -> None:
        """Hear a key of the callee that was signalled beside the audio."""
        if self.collector is not None:
            self.collector.press(digit, self.line.now_ms)
        self.streams.key(digit)

    async def say(self, verb: Say) -> None:
        """Speak through the world's voice."""
        audio = await self.world.voice.speak(
            verb.text, voice=voice_of(verb.voice), language=verb.language
        )
        await self.play(audio)

    async def pause(self, seconds: float) -> None:
        """Let `seconds` of silence pass."""
        await asyncio.sleep(seconds)

    async def detect(self, amd: Amd, *, machine: bool) -> None:
        """Detect a machine: wait for the verdict, or go on and report it later.

        `machine` is the truth, for a carrier that is set to know it.
        """
        truth = machine if self.world.settings.amd == "truth" else None
        work = self._detect(amd, truth)
        if amd.asynchronous:
            self._detection = asyncio.create_task(work)
        else:
            await work

    async def stream(self, stream: Stream) -> None:
        """Run a media stream until it is over; drop the call if that is the rule."""
        await self.streams.run(stream)

    async def play(self, audio: bytes) -> None:
        """Let the callee hear some audio to its end."""
        await self._play(Clip(audio, asyncio.get_running_loop()))

    async def _play(self, clip: Clip) -> None:
        before: Source | None = self.line.source
        self.line.source = clip
        try:
            await clip.done
        finally:
            self.line.source = before

    async def _detect(self, amd: Amd, truth: bool | None) -> None:  # noqa: FBT001
        world, call = self.world, self.call
        wrong = world.faults.strikes(AmdWrong, call.where) is not None
        detector = Detector(amd, truth=truth, wrong=wrong)
        sure = asyncio.Event()

        def hear(frame: bytes, _now_ms: int) -> None:
            detector.feed(frame)
            if detector.verdict is not None:
                sure.set()

        self.line.listen(hear)
        try:
            await sure.wait()
        finally:
            self.line.unlisten(hear)
        call.answered_by = detector.verdict
        world.ledger.write(
            "amd",
            call_sid=call.sid,
            verdict=detector.verdict,
            at_ms=self.line.now_ms,
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
