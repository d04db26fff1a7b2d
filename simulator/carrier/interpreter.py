"""Runs TwiML: which verb follows which, and what happens when one fails.

What a verb does to the call is its own business (`verbs`).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.carrier.params import Fetch, Inline, Script
from simulator.carrier.verbs.base import BadDocument, End, Goto
from simulator.carrier.verbs.sound import Say
from simulator.carrier.webhooks import WebhookFailed

if TYPE_CHECKING:
    from simulator.carrier.params import Source
    from simulator.carrier.stage import CallStage
    from simulator.carrier.verbs.base import Verb

APOLOGY = "We are sorry, an application error has occurred. Goodbye."


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be used: Twilio's error number, and its URL."""

    code: int
    url: str


class Interpreter:
    """Runs one document and those it leads to, until the call is to end."""

    def __init__(
        self, stage: CallStage, *, fallback: Fetch | None, redirect_fallback: bool
    ) -> None:
        self._stage = stage
        self._fallback = fallback
        self._redirect_fallback = redirect_fallback

    async def run(self, source: Source) -> None:
        """Run to the end; a document that fails and has no fallback ends it too."""
        try:
            verbs = await self._open(source)
            then: tuple[Verb, ...] = ()
            while verbs:
                match await verbs.popleft().perform(self._stage):
                    case Goto() as goto:
                        verbs, then = await self._go(goto), goto.then or then
                    case End():
                        return
                    case None:
                        pass
                if not verbs:
                    verbs, then = deque(then), ()
        except (BadDocument, WebhookFailed) as error:
            self._stage.failed(error)
            await self._stage.say(Say(APOLOGY))

    async def _open(self, source: Source) -> deque[Verb]:
        match source:
            case Inline(twiml=text):
                return self._stage.read(text)
            case Script(verbs=verbs):
                return deque(verbs)
            case Fetch():
                return await self._fetched(source, goto=None)

    async def _go(self, goto: Goto) -> deque[Verb]:
        fetch = Fetch(self._stage.absolute(goto.url), goto.method)
        return await self._fetched(fetch, goto=goto)

    async def _fetched(self, fetch: Fetch, *, goto: Goto | None) -> deque[Verb]:
        """Fetch a document, or what stands in for it; `goto` is None for the first."""
        try:
            return await self._stage.document(fetch, goto=goto, after=None)
        except (BadDocument, WebhookFailed) as error:
            if self._fallback is None or (goto and not self._redirect_fallback):
                raise
            self._stage.failed(error)
            failure = Failure(error.code, fetch.url)
            return await self._stage.document(self._fallback, goto=goto, after=failure)
