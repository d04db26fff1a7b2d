"""The alerts that are open: looked for at moments, raised once, acknowledged, cleared.

watch = AlertWatch()
watch.restore(alerts, now)                             after a restart: what was open
watch.look(outlook, snapshots) -> list[AlertNews]      every second or so
watch.acknowledge(alert_id, "kim", now) -> Alert       raises BadInput
watch.alerts() -> list[Alert]                          open ones first
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, assert_never

from panda.alerts.alert import (
    Alert,
    AlertAcknowledged,
    AlertCleared,
    AlertRaised,
    AlertStatus,
    Severity,
)
from panda.alerts.episode import CALM, STEPS, Phase, level
from panda.alerts.rules import (
    RULES,
    CallRule,
    CampaignRule,
    Dialling,
    DiallingRule,
    LiveCall,
    LiveCampaign,
    detail,
)
from panda.call import CallState
from panda.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from panda.alerts.alert import AlertKind, AlertNews
    from panda.alerts.outlook import Outlook
    from panda.alerts.rules import Rule, Subject
    from panda.alerts.thresholds import Thresholds
    from panda.campaign import CallSnapshot

MINUTE = timedelta(minutes=1)
HEARD_AGAIN = timedelta(seconds=10)
"""How long after a restart a call may be silent before it is taken to be over; calls
that go on tell of themselves every second or two."""
MOST_CLEARED = 200
"""Alerts that are over and still listed."""
_DIALLING = "dialling"
"""What stands for the id of the installation's dialling."""
_ORDER = (Severity.URGENT, Severity.WARNING, Severity.NOTICE)

Key = tuple["AlertKind", str]
"""What may be wrong, and the id of what it may be wrong with."""


@dataclass(slots=True)
class _Episode:
    """An alert that is open."""

    alert: Alert
    awaited_until: datetime | None = None
    """Of one that was open before a restart: when what it is about is over, if it has
    not been heard of again."""
    phase: Phase = Phase.OPEN
    low_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """One rule held against one subject."""

    rule: Rule
    subject: Subject
    value: float | None
    threshold: float

    @property
    def key(self) -> Key:
        return self.rule.kind, _id(self.subject)


