from typing import get_args

import pytest
from hypothesis import given, settings, strategies as st

from panda.menu.escalation import LADDER, ONE_OF, STANDARD, Escalation
from panda.menu.memory import take_in
from panda.menu.menu import Means, Transport
from panda.menu.navigate import Navigator
from panda.menu.steps import Press, Speak
from panda.menu.wording import OPERATOR
from panda.settings import Carried
from panda.testing.clock import START
from tests.panda.menu.phone_tree import Node, PhoneTree

OFFERED = ("in-band", "update")
MENU = "For appointments, press 1. For billing, press 2."

offers = st.sets(st.sampled_from(OFFERED))
firsts = st.sampled_from([*LADDER, "dial"])


def all_of(escalation, *, keys=True):
    """Everything that is tried for one option, if nothing ever helps."""
    tried = []
    while (one := escalation.next(tried, keys=keys)) is not None:
        tried.append(one)
        assert len(tried) <= len(LADDER)
    return tried


def test_tones_come_first_then_long_ones_then_the_carrier_then_words():
    assert all_of(Escalation(STANDARD)) == ["in-band", "slow", "update", "spoken"]
    assert all_of(Escalation(OFFERED)) == list(LADDER)


def test_nothing_is_spoken_of_that_no_installation_can_offer():
    can_be_had = {*get_args(Carried), *ONE_OF, "spoken"}
    assert set(get_args(Transport)) == can_be_had
    assert set(LADDER) == can_be_had - {"dial"} == set(get_args(Means))


def test_what_worked_before_comes_first():
    assert all_of(Escalation(STANDARD, first="update")) == [
        "update",
        "in-band",
        "slow",
        "spoken",
    ]


def test_where_long_tones_were_not_heard_short_ones_are_not_tried():
    assert all_of(Escalation(STANDARD, first="slow")) == ["slow", "update", "spoken"]


@settings(max_examples=40)
@given(offers, firsts, st.booleans())
def test_nothing_is_tried_twice_or_unoffered_and_words_come_last(offered, first, keys):
    tried = all_of(Escalation(offered, first=first), keys=keys)
    assert len(set(tried)) == len(tried)
    assert {ONE_OF.get(one, one) for one in tried} <= offered | {"spoken"}
    assert tried[-1] == "spoken"
    assert keys or tried == ["spoken"]


@settings(max_examples=40)
@given(offers, st.lists(st.tuples(st.booleans(), st.sampled_from(LADDER)), max_size=6))
def test_what_was_refused_is_never_asked_for_again(offered, happened):
    escalation, refused = Escalation(offered), set()
    for worked, one in happened:
        if worked:
            escalation.worked(one)
        else:
            escalation.refused(one)
            refused.add(one)
    assert refused.isdisjoint(all_of(escalation))


@given(offers, st.sampled_from(LADDER[:-1]))
def test_what_worked_on_this_call_is_tried_first_next_time(offered, worked):
    escalation = Escalation(offered)
    escalation.worked(worked)
    if worked in escalation.order:
        assert escalation.keys_by == worked


# --- in the navigator ---------------------------------------------------------------


def deaf_to_tones(navigator, *, at_ms=0):
    """Have a menu read until something else than tones is tried."""
    for reading in range(4):
        now_ms = at_ms + 2_000 + 8_000 * reading
        steps = [*navigator.hear(MENU, now_ms), *navigator.tick(now_ms + 1_600)]
        (pressed,) = [step for step in steps if isinstance(step, Press | Speak)]
        if not isinstance(pressed, Press) or pressed.transport not in {
            "in-band",
            "slow",
        }:
            return pressed, now_ms + 1_600
        navigator.keys_played(now_ms + 2_000)
    pytest.fail("only tones were tried")


def test_where_tones_are_not_heard_the_carrier_is_asked():
    navigator = Navigator("schedule a cleaning")
    pressed, _ = deaf_to_tones(navigator)
    assert pressed == Press("1", "appointments", "update")
    assert navigator.keys == "111"


def test_words_said_before_the_carrier_pressed_are_of_the_old_prompt():
    navigator = Navigator("schedule a cleaning")
    _, now_ms = deaf_to_tones(navigator)
    navigator.speech(started=True, now_ms=now_ms + 200)
    navigator.speech(started=False, now_ms=now_ms + 3_000)
    assert navigator.hear("Are you still there?", now_ms + 3_300) == []
    navigator.keys_played(now_ms + 3_500)
    assert navigator.tick(now_ms + 6_000) == []


def test_what_the_carrier_refuses_is_tried_another_way():
    navigator = Navigator("schedule a cleaning")
    _, now_ms = deaf_to_tones(navigator)
    steps = navigator.keys_refused(now_ms + 400)
    assert steps == [Speak("appointments", "appointments")]
    assert navigator.keys == "11(appointments)", "they were never pressed"


def test_a_guess_that_the_carrier_refuses_is_made_another_way():
    navigator = Navigator("schedule a cleaning")
    now_ms = walk_by_update(navigator) + 1_500
    navigator.keys_played(now_ms)
    navigator.hear("Please listen carefully, as our options have changed.", now_ms)
    times = range(now_ms, now_ms + 12_000, 500)
    steps = [step for at_ms in times for step in navigator.tick(at_ms)]
    assert [step for step in steps if isinstance(step, Press)] == [
        Press("0", OPERATOR, "update")
    ]
    assert navigator.keys_refused(now_ms + 12_000) == [Press("0", OPERATOR, "in-band")]
    assert navigator.keys == "11140"
    trip = navigator.trip("+12175550100", used_at=START)
    assert "0" not in {step.keys for step in trip.dead}, "it was not tried in vain"


