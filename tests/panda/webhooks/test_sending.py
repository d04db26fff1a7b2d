"""What becomes of a delivery, in virtual time: order, attempts, and the end of them."""

import asyncio
from datetime import timedelta
from random import Random

import pytest

from panda.alerts.alert import AlertStatus
from panda.testing.clock import FakeClock
from panda.testing.store import MemoryStore
from panda.webhooks import sending
from panda.webhooks.deliveries import DeliveryStatus
from panda.webhooks.endpoints import secret_for
from panda.webhooks.messages import TYPES, AlertCleared, id_of
from panda.webhooks.schedule import DELAYS, JITTER
from panda.webhooks.sending import MOST_AT_ONCE, MOST_OF_ONE, Post
from panda.webhooks.telling import of_alert
from tests.panda.webhooks.material import NOON, alert, endpoint, found, started

KEY = "k" * 16
WAITING, DELIVERED, DEAD = DeliveryStatus


class Receivers:
    """Answers what it is told to; 200 when nothing is left."""

    def __init__(self):
        self.answers = {}
        self.got = []

    async def send(self, url, message_id, body, *, secret, timestamp_s):
        self.got.append((url, message_id, body, secret, timestamp_s))
        left = self.answers.get(url)
        return left.pop(0) if left else 200

    @property
    def ids(self):
        return [message_id for _, message_id, *_ in self.got]


class World:
    def __init__(self):
        self.store, self.clock = MemoryStore(), FakeClock()
        self.receivers = Receivers()
        self.attempts = []
        self.post = Post(
            self.store,
            self.receivers,
            self.clock,
            random=Random(1),
            signing_key=KEY,
            attempted=self.attempts.append,
        )

    def answer(self, endpoint_id, *answers):
        self.receivers.answers[f"https://{endpoint_id}.example/hook"] = list(answers)

    async def rounds(self):
        while await self.post.round():
            pass

    async def only(self, endpoint_id="e1"):
        (delivery,) = await self.store.deliveries(endpoint_id, 10)
        return delivery


@pytest.fixture
async def world():
    made = World()
    await made.store.put_endpoint(endpoint())
    return made


async def test_a_message_arrives_signed_and_dated_by_the_real_clock(world):
    await world.store.announce(started())
    await world.rounds()
    ((_, message_id, body, secret, timestamp_s),) = world.receivers.got
    assert secret == secret_for("e1", KEY)
    assert timestamp_s == int(world.clock.real_now().timestamp())
    assert message_id == id_of(started())
    assert body == started().model_dump_json().encode()
    assert (await world.only()).status is DELIVERED


async def test_what_became_of_each_attempt_is_counted(world):
    world.answer("e1", 500, 410)
    await world.store.announce(started())
    await world.rounds()
    world.clock.advance(seconds=3600)
    await world.rounds()
    assert world.attempts == [DeliveryStatus.WAITING, DeliveryStatus.DEAD]


async def test_what_is_announced_again_is_told_once(world):
    for _ in range(3):
        await world.store.announce(started())
    await world.rounds()
    await world.store.announce(started())
    await world.rounds()
    assert len(world.receivers.got) == 1


@pytest.mark.parametrize("trouble", [500, 404, 301, 429, "timeout", "unreachable"])
async def test_a_failure_is_tried_again_later_under_the_same_id(world, trouble):
    world.answer("e1", trouble)
    await world.store.announce(started())
    await world.rounds()
    kept = await world.only()
    assert (kept.status, kept.attempts, kept.answer) == (WAITING, 1, str(trouble))
    world.clock.advance(seconds=DELAYS[0].total_seconds() * (1 + JITTER))
    await world.rounds()
    assert world.receivers.ids == [id_of(started())] * 2
    assert (await world.only()).status is DELIVERED


async def test_who_never_answers_is_given_up_after_a_day_and_replayed_when_asked(
    world,
):
    world.answer("e1", *["timeout"] * (len(DELAYS) + 1))
    await world.store.announce(started())
    waited = timedelta()
    while (await world.only()).status is WAITING:
        await world.rounds()
        kept = await world.only()
        if kept.status is WAITING:
            pause = kept.due_at - world.clock.real_now()
            waited += pause
            world.clock.advance(seconds=pause.total_seconds() + 0.01)
    assert (await world.only()).status is DEAD
    assert len(world.receivers.got) == len(DELAYS) + 1
    assert sum(DELAYS, timedelta()) <= waited < 1.2 * sum(DELAYS, timedelta())
    assert await world.store.replay("e1") == 1
    await world.rounds()
    assert (await world.only()).status is DELIVERED


