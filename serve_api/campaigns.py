"""Campaigns: begun, followed, paused, compared."""
# ruff: noqa: FAST003 - the path's `campaign_id` is taken by `Known`

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from documents.pdf import as_pdf
from panda.campaign import CallResult, Campaign, CampaignStatus
from panda.changed import CampaignChanged
from panda.changes import CampaignChange
from panda.dispatch.ports import Installation
from panda.newcampaign import REQUEST, NewCampaign
from panda.progress import CampaignProgress
from panda.research.comparing import compared, follow_up, planned, reported
from panda.research.comparison import Comparison
from panda.research.followup import FollowUp, FollowUpPolicy
from panda.research.report.contents import Report
from panda.research.report.page import page
from panda.settings import Settings
from panda.views import CampaignText, CampaignView, Created
from serve_api.doors import Configured, Panda

router = APIRouter(prefix="/api/campaigns", tags=["campaigns"])


async def _known(campaign_id: str, panda: Panda) -> Campaign:
    campaign = await panda.campaign(campaign_id)
    if campaign is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such campaign")
    return campaign


Known = Annotated[Campaign, Depends(_known)]


RequestKey = Annotated[str, Header(pattern=REQUEST, alias="Idempotency-Key")]
"""Asked again with the same, the campaign there is comes back; none is begun.

See draft-ietf-httpapi-idempotency-key-header.
"""


def _keyed(new: NewCampaign, key: str) -> NewCampaign:
    return new.model_copy(update={"request": key}) if key else new


@router.post("", status_code=HTTPStatus.CREATED)
async def create(new: NewCampaign, panda: Panda, key: RequestKey = "") -> Created:
    """Begin a campaign given as values."""
    return Created(campaign=await panda.create_from(_keyed(new, key)))


@router.post("/from-files", status_code=HTTPStatus.CREATED)
async def create_from_files(
    text: CampaignText, panda: Panda, key: RequestKey = ""
) -> Created:
    """Begin a campaign given as a CSV list and a YAML questionnaire."""
    new, rejected = text.read()
    campaign = await panda.create_from(_keyed(new, key))
    return Created(campaign=campaign, rejected=rejected)


@router.get("")
async def list_campaigns(panda: Panda) -> list[Campaign]:
    """List all campaigns, newest first."""
    return list(await panda.campaigns())


@router.get("/{campaign_id}")
async def get_campaign(campaign: Known, panda: Panda) -> CampaignView:
    """Return a campaign and how far it is."""
    targets = await panda.targets(campaign.campaign_id)
    return CampaignView.of(campaign, targets, await panda.held(campaign.campaign_id))


@router.get("/{campaign_id}/progress")
async def progress(campaign_id: str, panda: Panda) -> CampaignProgress:
    """Return how far a campaign is, without its businesses."""
    standing = await panda.standing(campaign_id)
    if standing is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such campaign")
    return standing


@router.patch("/{campaign_id}")
async def change(campaign: Known, change: CampaignChange, panda: Panda) -> Campaign:
    """Change a campaign while it runs: limits, questions, goal, voice, order, features.

    Its calls under way take the questions and the longest wait. Made for another
    version than the one there is, a change is refused: look again.
    """
    return await panda.change_campaign(campaign.campaign_id, change)


@router.get("/{campaign_id}/changes")
async def changes(campaign: Known, panda: Panda) -> list[CampaignChanged]:
    """List what was changed, by whom and when."""
    return list(await panda.changes(campaign.campaign_id))


@router.post("/{campaign_id}/pause")
async def pause(campaign: Known, panda: Panda) -> Campaign:
    """Place no new calls; those under way go on."""
    return await panda.set_status(campaign.campaign_id, CampaignStatus.PAUSED)


@router.post("/{campaign_id}/resume")
async def resume(campaign: Known, panda: Panda) -> Campaign:
    """Go on with a paused campaign."""
    return await panda.set_status(campaign.campaign_id, CampaignStatus.RUNNING)


@router.post("/{campaign_id}/cancel")
async def cancel(campaign: Known, panda: Panda) -> Campaign:
    """End a campaign and its live calls."""
    return await panda.set_status(campaign.campaign_id, CampaignStatus.CANCELLED)


@router.get("/{campaign_id}/results")
async def results(campaign: Known, panda: Panda) -> list[CallResult]:
    """List what came of each call so far."""
    return list(await panda.results(campaign.campaign_id))


Weights = Annotated[
    list[str] | None,
    Query(description="NAME=WEIGHT, NAME=WEIGHT:BEST or NAME=must; see the guide"),
]


@router.get("/{campaign_id}/comparison")
async def comparison(
    campaign: Known, panda: Panda, weight: Weights = None
) -> Comparison:
    """Lay the answers side by side, each with its quote, and rank the businesses.

    What counts is the campaign's own `ranking`, unless weights are given here.
    """
    return await compared(panda, campaign, weight or ())


@router.get("/{campaign_id}/follow-up")
async def follow_up_plan(
    campaign: Known, panda: Panda, policy: Annotated[FollowUpPolicy, Query()]
) -> FollowUp:
    """Plan whom to call once more, for what stayed unknown or contradicts itself."""
    return await planned(panda, campaign, policy, panda.now())


@router.post("/{campaign_id}/follow-up", status_code=HTTPStatus.CREATED)
async def begin_follow_up(
    campaign: Known, panda: Panda, policy: FollowUpPolicy
) -> Created:
    """Begin that follow-up: a campaign that asks for the rest only."""
    bookings = await panda.appointments.every(campaign.campaign_id)
    new = await follow_up(panda, campaign, policy, panda.now(), bookings=bookings)
    return Created(campaign=await panda.create_from(new))


def _file(media: str) -> dict[int | str, dict[str, Any]]:
    shape = {"type": "string", "format": "binary"}
    return {200: {"content": {media: {"schema": shape}}}}


@router.get(
    "/{campaign_id}/report.html",
    response_class=Response,
    responses=_file("text/html"),
)
async def report_page(
    campaign: Known, panda: Panda, settings: Configured, weight: Weights = None
) -> Response:
    """Write the report as one HTML file that needs no other."""
    written = page(await _report(campaign, panda, settings, weight))
    return Response(written, media_type="text/html; charset=utf-8")


@router.get(
    "/{campaign_id}/report.pdf",
    response_class=Response,
    responses=_file("application/pdf"),
)
async def report_pdf(
    campaign: Known, panda: Panda, settings: Configured, weight: Weights = None
) -> Response:
    """Write the report as a PDF."""
    report = await _report(campaign, panda, settings, weight)
    written = await run_in_threadpool(as_pdf, report)
    return Response(written, media_type="application/pdf")


async def _report(
    campaign: Campaign, panda: Installation, settings: Settings, weights: Weights
) -> Report:
    return await reported(
        panda,
        campaign,
        weights or (),
        made_at=panda.now(),
        simulated=settings.simulated,
        bookings=await panda.appointments.every(campaign.campaign_id),
    )
