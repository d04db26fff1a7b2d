"""Reports in any order, any number of times: a call only ever moves forward."""

import asyncio

from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from actors.hub import HubActor
from panda.campaign import IntentState
from panda.carrier import TERMINAL, StatusUpdate
from panda.dispatch.callbacks import RANK, Callbacks, latest
from panda.mailbox import CarrierNews
from panda.testing.store import MemoryStore
from tests.storage.material import calling, campaign, intent, target

ENDS = sorted(TERMINAL)


def report(status, sequence):
    return StatusUpdate(call_id="c1", call_sid="CA1", status=status, sequence=sequence)


def test_a_call_without_reports_stands_nowhere():
    assert latest([]) is None


def test_the_first_end_the_carrier_numbered_is_the_end():
    first, second = report("no-answer", 3), report("completed", 4)
    assert latest([second, first]) == first
    assert latest([first, second]) == first


class InboxMachine(RuleBasedStateMachine):
    """The carrier makes a call and reports on it; the network does as it likes.

    The model: what was delivered so far, and the furthest of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.store, self.hub = MemoryStore(), HubActor()
        self.callbacks = Callbacks(self.store, self.hub)
        self.made: list[StatusUpdate] = []
        self.delivered: list[StatusUpdate] = []
        self.told: list[StatusUpdate] = []
        self.asked = 0
        self.run(self.set_up())

    def run(self, work):
        return self.loop.run_until_complete(work)

    async def set_up(self):
        await self.store.add_campaign(campaign(), [target(0)])
        await self.store.reserve(intent(), calling())
        await self.store.advance("c1", IntentState.RESERVED, IntentState.SUBMITTING)

    def teardown(self):
        self.loop.close()

    @precondition(lambda self: not self.ended())
    @rule(end=st.sampled_from(ENDS), ends=st.booleans())
    def the_call_moves_on(self, end, ends):
        steps = ["initiated", "ringing", "in-progress"]
        here = len(self.made)
        status = end if ends or here >= len(steps) else steps[here]
        self.made.append(report(status, here))

    def ended(self):
        return bool(self.made) and self.made[-1].status in TERMINAL

    @precondition(lambda self: self.made)
    @rule(data=st.data())
    def a_report_arrives(self, data):
        one = data.draw(st.sampled_from(self.made))
        self.delivered.append(one)
        self.run(self.callbacks.receive(one))
        orders = self.run(self.hub.next_orders("c1", self.asked, 0.0005))
        for self.asked, order in orders:
            assert isinstance(order, CarrierNews)
            self.told.append(order.update)

    @invariant()
    def what_the_call_was_told_only_goes_forward(self):
        ranks = [RANK[one.status] for one in self.told]
        assert ranks == sorted(ranks)

    @invariant()
    def the_call_knows_the_furthest_that_arrived(self):
        if self.delivered:
            furthest = max(self.delivered, key=lambda one: RANK[one.status])
            assert self.told[-1].status == furthest.status

    @invariant()
    def nothing_else_comes_after_an_end(self):
        ends = {one.status for one in self.told if one.status in TERMINAL}
        assert len(ends) <= 1

    @invariant()
    def each_report_is_kept_once(self):
        kept = self.run(self.store.received("c1"))
        assert len(kept) == len({one.sequence for one in self.delivered})

    @invariant()
    def a_report_proves_that_the_carrier_has_the_call(self):
        kept = self.run(self.store.intent("c1"))
        expected = IntentState.ACCEPTED if self.delivered else IntentState.SUBMITTING
        assert kept.state is expected


TestInbox = InboxMachine.TestCase
TestInbox.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
