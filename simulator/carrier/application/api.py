"""Twilio's Applications resource, as far as it is about voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from simulator.carrier.form import read_fetch
from simulator.carrier.gate import BASE, asked, form, reply
from simulator.carrier.paging import page, paging

if TYPE_CHECKING:
    from simulator.carrier.application.applications import Application
    from simulator.carrier.exchange import Exchange
    from simulator.carrier.form import Form
    from simulator.carrier.gate import Gate

ALL, ONE = f"{BASE}/Applications.json", f"{BASE}/Applications/{{sid}}.json"
BAD_URL = 21205


class ApplicationsApi:
    """The Applications resource."""

    def __init__(self, exchange: Exchange, gate: Gate) -> None:
        self._applications = exchange.applications
        self._now_s = exchange.world.now_s
        self._gate = gate

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to serve."""
        guard = self._gate.guard
        return [
            web.post(ALL, guard(self._create)),
            web.get(ALL, guard(self._list)),
            web.get(ONE, guard(self._fetch)),
            web.post(ONE, guard(self._update)),
            web.delete(ONE, guard(self._delete)),
        ]

    async def _create(self, request: web.Request) -> web.Response:
        given = await form(request)
        made = self._applications.create()
        _write(made, given)
        return reply(made.resource(), status=201)

    async def _list(self, request: web.Request) -> web.Response:
        wanted = asked(request)
        name = wanted.one("FriendlyName")
        found = (one for one in self._applications.all() if name in {"", one.name})
        body = page(
            found,
            paging(wanted, ["FriendlyName"]),
            request.path,
            "applications",
            lambda one: one.resource(),
        )
        return reply(body)

    async def _fetch(self, request: web.Request) -> web.Response:
        return reply(self._application(request).resource())

    async def _update(self, request: web.Request) -> web.Response:
        application = self._application(request)
        _write(application, await form(request))
        application.updated_s = self._now_s()
        return reply(application.resource())

    async def _delete(self, request: web.Request) -> web.Response:
        self._applications.delete(self._application(request))
        return web.Response(status=204)

    def _application(self, request: web.Request) -> Application:
        return self._applications.fetch(request.match_info["sid"], request.path)


def _write(application: Application, given: Form) -> None:
    """Take over what the form says; what it leaves out stays."""
    voice = read_fetch(given, "VoiceUrl", "VoiceMethod", code=BAD_URL)
    fallback = read_fetch(
        given, "VoiceFallbackUrl", "VoiceFallbackMethod", code=BAD_URL
    )
    told = read_fetch(given, "StatusCallback", "StatusCallbackMethod", code=BAD_URL)
    application.name = given.one("FriendlyName") or application.name
    application.voice = voice or application.voice
    application.fallback = fallback or application.fallback
    application.status_callback = told or application.status_callback
