"""Where Realtime sockets come in: the handshake, and the sessions that are open."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import WSCloseCode, web

from simulator.faults import kinds
from simulator.model.access import Access, protocols
from simulator.model.realtime.dialect import dialect
from simulator.model.realtime.ids import Ids
from simulator.model.realtime.session import Session
from simulator.model.realtime.socket import Connection
from simulator.model.realtime.troubles import Troubles
from simulator.model.responses.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.faults.book import FaultBook
    from simulator.model.ears import Ears
    from simulator.model.settings import Settings
    from simulator.ports import Ledger

LARGEST_MESSAGE = 24 * 1024 * 1024
"""OpenAI takes up to 15 MiB of audio in one event; base64 makes that 20 MiB."""
_BETA_PROTOCOL = "openai-beta.realtime-v1"


@dataclass(slots=True)
class RealtimeDoor:
    """Opens sessions and knows those that are open."""

    access: Access
    ears: Ears
    ledger: Ledger
    settings: Settings
    faults: FaultBook
    rng: random.Random
    now_ms: Callable[[], int]
    epoch_s: Callable[[], float]
    _sockets: set[web.WebSocketResponse] = field(default_factory=set)

    @property
    def open(self) -> int:
        """How many sessions there are."""
        return len(self._sockets)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one session until either side closes.

        Raises:
            ApiError: The handshake is refused.
        """
        config = self.access.session(request)
        if self.faults.strikes(kinds.Model429) is not None:
            raise ApiError.too_fast()
        failing = self.faults.strikes(kinds.ModelError)
        if failing is not None:
            raise ApiError.server(failing.http)
        offered = protocols(request)
        # Pings are answered by the connection, so that a frozen one answers none.
        socket = web.WebSocketResponse(
            max_msg_size=LARGEST_MESSAGE,
            autoping=False,
            protocols=[one for one in offered if one == "realtime"],
        )
        await socket.prepare(request)
        self._sockets.add(socket)
        rng = random.Random(self.rng.random())
        ids = Ids(rng)
        session = Session(
            config=config,
            ids=ids,
            activity=self.ears.activity(),
            settings=self.settings,
            now_ms=self.now_ms(),
            epoch_s=int(self.epoch_s()),
        )

        def abort() -> None:
            if request.transport is not None:
                request.transport.abort()

        beta = "realtime=v1" if _BETA_PROTOCOL in offered else ""
        connection = Connection(
            session,
            socket=socket,
            dialect=dialect(request.headers.get("OpenAI-Beta", beta)),
            ears=self.ears,
            ledger=self.ledger,
            settings=self.settings,
            troubles=Troubles(self.faults, session.id, self.now_ms()),
            ids=ids,
            rng=rng,
            now_ms=self.now_ms,
            abort=abort,
        )
        try:
            await connection.run()
        finally:
            self._sockets.discard(socket)
        return socket

    async def hang_up(self, _app: web.Application) -> None:
        """Close every session: the server goes down."""
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY, message=b"shutting down")
