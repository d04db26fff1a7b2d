"""Twilio's Calls resource on its real paths, and all resources together.

A handler parses, asks the `Exchange`, and answers; errors leave as exceptions and
become JSON in one place, the `gate`.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.carrier import listing, params
from simulator.carrier.application.api import ApplicationsApi
from simulator.carrier.conference.api import ConferencesApi
from simulator.carrier.errors import ApiError, NotFound, TooMany, Unavailable
from simulator.carrier.gate import BASE, Gate, asked as asked_form, form, reply
from simulator.carrier.recording import forms
from simulator.carrier.recording.api import RecordingsApi
from simulator.carrier.streams_api import StreamsApi
from simulator.faults.base import Where
from simulator.faults.kinds import CreateDelay, CreateError

if TYPE_CHECKING:
    from simulator.carrier.calls import Call
    from simulator.carrier.exchange import Exchange


def routes(exchange: Exchange) -> list[web.RouteDef]:
    """Return every route of the account's REST API."""
    gate = Gate(exchange.world)
    return [
        *CallsApi(exchange, gate).routes(),
        *StreamsApi(exchange, gate).routes(),
        *ApplicationsApi(exchange, gate).routes(),
        *ConferencesApi(exchange, gate).routes(),
        *RecordingsApi(exchange, gate).routes(),
        web.route("*", "/2010-04-01/{rest:.*}", gate.guard(_unknown)),
    ]


class CallsApi:
    """The Calls resource."""

    def __init__(self, exchange: Exchange, gate: Gate) -> None:
        self._exchange = exchange
        self._gate = gate

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to serve."""
        calls, call = f"{BASE}/Calls.json", f"{BASE}/Calls/{{sid}}.json"
        guard = self._gate.guard
        return [
            web.post(calls, guard(self._create)),
            web.get(calls, guard(self._list)),
            web.get(call, guard(self._fetch)),
            web.post(call, guard(self._update)),
            web.delete(call, guard(self._delete)),
        ]

    async def _create(self, request: web.Request) -> web.Response:
        given = await form(request)
        asked = replace(
            params.create(given, self._applications()),
            recording=forms.record(given),
        )
        world = self._exchange.world
        where = Where(to=asked.to, attempt=self._exchange.next_attempt(asked.party))
        error = world.faults.strikes(CreateError, where)
        token = request.headers.get("I-Twilio-Idempotency-Token", "")
        if error is not None and not error.placed:
            raise _failed(error)
        call = self._exchange.create(asked, token=token)
        if delay := world.faults.strikes(CreateDelay, where):
            await asyncio.sleep(delay.ms / 1000)
        if error is not None:
            raise _failed(error)
        return reply(call.resource(), status=201)

    def _applications(self) -> dict[str, params.Documents]:
        """Return the account's TwiML applications, by SID."""
        return {one.sid: one for one in self._exchange.applications.all()}

    async def _list(self, request: web.Request) -> web.Response:
        asked = listing.query(asked_form(request))
        world = self._exchange.world
        newest = world.now_s() - world.settings.list_delay_ms / 1000
        seen = (c for c in self._exchange.calls() if c.created_s <= newest)
        return reply(listing.page(listing.matching(seen, asked), asked, request.path))

    async def _fetch(self, request: web.Request) -> web.Response:
        return reply(self._call(request).resource())

    async def _update(self, request: web.Request) -> web.Response:
        asked = params.update(await form(request))
        return reply(self._exchange.update(self._call(request), asked).resource())

    async def _delete(self, request: web.Request) -> web.Response:
        self._exchange.delete(self._call(request))
        return web.Response(status=204)

    def _call(self, request: web.Request) -> Call:
        return self._exchange.fetch(request.match_info["sid"], request.path)


async def _unknown(request: web.Request) -> web.Response:
    raise NotFound(request.path)


def _failed(fault: CreateError) -> ApiError:
    if fault.http == 429:
        return TooMany(20429, "Too Many Requests")
    return Unavailable(status=fault.http)
