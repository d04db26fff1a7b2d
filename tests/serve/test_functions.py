"""Functions over the API: listed, and used on a live call."""

import json

import pytest

from panda.call import CallState
from panda.events import FunctionCalled
from panda.functions.supervisor import CALL_FUNCTIONS
from panda.mailbox import End, UseFunction
from tests.panda.dispatch.world import NUMBERS
from tests.serve.test_api import create

ANSWERS = {
    "addNote": {"result": "noted", "version": "1.0.0"},
    "sendDigits": {"result": "digits: is wrong", "refused": "arguments"},
    "holdCall": {"result": "not while ringing", "refused": "not_now"},
    "staySilent": {"result": "not for you", "refused": "not_yours"},
    "recordFinding": {"result": "no such words", "refused": "failed"},
}
"""What the call of these tests answers."""


@pytest.fixture
async def call(api, world):
    """The id of a call that answers functions as `ANSWERS` has it."""

    async def talks(actor):
        await actor.place()
        await actor.show(CallState.TALKING)
        after = 0
        while True:
            orders = await world.hub.next_orders(actor.briefing.call_id, after, 30)
            for after, order in orders:  # noqa: B007
                world.orders.append(order)
                if isinstance(order, End):
                    return order.outcome
                if isinstance(order, UseFunction) and order.name in ANSWERS:
                    await actor.log(
                        FunctionCalled(
                            name=order.name,
                            caller="operator",
                            arguments=order.arguments,
                            request=order.request,
                            author=order.author,
                            **ANSWERS[order.name],
                        )
                    )

    world.scripts[NUMBERS[0]] = [talks]
    await create(api)

    async def is_shown():
        return await world.hub.snapshots(None)

    await world.until(is_shown)
    return world.crew.briefings[0].call_id


async def test_functions_are_listed_with_schema_version_and_permission(api):
    listed = {one["name"]: one for one in (await api.get("/api/functions")).json()}
    assert {*CALL_FUNCTIONS.names, "getSupervisorResponse"} <= set(listed)
    keys = listed["sendDigits"]
    assert keys["version"] == "1.0.0"
    assert keys["parameters"]["required"] == ["digits"]
    assert keys["permission"]["rights"]["voice"]["phases"] == ["navigating"]
    assert "operator" not in listed["staySilent"]["permission"]["rights"]


async def test_one_function_is_shown_by_name(api):
    (shown,) = (await api.get("/api/functions/endCall")).json()
    assert shown["origin"] == "built in"
    assert (await api.get("/api/functions/nothing")).status_code == 404


async def test_a_function_is_used_and_its_result_returned(api, world, call):
    body = {"arguments": {"text": "Kind."}, "author": "Ann"}
    answer = await api.post(f"/api/calls/{call}/functions/addNote", body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["result"] == "noted"
    (order,) = world.orders
    assert (order.author, json.loads(order.arguments)) == ("Ann", {"text": "Kind."})


async def test_asked_again_by_the_same_name_it_is_answered_from_the_log(
    api, world, call
):
    body = {"arguments": {"text": "Kind."}, "request": "mine"}
    for _ in range(2):
        answer = await api.post(f"/api/calls/{call}/functions/addNote", body)
        assert answer.json()["request"] == "mine"
    assert len(world.orders) == 1


@pytest.mark.parametrize(
    ("name", "status"),
    [("sendDigits", 422), ("holdCall", 409), ("staySilent", 403), ("nothing", 404)],
)
async def test_a_refusal_has_its_status_and_advice(api, call, name, status):
    answer = await api.post(f"/api/calls/{call}/functions/{name}", {})
    assert answer.status_code == status
    assert answer.json()["detail"]


async def test_what_a_function_itself_refuses_is_an_answer(api, call):
    path = f"/api/calls/{call}/functions/recordFinding"
    answer = await api.post(path, {"arguments": {}})
    assert answer.status_code == 200
    assert answer.json()["refused"] == "failed"


async def test_a_call_that_does_not_answer_is_not_waited_for_for_ever(api, call):
    answer = await api.post(f"/api/calls/{call}/functions/endCall", {})
    assert answer.status_code == 503


async def test_nothing_is_used_on_a_call_that_is_not_live(api, call):
    answer = await api.post("/api/calls/nobody/functions/addNote", {})
    assert answer.status_code == 404
    assert answer.json()["where"] == "call_id"


async def test_a_function_that_is_not_there_is_named_and_where_to_look(api, call):
    for answer in (
        await api.post(f"/api/calls/{call}/functions/nosuch", {}),
        await api.get("/api/functions/nosuch"),
    ):
        problem = answer.json()
        assert problem["status"] == 404
        assert problem["where"] == "name"
        assert problem["advice"] == "see GET /api/functions"


async def test_a_version_that_is_not_there_is_not_replaced_by_another(api, call):
    path = f"/api/calls/{call}/functions/addNote"
    answer = await api.post(path, {"version": "9.0.0"})
    assert answer.status_code == 400
