"""One contract for every store: what is said here holds on disk and in memory."""

from datetime import timedelta

import pytest

from panda.alerts.alert import Alert, AlertKind, AlertStatus, Severity
from panda.call import Outcome
from panda.campaign import CampaignStatus, IntentState, TargetStatus
from panda.changed import CampaignChanged
from panda.changes import CampaignChange
from panda.compliance.donotcall import DoNotCall
from panda.dialing import may_advance
from panda.errors import PandaError, StoreError
from panda.events import Noted
from panda.menu.menu import RouteStep
from panda.outcomes import FORBIDS
from panda.testing.store import MemoryStore
from storage.store import DuckDBStore
from tests.storage.material import (
    NOON,
    PRICE,
    calling,
    campaign,
    heard,
    intent,
    result,
    target,
    trip,
)

RESERVED, SUBMITTING, AMBIGUOUS, ACCEPTED = (
    IntentState.RESERVED,
    IntentState.SUBMITTING,
    IntentState.AMBIGUOUS,
    IntentState.ACCEPTED,
)
WAYS = {
    RESERVED: [],
    SUBMITTING: [(RESERVED, SUBMITTING)],
    AMBIGUOUS: [(RESERVED, SUBMITTING), (SUBMITTING, AMBIGUOUS)],
    ACCEPTED: [(RESERVED, SUBMITTING), (SUBMITTING, ACCEPTED)],
}
"""The steps that lead to a state."""


@pytest.fixture(params=["memory", "duckdb"])
async def store(request):
    if request.param == "memory":
        yield MemoryStore()
        return
    opened = DuckDBStore(":memory:", window_s=0)
    yield opened
    opened.close()


@pytest.fixture
async def running(store):
    """A store with one campaign of two businesses."""
    await store.add_campaign(campaign(), [target(0), target(1)])
    return store


async def test_a_closed_store_says_so_to_readers_and_writers():
    closed = DuckDBStore(":memory:", window_s=0)
    closed.close()
    with pytest.raises(StoreError, match="the store is closed"):
        await closed.targets("c1")
    with pytest.raises(StoreError, match="not written"):
        await closed.put_target(target(0))
    closed.close()  # again: nothing happens


# --- campaigns


async def test_a_campaign_is_found_again_as_it_was(running):
    assert await running.campaign("k1") == campaign()
    assert await running.targets("k1") == [target(0), target(1)]


async def test_an_unknown_campaign_is_nothing(store):
    assert await store.campaign("nobody") is None
    assert await store.targets("nobody") == []


async def test_campaigns_are_listed_newest_first(store):
    for name, minutes in (("old", 0), ("newest", 9), ("new", 5)):
        await store.add_campaign(campaign(name, minutes=minutes), [])
    listed = [one.campaign_id for one in await store.campaigns()]
    assert listed == ["newest", "new", "old"]


async def test_adding_a_campaign_again_changes_nothing(running):
    await running.set_status("k1", CampaignStatus.PAUSED)
    await running.add_campaign(campaign(), [target(0), target(1)])
    assert (await running.campaign("k1")).status is CampaignStatus.PAUSED


async def test_a_campaign_can_be_paused_and_resumed(running):
    await running.set_status("k1", CampaignStatus.PAUSED)
    assert (await running.campaign("k1")).status is CampaignStatus.PAUSED
    await running.set_status("k1", CampaignStatus.RUNNING)
    assert await running.campaign("k1") == campaign()


async def test_an_unknown_campaign_has_no_status_to_set(store):
    with pytest.raises(StoreError):
        await store.set_status("nobody", CampaignStatus.PAUSED)


async def test_a_changed_campaign_keeps_its_status_and_its_changes_are_kept(running):
    await running.set_status("k1", CampaignStatus.PAUSED)
    change = CampaignChange(version=1, priority=5, first={"k1-1": 3})
    after = campaign().model_copy(update={"priority": 5, "version": 2})
    done = CampaignChanged(campaign_id="k1", version=2, at=NOON, change=change)
    raised = target(1).model_copy(update={"priority": 3})
    await running.change_campaign(after, [raised], done)
    kept = await running.campaign("k1")
    assert (kept.priority, kept.version, kept.status) == (5, 2, CampaignStatus.PAUSED)
    assert await running.targets("k1") == [target(0), raised]
    assert await running.changes("k1") == [done]
    assert await running.changes("another") == []


