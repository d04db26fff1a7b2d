"""The account's TwiML applications, and what happens when one is called.

A call to ``app:AP…`` has two legs here: the one that was ordered, and an inbound one
that runs the application's document. Parameters after ``?`` go to its webhook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from simulator.carrier.application.trunk import wire
from simulator.carrier.calls import rfc2822
from simulator.carrier.errors import NotFound
from simulator.carrier.params import CreateCall, Script
from simulator.carrier.sids import sid
from simulator.carrier.verbs.base import Goto
from simulator.ports import Ringing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from simulator.carrier.exchange import Exchange
    from simulator.carrier.form import Fetch
    from simulator.carrier.stage import CallStage
    from simulator.carrier.verbs.base import Next
    from simulator.carrier.world import World
    from simulator.ports import Leg

ADDRESS = re.compile(r"app:(AP[0-9a-f]{32})(\?.*)?")
"""How an application is called."""
NOT_FOUND = Ringing("failed", ring_ms=0, sip_code=404)


@dataclass(slots=True)
class Application:
    """One application: a name, and where its documents are."""

    sid: str
    account_sid: str
    created_s: float
    updated_s: float
    name: str = ""
    voice: Fetch | None = None
    fallback: Fetch | None = None
    status_callback: Fetch | None = None

    def resource(self) -> dict[str, object]:
        """Return it as the REST answer shows it; it takes no messages."""
        return {
            "account_sid": self.account_sid,
            "api_version": "2010-04-01",
            "date_created": rfc2822(self.created_s),
            "date_updated": rfc2822(self.updated_s),
            "friendly_name": self.name,
            "message_status_callback": None,
            "public_application_connect_enabled": False,
            "sid": self.sid,
            "sms_fallback_method": "POST",
            "sms_fallback_url": None,
            "sms_method": "POST",
            "sms_status_callback": None,
            "sms_url": None,
            "status_callback": _url(self.status_callback),
            "status_callback_method": _method(self.status_callback),
            "uri": (
                f"/2010-04-01/Accounts/{self.account_sid}/Applications/{self.sid}.json"
            ),
            "voice_caller_id_lookup": False,
            "voice_fallback_method": _method(self.fallback),
            "voice_fallback_url": _url(self.fallback),
            "voice_method": _method(self.voice),
            "voice_url": _url(self.voice),
        }


@dataclass(frozen=True, slots=True)
class Enter:
    """The first verb of an application's leg: fetch its document."""

    fetch: Fetch
    params: Mapping[str, str] = field(default_factory=dict)

    async def perform(self, stage: CallStage) -> Next:  # noqa: ARG002 - see Verb
        """Go there."""
        return Goto(self.fetch.url, self.fetch.method, self.params)


class Applications:
    """Keeps applications and answers calls to them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._all: dict[str, Application] = {}

    def create(self) -> Application:
        """Make an application without documents."""
        world, now_s = self._world, self._world.now_s()
        made = Application(sid("AP", world.rng), world.account.sid, now_s, now_s)
        self._all[made.sid] = made
        return made

    def fetch(self, application_sid: str, path: str) -> Application:
        """Return an application.

        Raises:
            NotFound: There is none; `path` is what was asked for.
        """
        if (found := self._all.get(application_sid)) is None:
            raise NotFound(path)
        return found

    def delete(self, application: Application) -> None:
        """Forget an application."""
        del self._all[application.sid]

    def all(self) -> Iterable[Application]:
        """Return every application, newest first."""
        return reversed(self._all.values())

    def dial(self, leg: Leg, exchange: Exchange) -> Ringing | None:
        """Answer a call to an application; None if the address is not of one."""
        found = ADDRESS.fullmatch(leg.number)
        if found is None:
            return None
        application = self._all.get(found[1])
        if application is None or application.voice is None:
            return NOT_FOUND
        near, far = wire()
        params = dict(parse_qsl(urlsplit(found[2] or "").query))
        exchange.create(
            CreateCall(
                to=f"app:{application.sid}",
                caller=leg.caller,
                source=Script((Enter(application.voice, params),)),
                fallback=application.fallback,
                direction="inbound",
                callee=far,
            )
        )
        return Ringing("answer", ring_ms=0, callee=near)


def _url(fetch: Fetch | None) -> str | None:
    return fetch.url if fetch is not None else None


def _method(fetch: Fetch | None) -> str:
    return fetch.method if fetch is not None else "POST"
