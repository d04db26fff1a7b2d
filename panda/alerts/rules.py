"""What is measured, as tables: a rule is a kind, a measure and its threshold.

A measure is a number, or None where the rule has nothing to say (a call that is not on
hold waits for nobody). What it is compared with, and for how long, is not its business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.alerts.alert import AlertKind, Severity
from panda.call import CallState, Outcome
from panda.people.need import NEED_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from panda.alerts.outlook import CampaignStanding
    from panda.alerts.thresholds import Thresholds
    from panda.campaign import CallSnapshot

LEAST_ENDED = 5
"""Of how many calls a share of failures says something (as for the breaker, R10)."""
FAILURES = frozenset({Outcome.FAILED, Outcome.UNCERTAIN, Outcome.MENU_STUCK})
"""Outcomes that speak of us or of the carrier rather than of the business."""
_WAITS = frozenset(
    {
        CallState.ON_HOLD,
        CallState.HELD,
        CallState.TAKEN_OVER,
        CallState.TRANSFERRING,
        CallState.TRANSFERRED,
        CallState.ENDED,
    }
)
"""Where it is no fault of the call's that nothing goes on."""


@dataclass(frozen=True, slots=True)
class LiveCall:
    """A call that goes on."""

    snapshot: CallSnapshot
    gaps: int = 0
    """In the last minute's audio."""


@dataclass(frozen=True, slots=True)
class LiveCampaign:
    """A campaign that is not over."""

    standing: CampaignStanding
    live_usd: float = 0.0
    """What its calls that go on have cost so far."""


@dataclass(frozen=True, slots=True)
class Dialling:
    """Whether anybody is dialled at all."""

    paused: str = ""
    """Why not."""


Subject = LiveCall | LiveCampaign | Dialling


@dataclass(frozen=True, slots=True)
class CallRule:
    """Something that may be wrong with a call."""

    kind: AlertKind
    severity: Severity
    measure: Callable[[LiveCall, datetime], float | None]
    threshold: Callable[[Thresholds], float]
    """0 if the rule is off."""


@dataclass(frozen=True, slots=True)
class CampaignRule:
    """Something that may be wrong with a campaign."""

    kind: AlertKind
    severity: Severity
    measure: Callable[[LiveCampaign, datetime], float | None]
    threshold: Callable[[Thresholds], float]


@dataclass(frozen=True, slots=True)
class DiallingRule:
    """Something that may be wrong with everything."""

    kind: AlertKind
    severity: Severity
    measure: Callable[[Dialling, datetime], float | None]
    threshold: Callable[[Thresholds], float]


Rule = CallRule | CampaignRule | DiallingRule


def _idle_s(call: LiveCall, now: datetime) -> float | None:
    one = call.snapshot
    if one.state in _WAITS:
        return None
    latest = one.updated_at or one.since
    return (now - latest).total_seconds()


def _hold_s(call: LiveCall, now: datetime) -> float | None:
    one = call.snapshot
    if one.state is not CallState.ON_HOLD:
        return None
    return (now - one.since).total_seconds()


def _needed(call: LiveCall, _now: datetime) -> float:
    return float(call.snapshot.needs_person)


def _gaps(call: LiveCall, _now: datetime) -> float:
    return float(call.gaps)


def _spent(campaign: LiveCampaign, _now: datetime) -> float:
    one = campaign.standing
    return (one.spent_usd + campaign.live_usd) / one.budget_usd


def _failed(campaign: LiveCampaign, _now: datetime) -> float | None:
    one = campaign.standing
    return one.failed / one.ended if one.ended >= LEAST_ENDED else None


def _paused(dialling: Dialling, _now: datetime) -> float:
    return float(bool(dialling.paused))


def detail(rule: Rule, subject: Subject) -> str:
    """Say why a rule holds, where the kind of it does not say all."""
    match rule.kind, subject:
        case AlertKind.PERSON_NEEDED, LiveCall(snapshot=one):
            return " and ".join(NEED_WORDS[need] for need in one.needs)
        case _:
            return ""


RULES: tuple[Rule, ...] = (
    CallRule(
        AlertKind.CALL_STUCK, Severity.WARNING, _idle_s, lambda most: most.stuck_s
    ),
    CallRule(
        AlertKind.HOLD_TOO_LONG, Severity.NOTICE, _hold_s, lambda most: most.hold_s
    ),
    CallRule(
        AlertKind.PERSON_NEEDED,
        Severity.URGENT,
        _needed,
        lambda most: float(most.person),
    ),
    CallRule(AlertKind.CONNECTION_BAD, Severity.WARNING, _gaps, lambda most: most.gaps),
    CampaignRule(
        AlertKind.BUDGET_NEARLY_SPENT,
        Severity.WARNING,
        _spent,
        lambda most: most.budget,
    ),
    CampaignRule(
        AlertKind.ERROR_RATE, Severity.URGENT, _failed, lambda most: most.errors
    ),
    DiallingRule(
        AlertKind.DIALLING_PAUSED,
        Severity.URGENT,
        _paused,
        lambda most: float(most.paused),
    ),
)
