"""What the API has for outside systems that want to be told."""

import pytest

from panda.webhooks.deliveries import DeliveryStatus, Settled
from panda.webhooks.signing import key_of
from tests.serve.test_api import create

URL = "https://example.com/panda"


@pytest.fixture
async def added(api):
    answer = await api.post("/api/webhooks", {"url": URL})
    assert answer.status_code == 201
    return answer.json()


async def delete(api, path):
    return await api.http.delete(path, headers=api.bearer)


async def test_an_endpoint_is_added_with_a_secret_that_is_shown_once(api, added):
    assert len(key_of(added["secret"])) == 32
    listed = await api.get("/api/webhooks")
    assert listed.json() == [added["endpoint"]]
    assert added["secret"] not in listed.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"url": "http://example.com/"}, 400),
        ({"url": "https://10.0.0.1/"}, 400),
        ({"url": URL, "types": ["call.exploded"]}, 400),
        ({"url": ""}, 422),
        ({"url": URL, "secret": "mine"}, 422),
    ],
)
async def test_an_endpoint_that_will_not_do_is_refused(api, body, status):
    answer = await api.post("/api/webhooks", body)
    assert answer.status_code == status
    assert (await api.get("/api/webhooks")).json() == []


async def test_what_happens_waits_for_it(api, world, added):
    await create(api)
    answer = await api.get("/api/webhooks/e1/deliveries")
    one = answer.json()[-1]
    assert (one["type"], one["status"], one["due_at"]) == (
        "campaign.started",
        "waiting",
        None,
    )
    assert "body" not in one


async def test_what_was_given_up_is_replayed(api, world, added):
    assert (await api.post("/api/webhooks/e1/test")).status_code == 202
    (delivery,) = await world.store.deliveries("e1", 10)
    dead = Settled(status=DeliveryStatus.DEAD, attempts=8, answer="500")
    await world.store.settle_delivery("e1", delivery.message_id, dead)
    answer = await api.post("/api/webhooks/e1/replay")
    assert answer.json() == {"messages": 1}


async def test_an_endpoint_is_removed(api, added):
    assert (await delete(api, "/api/webhooks/e1")).status_code == 200
    assert (await delete(api, "/api/webhooks/e1")).status_code == 404


@pytest.mark.parametrize("path", ["test", "replay"])
async def test_there_is_nothing_to_do_for_an_endpoint_that_is_not_there(api, path):
    assert (await api.post(f"/api/webhooks/e9/{path}")).status_code == 404
    assert (await api.get("/api/webhooks/e9/deliveries")).status_code == 404


async def test_nobody_without_the_token_adds_one(api):
    answer = await api.http.post("/api/webhooks", json={"url": URL})
    assert answer.status_code == 401
