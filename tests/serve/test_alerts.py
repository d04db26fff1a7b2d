from datetime import timedelta

import pytest

from panda.call import CallState
from panda.campaign import CallSnapshot
from serve_api.bulletin import Newsroom
from serve_api.events import _stream


@pytest.fixture
async def stuck(installation):
    """A call on which nothing goes on, and the alert that says so."""
    now = installation.now()
    await installation.world.hub.publish(
        CallSnapshot(
            call_id="c1",
            campaign_id="k1",
            target_id="t1",
            business="Office",
            number="+12175550100",
            state=CallState.TALKING,
            since=now,
            started_at=now,
            updated_at=now - timedelta(seconds=90),
        )
    )
    (news,) = (await installation.look()).news
    return news.alert


async def test_alerts_are_listed_and_taken_in_hand(api, installation, stuck):
    (listed,) = (await api.get("/api/alerts")).json()
    assert (listed["kind"], listed["status"]) == ("call_stuck", "raised")
    assert (await api.get("/api/alerts", campaign_id="k2")).json() == []
    path = f"/api/alerts/{stuck.alert_id}/acknowledge"
    taken = (await api.post(path, {"operator": "kim"})).json()
    assert (taken["status"], taken["acknowledged_by"]) == ("acknowledged", "kim")
    assert (await api.post(path, {"operator": ""})).status_code == 422

    shown = await installation.snapshot("c1")
    over = shown.model_copy(update={"state": CallState.ENDED})
    await installation.world.hub.publish(over)
    await installation.look()
    assert (await api.get("/api/alerts")).json() == []
    (past,) = (await api.get("/api/alerts", over=True)).json()
    assert (past["status"], past["acknowledged_by"]) == ("cleared", "kim")
    assert (await api.post(path, {"operator": "kim"})).status_code == 409


async def test_an_unknown_alert_is_not_found_with_advice(api):
    answer = await api.post("/api/alerts/nothing/acknowledge", {"operator": "kim"})
    assert answer.status_code == 404
    assert "GET /api/alerts" in answer.json()["advice"]


async def test_alerts_are_among_what_happens(installation, stuck):
    stream = _stream(Newsroom(installation), None, 0)
    told = [await anext(stream) for _ in range(2)]
    await stream.aclose()
    assert f"event: alert\ndata: {stuck.model_dump_json()}\n\n" in told[1]


async def test_a_campaign_that_failed_often_is_told_by_its_books(installation, world):
    await world.stop()
    campaign = await world.create(1)
    latest = world.dispatcher.books.latest[campaign.campaign_id]
    latest.extend(["failed", "completed", "failed", "menu_stuck", "failed"])
    world.dispatcher.books.spent[campaign.campaign_id] = 9.0
    kinds = sorted(one.alert.kind for one in (await installation.look()).news)
    assert kinds == ["budget_nearly_spent", "error_rate"]
