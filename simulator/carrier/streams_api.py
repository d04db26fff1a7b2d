"""Twilio's Streams subresource: one-way streams on a live call, started by REST."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from simulator.carrier.calls import rfc2822
from simulator.carrier.errors import BadParameter, NotFound, NotInProgress
from simulator.carrier.form import read_fetch
from simulator.carrier.gate import BASE, form, reply
from simulator.carrier.verbs.base import BadDocument
from simulator.carrier.verbs.stream import INSECURE, TRACKS, Stream

if TYPE_CHECKING:
    from simulator.carrier.exchange import Exchange
    from simulator.carrier.form import Form
    from simulator.carrier.gate import Gate
    from simulator.carrier.stage import CallStage

ALL = f"{BASE}/Calls/{{call}}/Streams.json"
ONE = f"{BASE}/Calls/{{call}}/Streams/{{stream}}.json"
MAX_PARAMETERS = 99
"""`Parameter1.Name` to `Parameter99.Value`."""


class StreamsApi:
    """The Streams subresource; two-way streams cannot be started or stopped here."""

    def __init__(self, exchange: Exchange, gate: Gate) -> None:
        self._exchange = exchange
        self._gate = gate

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to serve."""
        guard = self._gate.guard
        return [web.post(ALL, guard(self._create)), web.post(ONE, guard(self._stop))]

    async def _create(self, request: web.Request) -> web.Response:
        stream = read(await form(request))
        stage = self._stage(request)
        try:
            made = stage.streams.start(stream)
        except BadDocument as error:
            code = 21205 if error.code == INSECURE else 20001
            raise BadParameter(code, str(error)) from error
        return reply(
            self._resource(stage, made, stream.name, "in-progress"), status=201
        )

    async def _stop(self, request: web.Request) -> web.Response:
        asked, name = await form(request), request.match_info["stream"]
        if asked.one("Status") != "stopped":
            raise BadParameter(20001, "Status must be stopped.")
        stage = self._stage(request)
        if (stopped := stage.streams.stop(name)) is None:
            raise NotFound(request.path)
        return reply(self._resource(stage, stopped.sid, stopped.name, "stopped"))

    def _stage(self, request: web.Request) -> CallStage:
        call = self._exchange.fetch(request.match_info["call"], request.path)
        if call.over:
            raise NotInProgress
        stage = self._exchange.leg(call.sid, request.path).stage
        if stage is None:
            raise NotInProgress
        return stage

    def _resource(
        self, stage: CallStage, stream_sid: str, name: str, status: str
    ) -> dict[str, object]:
        call = stage.call
        path = f"/2010-04-01/Accounts/{call.account_sid}/Calls/{call.sid}/Streams"
        return {
            "account_sid": call.account_sid,
            "call_sid": call.sid,
            "date_updated": rfc2822(self._exchange.world.now_s()),
            "name": name or None,
            "sid": stream_sid,
            "status": status,
            "uri": f"{path}/{stream_sid}.json",
        }


def read(given: Form) -> Stream:
    """Read a request to start a stream.

    Raises:
        BadParameter: It has no socket's URL, or no such track.
    """
    url, track = given.one("Url"), given.one("Track") or "inbound_track"
    if urlsplit(url).scheme not in {"ws", "wss"}:
        raise BadParameter(21205, "Url must be a wss URL.")
    if track not in TRACKS:
        raise BadParameter(20001, f"Track must be one of {', '.join(TRACKS)}.")
    told = read_fetch(given, "StatusCallback", "StatusCallbackMethod", code=21609)
    pairs = (
        (given.one(f"Parameter{n}.Name"), given.one(f"Parameter{n}.Value"))
        for n in range(1, MAX_PARAMETERS + 1)
    )
    return Stream(
        url=url,
        name=given.one("Name"),
        parameters=tuple((name, value) for name, value in pairs if name),
        status_callback=told.url if told else "",
        status_method=told.method if told else "POST",
        tracks=TRACKS[track],
    )
