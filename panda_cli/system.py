"""What the commands need of a running installation; `actors.client` provides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from panda.alerts.alert import Alert
    from panda.booking import BookingTerms
    from panda.campaign import (
        CallResult,
        CallSnapshot,
        Campaign,
        CampaignStatus,
        Limits,
        Provider,
        Target,
    )
    from panda.events import CallEvent
    from panda.features import Plan
    from panda.functions.spec import FunctionResult, FunctionSpec, FunctionUse
    from panda.mailbox import Order
    from panda.menu.memory import Graph
    from panda.menu.memory.stats import Grouping, RouteStats
    from panda.menu.menu import Route
    from panda.private import Grant
    from panda.research.private import Entrusted
    from panda.research.questionnaire import Questionnaire


class System(Protocol):
    """An installation, as a person at a terminal uses it."""

    async def create(
        self,
        *,
        title: str,
        questionnaire: Questionnaire,
        providers: Sequence[Provider],
        limits: Limits,
        attested: bool,
        priority: int = 0,
        entrusted: Sequence[Entrusted] = (),
        grants: Sequence[Grant] = (),
        booking: BookingTerms | None = None,
        functions: Mapping[str, str] | None = None,
        voice: str = "",
        features: Plan | None = None,
        fresh: bool = False,
        request: str = "",
    ) -> Campaign:
        """Begin a campaign; see `actors.client`."""
        ...

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> Campaign:
        """Pause, resume or cancel a campaign."""
        ...

    async def campaigns(self) -> Sequence[Campaign]:
        """List all campaigns, newest first."""
        ...

    async def campaign(self, campaign_id: str) -> Campaign | None:
        """Return a campaign, if there is one."""
        ...

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """List the businesses of a campaign."""
        ...

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """List what came of a campaign's calls."""
        ...

    async def snapshots(self, campaign_id: str | None = None) -> Sequence[CallSnapshot]:
        """List calls as they stand."""
        ...

    async def watch(
        self, since: int, timeout_s: float
    ) -> tuple[int, Sequence[CallSnapshot]]:
        """Wait for news of calls; see `HubActor.watch`."""
        ...

    async def result(self, call_id: str) -> CallResult | None:
        """Return what came of a call, once it has ended."""
        ...

    async def events(self, call_id: str) -> Sequence[CallEvent]:
        """Return the log of a call."""
        ...

    async def held(self, campaign_id: str) -> frozenset[str]:
        """Return the ids of a campaign's targets that wait for a scout."""
        ...

    async def tell(self, call_id: str, order: Order) -> bool:
        """Leave an order for a call; false if it is over."""
        ...

    async def alerts(self) -> Sequence[Alert]:
        """List alerts, open ones first."""
        ...

    async def acknowledge(self, alert_id: str, by: str) -> Alert:
        """Say who has an alert in hand."""
        ...

    async def functions(self) -> Sequence[FunctionSpec]:
        """List functions, all versions."""
        ...

    async def use_function(
        self, call_id: str, name: str, use: FunctionUse
    ) -> FunctionResult:
        """Use a function on a live call; see `actors.client`."""
        ...

    async def paused(self) -> str:
        """Say why nobody is dialled; "" when all is well."""
        ...

    def now(self) -> datetime:
        """The wall time of the installation."""
        ...

    async def routes(self, number: str | None = None) -> Sequence[Route]:
        """List learned ways through phone menus."""
        ...

    async def graphs(self, number: str | None = None) -> Sequence[Graph]:
        """List all versions of a number's menus, or of all, oldest first."""
        ...

    async def put_graphs(self, graphs: Sequence[Graph]) -> int:
        """Take in menus learned elsewhere; return how many were new."""
        ...

    async def route_stats(self, by: Grouping) -> Sequence[RouteStats]:
        """Sum up all trips through menus."""
        ...
