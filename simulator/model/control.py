"""The model server's own API beside OpenAI's, under `/_simulator/`.

For tests and people; no key, since the server listens on loopback only.

- `GET /_simulator/health`: whether it is up, and how many sessions there are.
- `GET /_simulator/stats`: how long each stage of a turn takes.
- `GET /_simulator/faults`, `POST /_simulator/faults {"name", "settings"}`: settings
  null switches off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from simulator.faults.catalogue import BadOrder

if TYPE_CHECKING:
    from simulator.faults.book import FaultBook
    from simulator.model.realtime.door import RealtimeDoor
    from simulator.model.stages import CountingLedger

BASE = "/_simulator"


class FaultOrder(BaseModel):
    """A fault to switch on, or off with null settings."""

    model_config = ConfigDict(extra="forbid")

    name: str
    settings: dict[str, object] | None = None


class ControlApi:
    """Looks into the model server and causes trouble in it."""

    def __init__(
        self, door: RealtimeDoor, ledger: CountingLedger, faults: FaultBook
    ) -> None:
        self._door = door
        self._ledger = ledger
        self._faults = faults

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to serve."""
        return [
            web.get("/healthz", self._health),
            web.get(f"{BASE}/health", self._health),
            web.get(f"{BASE}/stats", self._stats),
            web.get(f"{BASE}/faults", self._active),
            web.post(f"{BASE}/faults", self._switch),
        ]

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "sessions": self._door.open})

    async def _stats(self, _request: web.Request) -> web.Response:
        stages = self._ledger.summary()
        return web.json_response({"sessions": self._door.open, "stages": stages})

    async def _active(self, _request: web.Request) -> web.Response:
        return web.json_response(self._faults.active())

    async def _switch(self, request: web.Request) -> web.Response:
        try:
            order = FaultOrder.model_validate_json(await request.read())
            self._faults.switch(order.name, order.settings)
        except (ValidationError, BadOrder) as error:
            return web.json_response({"message": str(error)}, status=400)
        return web.json_response(self._faults.active())
