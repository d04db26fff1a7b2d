"""Documents that one leg hears beside the conference: wait, hold, announcements.

Such a document may only make sound. It runs on a stage of its own, whose line is not
a telephone but a `SideLine` that the leg's seat listens to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.carrier.ear import CalleeEar
from simulator.carrier.form import Fetch
from simulator.carrier.line import Line
from simulator.carrier.verbs.base import BadDocument, Goto
from simulator.carrier.verbs.flow import Pause, Redirect
from simulator.carrier.verbs.sound import Play, Recorded, Say
from simulator.ports import FRAME_MS

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Mapping

    from simulator.carrier.stage import CallStage
    from simulator.carrier.verbs.base import Verb

ALLOWED = (Play, Recorded, Say, Pause, Redirect)
"""Verbs of a wait, hold or announce document (Twilio's Participants reference)."""


class Nobody:
    """A callee that is never reached."""

    def exchange(self, _frame: bytes, _now_ms: int) -> bytes | None:
        """See `simulator.ports.Callee`."""
        return None

    def press(self, digit: str, now_ms: int) -> None:
        """See `simulator.ports.Callee`."""

    def close(self) -> None:
        """See `simulator.ports.Callee`."""


class SideLine(Line):
    """The line of a document that a seat or a room takes its frames from."""

    def __init__(self, main: CallStage) -> None:
        ear = CalleeEar(main.world.ledger, main.call.sid)
        super().__init__(Nobody(), ear, main.world.pacer, lambda _: None)
        self._taken = 0

    @property
    def now_ms(self) -> int:
        """How much of it has been heard."""
        return self._taken * FRAME_MS

    def take(self) -> bytes | None:
        """Return the document's next 20 ms, None while it makes no sound."""
        self._taken += 1
        return self.source.take() if self.source is not None else None


class Aside:
    """One document beside the conference; `line` is what it sounds like."""

    def __init__(self, main: CallStage, params: Mapping[str, str]) -> None:
        self.line = SideLine(main)
        self._params = params
        self._stage = main.beside(self.line)

    async def run(self, fetch: Fetch) -> None:
        """Run the document at `fetch`, and those it leads to.

        Raises:
            BadDocument: It is not TwiML, or has a verb that is not allowed here.
            WebhookFailed: It could not be fetched.
        """
        verbs = await self._open(fetch)
        while verbs:
            verb = verbs.popleft()
            if not isinstance(verb, ALLOWED):
                raise BadDocument(12200, f"no {type(verb).__name__} is possible here")
            match await verb.perform(self._stage):
                case Goto(url=url, method=method):
                    verbs = await self._open(self._stage.full(Fetch(url, method)))
                case _:
                    pass

    async def _open(self, fetch: Fetch) -> deque[Verb]:
        goto = Goto(fetch.url, fetch.method, self._params)
        return await self._stage.document(fetch, goto=goto, after=None)
