"""A call's display tells when its stream comes and goes."""

import asyncio

from actors.display import Display
from panda.bridge import MediaBridge
from panda.call import CallState
from panda.campaign import CallSnapshot
from panda.testing.clock import FakeClock


class Board:
    def __init__(self):
        self.shown = asyncio.Queue()

    async def publish(self, snapshot):
        self.shown.put_nowait(snapshot)


class Line:
    is_open = False


def display(board, line):
    now = FakeClock().now()
    first = CallSnapshot(
        call_id="c1",
        campaign_id="k1",
        target_id="t1",
        business="Ash",
        number="+12175550102",
        state=CallState.TALKING,
        since=now,
        started_at=now,
    )
    return Display(
        board,
        first,
        health=lambda: MediaBridge().health(0),
        is_open=lambda: line.is_open,
        is_recorded=lambda: False,
    )


async def test_a_stream_that_opens_or_closes_is_news_that_goes_out_once():
    board, line = Board(), Line()
    one = display(board, line)
    await one.publish()
    assert not board.shown.get_nowait().streamed
    running = asyncio.ensure_future(one.run())
    try:
        for is_open in (True, False):
            line.is_open = is_open
            async with asyncio.timeout(10):
                while (await board.shown.get()).streamed is not is_open:
                    pass
    finally:
        running.cancel()
    await one.publish()
    assert board.shown.empty(), "a call without a stream has nothing new to show"
