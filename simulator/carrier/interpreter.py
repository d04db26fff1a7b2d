"""Runs TwiML: which verb follows which, and what happens when one fails.

What a verb does to the call is its own business (`verbs`).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.carrier.form import Fetch
from simulator.carrier.params import Inline, Script
from simulator.carrier.verbs.base import BadDocument, End, Goto
from simulator.carrier.verbs.flow import Hangup
from simulator.carrier.verbs.sound import Say
from simulator.carrier.webhooks import WebhookFailed

if TYPE_CHECKING:
    from simulator.carrier.params import Source
    from simulator.carrier.stage import CallStage
    from simulator.carrier.verbs.base import Verb

APOLOGY = (
    Say("We are sorry, an application error has occurred. Goodbye."),
    Hangup(),
)
"""What is run when there is nothing better."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be used: Twilio's error number, and its URL."""

    code: int
    url: str


class Interpreter:
    """Runs one document and those it leads to, until the call is to end.

    The fallback stands in, once, for what cannot be fetched or cannot be run; for what
    a verb leads to (``<Redirect>``, an action) it does so only by `redirect_fallback`,
    but then each time.
    """

    def __init__(
        self, stage: CallStage, *, fallback: Fetch | None, redirect_fallback: bool
    ) -> None:
        self._stage = stage
        self._fallback = fallback
        self._redirect_fallback = redirect_fallback
        self._fell_back = False

    async def open(self, source: Source, *, goto: Goto | None = None) -> deque[Verb]:
        """Return the document, or what stands in for it: an apology if nothing else.

        `goto` is what led to it; None for the first.
        """
        try:
            match source:
                case Inline(twiml=text):
                    return self._stage.read(text)
                case Script(verbs=verbs):
                    return deque(verbs)
                case Fetch():
                    return await self._stage.document(source, goto=goto, after=None)
        except (BadDocument, WebhookFailed) as error:
            url = source.url if isinstance(source, Fetch) else ""
            may = not self._fell_back if goto is None else self._redirect_fallback
            return await self._instead(error, url, goto=goto, may_fall_back=may)

    async def run(self, verbs: deque[Verb]) -> None:
        """Run to the end."""
        then: tuple[Verb, ...] = ()
        while verbs:
            try:
                following = await verbs.popleft().perform(self._stage)
            except (BadDocument, WebhookFailed) as error:
                url, may = self._stage.base, not self._fell_back
                verbs = await self._instead(error, url, goto=None, may_fall_back=may)
                then = ()
                continue
            match following:
                case Goto() as goto:
                    fetch = self._stage.full(Fetch(goto.url, goto.method))
                    verbs, then = await self.open(fetch, goto=goto), goto.then or then
                case End():
                    return
                case None:
                    pass
            if not verbs:
                verbs, then = deque(then), ()

    async def _instead(
        self,
        error: BadDocument | WebhookFailed,
        url: str,
        *,
        goto: Goto | None,
        may_fall_back: bool,
    ) -> deque[Verb]:
        self._stage.failed(error)
        if self._fallback is None or not may_fall_back:
            return deque(APOLOGY)
        self._fell_back = True
        after = Failure(error.code, url)
        try:
            return await self._stage.document(self._fallback, goto=goto, after=after)
        except (BadDocument, WebhookFailed) as worse:
            self._stage.failed(worse)
            return deque(APOLOGY)
