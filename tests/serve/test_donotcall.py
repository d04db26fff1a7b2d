"""The do-not-call list by HTTP: who is on it is not called, by no campaign."""

from panda.call import Outcome
from tests.panda.dispatch.world import NUMBERS, ends


async def listed(api):
    return [
        (one["number"], one["why"])
        for one in (await api.get("/api/do-not-call")).json()
    ]


async def change(api, method, number):
    path = f"/api/do-not-call/{number}"
    return await api.http.request(method, path, headers=api.bearer)


async def test_a_number_is_put_on_the_list_and_taken_off_again(api, world):
    written = NUMBERS[0].removeprefix("+1")
    assert await listed(api) == []
    assert (await change(api, "PUT", written)).status_code == 200
    assert await listed(api) == [(NUMBERS[0], "by_hand")]
    refused = await world.create(1)
    await world.done(refused)
    (target,) = await world.targets(refused)
    assert (target.attempts, target.reasons) == (0, ("do_not_call",))

    assert (await change(api, "DELETE", written)).json() == []
    assert await listed(api) == []
    called = await world.create(1)
    await world.done(called)
    assert (await world.targets(called))[0].outcome is Outcome.COMPLETED


async def test_a_wrong_number_by_mistake_can_be_called_again(api, world):
    world.scripts[NUMBERS[0]] = [ends(Outcome.WRONG_NUMBER), ends(Outcome.COMPLETED)]
    await world.done(await world.create(1))
    assert await listed(api) == [(NUMBERS[0], "wrong_number")]
    await change(api, "DELETE", NUMBERS[0])
    again = await world.create(1)
    await world.done(again)
    assert (await world.targets(again))[0].outcome is Outcome.COMPLETED


async def test_what_is_no_number_or_not_on_the_list_is_said_to_be_so(api):
    for method, number, problem in (
        ("PUT", "12", "no telephone number"),
        ("DELETE", NUMBERS[0], "not on the do-not-call list"),
    ):
        answer = await change(api, method, number)
        assert answer.status_code == 400
        assert problem in answer.text
