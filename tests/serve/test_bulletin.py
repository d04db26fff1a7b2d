import asyncio

import pytest

from panda.errors import PandaError
from serve_api.bulletin import KEPT, Bulletin, Item, Newsroom


class Paper:
    """An installation whose calls change when a test says so."""

    def __init__(self):
        self.version = 1
        self.questions = []
        self.away = False
        self.asked = asyncio.Event()
        self.changed = asyncio.Event()

    async def watch(self, since, timeout_s):
        self.questions.append(since)
        self.asked.set()
        if self.away:
            raise PandaError("away")
        while since >= self.version:
            await self.changed.wait()
        return self.version, []

    async def alerts_since(self, since):
        return []

    async def questions_since(self, since):
        return []

    def change(self):
        self.version += 1
        self.changed.set()
        self.changed = asyncio.Event()


async def test_all_who_wait_for_the_same_news_are_one_question_to_the_installation():
    paper = Paper()
    newsroom = Newsroom(paper)
    waiting = [asyncio.create_task(newsroom.after(1)) for _ in range(25)]
    await paper.asked.wait()
    paper.change()
    got = await asyncio.gather(*waiting)
    assert {one.version for one in got} == {2}
    assert paper.questions == [1]


async def test_who_asks_a_little_later_gets_what_the_others_got():
    paper = Paper()
    newsroom = Newsroom(paper)
    paper.change()
    first = await newsroom.after(1)
    paper.change()
    assert await newsroom.after(1) is first
    assert (await newsroom.after(first.version)).version == 3
    assert paper.questions == [1, 2]


async def test_who_leaves_does_not_take_the_news_of_the_others_along():
    paper = Paper()
    newsroom = Newsroom(paper)
    leaves, stays = (asyncio.create_task(newsroom.after(1)) for _ in range(2))
    await paper.asked.wait()
    leaves.cancel()
    paper.change()
    assert (await stays).version == 2
    assert leaves.cancelled()


async def test_what_there_is_now_is_never_an_old_answer():
    paper = Paper()
    newsroom = Newsroom(paper)
    await newsroom.after(0)
    paper.change()
    assert (await newsroom.after(0)).version == 2


async def test_quiet_is_not_kept_or_nobody_would_ever_wait_again():
    class Quiet(Paper):
        async def watch(self, since, timeout_s):
            self.questions.append(since)
            return since, []

    paper = Quiet()
    newsroom = Newsroom(paper)
    for _ in range(3):
        assert (await newsroom.after(7)).version == 7
    assert paper.questions == [7, 7, 7]


async def test_a_failure_is_everybodys_who_waited_and_nobodys_afterwards():
    paper = Paper()
    paper.away = True
    newsroom = Newsroom(paper)
    both = await asyncio.gather(
        newsroom.after(0), newsroom.after(0), return_exceptions=True
    )
    assert all(isinstance(one, PandaError) for one in both)
    paper.away = False
    assert (await newsroom.after(0)).version == 1


async def test_old_bulletins_are_let_go():
    paper = Paper()
    newsroom = Newsroom(paper)
    for version in range(1, 5 * KEPT):
        paper.change()
        await newsroom.after(version)
    paper.questions.clear()
    assert (await newsroom.after(1)).version == paper.version
    assert paper.questions == [1]


@pytest.mark.parametrize(
    ("campaign", "seen"), [(None, "abc"), ("one", "ac"), ("two", "bc"), ("x", "c")]
)
def test_a_follower_of_one_campaign_gets_its_news_and_what_concerns_all(campaign, seen):
    bulletin = Bulletin(9, (Item("one", "a"), Item("two", "b"), Item("", "c")))
    assert bulletin.text(campaign) == f"{seen}id: 9\n: here\n\n"
