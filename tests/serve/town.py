"""An installation in memory behind the HTTP side, and the carrier's way of signing."""

from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import httpx

from actors.private import seal_value
from gateways import twiml
from gateways.signature import HEADER, sign
from panda.alerts.thresholds import Thresholds
from panda.appointments.desk import AppointmentDesk
from panda.campaign import CampaignStatus
from panda.carrier import StatusUpdate
from panda.changing import change_order
from panda.compliance.donotcall import DoNotCall
from panda.dispatch.callbacks import Callbacks
from panda.dispatch.lookout import look_out
from panda.dispatch.recovery import Reconnect
from panda.dispatch.using import Using
from panda.errors import PandaError
from panda.functions.catalogue import built_in
from panda.notes import annotate
from panda.operator.views import Admission
from panda.people.answering import answer_order
from panda.research.phones import number_of
from panda.settings import Settings
from panda.webhooks.desk import WebhookDesk
from serve_app import make_app
from storage.recordings import Recordings
from tests.panda.dispatch.world import World

PUBLIC = "https://panda.example"
ACCOUNT = "AC" + "1" * 32
API_TOKEN = "a-token-for-tests-only"

SETTINGS = Settings(
    twilio_account_sid=ACCOUNT,
    twilio_auth_token="carrier-secret",
    twilio_from="+12175550100",
    openai_api_key="unused",
    public_url=PUBLIC,
    api_token=API_TOKEN,
    signing_key="k" * 16,
    transfer_phones="Ann=+12175550190, desk=+12175550191",
    private_key="p" * 16,
)