async def test_a_campaign_that_is_not_kept_cannot_be_changed(store):
    change = CampaignChange(version=1, priority=5)
    done = CampaignChanged(campaign_id="k1", version=2, at=NOON, change=change)
    with pytest.raises(StoreError):
        await store.change_campaign(campaign(), [], done)


async def test_a_target_is_replaced_as_a_whole(running):
    waiting = target(1, due_at=NOON, attempts=1, outcome=Outcome.BUSY)
    await running.put_target(waiting)
    assert await running.targets("k1") == [target(0), waiting]


async def test_an_unknown_target_cannot_be_put(store):
    with pytest.raises(StoreError):
        await store.put_target(target(0))


async def test_how_far_a_campaign_is_can_be_told_without_its_businesses(running):
    again = target(0, due_at=NOON, attempts=1, outcome=Outcome.BUSY)
    await running.put_target(again)
    done = target(1, status=TargetStatus.DONE, outcome=Outcome.COMPLETED)
    await running.put_target(done)
    far = await running.standing("k1")
    assert (far.campaign_id, far.title) == ("k1", campaign().title)
    assert far.status is CampaignStatus.RUNNING
    assert (far.waiting, far.calling, far.done, far.total) == (1, 0, 1, 2)
    assert far.outcomes == {Outcome.BUSY: 1, Outcome.COMPLETED: 1}
    assert await running.standing("nobody") is None


# --- dial intents


async def test_reserving_keeps_the_intent_and_marks_its_target(running):
    assert await running.reserve(intent(), calling())
    assert await running.intent("c1") == intent()
    assert (await running.targets("k1"))[0].status is TargetStatus.CALLING


async def test_a_reservation_is_kept_with_its_real_time(running):
    reserved = intent(reserved_real_at=NOON + timedelta(days=9, microseconds=7))
    assert await running.reserve(reserved, calling())
    assert await running.intent("c1") == reserved


async def test_the_same_attempt_is_reserved_once(running):
    assert await running.reserve(intent("c1"), calling())
    await running.advance("c1", RESERVED, IntentState.NOT_PLACED)
    assert not await running.reserve(intent("c2"), calling())
    assert await running.intent("c2") is None


async def test_a_number_with_an_unresolved_call_is_not_reserved_again(running):
    assert await running.reserve(intent("c1", 0), calling(0))
    same_number = intent("c2", 1, number="+12175550100")
    assert not await running.reserve(same_number, calling(1))
    assert (await running.targets("k1"))[1].status is TargetStatus.WAITING


async def test_a_number_is_free_again_once_its_call_is_done(running):
    await running.reserve(intent("c1", 0), calling(0))
    await running.finish(result("c1"), target(0))
    same_number = intent("c2", 1, number="+12175550100")
    assert await running.reserve(same_number, calling(1))


async def test_the_next_attempt_is_reserved_after_the_last_is_done(running):
    await running.reserve(intent("c1"), calling())
    await running.finish(result("c1", outcome=Outcome.BUSY), target(0, attempts=1))
    assert await running.reserve(intent("c2", attempt=2), calling(attempts=2))


async def test_a_refused_reservation_leaves_the_target_alone(running):
    await running.reserve(intent("c1"), calling())
    await running.reserve(intent("c2"), calling(attempts=9))
    assert (await running.targets("k1"))[0].attempts == 1


async def test_reserving_for_an_unknown_target_writes_nothing(running):
    with pytest.raises(StoreError):
        await running.reserve(intent("c1", 7), target(7))
    assert await running.intent("c1") is None


async def test_only_one_wins_the_right_to_dial(running):
    await running.reserve(intent(), calling())
    assert await running.advance("c1", RESERVED, SUBMITTING)
    assert not await running.advance("c1", RESERVED, SUBMITTING)
    assert (await running.intent("c1")).state is SUBMITTING


async def test_the_carriers_id_is_kept_from_when_it_is_known(running):
    await running.reserve(intent(), calling())
    await running.advance("c1", RESERVED, SUBMITTING)
    await running.advance("c1", SUBMITTING, ACCEPTED, call_sid="CA1")
    await running.advance("c1", ACCEPTED, IntentState.DONE)
    assert (await running.intent("c1")).call_sid == "CA1"


