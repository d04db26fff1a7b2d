"""Faults at the carrier, each seen from the client's side and in the ledger."""

from random import Random

import pytest
from hypothesis import given, strategies as st

from simulator.carrier.lane import Lane
from simulator.carrier.testing import CLIENT, OFFICE, Listener, Memory, until
from simulator.faults.base import Where
from simulator.faults.book import FaultBook
from simulator.faults.catalogue import parse


def lane(*orders: str, direction="to_client") -> Lane:
    book = FaultBook(Random(1), Memory(), lambda: 0.0)
    book.order_all(parse(order) for order in orders)
    return Lane(book, Where("CA1", OFFICE, 1), direction)


def through(lane: Lane, count: int = 100) -> list[int]:
    """Send frames 1, 2 … 20 ms apart, then wait; return what came out."""
    out = []
    for number in range(1, count + 1):
        now_ms = number * 20
        out += lane.due(now_ms)
        out += lane.push(b"%d" % number, now_ms, media=True)
    out += lane.due(10**9)
    return [int(message) for message in out]


def test_without_orders_a_lane_changes_nothing():
    assert through(lane()) == list(range(1, 101))


def test_lost_frames_are_counted():
    bad = lane("media_drop:rate=0.3")
    came = through(bad)
    assert 50 < len(came) < 90
    assert came == sorted(came)
    assert bad.struck == {"media_drop": 100 - len(came)}


def test_doubled_frames_come_one_behind_the_other():
    assert through(lane("media_duplicate:times=1"), 3) == [1, 1, 2, 3]


def test_swapped_frames_are_all_there():
    assert through(lane("media_reorder:times=1"), 4) == [2, 1, 3, 4]


def test_a_delay_holds_back_everything_behind_it():
    late = lane("media_delay:ms=100,times=1")
    assert late.push(b"1", 0, media=True) == []
    assert late.push(b"mark", 60, media=False) == []
    assert late.due(80) == []
    assert late.due(100) == [b"1", b"mark"]
    assert late.push(b"2", 100, media=True) == [b"2"]


def test_only_media_frames_are_lost():
    bad = lane("media_drop", "media_reorder", "media_duplicate")
    assert bad.push(b"mark", 0, media=False) == [b"mark"]


def test_an_order_for_one_direction_leaves_the_other_alone():
    orders = "media_drop:direction=from_client", "media_drop:direction=to_client,rate=0"
    assert through(lane(*orders), 5) == [1, 2, 3, 4, 5]
    assert through(lane(*orders, direction="from_client"), 5) == []


@pytest.mark.parametrize(
    "order", ["media_delay", "media_delay:ms=70", "media_delay:ms=1"]
)
def test_a_delay_of_every_frame_is_a_longer_line_and_no_hole(order):
    late = lane(order)
    came = []
    for number in range(1, 101):
        came += late.due(number * 20)
        came += late.push(b"%d" % number, number * 20, media=True)
    assert len(came) >= 100 - 400 // 20 - 1
    assert came == [b"%d" % number for number in range(1, len(came) + 1)]


def test_a_burst_behind_one_late_frame_comes_when_it_does():
    late = lane("media_delay:ms=100,times=1")
    for number in range(4):
        assert late.push(b"%d" % number, number * 20, media=True) == []
    assert late.due(99) == []
    assert late.due(100) == [b"0", b"1", b"2", b"3"]


def test_a_frame_that_nobody_overtakes_goes_on_after_two_frames_time():
    bad = lane("media_reorder:times=1")
    assert bad.push(b"last", 0, media=True) == []
    assert bad.due(20) == []
    assert bad.due(40) == [b"last"]
    assert bad.push(b"next", 5000, media=True) == [b"next"]


def test_a_mark_does_not_overtake_the_frame_before_it():
    bad = lane("media_reorder")
    assert bad.push(b"last", 0, media=True) == []
    assert bad.push(b"mark", 0, media=False) == [b"last", b"mark"]


@given(
    st.lists(
        st.sampled_from(
            [
                "media_delay",
                "media_delay:rate=0.5",
                "media_delay:ms=70,rate=0.2",
                "media_reorder:rate=0.3",
                "media_reorder",
            ]
        ),
        max_size=3,
    )
)
def test_delay_and_reordering_lose_nothing(orders):
    came = through(lane(*orders))
    assert sorted(came) == list(range(1, 101))


async def order(rig, word: str) -> None:
    rig.exchange.world.faults.order(parse(word))


def faults(rig, name: str) -> list:
    return [r for r in rig.records("fault") if r["name"] == name]