class InMemory:
    """A `panda.dispatch.ports.Installation` over the dispatcher's small world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.callbacks = Callbacks(world.store, world.hub)
        self.is_away = False
        self.appointments = AppointmentDesk(world.store, world.clock, None)
        self.webhooks = WebhookDesk(
            world.store, SETTINGS, world.clock, iter(["e1", "e2", "e3"]).__next__
        )
        self.recordings = Recordings(Path("/nonexistent"))

    def now(self):
        return self.world.clock.now()

    async def paused(self):
        await self.world.store.intent("")
        return self.world.dispatcher.paused

    async def held(self, campaign_id):
        return self.world.dispatcher.scouts.waiting(campaign_id)

    async def parts(self):
        return ["carrier", "hub", "orchestrator", "store", "supervisor:0", "call:a1"]

    async def create_from(self, new):
        return await self.world.dispatcher.create(new)

    async def set_status(self, campaign_id: str, status: CampaignStatus):
        return await self.world.dispatcher.set_status(campaign_id, status)

    async def campaigns(self):
        return await self.world.store.campaigns()

    async def campaign(self, campaign_id: str):
        return await self.world.store.campaign(campaign_id)

    async def targets(self, campaign_id: str):
        return await self.world.store.targets(campaign_id)

    async def results(self, campaign_id: str):
        return await self.world.store.results(campaign_id)

    async def snapshots(self, campaign_id: str | None = None):
        return await self.world.hub.snapshots(campaign_id)

    async def snapshot(self, call_id: str):
        return await self.world.hub.snapshot(call_id)

    async def result(self, call_id: str):
        return await self.world.store.result(call_id)

    async def events(self, call_id: str, after: int = 0):
        return await self.world.store.events(call_id, after)

    async def notes(self, words="", campaign_id=None):
        return await self.world.store.notes(words, campaign_id)

    async def audio(self, call_id: str, from_ms: int, to_ms: int):
        return self.recordings.excerpt(call_id, from_ms, to_ms)

    async def erase_audio(self, call_id: str):
        return self.recordings.erase(call_id)

    async def watch(self, since: int, timeout_s: float):
        return await self.world.hub.watch(since, timeout_s)

    async def alerts(self):
        return await self.world.hub.alerts()

    async def alerts_since(self, since: int):
        return await self.world.hub.alerts_since(since)

    async def questions_since(self, since: int):
        return await self.world.hub.questions_since(since)

    async def acknowledge(self, alert_id: str, by: str):
        return await self.world.hub.acknowledge(alert_id, by, self.now())

    async def look(self, **thresholds):
        """Look over the installation, as its orchestrator does every second."""
        dispatcher = self.world.dispatcher
        await self.world.hub.restore([], self.now())
        outlook = look_out(
            dispatcher.books,
            paused=dispatcher.paused,
            now=self.now(),
            thresholds=Thresholds(**thresholds),
        )
        return await self.world.hub.look(outlook)

    async def annotate(self, call_id, note):
        await annotate(self.world.store, call_id, note)

    async def do_not_call(self):
        return await self.world.store.do_not_call()

    async def bar(self, number: str):
        one = DoNotCall(number=number_of(number), since=self.now())
        await self.world.dispatcher.bar(one)

    async def unbar(self, number: str):
        await self.world.dispatcher.unbar(number_of(number))

    async def tell(self, call_id: str, order):
        live = {one.call_id for one in await self.world.store.open_intents()}
        return call_id in live and await self.world.hub.post(call_id, order)

    async def standing(self, campaign_id):
        return await self.world.store.standing(campaign_id)

    async def change_campaign(self, campaign_id, change):
        return await self.world.dispatcher.change(campaign_id, change)

    async def changes(self, campaign_id):
        return await self.world.store.changes(campaign_id)

    async def change_call(self, call_id, change):
        order = change_order(await self.snapshot(call_id), change)
        return order is not None and await self.tell(call_id, order)

    async def answer(self, call_id, question_id, given):
        snapshot = await self.snapshot(call_id)
        seal = partial(seal_value, SETTINGS, snapshot.number)
        order = answer_order(snapshot, question_id, given, seal)
        return order is not None and await self.tell(call_id, order)

    async def functions(self):
        return built_in()

    async def use_function(self, call_id: str, name: str, use):
        using = Using(self.tell, self.events, self.world.sleep)
        return await using.use_named(
            call_id, await self.functions(), name, use, "request"
        )

    def admission(self, call_id: str, request):
        return Admission.to(
            call_id,
            request,
            public_url=PUBLIC,
            key=SETTINGS.signing_key,
            now_s=self.now().timestamp(),
            serial="serial",
        )

    async def routes(self, number: str | None = None):
        return await self.world.store.routes(number)

    async def graphs(self, number: str | None = None):
        return await self.world.store.graphs(number)

    async def route_stats(self, by):
        return await self.world.store.route_stats(by)

    async def report(self, report: StatusUpdate):
        return await self.callbacks.receive(report)

    async def recover(self, call_id: str, epoch: int):
        if self.is_away:
            raise PandaError("the orchestrator is away")
        match await self.world.dispatcher.recover(call_id, epoch):
            case Reconnect(call_id=call, epoch=current, token=token):
                return twiml.connect(PUBLIC, call, epoch=current, token=token)
            case _:
                return twiml.hang_up()


def signed(path, form, *, token="carrier-secret", public=PUBLIC):
    """Return what a signed webhook sends: body and headers."""
    signature = sign(token, public + path, form.items())
    headers = {
        HEADER: signature,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return {"content": urlencode(form), "headers": headers}


class Api:
    """The API as a person with the token uses it."""

    def __init__(self, installation) -> None:
        app = make_app(SETTINGS, installation)
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8701"
        )
        self.bearer = {"Authorization": f"Bearer {API_TOKEN}"}

    async def get(self, path, **query):
        return await self.http.get(path, params=query, headers=self.bearer)

    async def patch(self, path, body):
        return await self.http.patch(path, json=body, headers=self.bearer)

    async def post(self, path, body=None):
        return await self.http.post(path, json=body, headers=self.bearer)

    async def webhook(self, path, form, **how):
        return await self.http.post(path, **signed(path, form, **how))