@pytest.mark.parametrize("before", IntentState)
@pytest.mark.parametrize("after", IntentState)
async def test_an_intent_takes_only_the_steps_of_its_table(running, before, after):
    await running.reserve(intent(), calling())
    if may_advance(before, after):
        assert await running.advance("c1", before, after) is (before is RESERVED)
        return
    with pytest.raises(PandaError):
        await running.advance("c1", before, after)
    assert (await running.intent("c1")).state is RESERVED


async def test_an_unknown_intent_cannot_be_advanced(running):
    assert not await running.advance("nobody", RESERVED, SUBMITTING)


async def test_epochs_are_taken_in_order(running):
    await running.reserve(intent(), calling())
    assert not await running.reattach("c1", 2)
    assert await running.reattach("c1", 1)
    assert await running.reattach("c1", 2)
    assert not await running.reattach("c1", 1)
    assert (await running.intent("c1")).epoch == 2


async def test_the_actor_that_has_a_call_is_kept(running):
    await running.reserve(intent(), calling())
    await running.assign("c1", "a1")
    await running.assign("c1", "a2")
    await running.assign("nobody", "a3")
    assert [one.actor for one in await running.open_intents()] == ["a2"]


async def test_open_intents_are_those_without_an_end(running):
    await running.reserve(intent("c1", 0), calling(0))
    await running.reserve(intent("c2", 1), calling(1))
    await running.advance("c1", RESERVED, IntentState.NOT_PLACED)
    assert [one.call_id for one in await running.open_intents()] == ["c2"]


# --- writes whose answers are lost are asked for again


async def test_a_reservation_asked_for_again_is_still_ones_own(running):
    assert await running.reserve(intent(), calling())
    assert await running.reserve(intent(), calling())
    assert await running.open_intents() == [intent()]


async def test_a_reservation_that_was_withdrawn_meanwhile_is_not(running):
    await running.reserve(intent(), calling())
    await running.advance("c1", RESERVED, IntentState.NOT_PLACED)
    await running.put_target(target(0, attempts=1))
    assert not await running.reserve(intent(), calling())
    assert (await running.targets("k1"))[0] == target(0, attempts=1)


async def test_a_take_over_asked_for_again_is_still_ones_own(running):
    await running.reserve(intent(), calling())
    assert await running.reattach("c1", 1)
    assert await running.reattach("c1", 1)
    assert (await running.intent("c1")).epoch == 1


async def test_a_result_told_again_is_kept_and_undoes_nothing_newer(running):
    await running.reserve(intent(), calling())
    assert await running.finish(result(), target(0, attempts=1))
    again = target(0, status=TargetStatus.CALLING, attempts=2)
    await running.put_target(again)
    assert await running.finish(result(), target(0, attempts=1))
    assert (await running.targets("k1"))[0] == again
    assert await running.results("k1") == [result()]


async def test_a_campaign_told_again_is_kept_once(running):
    await running.add_campaign(campaign(), [target(0), target(1)])
    assert len(await running.campaigns()) == 1
    assert len(await running.targets("k1")) == 2


# --- calls


async def test_the_log_of_a_call_comes_back_in_order(store):
    await store.append("c1", [heard(1), heard(2)])
    await store.append("c1", [heard(3)])
    assert await store.events("c1") == [heard(1), heard(2), heard(3)]
    assert await store.events("c1", 2) == [heard(3)]
    assert await store.events("c1", 3) == []
    assert await store.events("c2") == []


async def test_an_event_told_twice_is_kept_once_as_it_was_first(store):
    await store.append("c1", [heard(1, "first")])
    await store.append("c1", [heard(1, "second"), heard(2)])
    assert await store.events("c1") == [heard(1, "first"), heard(2)]


async def test_finishing_keeps_result_target_and_intent_together(running):
    await dialled(running, ACCEPTED)
    done = target(0, status=TargetStatus.DONE, outcome=Outcome.COMPLETED, attempts=1)
    await running.finish(result(), done)
    assert await running.result("c1") == result()
    assert (await running.result("c1")).findings == (PRICE,)
    assert await running.results("k1") == [result()]
    assert (await running.targets("k1"))[0] == done
    assert (await running.intent("c1")).state is IntentState.DONE
    assert (await running.intent("c1")).call_sid == "CA1"


