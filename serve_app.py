"""The HTTP side on Ray Serve: the carrier's webhooks and the operator's API.

It relays and decides nothing. The carrier's requests are believed by their signature,
everybody else's by the bearer token. Serve listens on loopback only; the front door
brings requests here. `make_app` needs no Ray, so the tests have none either.
"""
# ruff: noqa: FAST003 - the path's `campaign_id` is taken by `Known`

import asyncio
import hmac
import logging
import os
from http import HTTPStatus
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from actors.client import Client
from gateways import twiml
from gateways.signature import HEADER, SETTINGS_HEADER, is_signed
from panda.call import CallState
from panda.campaign import CallResult, CallSnapshot, Campaign, CampaignStatus
from panda.dispatch.books import NewCampaign
from panda.dispatch.callbacks import read_status
from panda.dispatch.ports import Installation
from panda.errors import PandaError
from panda.events import CallEvent
from panda.menu.memory import Graph
from panda.menu.memory.stats import Grouping, RouteStats
from panda.menu.menu import Route
from panda.research.comparison import Comparison, compare
from panda.settings import Settings
from panda.views import (
    CallView,
    CampaignText,
    CampaignView,
    Created,
    Ending,
    Health,
    Problem,
    SystemView,
    TranscriptLine,
)
from serve_problems import tell_problems

_log = logging.getLogger(__name__)

NAME = "panda"
AT_ONCE = 256
"""Requests at a time; Serve's default of 5 would leave the carrier's sixth waiting
(RELIABILITY F2)."""
RECOVER_S = 7.0
"""How long a call's next step may take to find; the front door waits 8 s."""
HEALTH_S = 5.0
"""How long the parts of the installation have to say that they are there."""
MOMENT_S = 2
MOMENT = "One moment, please."


def make_app(settings: Settings, panda: Installation) -> FastAPI:
    """Build the application over an installation."""
    app = FastAPI(
        title="Panda Assist",
        summary="Calls many businesses at once and compares what they say.",
        version="0.1.0",
        docs_url="/api/docs",
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.settings, app.state.panda = settings, panda
    tell_problems(app)
    app.include_router(twilio)
    for router in (campaigns, calls):
        app.include_router(router, dependencies=[Depends(_bearer)], responses=_ERRORS)
    app.add_api_route("/health", health, tags=["health"])
    return app


def _panda(request: Request) -> Installation:
    panda: Installation = request.app.state.panda
    return panda


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _bearer(
    settings: Annotated[Settings, Depends(_settings)],
    given: Annotated[
        HTTPAuthorizationCredentials | None,
        Depends(HTTPBearer(auto_error=False, description="PANDA_API_TOKEN")),
    ],
) -> None:
    """Let nobody by without the token; takes as long whatever was given."""
    token = given.credentials if given else ""
    if not hmac.compare_digest(token.encode(), settings.api_token.encode()):
        raise HTTPException(
            HTTPStatus.UNAUTHORIZED,
            "the bearer token is wrong" if token else "a bearer token is needed",
            headers={"WWW-Authenticate": "Bearer"},
        )


async def _signed(
    request: Request, settings: Annotated[Settings, Depends(_settings)]
) -> dict[str, str]:
    """Return the form of a request that is the carrier's.

    The URL is that of our settings, never of the request's `Host`.
    """
    try:
        body = (await request.body()).decode()
        pairs = parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body))
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "not a form") from None
    url = settings.public_url + request.url.path
    if request.url.query:
        url += f"?{request.url.query}"
    if not is_signed(
        request.headers.get(HEADER, ""),
        token=settings.twilio_auth_token,
        url=url,
        params=pairs,
        settings=request.headers.get(SETTINGS_HEADER, ""),
    ):
        raise HTTPException(HTTPStatus.FORBIDDEN, "not signed by the carrier")
    return dict(pairs)


Panda = Annotated[Installation, Depends(_panda)]
Form = Annotated[dict[str, str], Depends(_signed)]


