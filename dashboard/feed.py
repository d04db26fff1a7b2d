"""What all who look at the dashboard share: one look at the API serves them all.

Twenty-five browsers that are drawn twice a second would otherwise ask the API a
hundred times a second for the same calls, on the machine that carries them.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dashboard.api import ApiError
from dashboard.functions import uses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from dashboard.api import Api
    from dashboard.functions import Use
    from panda.alerts.alert import Alert
    from panda.appointments.booking import Booking
    from panda.campaign import CallSnapshot, Campaign
    from panda.changed import CampaignChanged
    from panda.events import CallEvent
    from panda.functions.spec import FunctionSpec
    from panda.menu.memory import Graph
    from panda.menu.memory.stats import RouteStats
    from panda.menu.menu import Route
    from panda.notes import FoundNote
    from panda.progress import CampaignProgress
    from panda.research.comparison import Comparison
    from panda.views import CampaignView, SystemView

K = TypeVar("K")
T = TypeVar("T")

LIVE_S = 0.4
"""How old what is live may be; pages are drawn every half second."""
SLOW_S = 2.0
"""The same for what changes by the minute."""
CLOCK_S = 30.0
"""How long our idea of the installation's wall time is good."""
MOST_READ = 12
"""Calls whose logs are read for what functions were used."""
MOST_LOGS = 200
"""Logs of calls that are kept; the least looked at goes first."""


class Kept(Generic[T]):
    """An answer that is asked for anew when it is old, by one caller at a time.

    A failure is kept as long: those who wait for their turn do not each wait for an
    installation that is away.
    """

    def __init__(
        self, ask: Callable[[], T], keep_s: float, clock: Callable[[], float]
    ) -> None:
        self._ask = ask
        self._keep_s = keep_s
        self._clock = clock
        self._lock = threading.Lock()
        self._asked_at: float | None = None
        self._answer: T | ApiError

    def get(self) -> T:
        """Return the answer, at most that old.

        Raises:
            ApiError: The installation did not give one.
        """
        with self._lock:
            if self._asked_at is None or self._clock() - self._asked_at >= self._keep_s:
                try:
                    self._answer = self._ask()
                except ApiError as error:
                    self._answer = error
                self._asked_at = self._clock()
            if isinstance(self._answer, ApiError):
                raise self._answer
            return self._answer

    def forget(self) -> None:
        """Have the next caller ask: something was just done about it."""
        with self._lock:
            self._asked_at = None


@dataclass(slots=True)
class _Log:
    """What is known of one call's log; it only grows."""

    events: list[CallEvent] = field(default_factory=list)

    def more(self, api: Api, call_id: str) -> tuple[CallEvent, ...]:
        last = self.events[-1].seq if self.events else 0
        self.events += api.events(call_id, after=last)
        return tuple(self.events)