async def test_the_first_result_of_a_call_stands(running):
    await running.reserve(intent(), calling())
    assert await running.finish(result(), target(0, status=TargetStatus.DONE))
    assert not await running.finish(result(outcome=Outcome.FAILED), target(0))
    assert (await running.result("c1")).outcome is Outcome.COMPLETED
    assert (await running.targets("k1"))[0].status is TargetStatus.DONE


@pytest.mark.parametrize("outcome", sorted(FORBIDS))
async def test_a_number_that_wants_no_calls_is_on_the_list_from_then_on(
    running, outcome
):
    await running.reserve(intent(), calling())
    assert await running.do_not_call() == []

    ended = result(outcome=outcome)
    await running.finish(ended, target(0))

    (one,) = await running.do_not_call()
    assert (one.number, one.why) == (target(0).provider.phone, outcome)
    assert (one.since, one.call_id) == (ended.ended_at, ended.call_id)


async def test_every_other_end_puts_nobody_on_the_list(running):
    for place, outcome in enumerate(set(Outcome) - FORBIDS):
        await running.finish(result(call_id=f"c{place}", outcome=outcome), target(0))
    assert await running.do_not_call() == []


async def test_a_number_is_on_the_list_once_however_often_it_asked(running):
    for call_id in ("c1", "c2"):
        declined = result(call_id=call_id, outcome=Outcome.DECLINED)
        await running.finish(declined, target(0))
    assert [one.call_id for one in await running.do_not_call()] == ["c1"]


async def test_a_number_is_taken_off_the_list_once_and_may_come_back(running):
    one = DoNotCall(number="+12175550123", since=result().ended_at)
    await running.bar(one)
    await running.bar(one.model_copy(update={"why": "declined"}))
    assert await running.do_not_call() == [one]
    assert await running.unbar(one.number)
    assert not await running.unbar(one.number)
    assert await running.do_not_call() == []
    await running.bar(one)
    assert await running.do_not_call() == [one]


UNKNOWN = {"call_sid": ""}
"""Of a call whose actor never learned the carrier's id."""


async def dialled(store, state):
    """Have a dial that came as far as `state`."""
    await store.reserve(intent(), calling())
    for before, after in WAYS[state]:
        assert await store.advance("c1", before, after)


@pytest.mark.parametrize("state", [SUBMITTING, AMBIGUOUS])
@pytest.mark.parametrize("outcome", [Outcome.UNCERTAIN, Outcome.CANCELLED])
async def test_a_call_that_may_have_been_placed_goes_on_blocking_its_number(
    running, state, outcome
):
    await dialled(running, state)
    ended = result(outcome=outcome, **UNKNOWN)
    assert await running.finish(ended, target(0, attempts=1))
    assert [one.call_id for one in await running.open_intents()] == ["c1"]
    assert not await running.reserve(intent("c2", attempt=2), calling(attempts=2))
    assert await running.advance("c1", state, ACCEPTED, call_sid="CA1")
    assert (await running.intent("c1")).call_sid == "CA1"


@pytest.mark.parametrize("state", [SUBMITTING, AMBIGUOUS])
async def test_a_call_whose_id_its_actor_knows_was_placed(running, state):
    await dialled(running, state)
    assert await running.finish(result(call_sid="CA7"), target(0, attempts=1))
    kept = await running.intent("c1")
    assert (kept.state, kept.call_sid) == (IntentState.DONE, "CA7")


async def test_a_call_that_ended_before_it_was_dialled_is_never_dialled(running):
    await dialled(running, RESERVED)
    ended = result(outcome=Outcome.CANCELLED, **UNKNOWN)
    assert await running.finish(ended, target(0, attempts=1))
    assert not await running.advance("c1", RESERVED, SUBMITTING)
    assert await running.open_intents() == []


async def test_a_call_whose_id_its_actor_never_learned_is_left_to_be_hung_up(running):
    await running.reserve(intent(), calling())
    await running.advance("c1", RESERVED, SUBMITTING)
    await running.advance("c1", SUBMITTING, ACCEPTED, call_sid="CA1")
    ended = result(outcome=Outcome.CANCELLED, **UNKNOWN)
    assert await running.finish(ended, target(0, attempts=1))
    kept = await running.intent("c1")
    assert (kept.state, kept.call_sid) == (ACCEPTED, "CA1")


