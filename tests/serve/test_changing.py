"""Campaigns and calls changed by HTTP while they run."""

from panda.changes import CallChange
from panda.mailbox import ChangeCall
from panda.session.record import CallRecord
from panda.testing.briefings import briefing
from tests.panda.dispatch.world import NUMBERS
from tests.serve.test_api import create, waits
from tests.serve.test_operators import call  # noqa: F401 - a fixture

HOURS = {"name": "hours", "type": "text", "ask": "When are you open?"}


async def test_a_campaign_is_changed_and_its_running_call_takes_the_question(
    api,
    world,
    call,  # noqa: F811 - the fixture
):
    (campaign,) = (await api.get("/api/campaigns")).json()
    path = f"/api/campaigns/{campaign['campaign_id']}"
    body = {
        "version": 1,
        "author": "Ann",
        "limits": {"concurrency": 2},
        "questions": {"add": [HOURS]},
        "features": {"lending": 0.5},
    }
    answer = await api.patch(path, body)
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert (after["version"], after["limits"]["concurrency"]) == (2, 2)
    assert [one["name"] for one in after["questionnaire"]["fields"]] == [
        "price",
        "hours",
    ]
    await world.until(lambda: world.orders)
    (order,) = world.orders
    assert isinstance(order, ChangeCall)
    assert order.of_campaign
    assert order.change.questions.add[0].name == "hours"

    again = await api.patch(path, body)
    assert again.status_code == 409
    assert "changed meanwhile" in again.json()["detail"]
    (done,) = (await api.get(f"{path}/changes")).json()
    assert (done["version"], done["change"]["author"]) == (2, "Ann")


async def test_a_campaign_takes_no_change_that_makes_no_sense(api, world):
    world.scripts[NUMBERS[0]] = [waits]
    campaign_id = await create(api)
    path = f"/api/campaigns/{campaign_id}"
    for body, status in (
        ({"version": 1}, 422),
        ({"version": 1, "title": "Other"}, 422),
        ({"version": 1, "limits": {"concurrency": 0}}, 400),
        ({"version": 1, "questions": {"remove": ["price"]}}, 400),
        ({"version": 1, "first": {"nobody": 3}}, 400),
    ):
        answer = await api.patch(path, body)
        assert answer.status_code == status, body
        assert answer.json()["detail"]
    assert (await api.patch("/api/campaigns/x", {"version": 1})).status_code == 404


async def test_of_two_that_wait_the_raised_one_is_called_first(api, world):
    offices = [{"name": f"{n}", "phone": NUMBERS[n]} for n in range(3)]
    world.scripts[NUMBERS[0]] = [waits]
    limits = {"concurrency": 1, "scout": False}
    campaign_id = await create(api, providers=offices, limits=limits)
    await world.until(lambda: world.crew.briefings)
    targets = (await api.get(f"/api/campaigns/{campaign_id}")).json()["targets"]
    waiting = [one["target_id"] for one in targets if one["status"] == "waiting"]
    await api.patch(
        f"/api/campaigns/{campaign_id}", {"version": 1, "first": {waiting[-1]: 5}}
    )
    await api.post(f"/api/calls/{world.crew.briefings[0].call_id}/end")
    await world.until(lambda: len(world.crew.briefings) > 1)
    assert world.crew.briefings[1].target_id == waiting[-1]


async def test_a_live_call_is_changed_by_an_order(api, world, call):  # noqa: F811
    seen = await world.hub.snapshot(call)
    config = CallRecord(briefing()).snapshot(0).config
    await world.hub.publish(seen.model_copy(update={"config": config}))
    path = f"/api/calls/{call}"
    body = {"version": 1, "hold_s": 60, "features": {"company": False}}
    assert (await api.patch(path, body)).status_code == 202
    wanted = ChangeCall(change=CallChange.model_validate(body))
    await world.until(lambda: world.orders == [wanted])

    assert (await api.patch(path, {**body, "version": 3})).status_code == 409
    bad = {"version": 1, "questions": {"remove": ["copay"]}}
    assert (await api.patch(path, bad)).status_code == 400
    assert (await api.patch("/api/calls/nobody", body)).status_code == 404
