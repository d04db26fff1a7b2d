"""Calls that nobody attends to, and those that only seemed so."""

import pytest

from actors.hub import HubActor
from panda.call import CallState, Outcome
from panda.campaign import CallSnapshot, IntentState, TargetStatus
from panda.cost import prices
from panda.dispatch.books import Books
from panda.dispatch.settling import Settling
from panda.testing.carrier import FakeCarrier
from panda.testing.clock import FakeClock
from panda.testing.store import MemoryStore
from tests.storage.material import NOON, calling, campaign, intent, result, target

RESERVED, SUBMITTING, ACCEPTED, AMBIGUOUS, NOT_PLACED, DONE = IntentState
WAYS = {
    RESERVED: [],
    SUBMITTING: [(RESERVED, SUBMITTING)],
    AMBIGUOUS: [(RESERVED, SUBMITTING), (SUBMITTING, AMBIGUOUS)],
    ACCEPTED: [(RESERVED, SUBMITTING), (SUBMITTING, ACCEPTED)],
}
"""The steps that lead to a state."""


class Desk:
    """`Settling` over fakes, with a campaign of three."""

    def __init__(self):
        self.clock = FakeClock(intent().reserved_at)
        self.carrier = FakeCarrier(self.clock)
        self.store = MemoryStore()
        self.books = Books(self.store, max_calls=9, rate=9.0, prices=prices())
        self.board = HubActor()
        self.settling = Settling(
            self.books, self.store, self.carrier, self.board, self.clock
        )

    async def load(self):
        everybody = [target(n) for n in range(3)]
        await self.store.add_campaign(campaign(), everybody)
        await self.books.load()

    async def dialled(self, call_id="c1", position=0, state=ACCEPTED):
        """Have a call that came as far as `state`; return the carrier's id of it."""
        now, real = self.clock.now(), self.clock.real_now()
        reserved = intent(call_id, position, reserved_at=now, reserved_real_at=real)
        await self.books.reserve(reserved, calling(position), self.clock.now())
        sid = self.ring(reserved.number) if state is ACCEPTED else ""
        for before, after in WAYS[state]:
            await self.store.advance(call_id, before, after, call_sid=sid)
        return sid

    def ring(self, number):
        sid = f"CA{len(self.carrier.calls) + 1}"
        self.carrier.rings(sid, number)
        return sid

    async def finish(self, call_id="c1", position=0, outcome=Outcome.COMPLETED, sid=""):
        over = target(position, status=TargetStatus.DONE, attempts=1, outcome=outcome)
        ended = result(call_id, position, outcome, call_sid=sid)
        await self.books.finish(ended, over)

    async def state(self, call_id="c1"):
        return (await self.store.intent(call_id)).state


@pytest.fixture
async def desk():
    made = Desk()
    await made.load()
    return made


async def test_a_call_that_ends_while_another_is_looked_up_is_not_made_again(desk):
    await desk.dialled("c1", 0)
    sid = await desk.dialled("c2", 1)
    attended = {"c2"}
    fetch = desk.carrier.fetch

    async def fetches_while_the_other_ends(call_sid):
        if attended:
            desk.carrier.becomes(sid, "completed")
            await desk.finish("c2", 1, sid=sid)
            attended.clear()
        return await fetch(call_sid)

    desk.carrier.fetch = fetches_while_the_other_ends
    await desk.settling.round(attended)
    assert desk.books.plan.target("k1t1").status is TargetStatus.DONE
    assert (await desk.store.targets("k1"))[1].status is TargetStatus.DONE


async def test_a_finished_call_is_not_made_again_whoever_settles_it(desk):
    sid = await desk.dialled()
    before = await desk.store.intent("c1")
    desk.carrier.becomes(sid, "completed")
    await desk.finish(sid=sid)
    await desk.settling._settle(before, [before])
    assert desk.books.plan.target("k1t0").status is TargetStatus.DONE


async def test_the_second_result_of_a_call_changes_nothing(desk):
    sid = await desk.dialled()
    await desk.finish(sid=sid)
    failed = result("c1", 0, Outcome.FAILED, call_sid=sid, cost_usd=3.0)
    await desk.books.finish(failed, target(0, status=TargetStatus.WAITING))
    assert desk.books.plan.target("k1t0").status is TargetStatus.DONE
    assert desk.books.spent["k1"] == 0.0


async def test_the_books_learn_what_another_wrote_of_a_call_and_did_not_come_to_say(
    desk,
):
    sid = await desk.dialled()
    over = target(0, status=TargetStatus.DONE, outcome=Outcome.DECLINED)
    declined = result("c1", 0, Outcome.DECLINED, call_sid=sid, cost_usd=2.0)
    await desk.store.finish(declined, over)
    assert desk.books.plan.target("k1t0").status is TargetStatus.CALLING
    for _ in range(2):
        failed = result("c1", 0, Outcome.FAILED, call_sid=sid, cost_usd=3.0)
        await desk.books.finish(failed, target(0, status=TargetStatus.WAITING))
    assert desk.books.plan.target("k1t0") == over
    assert desk.books.do_not_call == {target(0).provider.phone}
    assert desk.books.spent["k1"] == 2.0


