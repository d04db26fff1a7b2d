"""An alert, and the news there is of one."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class AlertKind(StrEnum):
    """What is wrong."""

    CALL_STUCK = auto()
    """Nothing was said or done on a call for a while."""
    HOLD_TOO_LONG = auto()
    PERSON_NEEDED = auto()
    """A call cannot go on without one of us, or the callee asked for a person."""
    CONNECTION_BAD = auto()
    """The callee's audio comes with gaps."""
    BUDGET_NEARLY_SPENT = auto()
    ERROR_RATE = auto()
    """Many of a campaign's latest calls came to nothing, for no fault of theirs."""
    DIALLING_PAUSED = auto()
    """Nobody is dialled: the carrier, or the models, refuse us or are away."""


class Severity(StrEnum):
    """How soon somebody should look."""

    NOTICE = auto()
    WARNING = auto()
    URGENT = auto()


class AlertStatus(StrEnum):
    """Whether an alert is over, and whether somebody has it in hand."""

    RAISED = auto()
    ACKNOWLEDGED = auto()
    CLEARED = auto()


class Alert(BaseModel):
    """One time that something was wrong, from when it was noticed to when it ended."""

    model_config = _FROZEN

    alert_id: str
    kind: AlertKind
    severity: Severity
    status: AlertStatus = AlertStatus.RAISED
    call_id: str = ""
    """Of the call that it is about; empty if it is about none."""
    campaign_id: str = ""
    """Of the campaign; empty if it is about the whole installation."""
    about: str
    """Whom people know it by: the business, the campaign's title, or the trouble."""
    detail: str = ""
    """Why, where there is more to say than the kind does."""
    value: float
    """What is measured, as it stood last; its unit is the kind's."""
    threshold: float
    """From where on it was too much."""
    raised_at: AwareDatetime
    acknowledged_by: str = ""
    acknowledged_at: AwareDatetime | None = None
    cleared_at: AwareDatetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether what it tells of goes on."""
        return self.status is not AlertStatus.CLEARED


class _News(BaseModel):
    model_config = _FROZEN

    alert: Alert


class AlertRaised(_News):
    """Something has gone wrong."""

    kind: Literal["alert_raised"] = "alert_raised"


class AlertAcknowledged(_News):
    """An operator has it in hand."""

    kind: Literal["alert_acknowledged"] = "alert_acknowledged"


class AlertCleared(_News):
    """It is well again, or over."""

    kind: Literal["alert_cleared"] = "alert_cleared"


AlertNews = Annotated[
    AlertRaised | AlertAcknowledged | AlertCleared, Field(discriminator="kind")
]
"""What outside systems, such as webhooks, are told of alerts."""

ALERT_NEWS: TypeAdapter[AlertNews] = TypeAdapter(AlertNews)
"""Reads and writes one piece of news as JSON."""


def describe(alert: Alert) -> str:  # noqa: PLR0911 - a table, one line a kind
    """Say what is wrong in a few words, for people.

    Example:
        >>> from datetime import UTC, datetime
        >>> describe(
        ...     Alert(
        ...         alert_id="a",
        ...         kind=AlertKind.HOLD_TOO_LONG,
        ...         severity=Severity.WARNING,
        ...         about="Lakeside Dental",
        ...         value=754.0,
        ...         threshold=600.0,
        ...         raised_at=datetime(2026, 11, 23, tzinfo=UTC),
        ...     )
        ... )
        'on hold for 12 min'
    """
    value = alert.value
    match alert.kind:
        case AlertKind.CALL_STUCK:
            return f"nothing was said or done for {_lasting(value)}"
        case AlertKind.HOLD_TOO_LONG:
            return f"on hold for {_lasting(value)}"
        case AlertKind.PERSON_NEEDED:
            return f"a person is needed: it {alert.detail}".removesuffix(": it ")
        case AlertKind.CONNECTION_BAD:
            return f"{value:.0f} gaps in the last minute's audio"
        case AlertKind.BUDGET_NEARLY_SPENT:
            return f"{value:.0%} of the budget is spent"
        case AlertKind.ERROR_RATE:
            return f"{value:.0%} of the latest calls failed"
        case AlertKind.DIALLING_PAUSED:
            return "nobody is dialled"


def _lasting(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds // 60:.0f} min"
