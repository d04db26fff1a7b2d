"""A running installation for asynchronous programs; for others: `actors.blocking`."""

from __future__ import annotations

import asyncio
import secrets
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import ray

from actors.away import unless_away
from actors.clock import SystemClock
from actors.functions import RemotePlugins
from actors.hub import RemoteHub, find_hub
from actors.orchestrator import find_orchestrator
from actors.private import seal, seal_value
from actors.remote_store import find_store
from actors.service import NAMESPACE
from panda.campaign import CampaignStatus, Limits, TargetStatus
from panda.changing import change_order
from panda.dispatch.books import NewCampaign
from panda.dispatch.callbacks import Callbacks
from panda.dispatch.using import Using
from panda.errors import BadInput
from panda.functions.catalogue import built_in
from panda.mailbox import End, Transfer
from panda.operator.phones import Phones
from panda.operator.views import Admission, AdmissionRequest
from panda.people.answering import AnswerText, answer_order
from panda.recording.consent import check_recording
from panda.webhooks.desk import WebhookDesk
from storage.recordings import Recordings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from datetime import datetime

    from panda.alerts.alert import Alert
    from panda.booking import BookingTerms
    from panda.campaign import CallResult, CallSnapshot, Campaign, Provider, Target
    from panda.carrier import StatusUpdate
    from panda.changed import CampaignChanged
    from panda.changes import CallChange, CampaignChange
    from panda.events import CallEvent
    from panda.functions.spec import FunctionResult, FunctionSpec, FunctionUse
    from panda.mailbox import Order
    from panda.menu.memory import Graph
    from panda.menu.memory.stats import Grouping, RouteStats
    from panda.menu.menu import Route
    from panda.notes import FoundNote
    from panda.private import Grant
    from panda.research.private import Entrusted
    from panda.research.questionnaire import Questionnaire
    from panda.settings import Settings

WATCH_S = 1.0


