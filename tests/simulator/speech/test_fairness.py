import asyncio
import threading

import pytest

from simulator.speech.fairness import RoundRobin


@pytest.fixture
async def queue():
    queue = RoundRobin()
    yield queue
    await queue.close()


class Gate:
    """Blocking work that waits until it is let through, and notes the order."""

    def __init__(self):
        self.open = threading.Event()
        self.order = []

    def wait(self):
        self.open.wait(10)

    def note(self, name):
        self.order.append(name)
        return name


async def waiting(queue, jobs):
    """Let the loop run until so many jobs wait."""
    for _ in range(1000):
        await asyncio.sleep(0)
        if queue.length == jobs:
            return
    pytest.fail(f"{queue.length} jobs wait, not {jobs}")


async def test_calls_take_turns_however_much_one_of_them_asks(queue):
    gate = Gate()
    blocker = asyncio.create_task(queue.run("z", gate.wait))
    jobs = [("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1")]
    asked = [
        asyncio.create_task(queue.run(call, lambda name=name: gate.note(name)))
        for call, name in jobs
    ]
    await waiting(queue, len(jobs))
    gate.open.set()

    done = await asyncio.gather(*asked)
    await blocker

    assert gate.order == ["a1", "b1", "c1", "a2", "a3"]
    assert [job.result for job in done] == ["a1", "a2", "a3", "b1", "c1"]
    assert all(job.waited_ms >= 0 <= job.worked_ms for job in done)


async def test_a_call_that_comes_later_is_next_after_the_one_in_hand(queue):
    gate = Gate()
    blocker = asyncio.create_task(queue.run("a", gate.wait))
    first = asyncio.create_task(queue.run("a", lambda: gate.note("a")))
    await waiting(queue, 1)
    second = asyncio.create_task(queue.run("b", lambda: gate.note("b")))
    await waiting(queue, 2)
    gate.open.set()

    await asyncio.gather(blocker, first, second)

    assert gate.order == ["b", "a"]


async def test_whoever_gives_up_is_not_served(queue):
    gate = Gate()
    blocker = asyncio.create_task(queue.run("z", gate.wait))
    given_up = asyncio.create_task(queue.run("a", lambda: gate.note("a")))
    await waiting(queue, 1)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    gate.open.set()
    await blocker

    await queue.run("b", lambda: gate.note("b"))

    assert gate.order == ["b"]


async def test_an_error_reaches_who_asked_and_nobody_else(queue):
    def fail():
        raise LookupError("no such word")

    with pytest.raises(LookupError, match="no such word"):
        await queue.run("a", fail)

    assert (await queue.run("b", lambda: 1)).result == 1


async def test_closing_ends_the_thread_and_cancels_the_rest():
    queue, gate = RoundRobin(), Gate()
    running = asyncio.create_task(queue.run("a", gate.wait))
    await waiting(queue, 0)
    late = asyncio.create_task(queue.run("b", lambda: gate.note("b")))
    await asyncio.sleep(0)
    gate.open.set()

    await queue.close()

    await running
    with pytest.raises(asyncio.CancelledError):
        await late
    assert gate.order == []
    assert not [t for t in threading.enumerate() if t.name.startswith("recogniser")]
    with pytest.raises(RuntimeError, match="closed"):
        await queue.run("a", gate.wait)


async def test_the_thread_is_prepared_once():
    prepared = []
    queue = RoundRobin(lambda: prepared.append(threading.current_thread().name))

    for _ in range(3):
        await queue.run("a", threading.active_count)
    await queue.close()

    assert len(prepared) == 1