async def test_a_call_nobody_can_vouch_for_is_left_to_be_looked_after(running):
    await dialled(running, ACCEPTED)
    ended = result(outcome=Outcome.UNCERTAIN, **UNKNOWN)
    assert await running.finish(ended, target(0, attempts=1))
    assert (await running.intent("c1")).state is ACCEPTED


async def test_a_call_without_a_result_has_none(store):
    assert await store.result("c1") is None


# --- routes

GOAL = "schedule a cleaning"
LATER = NOON + timedelta(hours=1)


async def test_an_unknown_number_has_no_route(store):
    assert await store.best_route("+12175550199", "billing", NOON) is None
    assert await store.graphs("+12175550199") == []


async def test_a_route_that_worked_is_remembered(store):
    await store.record(trip("2", "1"))
    best = await store.best_route("+12175550100", GOAL, NOON)
    assert [step.keys for step in best.steps] == ["2", "1"]
    assert (best.version, best.successes, best.failures) == (1, 1, 0)


async def test_a_route_that_never_worked_is_not_offered(store):
    await store.record(trip("9", ended=None, reason="loop"))
    assert await store.best_route("+12175550100", GOAL, NOON) is None


async def test_the_same_way_keeps_its_version(store):
    await store.record(trip("2"))
    await store.record(trip("2", used=LATER))
    (only,) = await store.routes("+12175550100")
    assert (only.version, only.successes, only.last_used_at) == (1, 2, LATER)


async def test_after_a_way_failed_another_that_worked_is_preferred(store):
    for _ in range(9):
        await store.record(trip("2"))
    await store.record(trip("2", ended=None, reason="loop"))
    await store.record(trip("3"))
    best = await store.best_route("+12175550100", GOAL, NOON)
    assert best.steps[0].keys == "3"


async def test_a_mostly_good_way_survives_one_failure(store):
    await store.record(trip("2"))
    await store.record(trip("2"))
    await store.record(trip("2", ended=None, reason="loop"))
    best = await store.best_route("+12175550100", GOAL, NOON)
    assert best.steps[0].keys == "2"


async def test_menus_that_have_changed_are_a_new_version(store):
    await store.record(trip("2", seen="old"))
    drifted = trip("3", seen="new", followed=1, drifted_from="old menu 0", used=LATER)
    await store.record(drifted)
    old, new = await store.graphs("+12175550100")
    assert (old.version, old.quarantined_at) == (1, LATER)
    assert (new.version, new.quarantined) == (2, False)
    best = await store.best_route("+12175550100", GOAL, LATER)
    assert (best.version, best.steps[0].keys) == (2, "3")


async def test_routes_are_kept_apart_by_goal(store):
    await store.record(trip("2"))
    await store.record(trip("4", goal="billing"))
    best = await store.best_route("+12175550100", "billing", NOON)
    assert best.steps[0].keys == "4"
    assert len(await store.routes()) == 2
    assert await store.routes("+12175550111") == []


async def test_menus_learned_elsewhere_are_taken_in_once(store):
    await store.record(trip("2"))
    (mine,) = await store.graphs()
    theirs = mine.model_copy(update={"number": "+12175550111"})
    worse = mine.model_copy(update={"paths": ()})
    assert await store.put_graphs([theirs, worse]) == 1
    assert await store.put_graphs([theirs]) == 0
    assert await store.graphs() == [mine, theirs]


async def test_trips_are_summed_up(store):
    lost = RouteStep(fingerprint="x", keys="9")
    await store.record(trip("2", dead=(lost,), seconds=40))
    await store.record(trip("2", followed=1, seconds=20))
    await store.record(trip("2", followed=1, ended=None, reason="loop"))
    other = "+12175550111"
    await store.record(trip(number=other, ended=None, reason="no_option", dead=(lost,)))
    first, second = await store.route_stats("number")
    assert (first.group, first.trips, first.successes) == ("+12175550100", 3, 2)
    assert (first.known, first.wrong_keys) == (2, 1)
    assert (first.seconds_first, first.seconds_known) == (40.0, 20.0)
    assert (second.group, second.success_rate) == (other, 0)
    assert (second.seconds_first, second.seconds_known) == (None, None)
    assert [one.group for one in await store.route_stats("version")] == [
        "+12175550100 v1",
        f"{other} v1",
    ]
    assert [(one.group, one.trips) for one in await store.route_stats("transport")] == [
        ("in-band", 3),
        ("none", 1),
    ]


