"""Who of several supervisors is asked, without a cluster."""

import asyncio

import pytest
from ray.exceptions import ActorDiedError, RayTaskError

from actors.supervisor import SupervisorPool
from panda.errors import ReasonerError, SupervisorLostError
from panda.supervisor.consultation import Advice
from tests.panda.supervisor.consultations import consultation


class FakeHandle:
    """An actor's handle that answers when it is let to."""

    def __init__(self, name, *, error=None):
        self.name = name
        self.asked = 0
        self.open = asyncio.Event()
        self.error = error
        self.advise = self

    async def remote(self, asked):
        self.asked += 1
        if self.error is not None:
            raise self.error
        await self.open.wait()
        return Advice(request=asked.request, next_response=self.name)


def consult(call="call1", **more):
    return consultation("Hi", "Hello").model_copy(update={"call_id": call, **more})


async def test_the_least_busy_is_asked():
    handles = [FakeHandle(name) for name in "abc"]
    pool = SupervisorPool(handles)
    tasks = [asyncio.create_task(pool.advise(consult())) for _ in range(6)]
    await asyncio.sleep(0)  # each task runs until it waits for its supervisor

    assert [handle.asked for handle in handles] == [2, 2, 2]
    for handle in handles:
        handle.open.set()
    assert {advice.next_response for advice in await asyncio.gather(*tasks)} == set(
        "abc"
    )


async def test_calls_spread_over_idle_supervisors():
    handles = [FakeHandle(name) for name in "abcd"]
    for handle in handles:
        handle.open.set()
    for number in range(200):
        await SupervisorPool(handles).advise(consult(f"{number:032x}"))

    assert all(25 <= handle.asked <= 75 for handle in handles)


async def test_a_dead_supervisor_is_replaced_by_another():
    alive = FakeHandle("alive")
    alive.open.set()
    pool = SupervisorPool([FakeHandle("dead", error=ActorDiedError()), alive])

    for _ in range(4):
        assert (await pool.advise(consult())).next_response == "alive"


async def test_what_was_agreed_to_once_is_not_given_to_another_supervisor():
    dead, alive = FakeHandle("dead", error=ActorDiedError()), FakeHandle("alive")
    alive.open.set()
    calls = 0
    while not dead.asked:  # whose turn it is follows from the call
        calls += 1
        asked = consult(f"call{calls}", approved=("pay {}",))
        pool, before = SupervisorPool([dead, alive]), alive.asked
        try:
            await pool.advise(asked)
        except SupervisorLostError:
            assert alive.asked == before
    assert dead.asked == 1


async def test_nobody_knows_what_a_supervisor_did_that_does_not_answer():
    pool = SupervisorPool([FakeHandle("stuck")])
    with pytest.raises(SupervisorLostError):
        await pool.advise(consult(deadline_ms=20, approved=("pay {}",)))


async def test_with_all_of_them_dead_there_is_no_answer():
    pool = SupervisorPool([FakeHandle("dead", error=ActorDiedError())])

    with pytest.raises(ReasonerError, match="alive"):
        await pool.advise(consult())


async def test_an_answer_that_does_not_come_is_given_up_in_time():
    stuck = FakeHandle("stuck")
    pool = SupervisorPool([stuck])

    with pytest.raises(ReasonerError, match="too late"):
        await pool.advise(consult(deadline_ms=20))
    stuck.open.set()
    assert (await pool.advise(consult())).next_response == "stuck"


async def test_a_failure_over_there_is_a_failure_here_without_its_words():
    cause = ValueError("it is $120 for Mrs. Example")
    error = RayTaskError("advise", "traceback with Mrs. Example", cause)
    pool = SupervisorPool([FakeHandle("a", error=error.as_instanceof_cause())])

    with pytest.raises(ReasonerError, match=r"^ValueError$"):
        await pool.advise(consult())


def test_a_pool_needs_somebody_in_it():
    with pytest.raises(ValueError, match="at least one"):
        SupervisorPool([])