async def test_lost_frames_leave_gaps_in_what_the_client_can_count(rig):
    rig.town.answers(OFFICE, Listener(stay_ms=1000))
    await order(rig, f"media_drop:rate=0.5,to={OFFICE}")
    sid, stream = await rig.answered()
    await rig.ended(sid)
    chunks = [int(message["media"]["chunk"]) for message in stream.of("media")]
    assert chunks == sorted(set(chunks))
    assert chunks[-1] > len(chunks) + 5, "numbers were spent on what was lost"
    await until(lambda: faults(rig, "media_drop"))
    [record] = faults(rig, "media_drop")
    assert record["direction"] == "to_client"
    assert record["frames"] > 5


async def test_a_slow_reader_makes_what_the_client_sends_wait(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    await order(rig, "slow_reader:after_ms=0,for_ms=400")
    _, stream = await rig.answered()
    await until(lambda: faults(rig, "slow_reader"))
    await stream.send("mark", mark={"name": "now"})
    before = len(stream.of("media"))
    await until(lambda: stream.of("mark"))
    assert len(stream.of("media")) - before >= 15, "it came only after the stall"


async def test_a_network_may_drop_the_leg(rig):
    rig.town.answers(OFFICE, Listener())
    await order(rig, "leg_drop:after_ms=60,attempt=1")
    sid = await rig.dial("<Pause length='60'/>")
    assert (await rig.ended(sid))["status"] == "completed"
    assert rig.records("hangup")[0]["by"] == "carrier"
    assert faults(rig, "leg_drop")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ({"fault": "leg_drop", "after_ms": 0}, "leg_drop"),
        ({"fault": "drop_media", "after_ms": 0}, "drop_media"),
        ({"fault": "freeze_media", "after_ms": 0}, "freeze_media"),
        ({"fault": "slow_reader", "after_ms": 0, "for_ms": 9}, "slow_reader"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_an_order_in_the_middle_of_a_call_strikes_it(rig, word, name):
    rig.town.answers(OFFICE, Listener())
    sid, _ = await rig.answered()
    url = f"{rig.url}/_simulator/faults"
    async with rig.http.post(url, json={**word, "call_sid": sid}) as answer:
        assert answer.status == 200
    await until(lambda: faults(rig, name))
    assert faults(rig, name)[0]["call_sid"] == sid


async def test_the_second_dial_of_a_number_may_fail(rig):
    rig.town.answers(OFFICE, Listener())
    await order(rig, "create_error:attempt=2,placed=false")
    form = {"To": OFFICE, "From": CLIENT, "Twiml": "<Response/>"}
    await rig.post(rig.calls, form, 201)
    await rig.post(rig.calls, form, 500)


@pytest.mark.parametrize(("word", "status"), [("rest_error:http=502,times=1", 502)])
async def test_any_request_may_fail(rig, word, status):
    await order(rig, word)
    form = {"To": OFFICE, "From": CLIENT, "Twiml": "<Response/>"}
    assert (await rig.post(rig.calls, form, status))["code"] == 20500
    assert not rig.records("create")
    assert faults(rig, "rest_error")


async def test_a_webhook_that_is_lost_goes_to_the_fallback_only_after_it(rig):
    rig.town.answers(OFFICE, Listener())
    await order(rig, "webhook_loss:times=1")
    rig.desk.answer("/fallback", "<Response><Hangup/></Response>")
    sid = await rig.dial(
        Url=f"{rig.desk.url}/twiml", FallbackUrl=f"{rig.desk.url}/fallback"
    )
    await rig.ended(sid)
    assert not rig.desk.at("/twiml")
    assert rig.desk.at("/fallback")[0]["ErrorCode"] == "11200"
    assert faults(rig, "webhook_loss")


async def test_a_late_webhook_is_only_late(rig):
    rig.town.answers(OFFICE, Listener())
    await order(rig, "webhook_delay:ms=100")
    rig.desk.answer("/twiml", "<Response><Hangup/></Response>")
    await rig.ended(await rig.dial(Url=f"{rig.desk.url}/twiml"))
    assert rig.desk.at("/twiml")


async def test_orders_are_given_listed_and_taken_back_over_http(rig):
    url = f"{rig.url}/_simulator/faults"
    word = {"fault": "callback_loss", "to": OFFICE, "rate": 0.5}
    async with rig.http.post(url, json=word) as answer:
        assert await answer.json() == [word]
    assert await rig.get(url) == [word]
    for wrong in ({"fault": "earthquake"}, {"fault": "callback_loss", "ratio": 1}):
        async with rig.http.post(url, json=wrong) as answer:
            assert answer.status == 400
            assert "there are" in (text := await answer.text()) or "it has" in text
    async with rig.http.delete(f"{url}/callback_loss") as answer:
        assert await answer.json() == []
    switches = [record["fault"] for record in rig.records("switch")]
    assert switches == ["callback_loss", "callback_loss"]