# --- inbox


async def test_a_callback_is_received_once(store):
    assert await store.receive("CA1/0", "c1", "first")
    assert not await store.receive("CA1/0", "c1", "again")
    assert await store.receive("CA1/1", "c1", "second")


async def test_the_callbacks_of_a_call_come_back_in_the_order_they_came(store):
    for key, call_id in (("b", "c1"), ("a", "c1"), ("c", "c2")):
        await store.receive(key, call_id, f"body {key}")
    await store.receive("a", "c1", "again")
    assert await store.received("c1") == ["body b", "body a"]
    assert await store.received("nobody") == []


async def test_what_a_business_has_said_is_known_while_it_holds(
    running,
):
    await running.reserve(intent(), calling())
    await running.finish(result(), calling())
    number, at = target(0).provider.phone, result().ended_at
    (fact,) = await running.known(number, "", at + timedelta(days=100))
    assert (fact.question.name, fact.value, fact.quote) == (
        "price", PRICE.value, PRICE.quote,
    )  # fmt: skip
    assert fact.said_at == at
    assert list(await running.known(number, "", at + timedelta(days=200))) == []
    assert list(await running.known("+12175550999", "", at)) == []
    assert list(await running.known(number, "12", at)) == []


async def test_behind_one_number_each_extension_knows_its_own(running):
    behind = target(0).provider.model_copy(update={"extension": "12"})
    other = calling().model_copy(update={"provider": behind})
    await running.put_target(other)
    await running.reserve(intent(), other)
    await running.finish(result(), other)
    at = result().ended_at
    assert len(await running.known(behind.phone, "12", at)) == 1
    assert list(await running.known(behind.phone, "", at)) == []


# --- notes


def pinned(seq, text, author="Ann"):
    return Noted(seq=seq, at_ms=1000 * seq, author=author, text=text)


@pytest.fixture
async def annotated(running):
    await running.reserve(intent(), calling())
    await running.append(
        "c1",
        [
            heard(1, "A 50% discount."),
            pinned(2, "Offers 50% off_season"),
            pinned(3, "50 dollars off season; O'Neil\\Sons"),
            pinned(4, "Kind.", author="Bo"),
        ],
    )
    return running


@pytest.mark.parametrize(
    ("words", "seqs"),
    [
        ("", [4, 3, 2]),
        ("KIND", [4]),
        ("ann", [3, 2]),
        ("50%", [2]),
        ("off_", [2]),
        ("o'neil\\", [3]),
        ("discount", []),
    ],
)
async def test_notes_are_found_by_their_words_as_they_stand(annotated, words, seqs):
    found = await annotated.notes(words)
    assert [one.seq for one in found] == seqs
    assert {one.business for one in found} <= {target(0).provider.name}


async def test_notes_are_found_of_one_campaign(annotated):
    assert len(await annotated.notes("kind", "k1")) == 1
    assert await annotated.notes("kind", "k2") == []
    (note,) = await annotated.notes("kind")
    assert (note.call_id, note.author, note.at_ms) == ("c1", "Bo", 4000)
    assert note.called_at == intent().reserved_at


async def test_a_note_is_found_at_the_moment_it_is_pinned_to(annotated):
    late = Noted(seq=90, at_ms=90_000, author="Cy", text="a price", about_ms=1500)
    await annotated.append("c1", [late])
    (found,) = await annotated.notes("a price")
    assert (found.seq, found.at_ms) == (90, 1500)


def alert(name="a1", status=AlertStatus.RAISED, **more):
    return Alert(
        alert_id=name,
        kind=AlertKind.CALL_STUCK,
        severity=Severity.WARNING,
        status=status,
        about="Office",
        value=61.0,
        threshold=60.0,
        raised_at=NOON,
        **more,
    )


async def test_alerts_are_kept_until_they_clear_and_never_go_back(store):
    taken = alert(status=AlertStatus.ACKNOWLEDGED, acknowledged_by="kim")
    await store.put_alerts([alert(), alert("a2")])
    await store.put_alerts([taken])
    await store.put_alerts([alert()])
    assert await store.open_alerts() == [taken, alert("a2")], "news that came late"
    over = alert(status=AlertStatus.CLEARED, cleared_at=NOON)
    await store.put_alerts([over])
    await store.put_alerts([taken])
    assert await store.open_alerts() == [alert("a2")]