async def test_of_one_call_nothing_overtakes_and_other_calls_do_not_wait(world):
    world.answer("e1", 500)
    for message in (found(1), found(2), found(1, call="c2"), found(3)):
        await world.store.announce(message)
    await world.rounds()
    assert world.receivers.ids == [id_of(found(1)), id_of(found(1, call="c2"))]
    world.clock.advance(seconds=10)
    await world.rounds()
    assert world.receivers.ids[2:] == [
        id_of(found(1)),
        id_of(found(2)),
        id_of(found(3)),
    ]


async def test_a_slow_endpoint_keeps_no_other_waiting(world):
    await world.store.put_endpoint(endpoint("e2", minutes=1))
    world.answer("e1", 500)
    await world.store.announce(found(1))
    await world.store.announce(found(2))
    await world.rounds()
    told = [url for url, *_ in world.receivers.got]
    assert told.count("https://e2.example/hook") == 2
    assert told.count("https://e1.example/hook") == 1


async def test_an_endpoint_that_does_not_answer_holds_up_itself_alone(
    world, monkeypatch
):
    monkeypatch.setattr(sending, "LOOK_S", 0)
    answers = asyncio.Event()

    class Hole(Receivers):
        async def send(self, url, *args, **kwargs):
            answer = await super().send(url, *args, **kwargs)
            if url.startswith("https://e1."):
                await answers.wait()
            return answer

        def told(self, endpoint_id):
            return [one[1] for one in self.got if f"//{endpoint_id}." in one[0]]

    world.receivers = hole = Hole()
    world.post = Post(world.store, hole, world.clock, random=Random(1), signing_key=KEY)
    calls = [f"c{number}" for number in range(MOST_AT_ONCE + 1)]
    for call in calls:
        await world.store.announce(found(1, call=call))
    for _ in range(3):
        await world.post.round()
    assert len(hole.told("e1")) == MOST_OF_ONE
    await world.store.put_endpoint(endpoint("e2", minutes=1))
    for number in (2, 3):
        await world.store.announce(found(number, call="other"))
    for _ in range(6):
        await world.post.round()
    assert len(hole.told("e2")) == 2, "others go on meanwhile"
    assert len(hole.told("e1")) == MOST_OF_ONE
    answers.set()
    await world.rounds()
    assert len(hole.told("e1")) == len(set(hole.told("e1"))) == len(calls) + 2


async def test_who_answers_gone_is_asked_no_more(world):
    world.answer("e1", 410)
    await world.store.announce(found(1))
    await world.rounds()
    (kept,) = await world.store.endpoints()
    assert kept.disabled == "gone"
    await world.store.announce(found(2))
    await world.rounds()
    assert len(world.receivers.got) == 1


async def test_an_endpoint_that_is_dropped_while_it_says_gone_stays_dropped(world):
    class Dropping(Receivers):
        async def send(self, *args, **kwargs):
            await world.store.drop_endpoint("e1")
            return 410

    world.post = Post(
        world.store, Dropping(), world.clock, random=Random(1), signing_key=KEY
    )
    await world.store.announce(found(1))
    await world.rounds()
    assert await world.store.endpoints() == []


async def test_what_happened_before_an_endpoint_was_added_is_not_told():
    world = World()
    await world.store.announce(started())
    await world.store.put_endpoint(endpoint())
    await world.rounds()
    assert world.receivers.got == []


async def test_a_message_that_was_sent_and_not_noted_is_sent_again(world):
    await world.store.announce(started())
    settle = world.store.settle_delivery

    async def dies(*_):
        raise RuntimeError("the process ends here")

    world.store.settle_delivery = dies
    with pytest.raises(RuntimeError):
        await world.post.round()
    world.store.settle_delivery = settle
    await world.rounds()
    assert world.receivers.ids == [id_of(started())] * 2


def test_an_alert_is_told_step_by_step_and_each_step_once():
    steps = of_alert(alert())
    cleared = alert(
        status=AlertStatus.CLEARED,
        cleared_at=NOON,
        acknowledged_by="Ann",
        acknowledged_at=NOON,
    )
    later = of_alert(cleared)
    assert [one.type for one in later] == [
        "alert.raised",
        "alert.acknowledged",
        "alert.cleared",
    ]
    assert id_of(steps[0]) == id_of(later[0]), "known already: not told twice"
    assert isinstance(later[-1], AlertCleared)


def test_the_promised_types_are_these():
    assert TYPES == (
        "campaign.started",
        "campaign.finished",
        "call.ended",
        "call.found",
        "call.person_needed",
        "alert.raised",
        "alert.acknowledged",
        "alert.cleared",
        "appointment.changed",
        "appointment.reminder",
        "webhook.test",
    )
