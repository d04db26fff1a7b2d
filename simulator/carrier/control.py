"""The simulator's own API beside Twilio's, under ``/_simulator/``.

For tests and people: it needs no password, since the server listens on loopback
only. Every body is JSON.

- ``GET /_simulator/health``: how late the clock was and how much is going on.
- ``GET /_simulator/calls``: the live legs.
- ``POST /_simulator/inbound {"from", "to", "url"}``: somebody of the scenario calls
  the client, whose number has this webhook; `method`, `fallback_url` and
  `status_callback` are free.
- ``POST /_simulator/calls/{sid}/hangup``: the callee's network drops the leg.
- ``POST /_simulator/calls/{sid}/drop_media``: cut its media socket, no close frame.
- ``POST /_simulator/calls/{sid}/freeze_media``: let it fall silent, half open.
- ``POST /_simulator/calls/{sid}/key {"digit": "5"}``: the callee presses a key.
- ``GET /_simulator/faults``: the orders in force.
- ``POST /_simulator/faults {"fault": "drop_media", "after_ms": 50}``: one more;
  ``{"name", "settings"}`` replaces all of that name, with null by none.
- ``DELETE /_simulator/faults/{name}``: switch off all of that name.
- ``GET /_simulator/ledger?after=SEQ&limit=N``: records after `SEQ`, oldest first.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError

from simulator.carrier.errors import ApiError, BadParameter
from simulator.carrier.form import E164, Fetch, Method
from simulator.carrier.gate import BROKEN, broken
from simulator.carrier.params import CreateCall, StatusCallback
from simulator.faults import catalogue
from simulator.faults.catalogue import BadOrder

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.carrier.exchange import Exchange
    from simulator.carrier.leg import LiveLeg
    from simulator.carrier.media import MediaSocket
    from simulator.carrier.pacer import Lateness
    from simulator.carrier.streams import Streams
    from simulator.ledger import JsonlLedger

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

log = logging.getLogger(__name__)

BASE = "/_simulator"


class AnyJson(RootModel[dict[str, object]]):
    """An object whose form depends on what is in it."""


class FaultOrder(BaseModel):
    """All orders of a fault in one: these settings, or none."""

    model_config = ConfigDict(extra="forbid")

    name: str
    settings: dict[str, object] | None = None


class InboundOrder(BaseModel):
    """Somebody of the scenario calls the client's number."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    caller: str = Field(alias="from", pattern=E164.pattern)
    """Whose behaviour the scenario describes."""
    to: str = Field(pattern=E164.pattern)
    url: str = Field(min_length=1)
    """The webhook that a real number would be configured with."""
    method: Method = "POST"
    fallback_url: str = ""
    status_callback: str = ""


class LedgerQuery(BaseModel):
    """Which records to show."""

    model_config = ConfigDict(extra="forbid")

    after: int = 0
    limit: int = Field(default=1000, ge=0, le=100_000)


class KeyOrder(BaseModel):
    """A key the callee presses."""

    model_config = ConfigDict(extra="forbid")

    digit: str = Field(pattern="^[0-9A-D*#]$")