class Client:
    """A running installation, asynchronously; of the cluster Ray is connected to.

    Raises:
        ValueError: No installation runs there.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clock = SystemClock(settings)
        self._orchestrator = find_orchestrator()
        self._store = find_store()
        self._hub = RemoteHub(find_hub())
        self._callbacks = Callbacks(self._store, self._hub)
        self._recordings = Recordings(Path(settings.data_dir))
        self._plugins = RemotePlugins()
        self._using = Using(self.tell, self.events, asyncio.sleep)
        self.webhooks = WebhookDesk(
            self._store, settings, self._clock, partial(secrets.token_hex, 8)
        )
        """Whom outside systems' messages go to."""

    def now(self) -> datetime:
        """The wall time of the installation; not ours if its network is simulated."""
        return self._clock.now()

    async def paused(self) -> str:
        """Say why nobody is dialled, for no fault of theirs; "" when all is well.

        It is the orchestrator that says so, after the store has answered, too.

        Raises:
            PandaError: One of them is away.
        """
        await self._store.intent("")  # looked up by its key: cheap, however large it is
        return await unless_away(self._orchestrator.paused.remote())

    async def held(self, campaign_id: str) -> frozenset[str]:
        """Return the ids of a campaign's targets that wait for a scout."""
        return await unless_away(self._orchestrator.held.remote(campaign_id))

    async def parts(self) -> Sequence[str]:
        """List the actors that live, by name: `store`, `supervisor:0`, `call:<key>`.

        One that is just being started anew is not among them.
        """
        named = await asyncio.to_thread(ray.util.list_named_actors, True)  # noqa: FBT003
        return sorted(one["name"] for one in named if one["namespace"] == NAMESPACE)

    def metrics_url(self) -> str:
        """Say where Prometheus finds the metrics of the node this process is on."""
        ours = ray.get_runtime_context().get_node_id()
        nodes = ray.nodes()  # type: ignore[no-untyped-call]
        node = next(one for one in nodes if one["NodeID"] == ours)
        host, port = node["NodeManagerAddress"], node["MetricsExportPort"]
        return f"http://{host}:{port}/metrics"

    # --- campaigns

    async def create(
        self,
        *,
        title: str,
        questionnaire: Questionnaire,
        providers: Sequence[Provider],
        limits: Limits | None = None,
        attested: bool = False,
        priority: int = 0,
        entrusted: Sequence[Entrusted] = (),
        grants: Sequence[Grant] = (),
        booking: BookingTerms | None = None,
        functions: Mapping[str, str] | None = None,
    ) -> Campaign:
        """Begin a campaign; nobody is called unless you attested (see `Campaign`).

        Where `grants` say that calls may give private data, `entrusted` has the
        businesses with the values, in place of `providers`; they are sealed here.

        Raises:
            BadInput: There is nobody to call, or nothing to seal values with.
            PandaError: The orchestrator is away, as it is with all that goes there.
        """
        if entrusted:
            providers = seal(entrusted, self._settings)
        if not providers:
            raise BadInput(
                "nobody to call", where="providers", advice="name a business to call"
            )
        new = NewCampaign(
            title=title,
            questionnaire=questionnaire,
            providers=tuple(providers),
            limits=limits or Limits(),
            attested=attested,
            priority=priority,
            grants=tuple(grants),
            booking=booking,
            functions=dict(functions or {}),
        )
        return await self.create_from(new)

    async def create_from(self, new: NewCampaign) -> Campaign:
        """Begin a campaign that was asked for in one piece.

        Raises:
            BadInput: It wants calls recorded, which is not possible here.
        """
        check_recording(new, self._settings.keep_audio_days)
        return await unless_away(self._orchestrator.create.remote(new))

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> Campaign:
        """Pause, resume or cancel a campaign.

        Raises:
            BadInput: There is none of this id, or it is over.
        """
        asked = self._orchestrator.set_status.remote(campaign_id, status)
        return await unless_away(asked)

    async def change_campaign(
        self, campaign_id: str, change: CampaignChange
    ) -> Campaign:
        """Change a campaign while it runs; what may be changed is `CampaignChange`.

        Raises:
            BadInput: It was changed meanwhile, or may not be so; says why.
        """
        return await unless_away(self._orchestrator.change.remote(campaign_id, change))

    async def changes(self, campaign_id: str) -> Sequence[CampaignChanged]:
        """List the changes of a campaign, in order: what, by whom, when."""
        return await self._store.changes(campaign_id)

    async def campaigns(self) -> Sequence[Campaign]:
        """List all campaigns, newest first."""
        return await self._store.campaigns()

    async def campaign(self, campaign_id: str) -> Campaign | None:
        """Return a campaign, if there is one."""
        return await self._store.campaign(campaign_id)

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """List the businesses of a campaign, as they stand."""
        return await self._store.targets(campaign_id)

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """List what came of a campaign's calls so far."""
        return await self._store.results(campaign_id)

    # --- calls

    async def snapshots(self, campaign_id: str | None = None) -> Sequence[CallSnapshot]:
        """List calls as they stand, of one campaign or of all."""
        return await unless_away(self._hub.snapshots(campaign_id))

    async def snapshot(self, call_id: str) -> CallSnapshot | None:
        """Return the latest of a call, if it is recent."""
        return await unless_away(self._hub.snapshot(call_id))

    async def watch(
        self, since: int, timeout_s: float
    ) -> tuple[int, Sequence[CallSnapshot]]:
        """Wait for news of calls; see `HubActor.watch`."""
        return await unless_away(self._hub.watch(since, timeout_s))

    async def follow(self, campaign_id: str) -> AsyncIterator[CallSnapshot]:
        """Yield every change of a campaign's calls until all businesses are done."""
        version = 0
        while True:
            version, news = await self.watch(version, WATCH_S)
            for snapshot in news:
                if snapshot.campaign_id == campaign_id:
                    yield snapshot
            targets = await self._store.targets(campaign_id)
            if all(target.status is TargetStatus.DONE for target in targets):
                return

    async def result(self, call_id: str) -> CallResult | None:
        """Return what came of a call, once it has ended."""
        return await self._store.result(call_id)

    async def events(self, call_id: str, after: int = 0) -> Sequence[CallEvent]:
        """Return a call's log so far, after the event numbered `after`."""
        return await self._store.events(call_id, after)

    async def notes(
        self, words: str = "", campaign_id: str | None = None
    ) -> Sequence[FoundNote]:
        """Find pinned notes by words in text or author, the latest first."""
        return await self._store.notes(words, campaign_id)

    async def tell(self, call_id: str, order: Order) -> bool:
        """Leave an order for a live call; false if it is over, or never was.

        The orders stand in `panda.mailbox`: `Speak`, `Whisper`, `PressKeys`, `Hold` …
        """
        open_calls = {intent.call_id for intent in await self._store.open_intents()}
        if call_id not in open_calls:
            return False
        return await unless_away(self._hub.post(call_id, order))

    def transfer_phones(self) -> Phones:
        """Return the telephones that calls may be put through to."""
        return Phones(self._settings.transfer_phones)

    async def transfer(self, call_id: str, to: str, *, author: str = "client") -> bool:
        """Have a live call put through to an operator's telephone, by its name.

        Raises:
            BadInput: The installation has no telephone of this name.
        """
        name = self.transfer_phones().checked(to)
        return await self.tell(call_id, Transfer(to=name, author=author))

    async def change_call(self, call_id: str, change: CallChange) -> bool:
        """Change what a live call goes by; false if it is over, or never was.

        Raises:
            BadInput: It was changed meanwhile, or may not be so; says why.
        """
        snapshot = await self.snapshot(call_id)
        order = change_order(snapshot, change)
        return order is not None and await self.tell(call_id, order)

    async def answer(self, call_id: str, question_id: str, given: AnswerText) -> bool:
        """Answer what a call has asked; false if it waits for no such answer (now).

        A private answer is sealed here, for the number of the call.

        Raises:
            BadInput: It is no answer to that; says what would be.
        """
        snapshot = await self.snapshot(call_id)
        if snapshot is None:
            return False
        seal_it = partial(seal_value, self._settings, snapshot.number)
        order = answer_order(snapshot, question_id, given, seal_it)
        return order is not None and await self.tell(call_id, order)

    async def functions(self) -> Sequence[FunctionSpec]:
        """List functions, all versions: what they do, take, and who may call them."""
        return (*built_in(), *await unless_away(self._plugins.specs()))

    async def refused_plugins(self) -> Mapping[str, str]:
        """Return why plugins, or their new versions, do not run, by name."""
        return await unless_away(self._plugins.refused())

    async def use_function(
        self, call_id: str, name: str, use: FunctionUse
    ) -> FunctionResult:
        """Use a function on a live call, and wait for what comes of it.

        Raises:
            BadInput: There is no such function or version, or the call is not live.
            PandaError: The call did not answer in time; its log will say.
        """
        return await self._using.use_named(
            call_id, await self.functions(), name, use, secrets.token_urlsafe(12)
        )

    def admission(self, call_id: str, request: AdmissionRequest) -> Admission:
        """Write a ticket that lets an operator's socket into a call, once."""
        return Admission.to(
            call_id,
            request,
            public_url=self._settings.public_url,
            key=self._settings.signing_key,
            now_s=self._clock.now().timestamp(),
            serial=secrets.token_urlsafe(12),
        )

    async def end_call(self, call_id: str) -> bool:
        """End a live call; false if it is over, or never was."""
        return await self.tell(call_id, End())

    async def audio(self, call_id: str, from_ms: int, to_ms: int) -> bytes | None:
        """Return a stretch of a call's sound as WAV; None if none of it was kept.

        Times are ms since the answer, as those of findings are. Theirs is on the left,
        ours on the right.
        """
        kept = self._recordings
        return await asyncio.to_thread(kept.excerpt, call_id, from_ms, to_ms)

    async def erase_audio(self, call_id: str) -> bool:
        """Delete the sound of a call; false if there was none."""
        return await asyncio.to_thread(self._recordings.erase, call_id)

    async def routes(self, number: str | None = None) -> Sequence[Route]:
        """List learned ways through phone menus, of one number or of all."""
        return await self._store.routes(number)

    async def graphs(self, number: str | None = None) -> Sequence[Graph]:
        """List all versions of a number's menus, or of all, oldest first."""
        return await self._store.graphs(number)

    async def put_graphs(self, graphs: Sequence[Graph]) -> int:
        """Take in menus learned elsewhere; return how many were new."""
        return await self._store.put_graphs(graphs)

    async def route_stats(self, by: Grouping) -> Sequence[RouteStats]:
        """Sum up all trips through menus, by number, version or transport."""
        return await self._store.route_stats(by)

    # --- alerts

    async def alerts(self) -> Sequence[Alert]:
        """List alerts: open ones, the most urgent first, then those that are over."""
        return await unless_away(self._hub.alerts())

    async def alerts_since(self, since: int) -> Sequence[Alert]:
        """Return alerts that have changed; see `HubActor.alerts_since`."""
        return await unless_away(self._hub.alerts_since(since))

    async def acknowledge(self, alert_id: str, by: str) -> Alert:
        """Say who has an alert in hand; the first to say so stands.

        Raises:
            BadInput: No alert of this id is open.
        """
        now = self._clock.now()
        return await unless_away(self._hub.acknowledge(alert_id, by, now))

    # --- the carrier's side

    async def recover(self, call_id: str, epoch: int) -> str:
        """Return the TwiML with which a call goes on whose stream has ended.

        Raises:
            PandaError: The orchestrator is away.
        """
        return await unless_away(self._orchestrator.recover.remote(call_id, epoch))

    async def report(self, report: StatusUpdate) -> bool:
        """Take in the carrier's report on a call; see `Callbacks.receive`."""
        return await self._callbacks.receive(report)