class Feed:
    """One installation, as everybody at this dashboard sees it.

    Args:
        api: The installation.
        clock: Monotonic seconds.
    """

    def __init__(self, api: Api, clock: Callable[[], float] = time.monotonic) -> None:
        self.api = api
        self._clock = clock
        self._calls = Kept(api.all_calls, LIVE_S, clock)
        self._campaigns = Kept(api.campaigns, SLOW_S, clock)
        self._system = Kept(api.system, SLOW_S, clock)
        self._alerts = Kept(api.alerts, SLOW_S, clock)
        self._functions = Kept(api.functions, SLOW_S, clock)
        self._appointments = Kept(api.appointments, SLOW_S, clock)
        self._uses = Kept(self._look_for_uses, SLOW_S, clock)
        self._began = Kept(self._look_at_clock, CLOCK_S, clock)
        self._routes = Kept(api.routes, SLOW_S, clock)
        self._route_stats = Kept(api.route_stats, SLOW_S, clock)
        self._graphs: OrderedDict[str, Kept[Sequence[Graph]]] = OrderedDict()
        self._notes: OrderedDict[str, Kept[Sequence[FoundNote]]] = OrderedDict()
        self._compared: OrderedDict[tuple[str, ...], Kept[Comparison]] = OrderedDict()
        self._views: OrderedDict[str, Kept[CampaignView]] = OrderedDict()
        self._progress: OrderedDict[str, Kept[CampaignProgress]] = OrderedDict()
        self._changes: OrderedDict[str, Kept[Sequence[CampaignChanged]]] = OrderedDict()
        self._logs: OrderedDict[str, Kept[tuple[CallEvent, ...]]] = OrderedDict()
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The installation's wall time; asked for rarely, counted on between."""
        return self._began.get() + timedelta(seconds=self._clock())

    def _look_at_clock(self) -> datetime:
        return self.api.now() - timedelta(seconds=self._clock())

    def calls(self) -> Sequence[CallSnapshot]:
        """All calls as they stand."""
        return self._calls.get()

    def call(self, call_id: str) -> CallSnapshot | None:
        """One call, if it is recent."""
        return next((one for one in self.calls() if one.call_id == call_id), None)

    def campaigns(self) -> Sequence[Campaign]:
        """All campaigns, newest first."""
        return self._campaigns.get()

    def system(self) -> SystemView:
        """What runs here."""
        return self._system.get()

    def alerts(self) -> Sequence[Alert]:
        """Open alerts, the most urgent first."""
        return self._alerts.get()

    def acknowledge(self, alert_id: str, operator: str) -> None:
        """Say who has an alert in hand; everybody sees it at once."""
        try:
            self.api.acknowledge(alert_id, operator)
        finally:
            self._alerts.forget()

    def appointments(self) -> Sequence[Booking]:
        """All appointments, the soonest first."""
        return self._appointments.get()

    def forget_appointments(self) -> None:
        """Ask anew for appointments: something was just done about one."""
        self._appointments.forget()

    def functions(self) -> Sequence[FunctionSpec]:
        """All functions there are."""
        return self._functions.get()

    def uses(self) -> Sequence[Use]:
        """How functions were used on the latest calls, the latest first."""
        return self._uses.get()

    def _look_for_uses(self) -> Sequence[Use]:
        latest = sorted(self.calls(), key=lambda one: one.started_at, reverse=True)
        return uses([(one, self.events(one.call_id)) for one in latest[:MOST_READ]])

    def campaign(self, campaign_id: str) -> CampaignView:
        """A campaign, and how far it is."""
        return self._one(
            self._views, campaign_id, lambda: self.api.campaign(campaign_id)
        )

    def progress(self, campaign_id: str) -> CampaignProgress:
        """How far a campaign is, without its businesses."""
        return self._one(
            self._progress, campaign_id, lambda: self.api.progress(campaign_id)
        )

    def changes(self, campaign_id: str) -> Sequence[CampaignChanged]:
        """What was changed of a campaign, the oldest first."""
        return self._one(
            self._changes, campaign_id, lambda: self.api.changes(campaign_id)
        )

    def change_campaign(self, campaign_id: str, change: Mapping[str, Any]) -> None:
        """Change a campaign, as `panda.changes` has it; everybody sees it at once."""
        self.api.change(f"campaigns/{campaign_id}", change)
        self.forget_campaigns()

    def set_status(self, campaign_id: str, order: str) -> None:
        """Have a campaign `pause`, `resume` or `cancel`; everybody sees it at once."""
        self.api.set_status(campaign_id, order)
        self.forget_campaigns()

    def forget_campaigns(self) -> None:
        """Ask anew for all that is known of campaigns."""
        self._campaigns.forget()
        with self._lock:
            known = [one.forget for one in self._views.values()]
            known += [one.forget for one in self._changes.values()]
        for forget in known:
            forget()

    def comparison(self, campaign_id: str, weights: Sequence[str] = ()) -> Comparison:
        """A campaign's answers side by side, by what counts for who looks."""
        return self._one(
            self._compared,
            (campaign_id, *weights),
            lambda: self.api.comparison(campaign_id, weights),
            SLOW_S,
        )

    def routes(self) -> Sequence[Route]:
        """All learned ways through menus."""
        return self._routes.get()

    def route_stats(self) -> Sequence[RouteStats]:
        """All trips through menus, summed up."""
        return self._route_stats.get()

    def graphs(self, number: str) -> Sequence[Graph]:
        """All versions of a number's menus, oldest first."""
        return self._one(self._graphs, number, lambda: self.api.graphs(number), SLOW_S)

    def notes(self, words: str) -> Sequence[FoundNote]:
        """Pinned notes with these words, the latest first."""
        return self._one(self._notes, words, lambda: self.api.notes(words), SLOW_S)

    def events(self, call_id: str) -> Sequence[CallEvent]:
        """A call's log so far; only what is new is asked for."""
        log = _Log()
        return self._one(self._logs, call_id, lambda: log.more(self.api, call_id))

    def _one(
        self,
        kept: OrderedDict[K, Kept[T]],
        name: K,
        ask: Callable[[], T],
        keep_s: float = LIVE_S,
    ) -> T:
        with self._lock:
            one = kept.get(name)
            if one is None:
                one = kept[name] = Kept(ask, keep_s, self._clock)
            kept.move_to_end(name)
            while len(kept) > MOST_LOGS:
                kept.popitem(last=False)
        return one.get()
