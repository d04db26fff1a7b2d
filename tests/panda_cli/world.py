"""An installation in memory, for the commands: a store, a hub's worth of snapshots."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from gateways.ics import ics_file
from panda.alerts.outlook import Outlook
from panda.alerts.thresholds import Thresholds
from panda.alerts.watch import AlertWatch
from panda.appointments.desk import AppointmentDesk
from panda.call import AnsweredBy, CallState, Outcome
from panda.campaign import (
    CallResult,
    CallSnapshot,
    Campaign,
    CampaignStatus,
    Limits,
    Navigation,
    Provider,
    Target,
    TargetStatus,
)
from panda.changed import CampaignChanged
from panda.changes import changed_campaign, raised
from panda.changing import change_order
from panda.compliance.donotcall import DoNotCall
from panda.errors import BadInput
from panda.functions.catalogue import built_in
from panda.mailbox import End
from panda.notes import annotate
from panda.operator.phones import Phone, Phones
from panda.people.answering import answer_order
from panda.people.following import followed
from panda.research.comparing import reported
from panda.research.finding import Finding
from panda.research.phones import number_of
from panda.research.questionnaire import Questionnaire
from panda.settings import Settings
from panda.testing.clock import START, FakeClock
from panda.testing.store import MemoryStore
from panda.webhooks.desk import WebhookDesk
from storage.recordings import Recordings

SETTINGS = Settings(
    twilio_account_sid="AC1",
    twilio_auth_token="unused",
    twilio_from="+12175550100",
    openai_api_key="unused",
    public_url="https://panda.example",
    api_token="t" * 16,
    signing_key="k" * 16,
)
QUESTIONS = Questionnaire.model_validate(
    {
        "goal": "schedule a cleaning",
        "fields": [
            {"name": "insurance", "type": "yes_no", "ask": "Do you take Delta?"},
            {"name": "price", "type": "money", "ask": "How much is it?"},
            {"name": "copay", "type": "money", "ask": "And the copay?", "required": 0},
        ],
    }
)
LAKESIDE = Provider(name="Lakeside Dental", phone="+12175550123")
MESA = Provider(name="Mesa [bold]Dentistry[/]", phone="+15055550109")


def result(target: Target, outcome: Outcome, *findings: Finding, **more) -> CallResult:
    values = {
        "call_id": f"call-{target.target_id}",
        "campaign_id": target.campaign_id,
        "target_id": target.target_id,
        "outcome": outcome,
        "answered_by": AnsweredBy.HUMAN,
        "navigation": Navigation(goal=QUESTIONS.goal, reached=True, keys="21"),
        "findings": findings,
        "disclosed": True,
        "started_at": START,
        "ended_at": START + timedelta(seconds=70),
        "answered_s": 62.0,
        "cost_usd": 0.11,
    }
    return CallResult.model_validate(values | more)


def snapshot(target: Target, state: CallState, **more) -> CallSnapshot:
    values = {
        "call_id": f"call-{target.target_id}",
        "campaign_id": target.campaign_id,
        "target_id": target.target_id,
        "business": target.provider.name,
        "number": target.provider.phone,
        "state": state,
        "since": START,
        "started_at": START,
        "updated_at": START + timedelta(seconds=12),
    }
    return CallSnapshot.model_validate(values | more)


PRICE = Finding(field="price", value=120.0, quote="it's $120", at_ms=9_000)
INSURANCE = Finding(field="insurance", value=True, quote="Yes, we do.", at_ms=4_000)


class FakeSystem:
    """A `panda_cli.system.System` whose calls go as the test says.

    Each look at the hub runs the next step of the script.
    """

    def __init__(self, script=()) -> None:
        self.store = MemoryStore()
        self.shown: dict[str, CallSnapshot] = {}
        self.ended: list[str] = []
        self.told = []
        self.trouble = ""
        self.recordings = Recordings(Path("/nonexistent"))
        self.scouted: list[str] = []
        self.alarm = AlertWatch()
        self.webhooks = WebhookDesk(
            self.store, SETTINGS, FakeClock(), iter(["e1", "e2"]).__next__
        )
        self._script = list(script)
        self.appointments = AppointmentDesk(self.store, FakeClock(), None)

    async def appointment_ics(self, booking_id) -> bytes:
        return ics_file([await self.appointments.show(booking_id)])

    def transfer_phones(self) -> Phones:
        return Phones([Phone(name="Ann", number="+12175550190")])

    async def campaign_report(self, campaign_id, weights=()):
        campaign = await self.campaign(campaign_id)
        return await reported(
            self,
            campaign,
            weights,
            made_at=self.now(),
            simulated=True,
            bookings=await self.store.bookings(campaign_id),
        )

    async def held(self, campaign_id) -> frozenset[str]:
        return frozenset(self.scouted)

    async def alerts(self):
        return self.alarm.alerts()

    async def alerts_since(self, since: int):
        return [one for one in self.alarm.alerts() if one.is_open]

    async def questions_since(self, since: int):
        return [one for call in self.shown.values() for one in followed(call)]

    async def acknowledge(self, alert_id: str, by: str):
        return self.alarm.acknowledge(alert_id, by, self.now())

    async def look(self, **thresholds):
        """Look over all calls, as a running installation does every second."""
        outlook = Outlook(now=self.now(), thresholds=Thresholds(**thresholds))
        return self.alarm.look(outlook, list(self.shown.values()))

    async def paused(self) -> str:
        return self.trouble

    async def parts(self) -> list[str]:
        standing = ["carrier", "frontdoor", "hub", "orchestrator", "store"]
        return [*standing, "supervisor:0", "call:a1", "call:a2"]

    def now(self) -> datetime:
        return START.astimezone(UTC)

    async def create(
        self,
        *,
        title,
        questionnaire,
        providers,
        limits,
        attested,
        priority=0,
        entrusted=(),
        grants=(),
        booking=None,
        functions=None,
        voice="",
        features=None,
        fresh=False,
    ) -> Campaign:
        self.entrusted = entrusted
        providers = [one.provider for one in entrusted] or providers
        campaign = Campaign(
            campaign_id="c1",
            title=title,
            questionnaire=questionnaire,
            limits=limits,
            fresh=fresh,
            attested=attested,
            priority=priority,
            grants=grants,
            booking=booking,
            functions=functions or {},
            voice=voice,
            features=features or {},
            created_at=START,
        )
        targets = [
            Target(
                target_id=f"c1-{place}",
                campaign_id="c1",
                position=place,
                provider=provider,
            )
            for place, provider in enumerate(providers)
        ]
        await self.store.add_campaign(campaign, targets)
        return campaign

    async def begin(self, *providers: Provider) -> Campaign:
        return await self.create(
            title="Dentists",
            questionnaire=QUESTIONS,
            providers=providers or (LAKESIDE, MESA),
            limits=Limits(),
            attested=True,
        )

    async def finish(
        self,
        place: int,
        outcome: Outcome,
        *findings: Finding,
        reasons: tuple[str, ...] = (),
        features: dict[str, bool] | None = None,
    ) -> None:
        target = (await self.store.targets("c1"))[place]
        done = target.model_copy(
            update={
                "status": TargetStatus.DONE,
                "outcome": outcome,
                "attempts": 1,
                "reasons": reasons,
            }
        )
        await self.store.put_target(done)
        came = result(target, outcome, *findings, features=features or {})
        await self.store.finish(came, done)

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> Campaign:
        await self.store.set_status(campaign_id, status)
        if status is CampaignStatus.CANCELLED:
            for target in await self.store.targets(campaign_id):
                if target.status is not TargetStatus.DONE:
                    await self.finish(target.position, Outcome.CANCELLED)
        campaign = await self.store.campaign(campaign_id)
        assert campaign is not None
        return campaign

    async def watch(self, since: int, timeout_s: float):
        if self._script:
            await self._script.pop(0)(self)
        return since + 1, list(self.shown.values())

    async def do_not_call(self):
        return await self.store.do_not_call()

    async def bar(self, number):
        one = DoNotCall(number=number_of(number), since=self.now())
        await self.store.bar(one)

    async def unbar(self, number):
        if not await self.store.unbar(number_of(number)):
            raise BadInput("is not on the do-not-call list", where="number")

    async def snapshots(self, campaign_id=None):
        return [
            one for one in self.shown.values() if campaign_id in (None, one.campaign_id)
        ]

    async def snapshot(self, call_id: str):
        return self.shown.get(call_id)

    async def functions(self):
        return list(built_in())

    async def audio(self, call_id: str, from_ms: int, to_ms: int) -> bytes | None:
        return self.recordings.excerpt(call_id, from_ms, to_ms)

    async def erase_audio(self, call_id: str) -> bool:
        return self.recordings.erase(call_id)

    async def change_campaign(self, campaign_id, change) -> Campaign:
        campaign = changed_campaign(await self.store.campaign(campaign_id), change)
        done = CampaignChanged(
            campaign_id=campaign_id, version=campaign.version, at=START, change=change
        )
        targets = raised(await self.store.targets(campaign_id), change)
        await self.store.change_campaign(campaign, targets, done)
        return campaign

    async def change_call(self, call_id, change) -> bool:
        order = change_order(self.shown.get(call_id), change)
        return order is not None and await self.tell(call_id, order)

    async def answer(self, call_id, question_id, given) -> bool:
        call = self.shown[call_id]
        order = answer_order(call, question_id, given, lambda _field, said: said)
        return order is not None and await self.tell(call_id, order)

    async def tell(self, call_id: str, order) -> bool:
        if isinstance(order, End):
            self.ended.append(call_id)
        else:
            self.told.append((call_id, order))
        return call_id in self.shown

    async def annotate(self, call_id: str, note) -> None:
        await annotate(self.store, call_id, note)

    def __getattr__(self, name: str):
        """Everything else is the store's."""
        return getattr(self.store, name)
