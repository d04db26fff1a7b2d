import asyncio
from datetime import UTC, datetime

import pytest

from actors.hub import HubActor
from panda.call import CallState
from panda.campaign import Briefing, CallSnapshot, Limits, Provider
from panda.mailbox import End, Speak, Take
from panda.people.question import EndedQuestion, OpenQuestion, PeopleQuestion
from panda.research.questionnaire import FieldType, Question, Questionnaire

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
SOON_S = 0.02
LONG_S = 5.0


def snapshot(call_id="c1", state=CallState.TALKING, campaign_id="k1"):
    return CallSnapshot(
        call_id=call_id,
        campaign_id=campaign_id,
        target_id="t1",
        business="Office",
        number="+12175550100",
        state=state,
        since=NOON,
        started_at=NOON,
    )


def take(call_id="c1"):
    asked = Questionnaire(
        goal="schedule a cleaning",
        fields=(Question(name="price", type=FieldType.MONEY, ask="What is it?"),),
    )
    return Take(
        briefing=Briefing(
            call_id=call_id,
            campaign_id="k1",
            target_id="t1",
            provider=Provider(name="Office", phone="+12175550100"),
            questionnaire=asked,
            limits=Limits(),
            now=NOON,
            token="t0k",
        )
    )


@pytest.fixture
def hub():
    return HubActor(base=0)


async def test_the_latest_of_a_call_replaces_what_was_before(hub):
    await hub.publish(snapshot(state=CallState.RINGING))
    await hub.publish(snapshot(state=CallState.TALKING))
    assert await hub.snapshots() == [snapshot()]
    assert await hub.snapshot("c1") == snapshot()
    assert await hub.snapshot("nobody") is None


async def test_snapshots_can_be_had_of_one_campaign(hub):
    await hub.publish(snapshot("c1", campaign_id="k1"))
    await hub.publish(snapshot("c2", campaign_id="k2"))
    assert [one.call_id for one in await hub.snapshots("k2")] == ["c2"]


async def test_a_watcher_is_woken_by_news_and_told_only_what_changed(hub):
    await hub.publish(snapshot("c1"))
    version, first = await hub.watch(0, LONG_S)
    assert [one.call_id for one in first] == ["c1"]

    waiting = asyncio.ensure_future(hub.watch(version, LONG_S))
    await asyncio.sleep(0)
    await hub.publish(snapshot("c2"))
    _, news = await waiting
    assert [one.call_id for one in news] == ["c2"]


async def test_a_watcher_without_news_is_let_go_in_time(hub):
    assert await hub.watch(0, SOON_S) == (0, [])


async def test_a_version_from_before_a_restart_gets_everything(hub):
    await hub.publish(snapshot("c1"))
    version, news = await hub.watch(10_000, LONG_S)
    assert version == 1
    assert len(news) == 1


async def test_orders_are_numbered_from_one_and_kept_until_read(hub):
    await hub.post("c1", End())
    await hub.post("c1", Speak(text="hello"))
    assert await hub.next_orders("c1", 0, SOON_S) == [
        (1, End()),
        (2, Speak(text="hello")),
    ]


async def test_an_order_that_was_not_acknowledged_comes_again(hub):
    await hub.post("c1", End())
    assert await hub.next_orders("c1", 0, SOON_S) == [(1, End())]
    assert await hub.next_orders("c1", 0, SOON_S) == [(1, End())]
    assert await hub.next_orders("c1", 1, SOON_S) == []


async def test_a_number_from_before_a_restart_loses_no_order(hub):
    waiting = asyncio.ensure_future(hub.next_orders("c1", 7, LONG_S))
    await asyncio.sleep(0)
    await hub.post("c1", End())
    assert await waiting == [(1, End())]


async def test_a_hub_that_was_started_anew_goes_on_counting(hub):
    for _ in range(3):
        await hub.post("c1", End())
        await hub.publish(snapshot())
    again = HubActor(base=1000)
    await again.post("c1", End())
    await again.publish(snapshot())
    assert await again.next_orders("c1", 3, SOON_S) == [(1001, End())]
    assert await again.watch(3, SOON_S) == (1001, [snapshot()])


async def test_each_hub_counts_from_later_than_the_one_before():
    numbers = []
    for _ in range(2):
        hub = HubActor()
        await hub.post("c1", End())
        ((number, _),) = await hub.next_orders("c1", 0, SOON_S)
        numbers.append(number)
        await asyncio.sleep(SOON_S)
    assert numbers[0] < numbers[1]


async def test_whoever_waits_for_orders_is_woken(hub):
    waiting = asyncio.ensure_future(hub.next_orders("c1", 0, LONG_S))
    await asyncio.sleep(0)
    await hub.post("c1", End())
    assert await waiting == [(1, End())]


async def test_mailboxes_do_not_hear_each_other(hub):
    await hub.post("c1", End())
    assert await hub.next_orders("c2", 0, SOON_S) == []


async def test_closing_a_mailbox_lets_its_reader_go_and_drops_late_post(hub):
    waiting = asyncio.ensure_future(hub.next_orders("c1", 0, LONG_S))
    await asyncio.sleep(0)
    await hub.close_mailbox("c1")
    assert await waiting == []
    assert not await hub.post("c1", End())
    assert await hub.next_orders("c1", 0, LONG_S) == []


async def test_only_so_many_ended_calls_are_remembered(hub, monkeypatch):
    monkeypatch.setattr("actors.hub.MOST_ENDED", 2)
    await hub.publish(snapshot("live"))
    for number in range(4):
        await hub.publish(snapshot(f"c{number}", state=CallState.ENDED))
    assert [one.call_id for one in await hub.snapshots()] == ["live", "c2", "c3"]


async def test_what_ended_while_a_hub_was_away_is_told_by_the_next():
    asked = OpenQuestion(
        question_id="q1",
        question=PeopleQuestion(ask="Which?"),
        asked_at=NOON,
        due_at=NOON,
    )
    hub = HubActor(base=0)
    await hub.publish(snapshot().model_copy(update={"questions": (asked,)}))
    version, _ = await hub.watch(0, LONG_S)
    assert [one.status for one in await hub.questions_since(0)] == ["open"]

    ended = EndedQuestion(**dict(asked), ended_at=NOON, how="timed_out")
    again = HubActor(base=10_000)
    await again.publish(snapshot().model_copy(update={"ended_questions": (ended,)}))
    assert [one.status for one in await again.questions_since(version)] == ["timed_out"]
    assert await again.questions_since(0) == [], "of the open ones there is none"
    after, _ = await again.watch(version, LONG_S)
    assert await again.questions_since(after) == []
