"""Driving an installation from programs that are not asynchronous, such as notebooks.

panda = connect()                    # an installation that runs on this machine
campaign = panda.create_campaign(
    load_questions("questions.yaml"),
    load_providers("providers.csv").providers,
    attested=True,                   # your word: business lines, called to enquire
)
for progress in panda.progress(campaign.campaign_id):
    print(progress)                  # 3 of 5 done; 2 on the phone (2 talking); …
panda.to_pandas(campaign.campaign_id)
"""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from actors.client import (
    Client,
    ProviderList,
    connect as connect_client,
    load_providers,
    load_questions,
)
from actors.client.campaigns import EVERY_S
from panda.appointments.choice import Prefer
from panda.appointments.views import ChoiceText, NewTime
from panda.campaign import CampaignStatus
from panda.functions.spec import FunctionUse
from panda.operator.views import AdmissionRequest
from panda.people.answering import AnswerText, asked_by

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping, Sequence
    from datetime import datetime

    from actors.client.campaigns import Table
    from panda.alerts.alert import Alert
    from panda.appointments.booking import Booking
    from panda.appointments.views import Choice
    from panda.booking import BookingTerms
    from panda.campaign import (
        CallResult,
        CallSnapshot,
        Campaign,
        Limits,
        Provider,
        Target,
    )
    from panda.changed import CampaignChanged
    from panda.changes import CallChange, CampaignChange
    from panda.compliance.donotcall import DoNotCall
    from panda.events import CallEvent
    from panda.features import Plan
    from panda.functions.spec import FunctionResult, FunctionSpec
    from panda.mailbox import Order
    from panda.menu.memory import Graph
    from panda.menu.memory.stats import Grouping, RouteStats
    from panda.menu.menu import Route
    from panda.notes import FoundNote
    from panda.operator.views import Admission
    from panda.people.answering import AskedQuestion
    from panda.private import Grant
    from panda.progress import Progress
    from panda.research.comparison import Comparison
    from panda.research.followup import FollowUp, FollowUpPolicy
    from panda.research.private import Entrusted
    from panda.research.questionnaire import Questionnaire
    from panda.research.report.contents import Report
    from panda.settings import Settings

__all__ = ["Panda", "ProviderList", "connect", "load_providers", "load_questions"]

_T = TypeVar("_T")