class AlertWatch:
    """Keeps the alerts of an installation. It knows only what it is told, and when."""

    def __init__(self) -> None:
        self._open: dict[Key, _Episode] = {}
        self._cleared: deque[Alert] = deque(maxlen=MOST_CLEARED)
        self._gaps: dict[str, deque[tuple[datetime, int]]] = {}
        self._untold: list[AlertNews] = []
        """News from between two looks."""

    def restore(self, alerts: Sequence[Alert], now: datetime) -> None:
        """Take up what was open, and in whose hands, before a restart.

        Of two about the same thing the later stands; the other one is over.
        """
        until = now + HEARD_AGAIN
        for alert in sorted(alerts, key=lambda one: one.raised_at):
            key = alert.kind, alert.call_id or alert.campaign_id or _DIALLING
            if key in self._open:
                self._untold.append(self._clear(key, now))
            self._open[key] = _Episode(alert, awaited_until=until)

    def look(
        self, outlook: Outlook, snapshots: Sequence[CallSnapshot]
    ) -> list[AlertNews]:
        """Hold every rule against everything; return the news since the last look.

        Args:
            outlook: How campaigns and dialling stand, and what time it is.
            snapshots: The latest of every call; those that have ended clear theirs.
        """
        now = outlook.now
        news, self._untold = self._untold, []
        seen: set[Key] = set()
        for reading in self._readings(outlook, snapshots):
            seen.add(reading.key)
            news += self._take(reading, now)
        for key, episode in list(self._open.items()):
            if key in seen:
                episode.awaited_until = None
            elif episode.awaited_until is None or now >= episode.awaited_until:
                news.append(self._clear(key, now))  # the call, or campaign, is over
        return news

    def acknowledge(self, alert_id: str, by: str, now: datetime) -> Alert:
        """Note that somebody has an alert in hand; the first to say so stands.

        Raises:
            BadInput: No alert of this id is open.
        """
        for episode in self._open.values():
            alert = episode.alert
            if alert.alert_id != alert_id:
                continue
            if alert.status is AlertStatus.RAISED:
                alert = episode.alert = alert.model_copy(
                    update={
                        "status": AlertStatus.ACKNOWLEDGED,
                        "acknowledged_by": by,
                        "acknowledged_at": now,
                    }
                )
                self._untold.append(AlertAcknowledged(alert=alert))
            return alert
        raise BadInput("no such alert is open", where="alert_id", advice="list them")

    def alerts(self) -> list[Alert]:
        """List what is open, the most urgent and then the oldest first; then the rest.

        Alerts that are over follow, the latest first.
        """
        opened = [episode.alert for episode in self._open.values()]
        opened.sort(key=lambda one: (_ORDER.index(one.severity), one.raised_at))
        return [*opened, *reversed(self._cleared)]

    # --- what is looked at

    def _readings(
        self, outlook: Outlook, snapshots: Sequence[CallSnapshot]
    ) -> Iterator[_Reading]:
        """Yield what every rule says of everything that goes on."""
        own = {
            one.campaign_id: outlook.thresholds.changed(one.thresholds)
            for one in outlook.campaigns
        }
        live = [one for one in snapshots if one.state is not CallState.ENDED]
        usd: defaultdict[str, float] = defaultdict(float)
        self._forget_gaps({one.call_id for one in live})
        for one in live:
            usd[one.campaign_id] += one.cost_usd
            call = LiveCall(one, gaps=self._new_gaps(one, outlook.now))
            most = own.get(one.campaign_id, outlook.thresholds)
            yield from _held_against(call, most, outlook.now)
        for standing in outlook.campaigns:
            campaign = LiveCampaign(standing, live_usd=usd[standing.campaign_id])
            yield from _held_against(campaign, own[standing.campaign_id], outlook.now)
        dialling = Dialling(outlook.paused)
        yield from _held_against(dialling, outlook.thresholds, outlook.now)

    def _new_gaps(self, one: CallSnapshot, now: datetime) -> int:
        """Return how many gaps there were in the last minute, as far as we have seen.

        What was there when a call was first seen counts as old: a call that another
        actor has taken up begins to count anew.
        """
        counts = self._gaps.setdefault(one.call_id, deque())
        if counts and one.gaps < counts[-1][1]:
            counts.clear()
        counts.append((now, one.gaps))
        while counts[0][0] < now - MINUTE:
            counts.popleft()
        return one.gaps - counts[0][1]

    def _forget_gaps(self, live: set[str]) -> None:
        for call_id in self._gaps.keys() - live:
            del self._gaps[call_id]

    # --- what comes of it

    def _take(self, reading: _Reading, now: datetime) -> Iterator[AlertNews]:
        how = level(reading.value, reading.threshold)
        episode = self._open.get(reading.key)
        if episode is None:
            if STEPS[Phase.QUIET][how] is Phase.OPEN:
                episode = self._open[reading.key] = _Episode(_raised(reading, now))
                yield AlertRaised(alert=episode.alert)
            return
        if reading.value is not None:
            why = detail(reading.rule, reading.subject) or episode.alert.detail
            update = {"value": reading.value, "detail": why}
            episode.alert = episode.alert.model_copy(update=update)
        episode.phase = STEPS[episode.phase][how]
        if episode.phase is not Phase.CALMING:
            episode.low_since = None
        elif episode.low_since is None:
            episode.low_since = now
        elif now - episode.low_since >= CALM:
            yield self._clear(reading.key, now)

    def _clear(self, key: Key, now: datetime) -> AlertCleared:
        over = {"status": AlertStatus.CLEARED, "cleared_at": now}
        alert = self._open.pop(key).alert.model_copy(update=over)
        self._cleared.append(alert)
        return AlertCleared(alert=alert)


def _held_against(
    subject: Subject, most: Thresholds, now: datetime
) -> Iterator[_Reading]:
    for rule in RULES:
        match rule, subject:
            case CallRule(), LiveCall():
                value = rule.measure(subject, now)
            case CampaignRule(), LiveCampaign():
                value = rule.measure(subject, now)
            case DiallingRule(), Dialling():
                value = rule.measure(subject, now)
            case _:
                continue
        yield _Reading(rule, subject, value, rule.threshold(most))


def _id(subject: Subject) -> str:
    match subject:
        case LiveCall(snapshot=one):
            return one.call_id
        case LiveCampaign(standing=standing):
            return standing.campaign_id
        case Dialling():
            return _DIALLING
        case _:
            assert_never(subject)


def _alert_id(kind: AlertKind, of: str, now: datetime) -> str:
    """Make an id that people can type: what, of whom and when, in 12 letters."""
    text = f"{kind} {of} {int(now.timestamp() * 1000)}"
    return sha256(text.encode()).hexdigest()[:12]


def _raised(reading: _Reading, now: datetime) -> Alert:
    match reading.subject:
        case LiveCall(snapshot=one):
            call_id, campaign_id, about = one.call_id, one.campaign_id, one.business
        case LiveCampaign(standing=standing):
            call_id, campaign_id = "", standing.campaign_id
            about = standing.title
        case Dialling(paused=why):
            call_id = campaign_id = ""
            about = why
        case _:
            assert_never(reading.subject)
    kind, of = reading.key
    assert reading.value is not None
    return Alert(
        alert_id=_alert_id(kind, of, now),
        kind=kind,
        severity=reading.rule.severity,
        call_id=call_id,
        campaign_id=campaign_id,
        about=about,
        detail=detail(reading.rule, reading.subject),
        value=reading.value,
        threshold=reading.threshold,
        raised_at=now,
    )
