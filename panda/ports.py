"""The doors through which the core reaches the world.

All are async, since any may be a network away: a store is an actor call in production,
a list in tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from panda.alerts.history import AlertStore
from panda.appointments.store import AppointmentStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.campaign import (
        CallResult,
        Campaign,
        CampaignStatus,
        DialIntent,
        IntentState,
        Target,
    )
    from panda.carrier import DialOrder, LegOrder, Placed, ProviderCall
    from panda.changed import CampaignChanged
    from panda.compliance.donotcall import DoNotCall
    from panda.events import CallEvent
    from panda.functions.spec import FunctionSpec
    from panda.menu.asking.question import WayAnswer, WayQuestion
    from panda.menu.memory import Graph, Trip
    from panda.menu.memory.lending import Inquiry
    from panda.menu.memory.stats import Grouping, RouteStats
    from panda.menu.menu import Route
    from panda.notes import FoundNote
    from panda.plugin import Asked
    from panda.progress import CampaignProgress
    from panda.reasoning import ReasonerReply, ReasonerRequest
    from panda.research.known import KnownFact
    from panda.supervisor.consultation import Advice, Consultation
    from panda.webhooks.deliveries import Delivery, Settled
    from panda.webhooks.endpoints import Endpoint
    from panda.webhooks.messages import Message


class Clock(Protocol):
    """Wall time and monotonic time; nobody else reads a clock."""

    def now(self) -> datetime:
        """Wall time, aware; a scenario's on a simulated network."""
        ...

    def real_now(self) -> datetime:
        """Real wall time, aware: what is compared with the carrier's times."""
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds that only go forward."""
        ...


class Carrier(Protocol):
    """Whoever connects us to the telephone network."""

    async def dial(self, order: DialOrder) -> Placed:
        """Place a call whose audio is streamed to us.

        Raises:
            CarrierError: Refused; certainly not placed.
            CarrierUnsure: No answer, or a server error: it may have been placed.
        """
        ...

    async def hang_up(self, call_sid: str) -> None:
        """End a call; ending one twice is fine."""
        ...

    async def press(self, call_sid: str, digits: str, *, resume: str) -> None:
        """Have the carrier press keys, then go on with the TwiML document `resume`.

        For menus that do not hear our own tones. It ends the call's stream, which
        `resume` must open again.

        Raises:
            CarrierUnsure: No answer, or a server error: it may press them.
            CarrierError: Refused; they are certainly not pressed.
        """
        ...

    async def ring(self, order: LegOrder) -> Placed:
        """Call an operator's telephone; whoever answers is asked to press a key.

        Raises:
            CarrierUnsure: No answer, or a server error: it may ring.
            CarrierError: Refused; it certainly does not.
        """
        ...

    async def redirect(self, call_sid: str, document: str) -> None:
        """Have a call go on as a TwiML document says, which ends its stream.

        Raises:
            CarrierUnsure: No answer, or a server error: it may go on so.
            CarrierError: Refused; it certainly does not.
        """
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


class Reasoner(Protocol):
    """A text model that can call functions."""

    async def reply(self, request: ReasonerRequest) -> ReasonerReply:
        """Take one turn.

        Raises:
            ReasonerError: The model failed or was too late.
        """
        ...


class Supervisors(Protocol):
    """Whoever answers consultations."""

    async def advise(self, consultation: Consultation) -> Advice:
        """Answer within `consultation.deadline_ms`, or raise `ReasonerError`."""
        ...

    async def show_way(self, question: WayQuestion) -> WayAnswer:
        """Say which way to take in a menu, in time, or raise `ReasonerError`."""
        ...


class Plugins(Protocol):
    """Functions that others have added; see `panda.plugin`."""

    async def specs(self) -> Sequence[FunctionSpec]:
        """List those that run."""
        ...

    async def run(self, name: str, version: str, arguments: str, asked: Asked) -> str:
        """Run one.

        Raises:
            FunctionError: There is none, or it refused, failed, crashed or hung; the
                message is advice to a model.
        """
        ...


class CampaignStore(Protocol):
    """Campaigns and whom they call. Acknowledged means committed, everywhere here."""

    async def add_campaign(self, campaign: Campaign, targets: Sequence[Target]) -> None:
        """Keep a campaign and all its targets, or neither."""
        ...

    async def campaign(self, campaign_id: str) -> Campaign | None:
        """Return a campaign, if there is one."""
        ...

    async def campaigns(self) -> Sequence[Campaign]:
        """List all campaigns, newest first."""
        ...

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> None:
        """Pause, resume, cancel or close a campaign."""
        ...

    async def change_campaign(
        self, campaign: Campaign, targets: Sequence[Target], done: CampaignChanged
    ) -> None:
        """Replace a campaign and some of its targets, and keep what was changed.

        Its status stays as it is kept.
        """
        ...

    async def changes(self, campaign_id: str) -> Sequence[CampaignChanged]:
        """List the changes of a campaign, in order."""
        ...

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """List the businesses of a campaign, in its order."""
        ...

    async def standing(self, campaign_id: str) -> CampaignProgress | None:
        """Count where the businesses of a campaign stand, without reading them."""
        ...

    async def put_target(self, target: Target) -> None:
        """Replace what is known of a target."""
        ...


class DialStore(Protocol):
    """Write-ahead dial intents (RELIABILITY 2.1).

    A write whose answer was lost is asked for again: it must say the same then. But
    `advance` only ever has one winner, even if that one never learns it.
    """

    async def reserve(self, intent: DialIntent, target: Target) -> bool:
        """Commit an intent and its target's new state together.

        False, and nothing written, when the same (target, attempt) was reserved
        before or another intent to the same number is unresolved. Asked again for the
        very same intent, it is True as long as nothing has become of it.
        """
        ...

    async def advance(
        self,
        call_id: str,
        before: IntentState,
        after: IntentState,
        *,
        call_sid: str = "",
    ) -> bool:
        """Compare and set an intent's state; only the winner may act on it.

        Raises:
            PandaError: `panda.dialing.intents` has no such step.
        """
        ...

    async def reattach(self, call_id: str, epoch: int) -> bool:
        """Raise a call's epoch by one to `epoch`; True, too, if it is that already."""
        ...

    async def assign(self, call_id: str, actor: str) -> None:
        """Note the key of the actor that has a call, for whoever comes after us."""
        ...

    async def intent(self, call_id: str) -> DialIntent | None:
        """Return an intent, if there is one."""
        ...

    async def open_intents(self) -> Sequence[DialIntent]:
        """All intents that are not DONE or NOT_PLACED."""
        ...