@pytest.mark.parametrize("lost", ["reserve", "finish"])
async def test_an_answer_that_was_lost_leaves_no_business_behind(desk, lost):
    answer = getattr(desk.store, lost)

    async def answers_the_second_time(*what):
        await answer(*what)
        return await answer(*what)

    setattr(desk.store, lost, answers_the_second_time)
    reserved = intent("c1", 0)
    assert await desk.books.reserve(reserved, calling(0), desk.clock.now())
    await desk.finish(outcome=Outcome.DECLINED)
    assert desk.books.plan.target("k1t0").status is TargetStatus.DONE
    assert desk.books.do_not_call == {target(0).provider.phone}


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.FAILED])
async def test_a_call_that_ended_while_it_was_dialled_is_hung_up(desk, outcome):
    await desk.dialled(state=SUBMITTING)
    await desk.finish(outcome=outcome)
    assert await desk.state() is SUBMITTING, "its phone may ring"
    sid = desk.ring(intent().number)
    await desk.store.advance("c1", SUBMITTING, ACCEPTED, call_sid=sid)
    await desk.settling.round(())
    assert await desk.carrier.live() == []
    await desk.settling.round(())
    assert await desk.state() is DONE
    assert desk.books.plan.target("k1t0").outcome is outcome


async def test_a_call_that_ended_while_it_was_dialled_is_found_if_it_was_lost(desk):
    await desk.dialled(state=SUBMITTING)
    await desk.finish(outcome=Outcome.CANCELLED)
    desk.ring(intent().number)
    for _ in range(5):
        desk.clock.advance(seconds=60)
        await desk.settling.round(())
    assert await desk.carrier.live() == []
    assert await desk.state() is DONE
    assert desk.books.plan.target("k1t0").status is TargetStatus.DONE


async def test_how_long_a_dial_is_under_way_is_told_by_the_real_clock(desk):
    desk.clock.advance(seconds=3600)
    await desk.dialled(state=SUBMITTING)
    desk.clock.scenario_begins_again()
    desk.clock.advance(seconds=91)
    await desk.settling.round(())
    assert await desk.state() is AMBIGUOUS


async def test_a_call_that_was_never_asked_for_may_be_made_though_it_was_uncertain(
    desk,
):
    await desk.dialled(state=RESERVED)
    calling_on = calling().model_copy(update={"outcome": Outcome.UNCERTAIN})
    uncertain = result("c1", 0, Outcome.UNCERTAIN, call_sid="")
    await desk.books.finish(uncertain, calling_on)
    await desk.settling.round(())
    assert await desk.state() is NOT_PLACED
    again = desk.books.plan.target("k1t0")
    assert (again.status, again.outcome) == (TargetStatus.WAITING, Outcome.FAILED)


async def test_an_uncertain_call_that_the_carrier_had_after_all_is_ended(desk):
    sid = await desk.dialled()
    calling_on = calling().model_copy(update={"outcome": Outcome.UNCERTAIN})
    uncertain = result("c1", 0, Outcome.UNCERTAIN, call_sid="")
    await desk.books.finish(uncertain, calling_on)
    assert await desk.state() is ACCEPTED
    await desk.settling.round(())
    desk.carrier.becomes(sid, "no-answer")
    await desk.settling.round(())
    assert await desk.state() is DONE
    assert desk.books.plan.target("k1t0").outcome is Outcome.NO_ANSWER


async def test_a_business_is_not_forgotten_by_a_process_that_died_on_the_way(desk):
    await desk.dialled("c1", 0, RESERVED)
    await desk.store.advance("c1", RESERVED, NOT_PLACED)
    await desk.dialled("c2", 1)
    await desk.settling.free_stranded()
    stranded, called, _ = await desk.store.targets("k1")
    assert stranded.status is TargetStatus.WAITING
    assert called.status is TargetStatus.CALLING


async def test_a_step_that_was_won_unknown_to_the_winner_leaves_no_business_behind(
    desk,
):
    await desk.dialled("c1", 0, RESERVED)
    await desk.dialled("c2", 1, RESERVED)
    advance = desk.store.advance

    async def answers_the_second_time(*step, **named):
        await advance(*step, **named)
        return await advance(*step, **named)

    desk.store.advance = answers_the_second_time
    await desk.settling.round({"c2"})
    withdrawn, attended, _ = await desk.store.targets("k1")
    assert withdrawn.status is TargetStatus.WAITING
    assert attended.status is TargetStatus.CALLING


async def test_a_call_that_is_ended_for_nobody_is_not_shown_as_live(desk):
    sid = await desk.dialled()
    await desk.board.publish(shown("c1"))
    await desk.settling.round(())
    desk.carrier.becomes(sid, "no-answer")
    await desk.settling.round(())
    snapshot = await desk.board.snapshot("c1")
    assert (snapshot.state, snapshot.outcome) == (CallState.ENDED, Outcome.NO_ANSWER)


async def test_a_call_that_was_never_placed_is_not_shown_as_live(desk):
    await desk.dialled("c1", 0, RESERVED)
    await desk.dialled("c2", 1, AMBIGUOUS)
    for call_id in ("c1", "c2"):
        await desk.board.publish(shown(call_id))
    for _ in range(4):
        await desk.settling.round(())
        desk.clock.advance(seconds=60)
    assert not await desk.store.open_intents()
    assert {one.state for one in await desk.board.snapshots()} == {CallState.ENDED}


def shown(call_id):
    return CallSnapshot(
        call_id=call_id,
        campaign_id="k1",
        target_id="k1t0",
        business="Office 0",
        number="+12175550100",
        state=CallState.DIALING,
        since=NOON,
        started_at=NOON,
    )