async def health(panda: Panda) -> Health:
    """Say whether calls can be made: hub, store and orchestrator answer."""
    try:
        async with asyncio.timeout(HEALTH_S):
            snapshots = await panda.snapshots()
            paused = await panda.paused()
    except TimeoutError:
        raise PandaError("a part of the installation does not answer") from None
    live = [one for one in snapshots if one.state is not CallState.ENDED]
    status: Literal["ok", "paused"] = "paused" if paused else "ok"
    return Health(status=status, paused=paused, now=panda.now(), live_calls=len(live))


# --- the carrier's webhooks ----------------------------------------------------------

twilio = APIRouter(prefix="/twilio", include_in_schema=False)


@twilio.post("/status/{call_id}", status_code=HTTPStatus.NO_CONTENT)
async def status(
    call_id: str,
    form: Form,
    panda: Panda,
    settings: Annotated[Settings, Depends(_settings)],
) -> None:
    """Take a report in: kept before it is answered."""
    report = read_status(call_id, form, account_sid=settings.twilio_account_sid)
    await panda.report(report)


@twilio.post("/recover/{call_id}/{epoch}", dependencies=[Depends(_signed)])
async def recover(
    call_id: str,
    epoch: int,
    panda: Panda,
    settings: Annotated[Settings, Depends(_settings)],
) -> Response:
    """Say how a call goes on whose stream has ended."""
    try:
        async with asyncio.timeout(RECOVER_S):
            document = await panda.recover(call_id, epoch)
    except (TimeoutError, PandaError) as error:
        # The orchestrator is away, most likely restarting: the call waits for it.
        _log.warning("recovery has to wait: %s", type(error).__name__)
        url = twiml.recover_url(settings.public_url, call_id, epoch)
        document = twiml.wait(url, seconds=MOMENT_S, say=MOMENT)
    return Response(document, media_type="application/xml")


# --- the API -------------------------------------------------------------------------

_ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem} for code in (400, 401, 404, 409, 413, 422, 503)
}

campaigns = APIRouter(prefix="/api/campaigns", tags=["campaigns"])
calls = APIRouter(prefix="/api", tags=["calls"])


async def _known(campaign_id: str, panda: Panda) -> Campaign:
    campaign = await panda.campaign(campaign_id)
    if campaign is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such campaign")
    return campaign


Known = Annotated[Campaign, Depends(_known)]


@campaigns.post("", status_code=HTTPStatus.CREATED)
async def create(new: NewCampaign, panda: Panda) -> Created:
    """Begin a campaign given as values."""
    return Created(campaign=await panda.create_from(new))


@campaigns.post("/from-files", status_code=HTTPStatus.CREATED)
async def create_from_files(text: CampaignText, panda: Panda) -> Created:
    """Begin a campaign given as a CSV list and a YAML questionnaire."""
    new, rejected = text.read()
    return Created(campaign=await panda.create_from(new), rejected=rejected)


@campaigns.get("")
async def list_campaigns(panda: Panda) -> list[Campaign]:
    """List all campaigns, newest first."""
    return list(await panda.campaigns())


@campaigns.get("/{campaign_id}")
async def get_campaign(campaign: Known, panda: Panda) -> CampaignView:
    """Return a campaign and how far it is."""
    return CampaignView.of(campaign, await panda.targets(campaign.campaign_id))


@campaigns.post("/{campaign_id}/pause")
async def pause(campaign: Known, panda: Panda) -> Campaign:
    """Place no new calls; those under way go on."""
    return await panda.set_status(campaign.campaign_id, CampaignStatus.PAUSED)


@campaigns.post("/{campaign_id}/resume")
async def resume(campaign: Known, panda: Panda) -> Campaign:
    """Go on with a paused campaign."""
    return await panda.set_status(campaign.campaign_id, CampaignStatus.RUNNING)


@campaigns.post("/{campaign_id}/cancel")
async def cancel(campaign: Known, panda: Panda) -> Campaign:
    """End a campaign and its live calls."""
    return await panda.set_status(campaign.campaign_id, CampaignStatus.CANCELLED)


@campaigns.get("/{campaign_id}/results")
async def results(campaign: Known, panda: Panda) -> list[CallResult]:
    """List what came of each call so far."""
    return list(await panda.results(campaign.campaign_id))


