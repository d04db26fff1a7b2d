"""Ready-made endpoints and messages."""

from datetime import UTC, datetime, timedelta

from panda.alerts.alert import Alert, AlertKind, Severity
from panda.campaign import CampaignStatus
from panda.research.finding import Finding
from panda.webhooks.endpoints import Endpoint
from panda.webhooks.messages import (
    CallFound,
    CampaignData,
    CampaignStarted,
    FoundData,
)

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def endpoint(endpoint_id="e1", *types, minutes=0, **changes):
    return Endpoint(
        endpoint_id=endpoint_id,
        url=f"https://{endpoint_id}.example/hook",
        types=types,
        created_at=NOON + timedelta(minutes=minutes),
    ).model_copy(update=changes)


def found(number=1, call="c1"):
    finding = Finding(field=f"f{number}", value=True, quote="yes", at_ms=number)
    return CallFound(
        timestamp=NOON, data=FoundData(call_id=call, campaign_id="k1", finding=finding)
    )


def started(campaign="k1"):
    return CampaignStarted(
        timestamp=NOON,
        data=CampaignData(
            campaign_id=campaign, title="Cleanings", status=CampaignStatus.RUNNING
        ),
    )


def alert(**changes):
    return Alert(
        alert_id="a1",
        kind=AlertKind.HOLD_TOO_LONG,
        severity=Severity.WARNING,
        call_id="c1",
        about="Bright Dental",
        value=700,
        threshold=600,
        raised_at=NOON,
    ).model_copy(update=changes)
