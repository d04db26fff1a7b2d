"""Twilio's Conferences resource and its Participants."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aiohttp import web

from simulator.carrier import params
from simulator.carrier.calls import rfc2822
from simulator.carrier.conference import forms
from simulator.carrier.conference.conference import Unwelcome
from simulator.carrier.errors import BadParameter, NotFound
from simulator.carrier.form import flag, read_fetch
from simulator.carrier.gate import BASE, asked, form, reply
from simulator.carrier.paging import day_names, days, on_day, page, paging
from simulator.carrier.params import Script
from simulator.carrier.recording.forms import record
from simulator.carrier.verbs.conference import Attend

if TYPE_CHECKING:
    from simulator.carrier.conference.conference import Conference
    from simulator.carrier.conference.participant import Participant
    from simulator.carrier.exchange import Exchange
    from simulator.carrier.form import Form
    from simulator.carrier.gate import Gate

ALL, ONE = f"{BASE}/Conferences.json", f"{BASE}/Conferences/{{sid}}.json"
LEGS = f"{BASE}/Conferences/{{sid}}/Participants.json"
LEG = f"{BASE}/Conferences/{{sid}}/Participants/{{leg}}.json"


class ConferencesApi:
    """Conferences, and who is in them."""

    def __init__(self, exchange: Exchange, gate: Gate) -> None:
        self._exchange = exchange
        self._gate = gate

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to serve."""
        guard = self._gate.guard
        return [
            web.get(ALL, guard(self._list)),
            web.get(ONE, guard(self._fetch)),
            web.post(ONE, guard(self._update)),
            web.post(LEGS, guard(self._invite)),
            web.get(LEGS, guard(self._list_legs)),
            web.get(LEG, guard(self._fetch_leg)),
            web.post(LEG, guard(self._update_leg)),
            web.delete(LEG, guard(self._remove)),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        wanted = asked(request)
        names = day_names("DateCreated", "DateUpdated")
        filters = days(wanted, names)
        found = (
            one
            for one in self._exchange.conferences.all()
            if wanted.one("FriendlyName") in {"", one.name}
            and wanted.one("Status") in {"", one.state}
            and all(on_day(_moment(one, name), name, day) for name, day in filters)
        )
        asked_page = paging(wanted, ["FriendlyName", "Status", *names])
        body = page(found, asked_page, request.path, "conferences", self._shown)
        return reply(body)

    async def _fetch(self, request: web.Request) -> web.Response:
        return reply(self._shown(self._conference(request)))

    async def _update(self, request: web.Request) -> web.Response:
        wanted = await form(request)
        conference = self._conference(request)
        announce = read_fetch(
            wanted, "AnnounceUrl", "AnnounceMethod", code=forms.BAD_URL
        )
        if wanted.one("Status") not in {"", "completed"}:
            raise BadParameter(20001, "Status can only become completed.")
        if announce is not None:
            conference.announce(announce)
        if wanted.one("Status"):
            conference.end("conference-ended-via-api")
        return reply(self._shown(conference))

    async def _invite(self, request: web.Request) -> web.Response:
        wanted = await form(request)
        terms = forms.terms(wanted)
        exchange = self._exchange
        conference = exchange.conferences.open(request.match_info["sid"])
        order = params.invitation(wanted, Script((Attend(conference, terms),)))
        try:
            conference.welcome(terms)
        except Unwelcome as error:
            raise BadParameter(error.code, f"{error}.") from None
        call = exchange.create(replace(order, recording=record(wanted)))
        participant = conference.invite(call, terms, lambda: exchange.give_up(call))
        return reply(participant.resource(), status=201)

    async def _list_legs(self, request: web.Request) -> web.Response:
        conference, wanted = self._conference(request), asked(request)
        found = (
            one for one in conference.participants.values() if _wanted(one, wanted)
        )
        asked_page = paging(wanted, ["Muted", "Hold", "Coaching"])
        body = page(
            found,
            asked_page,
            request.path,
            "participants",
            lambda one: one.resource(),
        )
        return reply(body)

    async def _fetch_leg(self, request: web.Request) -> web.Response:
        return reply(self._participant(request)[1].resource())

    async def _update_leg(self, request: web.Request) -> web.Response:
        conference, participant = self._participant(request)
        change = forms.change(await form(request))
        if change.coaches and conference.find(change.coaches) is None:
            raise BadParameter(20001, "CallSidToCoach is not in this conference.")
        conference.modify(participant, change)
        return reply(participant.resource())

    async def _remove(self, request: web.Request) -> web.Response:
        conference, participant = self._participant(request)
        conference.leave(participant, "participant_updated_via_api")
        return web.Response(status=204)

    def _conference(self, request: web.Request) -> Conference:
        return self._exchange.conferences.fetch(request.match_info["sid"], request.path)

    def _participant(self, request: web.Request) -> tuple[Conference, Participant]:
        conference = self._conference(request)
        found = conference.find(request.match_info["leg"])
        if found is None:
            raise NotFound(request.path)
        return conference, found

    def _shown(self, conference: Conference) -> dict[str, object]:
        account = self._exchange.world.account.sid
        path = f"/2010-04-01/Accounts/{account}/Conferences/{conference.sid}"
        return {
            "account_sid": account,
            "api_version": "2010-04-01",
            "call_sid_ending_conference": conference.ended_by or None,
            "date_created": rfc2822(conference.created_s),
            "date_updated": rfc2822(conference.updated_s),
            "friendly_name": conference.name,
            "reason_conference_ended": conference.ended,
            "region": "us1",
            "sid": conference.sid,
            "status": conference.state,
            "subresource_uris": {
                "participants": f"{path}/Participants.json",
                "recordings": f"{path}/Recordings.json",
            },
            "uri": f"{path}.json",
        }


def _moment(conference: Conference, name: str) -> float:
    created = name.startswith("DateCreated")
    return conference.created_s if created else conference.updated_s


def _wanted(participant: Participant, wanted: Form) -> bool:
    is_so = {
        "Muted": participant.muted,
        "Hold": participant.hold,
        "Coaching": bool(participant.coaches),
    }
    return all(
        flag(wanted, name) == value for name, value in is_so.items() if wanted.one(name)
    )
