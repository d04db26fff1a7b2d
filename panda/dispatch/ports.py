"""What dispatching needs of the world beside `panda.ports`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from panda.errors import PandaError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.alerts.alert import Alert
    from panda.appointments.desk import AppointmentDesk
    from panda.campaign import (
        CallResult,
        CallSnapshot,
        Campaign,
        CampaignStatus,
        Target,
    )
    from panda.carrier import ProviderCall, StatusUpdate
    from panda.changed import CampaignChanged
    from panda.changes import CallChange, CampaignChange
    from panda.compliance.donotcall import DoNotCall
    from panda.events import CallEvent
    from panda.functions.spec import FunctionResult, FunctionSpec, FunctionUse
    from panda.mailbox import Note, Order
    from panda.menu.memory import Graph
    from panda.menu.memory.stats import Grouping, RouteStats
    from panda.menu.menu import Route
    from panda.newcampaign import NewCampaign
    from panda.notes import FoundNote
    from panda.operator.views import Admission, AdmissionRequest
    from panda.people.answering import AnswerText
    from panda.people.following import FollowedQuestion
    from panda.progress import CampaignProgress
    from panda.webhooks.desk import WebhookDesk


class CallLost(PandaError):  # noqa: N818 - reads as what happened
    """The actor of a call has died, or never began."""


@dataclass(frozen=True, slots=True)
class CallEnd:
    """What an actor leaves of its call."""

    result: CallResult
    unwritten: tuple[CallEvent, ...] = ()
    """The end of its log, if the store did not take it while the actor waited."""
    dialled: bool = True
    """Whether the carrier may have been asked for it."""


class Switchboard(Protocol):
    """The carrier, but for dialling; each raises `CarrierError`."""

    async def hang_up(self, call_sid: str) -> None:
        """End a call; ending one twice is fine."""
        ...

    async def fetch(self, call_sid: str) -> ProviderCall:
        """Say how a call stands."""
        ...

    async def calls_to(self, number: str) -> Sequence[ProviderCall]:
        """List the calls to a number, latest first."""
        ...

    async def live(self) -> Sequence[ProviderCall]:
        """List all calls that are queued, ringing or in progress."""
        ...


class Crew(Protocol):
    """The actors that make calls: each makes one, and is named by its key."""

    def room(self) -> int:
        """Say how many more calls there is room for."""
        ...

    async def take(self) -> str:
        """Return the key of an actor that waits for its call, and start another.

        Raises:
            CallLost: None came up in time.
        """
        ...

    async def result(self, key: str) -> CallEnd | None:
        """Wait for an actor's call to end; None if it never had one.

        Raises:
            CallLost: The actor died first.
        """
        ...

    async def release(self, key: str) -> None:
        """Let an actor go; its process ends."""
        ...


class Board(Protocol):
    """Where calls show themselves and are told things (the hub)."""

    async def publish(self, snapshot: CallSnapshot) -> None:
        """Show the latest of a call."""
        ...

    async def snapshot(self, call_id: str) -> CallSnapshot | None:
        """Return the latest of a call."""
        ...

    async def post(self, mailbox: str, order: Order) -> bool:
        """Leave an order; false if nobody will read it."""
        ...

    async def close_mailbox(self, mailbox: str) -> None:
        """Drop a mailbox."""
        ...


class Installation(Protocol):
    """A running installation, as the HTTP side relays to it.

    `actors.client.Client` is it; what each method means stands there.
    """

    @property
    def webhooks(self) -> WebhookDesk:
        """See `Client.webhooks`."""
        ...

    @property
    def appointments(self) -> AppointmentDesk:
        """See `Client.appointments`."""
        ...

    def now(self) -> datetime:
        """See `Client.now`."""
        ...

    async def paused(self) -> str:
        """See `Client.paused`."""
        ...

    async def held(self, campaign_id: str) -> frozenset[str]:
        """See `Client.held`."""
        ...

    async def parts(self) -> Sequence[str]:
        """See `Client.parts`."""
        ...

    async def create_from(self, new: NewCampaign) -> Campaign:
        """See `Client.create_from`."""
        ...

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> Campaign:
        """See `Client.set_status`."""
        ...

    async def campaigns(self) -> Sequence[Campaign]:
        """See `Client.campaigns`."""
        ...

    async def campaign(self, campaign_id: str) -> Campaign | None:
        """See `Client.campaign`."""
        ...

    async def standing(self, campaign_id: str) -> CampaignProgress | None:
        """See `Client.standing`."""
        ...

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """See `Client.targets`."""
        ...

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """See `Client.results`."""
        ...

    async def snapshots(self, campaign_id: str | None = None) -> Sequence[CallSnapshot]:
        """See `Client.snapshots`."""
        ...

    async def snapshot(self, call_id: str) -> CallSnapshot | None:
        """See `Client.snapshot`."""
        ...

    async def result(self, call_id: str) -> CallResult | None:
        """See `Client.result`."""
        ...

    async def events(self, call_id: str, after: int = 0) -> Sequence[CallEvent]:
        """See `Client.events`."""
        ...

    async def notes(
        self, words: str = "", campaign_id: str | None = None
    ) -> Sequence[FoundNote]:
        """See `Client.notes`."""
        ...

    async def audio(self, call_id: str, from_ms: int, to_ms: int) -> bytes | None:
        """See `Client.audio`."""
        ...

    async def erase_audio(self, call_id: str) -> bool:
        """See `Client.erase_audio`."""
        ...

    async def watch(
        self, since: int, timeout_s: float
    ) -> tuple[int, Sequence[CallSnapshot]]:
        """See `Client.watch`."""
        ...

    async def alerts(self) -> Sequence[Alert]:
        """See `Client.alerts`."""
        ...

    async def alerts_since(self, since: int) -> Sequence[Alert]:
        """See `Client.alerts_since`."""
        ...

    async def questions_since(self, since: int) -> Sequence[FollowedQuestion]:
        """See `Client.questions_since`."""
        ...

    async def acknowledge(self, alert_id: str, by: str) -> Alert:
        """See `Client.acknowledge`."""
        ...

    async def change_campaign(
        self, campaign_id: str, change: CampaignChange
    ) -> Campaign:
        """See `Client.change_campaign`."""
        ...

    async def changes(self, campaign_id: str) -> Sequence[CampaignChanged]:
        """See `Client.changes`."""
        ...

    async def change_call(self, call_id: str, change: CallChange) -> bool:
        """See `Client.change_call`."""
        ...

    async def answer(self, call_id: str, question_id: str, given: AnswerText) -> bool:
        """See `Client.answer`."""
        ...

    async def functions(self) -> Sequence[FunctionSpec]:
        """See `Client.functions`."""
        ...

    async def use_function(
        self, call_id: str, name: str, use: FunctionUse
    ) -> FunctionResult:
        """See `Client.use_function`."""
        ...

    async def annotate(self, call_id: str, note: Note) -> None:
        """See `Client.annotate`."""
        ...

    async def tell(self, call_id: str, order: Order) -> bool:
        """See `Client.tell`."""
        ...

    def admission(self, call_id: str, request: AdmissionRequest) -> Admission:
        """See `Client.admission`."""
        ...

    async def routes(self, number: str | None = None) -> Sequence[Route]:
        """See `Client.routes`."""
        ...

    async def graphs(self, number: str | None = None) -> Sequence[Graph]:
        """See `Client.graphs`."""
        ...

    async def route_stats(self, by: Grouping) -> Sequence[RouteStats]:
        """See `Client.route_stats`."""
        ...

    async def report(self, report: StatusUpdate) -> bool:
        """See `Client.report`."""
        ...

    async def do_not_call(self) -> Sequence[DoNotCall]:
        """See `Client.do_not_call`."""
        ...

    async def bar(self, number: str) -> None:
        """See `Client.bar`."""
        ...

    async def unbar(self, number: str) -> None:
        """See `Client.unbar`."""
        ...

    async def recover(self, call_id: str, epoch: int) -> str:
        """See `Client.recover`."""
        ...
