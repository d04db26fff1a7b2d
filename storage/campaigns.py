"""Campaigns and their targets, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import Outcome
from panda.campaign import (
    CallResult,
    Campaign,
    CampaignStatus,
    Target,
    TargetStatus,
)
from panda.changed import CampaignChanged
from panda.errors import StoreError
from panda.progress import CampaignProgress
from panda.webhooks import telling
from storage import outbox
from storage.database import to_utc
from storage.queries import run

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb


def add(
    db: duckdb.DuckDBPyConnection, campaign: Campaign, targets: Sequence[Target]
) -> None:
    """Keep a campaign with all its targets; one already kept is left alone."""
    added = run(
        db,
        "add_campaign",
        campaign_id=campaign.campaign_id,
        status=campaign.status.value,
        created_at=to_utc(campaign.created_at),
        body=campaign.model_dump_json(),
    )
    if not added:
        return
    outbox.announce(db, telling.of_campaign(campaign))
    if not targets:
        return
    run(
        db,
        "add_targets",
        campaign_id=campaign.campaign_id,
        target_ids=[target.target_id for target in targets],
        positions=[target.position for target in targets],
        statuses=[target.status.value for target in targets],
        bodies=[target.model_dump_json() for target in targets],
    )


def get(db: duckdb.DuckDBPyConnection, campaign_id: str) -> Campaign | None:
    """Return a campaign, if there is one."""
    rows = run(db, "campaign", campaign_id=campaign_id)
    return written(*rows[0]) if rows else None


def every(db: duckdb.DuckDBPyConnection) -> list[Campaign]:
    """List all campaigns, newest first."""
    return [written(status, body) for status, body in run(db, "campaigns")]


def set_status(
    db: duckdb.DuckDBPyConnection, campaign_id: str, status: CampaignStatus
) -> None:
    """Pause, resume, cancel or close a campaign.

    Raises:
        StoreError: There is no such campaign.
    """
    if not run(db, "set_campaign_status", campaign_id=campaign_id, status=status.value):
        raise StoreError("no such campaign")
    campaign = get(db, campaign_id)
    if status in telling.OVER and campaign is not None:
        bodies = run(db, "results", campaign_id=campaign_id)
        results = [CallResult.model_validate_json(body) for (body,) in bodies]
        outbox.announce(db, telling.of_campaign(campaign, results))


def change(
    db: duckdb.DuckDBPyConnection,
    campaign: Campaign,
    targets: Sequence[Target],
    done: CampaignChanged,
) -> None:
    """Replace a campaign, but for its status, and some targets; keep the change.

    Raises:
        StoreError: There is no such campaign, or target.
    """
    body = campaign.model_dump_json()
    if not run(db, "put_campaign", campaign_id=campaign.campaign_id, body=body):
        raise StoreError("no such campaign")
    for target in targets:
        put_target(db, target)
    run(
        db,
        "add_change",
        campaign_id=done.campaign_id,
        version=done.version,
        body=done.model_dump_json(),
    )


def changes(db: duckdb.DuckDBPyConnection, campaign_id: str) -> list[CampaignChanged]:
    """List the changes of a campaign, in order."""
    rows = run(db, "changes", campaign_id=campaign_id)
    return [CampaignChanged.model_validate_json(body) for (body,) in rows]


def targets(db: duckdb.DuckDBPyConnection, campaign_id: str) -> list[Target]:
    """List the businesses of a campaign, in its order."""
    rows = run(db, "targets", campaign_id=campaign_id)
    return [Target.model_validate_json(body) for (body,) in rows]


def standing(db: duckdb.DuckDBPyConnection, campaign: Campaign) -> CampaignProgress:
    """Count where the businesses of a campaign stand."""
    counts = {
        (TargetStatus(status), Outcome(outcome) if outcome else None): count
        for status, outcome, count in run(
            db, "standing", campaign_id=campaign.campaign_id
        )
    }
    return CampaignProgress.counted(campaign, counts)


def put_target(db: duckdb.DuckDBPyConnection, target: Target) -> None:
    """Replace what is known of a target.

    Raises:
        StoreError: There is no such target.
    """
    if not run(
        db,
        "put_target",
        target_id=target.target_id,
        status=target.status.value,
        body=target.model_dump_json(),
    ):
        raise StoreError("no such target")


def written(status: str, body: str) -> Campaign:
    """Return a campaign as a row has it."""
    campaign = Campaign.model_validate_json(body)
    return campaign.model_copy(update={"status": CampaignStatus(status)})