class Panda:
    """A running installation, for programs that are not asynchronous.

    Everything of `Client` is here, and waits. It runs an event loop in a thread of its
    own, so it works in notebooks, which have a loop running already.
    """

    def __init__(self, client: Client) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(
            target=self._loop.run_forever, name="panda-client", daemon=True
        ).start()
        self._client = client

    def create_campaign(
        self,
        questionnaire: Questionnaire,
        providers: Sequence[Provider] = (),
        *,
        title: str = "Campaign",
        limits: Limits | None = None,
        attested: bool = False,
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
        """See `Client.create`."""
        return self._wait(
            self._client.create(
                title=title,
                questionnaire=questionnaire,
                providers=providers,
                limits=limits,
                attested=attested,
                priority=priority,
                entrusted=entrusted,
                grants=grants,
                booking=booking,
                functions=functions,
                voice=voice,
                features=features,
                fresh=fresh,
                request=request,
            )
        )

    def change_campaign(self, campaign_id: str, change: CampaignChange) -> Campaign:
        """See `Client.change_campaign`."""
        return self._wait(self._client.change_campaign(campaign_id, change))

    def appointments(self, campaign_id: str = "") -> Sequence[Booking]:
        """See `AppointmentDesk.every`."""
        return self._wait(self._client.appointments.every(campaign_id))

    def choose_appointment(
        self,
        campaign_id: str,
        *,
        booking_id: str = "",
        prefer: Prefer = Prefer.SOONEST,
        worth: Mapping[str, float] | None = None,
        regardless: bool = False,
    ) -> Choice:
        """See `AppointmentDesk.choose`."""
        text = ChoiceText(
            campaign_id=campaign_id,
            booking_id=booking_id,
            prefer=prefer,
            worth=dict(worth or {}),
            regardless=regardless,
        )
        return self._wait(self._client.appointments.choose(text))

    def confirm_appointment(self, booking_id: str) -> Booking:
        """See `AppointmentDesk.confirm`."""
        return self._wait(self._client.appointments.confirm(booking_id))

    def reschedule_appointment(
        self, booking_id: str, slot: datetime, *, regardless: bool = False
    ) -> Booking:
        """See `AppointmentDesk.reschedule`."""
        to = NewTime(slot=slot, regardless=regardless)
        return self._wait(self._client.appointments.reschedule(booking_id, to))

    def cancel_appointment(self, booking_id: str) -> Booking:
        """See `AppointmentDesk.cancel`."""
        return self._wait(self._client.appointments.cancel(booking_id))

    def appointment_ics(self, booking_id: str) -> bytes:
        """See `Client.appointment_ics`."""
        return self._wait(self._client.appointment_ics(booking_id))

    def sync_calendar(self) -> int:
        """See `AppointmentDesk.sync`."""
        return self._wait(self._client.appointments.sync())

    def changes(self, campaign_id: str) -> Sequence[CampaignChanged]:
        """See `Client.changes`."""
        return self._wait(self._client.changes(campaign_id))

    def change_call(self, call_id: str, change: CallChange) -> bool:
        """See `Client.change_call`."""
        return self._wait(self._client.change_call(call_id, change))

    def pause(self, campaign_id: str) -> Campaign:
        """Place no new calls; those under way go on."""
        return self._set_status(campaign_id, CampaignStatus.PAUSED)

    def resume(self, campaign_id: str) -> Campaign:
        """Go on with a paused campaign."""
        return self._set_status(campaign_id, CampaignStatus.RUNNING)

    def cancel(self, campaign_id: str) -> Campaign:
        """End a campaign and its live calls."""
        return self._set_status(campaign_id, CampaignStatus.CANCELLED)

    def campaigns(self) -> Sequence[Campaign]:
        """See `Client.campaigns`."""
        return self._wait(self._client.campaigns())

    def campaign(self, campaign_id: str) -> Campaign | None:
        """See `Client.campaign`."""
        return self._wait(self._client.campaign(campaign_id))

    def targets(self, campaign_id: str) -> Sequence[Target]:
        """See `Client.targets`."""
        return self._wait(self._client.targets(campaign_id))

    def results(self, campaign_id: str) -> Sequence[CallResult]:
        """See `Client.results`."""
        return self._wait(self._client.results(campaign_id))

    def calls(self, campaign_id: str | None = None) -> Sequence[CallSnapshot]:
        """See `Client.snapshots`."""
        return self._wait(self._client.snapshots(campaign_id))

    def watch(self, campaign_id: str) -> Iterator[CallSnapshot]:
        """See `Client.follow`."""
        changes = self._client.follow(campaign_id)
        while (change := self._wait(_next(changes))) is not None:
            yield change

    def progress(
        self, campaign_id: str, *, every_s: float = EVERY_S
    ) -> Iterator[Progress]:
        """See `Client.progress`."""
        seen = self._client.progress(campaign_id, every_s=every_s)
        while (moment := self._wait(_next(seen))) is not None:
            yield moment

    def comparison(self, campaign_id: str, weights: Sequence[str] = ()) -> Comparison:
        """See `Client.comparison`."""
        return self._wait(self._client.comparison(campaign_id, weights))

    def follow_up_plan(
        self, campaign_id: str, policy: FollowUpPolicy | None = None
    ) -> FollowUp:
        """See `Client.follow_up_plan`."""
        return self._wait(self._client.follow_up_plan(campaign_id, policy))

    def begin_follow_up(
        self, campaign_id: str, policy: FollowUpPolicy | None = None
    ) -> Campaign:
        """See `Client.begin_follow_up`."""
        return self._wait(self._client.begin_follow_up(campaign_id, policy))

    def campaign_report(self, campaign_id: str, weights: Sequence[str] = ()) -> Report:
        """See `Client.campaign_report`."""
        return self._wait(self._client.campaign_report(campaign_id, weights))

    def to_pandas(self, campaign_id: str, of: Table = "answers") -> Any:
        """See `Client.to_pandas`."""
        return self._wait(self._client.to_pandas(campaign_id, of))

    def result(self, call_id: str) -> CallResult | None:
        """See `Client.result`."""
        return self._wait(self._client.result(call_id))

    def transcript(self, call_id: str) -> Sequence[CallEvent]:
        """See `Client.events`."""
        return self._wait(self._client.events(call_id))

    def end_call(self, call_id: str, *, author: str = "client") -> bool:
        """See `Client.end_call`."""
        return self._wait(self._client.end_call(call_id, author=author))

    def tell(self, call_id: str, order: Order) -> bool:
        """See `Client.tell`; the orders stand in `panda.mailbox`."""
        return self._wait(self._client.tell(call_id, order))

    def dismiss(self, operator: str) -> int:
        """See `Client.dismiss`."""
        return self._wait(self._client.dismiss(operator))

    def questions(self, campaign_id: str | None = None) -> Sequence[AskedQuestion]:
        """List what calls have asked and wait for, what is due first first."""
        return asked_by(self.calls(campaign_id))

    def do_not_call(self) -> Sequence[DoNotCall]:
        """See `Client.do_not_call`."""
        return self._wait(self._client.do_not_call())

    def bar(self, number: str) -> None:
        """See `Client.bar`."""
        self._wait(self._client.bar(number))

    def unbar(self, number: str) -> None:
        """See `Client.unbar`."""
        self._wait(self._client.unbar(number))

    def notes(
        self, words: str = "", campaign_id: str | None = None
    ) -> Sequence[FoundNote]:
        """See `Client.notes`."""
        return self._wait(self._client.notes(words, campaign_id))

    def answer(
        self, call_id: str, question_id: str, answer: str, *, author: str = "api"
    ) -> bool:
        """See `Client.answer`."""
        given = AnswerText(answer=answer, author=author)
        return self._wait(self._client.answer(call_id, question_id, given))

    def functions(self) -> Sequence[FunctionSpec]:
        """See `Client.functions`."""
        return self._wait(self._client.functions())

    def use_function(
        self, call_id: str, name: str, *, author: str = "api", **arguments: object
    ) -> FunctionResult:
        """Use a function on a live call; see `Client.use_function`.

        panda.use_function(call_id, "addNote", text="Ask for Amy.")
        """
        use = FunctionUse.model_validate({"arguments": arguments, "author": author})
        return self._wait(self._client.use_function(call_id, name, use))

    def admission(self, call_id: str, operator: str) -> Admission:
        """See `Client.admission`."""
        return self._client.admission(call_id, AdmissionRequest(operator=operator))

    def routes(self, number: str | None = None) -> Sequence[Route]:
        """See `Client.routes`."""
        return self._wait(self._client.routes(number))

    def graphs(self, number: str | None = None) -> Sequence[Graph]:
        """See `Client.graphs`."""
        return self._wait(self._client.graphs(number))

    def put_graphs(self, graphs: Sequence[Graph]) -> int:
        """See `Client.put_graphs`."""
        return self._wait(self._client.put_graphs(graphs))

    def route_stats(self, by: Grouping) -> Sequence[RouteStats]:
        """See `Client.route_stats`."""
        return self._wait(self._client.route_stats(by))

    def parts(self) -> Sequence[str]:
        """See `Client.parts`."""
        return self._wait(self._client.parts())

    def alerts(self) -> Sequence[Alert]:
        """See `Client.alerts`."""
        return self._wait(self._client.alerts())

    def acknowledge(self, alert_id: str, by: str) -> Alert:
        """See `Client.acknowledge`."""
        return self._wait(self._client.acknowledge(alert_id, by))

    def _set_status(self, campaign_id: str, status: CampaignStatus) -> Campaign:
        return self._wait(self._client.set_status(campaign_id, status))

    def _wait(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def _next(changes: AsyncIterator[_T]) -> _T | None:
    return await anext(changes, None)


def connect(settings: Settings | None = None) -> Panda:
    """Connect to the installation that runs on this machine.

    Args:
        settings: Its settings; if left out, those of the environment, or of the one
            that `panda up --simulate` started in this folder or one above it.

    Raises:
        BadInput: None runs, or none is known; says how one is started.
    """
    return Panda(connect_client(settings))