def over_time(navigator, since_ms, until_ms):
    times = range(since_ms, until_ms, 500)
    return [(at_ms, step) for at_ms in times for step in navigator.tick(at_ms)]


@pytest.mark.parametrize(
    ("answered_ms", "silent_from_ms"), [(None, 20_000), (10_000, 15_000)]
)
def test_keys_of_which_nobody_knows_are_waited_for_and_then_listened_after(
    answered_ms, silent_from_ms
):
    navigator = Navigator("schedule a cleaning")
    _, now_ms = deaf_to_tones(navigator)
    if answered_ms is not None:
        navigator.keys_unsure(now_ms + answered_ms)
    ((at_ms, said),) = over_time(navigator, now_ms, now_ms + silent_from_ms + 9_000)
    assert said == Speak("appointments", "appointments")
    assert at_ms - now_ms >= silent_from_ms + 8_000, "as long as after any key"


def test_a_carrier_that_was_unsure_once_is_asked_again():
    navigator = Navigator("schedule a cleaning")
    _, now_ms = deaf_to_tones(navigator)
    navigator.keys_unsure(now_ms + 10_000)
    over_time(navigator, now_ms + 10_000, now_ms + 16_000)
    assert navigator.keys == "111", "it may have pressed them"
    navigator.hear("To book a cleaning, press 4.", now_ms + 18_000)
    over_time(navigator, now_ms + 18_000, now_ms + 21_000)
    assert [step.transport for step in navigator.path] == ["update", "update"]


def walk_by_update(navigator):
    """Reach a person behind two menus by keys that the carrier presses."""
    _, now_ms = deaf_to_tones(navigator)
    navigator.keys_played(now_ms + 1_500)
    navigator.hear("To book a cleaning, press 4.", now_ms + 6_000)
    navigator.tick(now_ms + 8_000)
    return now_ms + 8_000


def test_what_worked_at_one_menu_is_used_at_the_next_at_once():
    navigator = Navigator("schedule a cleaning")
    walk_by_update(navigator)
    assert [step.transport for step in navigator.path] == ["update", "update"]
    assert navigator.keys == "1114"


def test_that_tones_were_talked_over_says_nothing_where_they_are_not_heard():
    navigator = Navigator("schedule a cleaning")
    walk_by_update(navigator)
    assert navigator.path[0].barge_in is None


def known_route():
    navigator = Navigator("schedule a cleaning")
    now_ms = walk_by_update(navigator)
    navigator.keys_played(now_ms + 1_500)
    navigator.hear("Front desk, this is Ada. How can I help you?", now_ms + 5_000)
    navigator.tick(now_ms + 7_000)
    trip = navigator.trip("+12175550100", used_at=START)
    assert trip.succeeded
    assert trip.transport == "update"
    (graph,) = take_in((), trip)
    return graph.best("schedule a cleaning", START)


def test_what_worked_is_remembered_and_used_at_once_on_the_next_call():
    navigator = Navigator("schedule a cleaning", known_route())
    assert navigator.hear(MENU, 2_000)[-1] == Press("1", "appointments", "update")


def test_what_is_remembered_but_not_offered_is_not_used():
    route = known_route()
    navigator = Navigator("schedule a cleaning", route, transports=["in-band"])
    assert navigator.hear(MENU, 2_000)[-1] == Press("1", "appointments", "in-band")


# --- over several calls -------------------------------------------------------------


def calls(hears, times=3):
    """Call a business that notices only some keys; return how each call went."""
    tree = {
        "main": Node(f"Thank you for calling. {MENU}", {"1": "visits"}, hears=hears),
        "visits": Node(
            "To book a cleaning, press 4. To cancel, press 5.",
            {"4": "desk"},
            hears=hears,
        ),
        "desk": Node("Front desk, this is Ada. How can I help?", kind="person"),
    }
    graphs, went = [], []
    for _ in range(times):
        known = graphs[-1].best("schedule a cleaning", START) if graphs else None
        navigator = Navigator("schedule a cleaning", known)
        ended = PhoneTree(tree).run(navigator)
        assert ended.node == "desk"
        assert not navigator.drifted
        trip = navigator.trip("+12175550100", used_at=START, seconds=ended.ms / 1000)
        graphs = take_in(graphs, trip)
        went.append((navigator.keys, [step.transport for step in trip.steps]))
    return went


def test_who_hears_tones_is_never_called_by_anything_else():
    assert calls({"in-band", "slow", "update"}) == [("14", ["in-band"] * 2)] * 3


def test_who_hears_only_the_carrier_s_keys_gets_no_others_from_the_second_call_on():
    first, *later = calls({"update"})
    assert first == ("1114", ["update"] * 2)
    assert later == [("14", ["update"] * 2)] * 2


def test_who_hears_only_long_tones_is_known_for_it_after_two_calls():
    """The first call cannot tell at its first menu: the short tone was talked over."""
    first, second, third = calls({"slow"})
    assert first == ("1144", ["in-band", "slow"])
    assert second == ("114", ["slow", "slow"])
    assert third == ("14", ["slow", "slow"])
