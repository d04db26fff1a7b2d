"""Runs TwiML: which verb follows which, and what happens when one fails.

What a verb does to the call is the `Stage`'s business.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin

from simulator.carrier import twiml
from simulator.carrier.params import Fetch, Inline
from simulator.carrier.twiml import (
    BadDocument,
    Connect,
    Hangup,
    Pause,
    Play,
    Redirect,
    Reject,
    Say,
)
from simulator.carrier.webhooks import WebhookFailed

if TYPE_CHECKING:
    from simulator.carrier.params import Source
    from simulator.carrier.twiml import Stream, Verb

APOLOGY = "We are sorry, an application error has occurred. Goodbye."


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be used: Twilio's error number, and its URL."""

    code: int
    url: str


class Stage(Protocol):
    """What a document can do to a call."""

    async def fetch(
        self, fetch: Fetch, *, redirect: bool, after: Failure | None
    ) -> str:
        """Fetch a document; `after` is the failure it stands in for.

        Raises:
            WebhookFailed: There is none.
        """
        ...

    async def stream(self, stream: Stream) -> None:
        """Run a media stream until it is over."""
        ...

    async def play_keys(self, digits: str) -> None:
        """Play keys to the callee."""
        ...

    async def say(self, verb: Say) -> None:
        """Speak to the callee."""
        ...

    async def pause(self, seconds: float) -> None:
        """Let time pass."""
        ...

    def failed(self, error: BadDocument | WebhookFailed) -> None:
        """Note that a document could not be used."""
        ...


class Interpreter:
    """Runs one document and those it leads to, until the call is to end."""

    def __init__(
        self, stage: Stage, *, fallback: Fetch | None, redirect_fallback: bool
    ) -> None:
        self._stage = stage
        self._fallback = fallback
        self._redirect_fallback = redirect_fallback
        self._base = ""

    async def run(self, source: Source) -> None:
        """Run to the end; a document that fails and has no fallback ends it too."""
        try:
            verbs = await self._open(source)
            while verbs:
                match verbs.popleft():
                    case Redirect() as verb:
                        verbs = await self._redirect(verb)
                    case Hangup() | Reject():
                        return
                    case verb:
                        await self._perform(verb)
        except (BadDocument, WebhookFailed) as error:
            self._stage.failed(error)
            await self._stage.say(Say(APOLOGY))

    async def _perform(self, verb: Connect | Play | Say | Pause) -> None:
        match verb:
            case Connect(stream=stream):
                await self._stage.stream(stream)
            case Play(digits=digits):
                await self._stage.play_keys(digits)
            case Say(loop=loop):
                for _ in range(loop):
                    await self._stage.say(verb)
            case Pause(seconds=seconds):
                await self._stage.pause(seconds)

    async def _open(self, source: Source) -> deque[Verb]:
        match source:
            case Inline(twiml=text):
                return deque(twiml.parse(text))
            case Fetch():
                return await self._fetched(source, redirect=False)

    async def _redirect(self, verb: Redirect) -> deque[Verb]:
        fetch = Fetch(urljoin(self._base, verb.url) or self._base, verb.method)
        return await self._fetched(fetch, redirect=True)

    async def _fetched(self, fetch: Fetch, *, redirect: bool) -> deque[Verb]:
        try:
            text = await self._stage.fetch(fetch, redirect=redirect, after=None)
            verbs = deque(twiml.parse(text))
        except (BadDocument, WebhookFailed) as error:
            if self._fallback is None or (redirect and not self._redirect_fallback):
                raise
            self._stage.failed(error)
            text = await self._stage.fetch(
                self._fallback, redirect=redirect, after=Failure(error.code, fetch.url)
            )
            self._base = self._fallback.url
            return deque(twiml.parse(text))
        self._base = fetch.url
        return verbs
