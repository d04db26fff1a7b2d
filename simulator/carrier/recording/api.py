"""Twilio's Recordings resource, by itself and under calls and conferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from simulator.carrier.calls import Status
from simulator.carrier.errors import ApiError, BadParameter, NotFound
from simulator.carrier.gate import BASE, asked, form, reply
from simulator.carrier.paging import day_names, days, on_day, page, paging
from simulator.carrier.recording import forms
from simulator.carrier.recording.recording import State
from simulator.carrier.steps import IllegalStep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.carrier.exchange import Exchange
    from simulator.carrier.gate import Gate
    from simulator.carrier.recording.recording import Recording

OWNERS = "Calls|Conferences"
UNDER = f"{BASE}/{{owner:{OWNERS}}}/{{of}}/Recordings"


class RecordingsApi:
    """Recordings, and the recordings of one call or conference."""

    def __init__(self, exchange: Exchange, gate: Gate) -> None:
        self._exchange = exchange
        self._gate = gate

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to serve."""
        guard = self._gate.guard
        own, sid = f"{BASE}/Recordings", "{sid:[^./]+|Twilio.CURRENT}"
        return [
            web.get(f"{own}.json", guard(self._list)),
            web.get(f"{own}/{{sid}}.json", guard(self._fetch)),
            web.delete(f"{own}/{{sid}}.json", guard(self._delete)),
            web.get(f"{own}/{sid}{{form:(|\\.wav)}}", guard(self._media)),
            web.post(f"{UNDER}.json", guard(self._create)),
            web.get(f"{UNDER}.json", guard(self._list)),
            web.get(f"{UNDER}/{sid}.json", guard(self._fetch)),
            web.post(f"{UNDER}/{sid}.json", guard(self._update)),
            web.delete(f"{UNDER}/{sid}.json", guard(self._delete)),
        ]

    async def _create(self, request: web.Request) -> web.Response:
        exchange, of = self._exchange, request.match_info["of"]
        if request.match_info["owner"] != "Calls":
            raise NotFound(request.path)
        terms = forms.recording_terms(await form(request), trim="do-not-trim")
        call = exchange.fetch(of, request.path)
        stage = exchange.leg(of, request.path).stage if not call.over else None
        if stage is None or call.status is not Status.IN_PROGRESS:
            raise BadParameter(
                21220, "Requested resource is not eligible for recording"
            )
        recording = exchange.recordings.of_line(
            call, stage.line, terms, "StartCallRecordingAPI"
        )
        return reply(recording.resource(_parent(request)), status=201)

    async def _list(self, request: web.Request) -> web.Response:
        wanted = asked(request)
        names = day_names("DateCreated")
        filters = days(wanted, names)
        owner = request.match_info.get("of", "")
        if owner:
            self._known(request, owner)
        only = [owner, wanted.one("CallSid"), wanted.one("ConferenceSid")]
        found: Iterable[Recording] = (
            one
            for one in self._exchange.recordings.all()
            if all(one in self._exchange.recordings.of(of) for of in only if of)
            and all(on_day(one.started_s, name, day) for name, day in filters)
        )
        asked_page = paging(wanted, ["CallSid", "ConferenceSid", *names])
        body = page(
            found,
            asked_page,
            request.path,
            "recordings",
            lambda one: one.resource(_parent(request)),
        )
        return reply(body)

    async def _fetch(self, request: web.Request) -> web.Response:
        return reply(self._recording(request).resource(_parent(request)))

    async def _update(self, request: web.Request) -> web.Response:
        wanted, behaviour = forms.wish(await form(request))
        recording, recordings = self._recording(request), self._exchange.recordings
        try:
            match wanted:
                case "paused":
                    recordings.pause(recording, behaviour)
                case "in-progress":
                    recordings.resume(recording)
                case "stopped":
                    recordings.stop(recording)
        except IllegalStep as error:
            raise BadParameter(21220, f"Unable to update record: {error}.") from None
        return reply(recording.resource(_parent(request)))

    async def _delete(self, request: web.Request) -> web.Response:
        recording = self._recording(request)
        if recording.running:
            raise ApiError(20409, "The recording is in progress.", status=409)
        self._exchange.recordings.delete(recording)
        return web.Response(status=204)

    async def _media(self, request: web.Request) -> web.Response:
        recording = self._recording(request)
        if recording.state is not State.COMPLETED:
            raise NotFound(request.path)
        wanted = asked(request).one("RequestedChannels") or "1"
        if wanted not in {"1", "2"} or int(wanted) > recording.tape.tracks:
            raise BadParameter(20001, "RequestedChannels are more than were recorded.")
        return web.Response(
            body=recording.tape.wav(int(wanted)), content_type="audio/x-wav"
        )

    def _recording(self, request: web.Request) -> Recording:
        of = request.match_info.get("of", "")
        return self._exchange.recordings.fetch(
            request.match_info["sid"], request.path, of
        )

    def _known(self, request: web.Request, owner: str) -> None:
        if request.match_info["owner"] == "Calls":
            self._exchange.fetch(owner, request.path)
        else:
            self._exchange.conferences.fetch(owner, request.path)


def _parent(request: web.Request) -> str:
    info = request.match_info
    return f"{info['owner']}/{info['of']}" if "of" in info else ""
