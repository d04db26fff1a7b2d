import pytest

from panda.call import Outcome
from panda.campaign import CampaignStatus, IntentState, TargetStatus
from panda.dialing import Bucket, DialPlan, after, calling
from tests.panda.dialing.world import NOW, campaign, intent, later, target


@pytest.fixture
def plan():
    return DialPlan(
        max_concurrent=10, bucket=Bucket(rate=100.0, burst=100.0, tokens=100.0)
    )


def fill(plan, of, *targets):
    plan.put_campaign(of)
    for one in targets:
        plan.put_target(one)
    return targets


def ids(targets):
    return [one.target_id for one in targets]


def test_targets_come_in_the_order_of_the_list(plan):
    fill(plan, campaign(), target(2), target(0), target(1))

    assert ids(plan.due(NOW, [])) == ["a-0", "a-1", "a-2"]


def test_a_campaign_of_higher_priority_goes_first(plan):
    fill(plan, campaign("a"), target(0, "a"))
    fill(plan, campaign("b", priority=5), target(1, "b"))

    assert ids(plan.due(NOW, [])) == ["b-1", "a-0"]


def test_what_was_due_earlier_goes_before_its_place_in_the_list(plan):
    fill(plan, campaign(), target(0, due_at=later(-5)), target(1, due_at=later(-60)))

    assert ids(plan.due(NOW, [])) == ["a-1", "a-0"]


def test_a_target_waits_until_it_is_due(plan):
    fill(plan, campaign(), target(0, due_at=later(60)))

    assert plan.due(NOW, []) == []
    assert ids(plan.due(later(60), [])) == ["a-0"]


def test_the_whole_installation_has_a_cap():
    plan = DialPlan(max_concurrent=3, bucket=Bucket(rate=9, burst=9, tokens=9))
    targets = fill(plan, campaign(), *(target(i) for i in range(6)))

    assert ids(plan.due(NOW, [intent(targets[0]), intent(targets[1])])) == ["a-2"]


def test_each_campaign_has_a_cap_and_leaves_room_for_others(plan):
    fill(plan, campaign("a", concurrency=1), target(0, "a"), target(1, "a"))
    fill(plan, campaign("b"), target(2, "b"))

    assert ids(plan.due(NOW, [])) == ["a-0", "b-2"]


def test_there_are_no_more_calls_than_actors_to_take_them(plan):
    fill(plan, campaign(), target(0), target(1), target(2))

    assert ids(plan.due(NOW, [], room=2)) == ["a-0", "a-1"]
    assert plan.due(NOW, [], room=0) == []


def test_calls_begin_at_the_carriers_pace():
    plan = DialPlan(bucket=Bucket(rate=1.0))
    fill(plan, campaign(), target(0), target(1))

    (first,) = plan.due(NOW, [])
    plan.put_target(calling(first))
    plan.dialled(NOW)

    assert plan.due(later(0.5), [intent(first)]) == []
    assert ids(plan.due(later(1), [intent(first)])) == ["a-1"]


def test_a_number_is_never_called_twice_at_a_time(plan):
    first, _, third = fill(
        plan,
        campaign(),
        target(0, phone="+12175550100"),
        target(1, phone="+12175550100"),
        target(2),
    )

    assert plan.due(NOW, []) == [first, third]


@pytest.mark.parametrize("state", [IntentState.AMBIGUOUS, IntentState.SUBMITTING])
def test_a_number_whose_last_dial_is_unresolved_is_left_alone(plan, state):
    (one,) = fill(plan, campaign(), target(0))

    assert plan.due(NOW, [intent(one, state=state)]) == []


def test_a_target_being_called_or_done_is_not_due(plan):
    fill(
        plan,
        campaign(),
        target(0, status=TargetStatus.CALLING),
        target(1, status=TargetStatus.DONE),
    )

    assert plan.due(NOW, []) == []


def test_a_paused_campaign_dials_nobody_and_goes_on_where_it_was(plan):
    of = campaign()
    fill(plan, of, target(0))
    plan.put_campaign(of.model_copy(update={"status": CampaignStatus.PAUSED}))

    assert plan.due(NOW, []) == []
    assert plan.settled([]) == []
    plan.put_campaign(of)
    assert ids(plan.due(NOW, [])) == ["a-0"]


def test_cancelling_settles_whoever_was_waiting_and_no_one_else(plan):
    of = campaign()
    fill(plan, of, target(0), target(1, status=TargetStatus.CALLING))
    plan.put_campaign(of.model_copy(update={"status": CampaignStatus.CANCELLED}))

    (over,) = plan.settled([])

    assert (over.target_id, over.outcome) == ("a-0", Outcome.CANCELLED)
    plan.put_target(over)
    assert not plan.is_finished("a")


def test_the_budget_is_reserved_before_a_call_is_placed(plan):
    first, *_ = fill(plan, campaign(budget_usd=1.0), *(target(i) for i in range(5)))

    assert len(plan.due(NOW, [], reserve_usd=0.4)) == 2
    assert len(plan.due(NOW, [intent(first)], reserve_usd=0.4, spent={"a": 0.2})) == 1
    assert plan.due(NOW, [], reserve_usd=0.4, spent={"a": 0.7}) == []


def test_when_the_money_is_spent_the_rest_is_refused_once_the_last_call_is_over(plan):
    first, second = fill(plan, campaign(budget_usd=1.0), target(0), target(1))
    plan.put_target(calling(first))

    live = [intent(first)]
    assert plan.settled(live, spent={"a": 0.9}, reserve_usd=0.4) == []
    (over,) = plan.settled([], spent={"a": 0.9}, reserve_usd=0.4)

    assert over.target_id == second.target_id
    assert over.reasons == ("budget_spent",)


def test_a_campaign_is_finished_when_every_target_is_done(plan):
    of = campaign(attempts=1)
    (one,) = fill(plan, of, target(0))

    assert not plan.is_finished("a")
    plan.put_target(after(calling(one), Outcome.BUSY, of.limits, NOW))
    assert plan.is_finished("a")


def test_a_forgotten_campaign_is_gone(plan):
    fill(plan, campaign(), target(0))
    plan.forget("a")

    assert plan.due(NOW, []) == []
    assert plan.campaign("a") is None
    assert plan.target("a-0") is None