class CallStore(Protocol):
    """What was said and done on calls, and what came of them."""

    async def append(self, call_id: str, events: Sequence[CallEvent]) -> None:
        """Add events; one already there (same seq) is left as it is."""
        ...

    async def events(self, call_id: str, after: int = 0) -> Sequence[CallEvent]:
        """Return the log of a call after the event numbered `after`, in order."""
        ...

    async def notes(
        self, words: str, campaign_id: str | None = None
    ) -> Sequence[FoundNote]:
        """List notes with these words in text or author, in any case, latest first."""
        ...

    async def finish(self, result: CallResult, target: Target) -> bool:
        """Commit a call's result, its findings, its intent's end and its target.

        An intent that may be ringing stays open; see `panda.dialing.concluded`.

        The first result of a call stands: nothing is written when it is told again,
        and False for another.
        The number of a call that ended as one of `panda.outcomes.FORBIDS` is on the
        do-not-call list from then on.
        """
        ...

    async def known(
        self, number: str, extension: str, now: datetime
    ) -> Sequence[KnownFact]:
        """Return what a business has said on earlier calls and what still holds.

        Behind one number there may be several, each with an extension; "" is none.
        """
        ...

    async def do_not_call(self) -> Sequence[DoNotCall]:
        """List the numbers that no campaign calls again."""
        ...

    async def bar(self, one: DoNotCall) -> None:
        """Put a number on that list; one that is there already stays as it is."""
        ...

    async def unbar(self, number: str) -> bool:
        """Take a number off that list; false if it is not there."""
        ...

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """List the results of all finished calls of a campaign."""
        ...

    async def result(self, call_id: str) -> CallResult | None:
        """Return what came of a call, once it has ended."""
        ...


class RouteStore(Protocol):
    """Phone menus as they were learned; see `panda.menu.memory`."""

    async def best_route(self, number: str, goal: str, now: datetime) -> Route | None:
        """Return the known way most likely to work, if there is one."""
        ...

    async def record(self, trip: Trip) -> None:
        """Learn from a trip, and count it."""
        ...

    async def borrow(self, inquiry: Inquiry, now: datetime) -> Route | None:
        """Return the way of another number whose first prompt is alike, if any.

        It is a prior that the call must verify; see `panda.menu.memory.lending`.
        """
        ...

    async def routes(self, number: str | None = None) -> Sequence[Route]:
        """List the ways of all versions, of one number or of all numbers."""
        ...

    async def graphs(self, number: str | None = None) -> Sequence[Graph]:
        """List all versions of a number's menus, or of all, oldest first."""
        ...

    async def put_graphs(self, graphs: Sequence[Graph]) -> int:
        """Take in menus learned elsewhere; return how many were new.

        A version that is there already stays as it is.
        """
        ...

    async def route_stats(self, by: Grouping) -> Sequence[RouteStats]:
        """Sum up all trips by number, version or transport."""
        ...


class Inbox(Protocol):
    """Carrier callbacks, durable before they are answered."""

    async def receive(self, key: str, call_id: str, body: str) -> bool:
        """Store a callback under its key; False if it was there already."""
        ...

    async def received(self, call_id: str) -> Sequence[str]:
        """Return the bodies of a call's callbacks, in the order they came."""
        ...


class WebhookStore(Protocol):
    """Whom outside systems' messages go to, and what waits for them.

    What the other ports write is announced in the same transaction; the rules are
    those of `panda.webhooks.deliveries.Outbox`.
    """

    async def put_endpoint(self, endpoint: Endpoint) -> None:
        """Add an endpoint, or change it."""
        ...

    async def endpoints(self) -> Sequence[Endpoint]:
        """List all endpoints, oldest first."""
        ...

    async def drop_endpoint(self, endpoint_id: str) -> bool:
        """Forget an endpoint and all that waits for it; false if there is none."""
        ...

    async def announce(self, message: Message) -> None:
        """Have every endpoint that wants it told, once, however often it is said."""
        ...

    async def deliveries_due(self, now: datetime, most: int) -> Sequence[Delivery]:
        """Return what may be sent now: of each endpoint's streams the first at most."""
        ...

    async def settle_delivery(
        self, endpoint_id: str, message_id: str, settled: Settled
    ) -> None:
        """Write down what came of an attempt."""
        ...

    async def deliveries(self, endpoint_id: str, most: int) -> Sequence[Delivery]:
        """List an endpoint's deliveries, the latest first."""
        ...

    async def replay(self, endpoint_id: str) -> int:
        """Take up again what was given up; return how many."""
        ...


class Store(
    CampaignStore,
    DialStore,
    CallStore,
    RouteStore,
    Inbox,
    WebhookStore,
    AlertStore,
    AppointmentStore,
    Protocol,
):
    """Everything that outlives a call."""