@campaigns.get("/{campaign_id}/comparison")
async def comparison(campaign: Known, panda: Panda) -> Comparison:
    """Lay the answers side by side, each with its quote."""
    targets = await panda.targets(campaign.campaign_id)
    return compare(campaign, targets, await panda.results(campaign.campaign_id))


@calls.get("/calls")
async def list_calls(
    panda: Panda, campaign_id: str | None = None
) -> list[CallSnapshot]:
    """List live and recent calls, the longest unchanged first."""
    return list(await panda.snapshots(campaign_id))


@calls.get("/calls/{call_id}")
async def get_call(call_id: str, panda: Panda) -> CallView:
    """Return a call as it stands."""
    snapshot = await panda.snapshot(call_id)
    result = await panda.result(call_id)
    if snapshot is None and result is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such call")
    return CallView.of(call_id, snapshot, result)


@calls.get("/calls/{call_id}/transcript")
async def transcript(
    call_id: str, panda: Panda, after: Annotated[int, Query(ge=0)] = 0
) -> list[TranscriptLine]:
    """Return what was said and done, after the event numbered `after`."""
    events = await panda.events(call_id)
    if not events and await panda.snapshot(call_id) is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such call")
    return [TranscriptLine.of(event) for event in events if event.seq > after]


@calls.get("/calls/{call_id}/events")
async def events(
    call_id: str, panda: Panda, after: Annotated[int, Query(ge=0)] = 0
) -> list[CallEvent]:
    """Return the log of a call after the event numbered `after`, as it is kept."""
    found = await panda.events(call_id)
    if not found and await panda.snapshot(call_id) is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such call")
    return [event for event in found if event.seq > after]


@calls.post("/calls/{call_id}/end", status_code=HTTPStatus.ACCEPTED)
async def end_call(call_id: str, panda: Panda) -> Ending:
    """End a live call."""
    if not await panda.end_call(call_id):
        raise HTTPException(HTTPStatus.CONFLICT, "this call is not live")
    return Ending(call_id=call_id)


@calls.get("/routes", tags=["routes"])
async def routes(panda: Panda, number: str | None = None) -> list[Route]:
    """List learned ways through phone menus, of one number or of all."""
    return list(await panda.routes(number))


@calls.get("/routes/stats", tags=["routes"])
async def route_stats(panda: Panda, by: Grouping = "number") -> list[RouteStats]:
    """Say how often menus were got through, how fast, and with how many wrong keys."""
    return list(await panda.route_stats(by))


@calls.get("/routes/{number}", tags=["routes"])
async def menus(panda: Panda, number: str) -> list[Graph]:
    """Return all versions of a number's menus, oldest first."""
    graphs = await panda.graphs(number)
    if not graphs:
        raise HTTPException(
            HTTPStatus.NOT_FOUND, "no menus were learned of this number"
        )
    return list(graphs)


@calls.get("/system", tags=["system"])
async def system(
    panda: Panda, settings: Annotated[Settings, Depends(_settings)]
) -> SystemView:
    """Say what runs here, how much it may do, and with what settings."""
    snapshots = await panda.snapshots()
    return SystemView.of(
        settings,
        now=panda.now(),
        paused=await panda.paused(),
        live=[one for one in snapshots if one.state is not CallState.ENDED],
        parts=await panda.parts(),
    )


# --- on Ray Serve --------------------------------------------------------------------


def _build() -> FastAPI:
    settings = Settings.from_env(os.environ)
    return make_app(settings, Client(settings))


def serve_http(settings: Settings) -> None:
    """Put the application on this cluster's Serve, on loopback; it stays there."""
    from ray import serve  # noqa: PLC0415 - slow to import, and only needed here

    serve.start(
        proxy_location="HeadOnly",
        http_options={
            "host": "127.0.0.1",
            "port": settings.serve_port,
            "request_timeout_s": 30,
        },
    )
    deployment: Any = serve.deployment(
        name="api",
        num_replicas=1,
        max_ongoing_requests=AT_ONCE,
        graceful_shutdown_timeout_s=2,
        health_check_period_s=2,
        ray_actor_options={"num_cpus": 0},
    )(serve.ingress(_build)())
    serve.run(deployment.bind(), name=NAME, route_prefix="/")