class ControlApi:
    """Looks into the carrier and causes trouble in it."""

    def __init__(self, exchange: Exchange, ledger: JsonlLedger) -> None:
        self._exchange = exchange
        self._ledger_file = ledger

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to serve."""
        call = f"{BASE}/calls/{{sid}}"
        return [
            web.get(f"{BASE}/health", _guarded(self._health)),
            web.get(f"{BASE}/calls", _guarded(self._calls)),
            web.post(f"{BASE}/inbound", _guarded(self._call_in)),
            web.post(f"{call}/hangup", _guarded(self._hang_up)),
            web.post(f"{call}/drop_media", _guarded(self._drop_media)),
            web.post(f"{call}/freeze_media", _guarded(self._freeze_media)),
            web.post(f"{call}/key", _guarded(self._key)),
            web.get(f"{BASE}/faults", _guarded(self._faults)),
            web.post(f"{BASE}/faults", _guarded(self._switch)),
            web.delete(f"{BASE}/faults/{{name}}", _guarded(self._switch_off)),
            web.get(f"{BASE}/ledger", _guarded(self._ledger)),
        ]

    async def _health(self, _request: web.Request) -> web.Response:
        world = self._exchange.world
        return web.json_response(
            {
                "live": len(self._exchange.live()),
                "calls": sum(1 for _ in self._exchange.calls()),
                "lateness": _lateness(world.pacer.lateness),
            }
        )

    async def _calls(self, _request: web.Request) -> web.Response:
        return web.json_response([_described(leg) for leg in self._exchange.live()])

    async def _call_in(self, request: web.Request) -> web.Response:
        order = InboundOrder.model_validate_json(await request.read())
        report, fallback = order.status_callback, order.fallback_url
        call = self._exchange.create(
            CreateCall(
                to=order.to,
                caller=order.caller,
                source=Fetch(order.url, order.method),
                fallback=Fetch(fallback) if fallback else None,
                callback=StatusCallback(report) if report else None,
                direction="inbound",
            )
        )
        return web.json_response({"call_sid": call.sid}, status=201)

    async def _hang_up(self, request: web.Request) -> web.Response:
        self._leg(request).hang_up("carrier")
        return web.Response(status=204)

    async def _drop_media(self, request: web.Request) -> web.Response:
        streams, socket = self._open_stream(request)
        streams.cut(socket)
        return web.Response(status=204)

    async def _freeze_media(self, request: web.Request) -> web.Response:
        streams, socket = self._open_stream(request)
        streams.freeze(socket)
        return web.Response(status=204)

    async def _key(self, request: web.Request) -> web.Response:
        order = KeyOrder.model_validate_json(await request.read())
        if (stage := self._leg(request).stage) is None:
            raise ApiError(409, "this call has not been answered", status=409)
        stage.press(order.digit)
        return web.Response(status=204)

    async def _faults(self, _request: web.Request) -> web.Response:
        return web.json_response(self._exchange.world.faults.active())

    async def _switch(self, request: web.Request) -> web.Response:
        faults = self._exchange.world.faults
        body = AnyJson.model_validate_json(await request.read()).root
        if "fault" in body:
            faults.order(catalogue.order(body))
        else:
            order = FaultOrder.model_validate(body)
            faults.switch(order.name, order.settings)
        return web.json_response(faults.active())

    async def _switch_off(self, request: web.Request) -> web.Response:
        faults = self._exchange.world.faults
        faults.switch(request.match_info["name"], None)
        return web.json_response(faults.active())

    async def _ledger(self, request: web.Request) -> web.Response:
        asked = LedgerQuery.model_validate(dict(request.query))
        return web.json_response(self._ledger_file.after(asked.after, asked.limit))

    def _open_stream(self, request: web.Request) -> tuple[Streams, MediaSocket]:
        stage = self._leg(request).stage
        if stage is None or stage.streams.socket is None:
            raise ApiError(409, "this call has no media stream", status=409)
        return stage.streams, stage.streams.socket

    def _leg(self, request: web.Request) -> LiveLeg:
        return self._exchange.leg(request.match_info["sid"], request.path)


def _lateness(late: Lateness) -> dict[str, float]:
    return {
        "beats": late.beats,
        "p50_ms": late.below_ms(0.5),
        "p99_ms": late.below_ms(0.99),
        "worst_ms": round(late.worst_ms, 1),
    }


def _described(leg: LiveLeg) -> dict[str, object]:
    call, stage = leg.call, leg.stage
    socket = stage.streams.socket if stage is not None else None
    return {
        "call_sid": call.sid,
        "to": call.request.to,
        "from": call.request.caller,
        "status": str(call.status),
        "attempt": call.attempt,
        "stream_sid": socket.stream.identity.stream_sid if socket else None,
        "waiting_ms": socket.stream.playout.waiting_ms if socket else None,
    }


def _guarded(handler: Handler) -> Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (ValidationError, BadOrder) as error:
            wrong = BadParameter(400, str(error))
            return web.json_response(wrong.body(), status=400)
        except ApiError as error:
            return web.json_response(error.body(), status=error.status)
        except web.HTTPException:
            raise
        except Exception:  # our mistake, but who asks is told in JSON all the same
            log.exception(BROKEN)
            return broken()

    return guarded
