"""Ways that are gone by keys pressed at the dial, before anything is heard."""

import pytest
from hypothesis import given, settings, strategies as st

from panda.menu.blind import MOST_CHARS, blind_keys, lasts_ms, pressed, wait
from panda.menu.memory import take_in
from panda.menu.memory.graph import current
from panda.menu.menu import Option, Route, RouteStep
from panda.menu.navigate import Navigator
from panda.menu.routes import fingerprint
from panda.menu.steps import Arrived, Press
from panda.testing.clock import START

NUMBER = "+12175550100"
GOAL = "schedule a cleaning"
DIAL = ("in-band", "update", "dial")
FIRST = "For appointments, press 1. For billing, press 2."
SECOND = "To cancel a visit, press 3. To schedule a cleaning, press 4."


def step(text, keys, label, options, heard_ms=3_200, **changes):
    return RouteStep(
        fingerprint=fingerprint(text),
        keys=keys,
        label=label,
        options=tuple(Option(digits=one, label=name) for one, name in options),
        heard_ms=heard_ms,
        **changes,
    )


def route(**changes):
    steps = (
        step(FIRST, "1", "appointments", [("1", "appointments"), ("2", "billing")]),
        step(
            SECOND,
            "4",
            "schedule a cleaning",
            [("3", "cancel a visit"), ("4", "schedule a cleaning")],
            heard_ms=4_000,
        ),
    )
    known = Route(number=NUMBER, goal=GOAL, steps=steps, successes=3, confidence=0.8)
    return known.model_copy(update=changes)


def changed(**changes):
    """The route with another first step."""
    first, second = route().steps
    return route(steps=(first.model_copy(update=changes), second))


def test_a_proven_way_is_pressed_at_the_moments_it_was_pressed_before():
    assert blind_keys(route(), NUMBER, DIAL) == "WWWw1WWWW4"
    assert blind_keys(route(blind=True), NUMBER, DIAL) == "WWWw1WWWW4"


def test_a_later_prompt_that_takes_keys_early_is_not_heard_out():
    first, second = (one.model_copy(update={"barge_in": True}) for one in route().steps)
    assert blind_keys(route(steps=(first, second)), NUMBER, DIAL) == "WWWw1WWw4"


@pytest.mark.parametrize(
    "known",
    [
        None,
        route(successes=2),
        route(failures=1),
        route(confidence=0.7),
        route(blind=False),
        route(steps=()),
        changed(keys="", say="appointments"),
        changed(heard_ms=0),
        changed(heard_ms=40_000),
        changed(transport="slow"),
        changed(options=(Option(digits="9", label="a dental emergency"),)),
    ],
)
def test_no_other_way_is_gone_blindly(known):
    assert blind_keys(known, NUMBER, DIAL) == ""


def test_nor_one_of_another_number_nor_one_where_it_is_not_offered():
    assert blind_keys(route(), "+12175550199", DIAL) == ""
    assert blind_keys(route(), NUMBER, ("in-band", "update")) == ""


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.text("0123456789*#", min_size=1, max_size=3), st.integers(1, 9_000)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_keys_fit_the_carrier_and_no_key_comes_earlier_than_it_did(steps):
    first = route().steps[0]
    way = [
        first.model_copy(update={"keys": keys, "heard_ms": ms}) for keys, ms in steps
    ]
    sent = blind_keys(route(steps=tuple(way)), NUMBER, DIAL)
    if not sent:
        assert sum(len(wait(ms)) + len(keys) for keys, ms in steps) > MOST_CHARS
        return
    assert len(sent) <= MOST_CHARS
    assert pressed(sent) == "".join(keys for keys, _ in steps)
    assert lasts_ms(sent) >= sum(ms for _, ms in steps)


# --- what is heard then -------------------------------------------------------------


def behind():
    navigator = Navigator(GOAL, route(), transports=DIAL)
    navigator.begin_behind(8_000)
    return navigator


def trip(navigator):
    return navigator.trip(NUMBER, used_at=START)


def learned(navigator, before):
    return current(take_in(before, trip(navigator))).best(GOAL, START)


def known_graphs():
    """What earlier calls have made of these menus."""
    navigator = Navigator(GOAL, route())
    for at_ms, menu in ((2_000, FIRST), (10_000, SECOND)):
        navigator.hear(menu, at_ms)
        navigator.keys_played(at_ms + 500)
    return arrive(navigator, 15_000) and take_in((), trip(navigator))


def arrive(navigator, now_ms):
    steps = navigator.hear("Front desk, this is Ada. How can I help you?", now_ms)
    return [*steps, *navigator.tick(now_ms + 2_000)]


def test_a_person_at_once_means_that_the_keys_led_on():
    navigator = behind()
    assert isinstance(arrive(navigator, 11_000)[-1], Arrived)
    done = trip(navigator)
    assert done.succeeded
    assert done.blind
    assert done.transport == "dial"
    assert [one.keys for one in done.steps] == ["1", "4"]
    assert not done.drifted
    assert learned(navigator, known_graphs()).blind


def test_the_first_menu_means_that_they_were_lost_and_it_is_not_tried_again():
    navigator = behind()
    assert navigator.hear(FIRST, 12_000) == []
    assert navigator.tick(13_600)[-1] == Press("1", "appointments")
    navigator.keys_played(14_000)
    assert navigator.hear(SECOND, 18_000)[-1].digits == "4"
    navigator.keys_played(18_500)
    arrive(navigator, 22_000)
    done = trip(navigator)
    assert done.blind is False
    assert done.transport == "in-band"
    assert [one.keys for one in done.steps] == ["1", "4"]
    assert not done.drifted
    assert learned(navigator, known_graphs()).blind is False


def test_the_end_of_a_known_menu_is_enough_to_go_on_from_there():
    """What was said before we were on the line is missing."""
    navigator = behind()
    navigator.hear("To cancel a visit, press 3.", 9_000)
    assert navigator.tick(10_600)[-1].digits == "4"
    navigator.keys_played(11_000)
    arrive(navigator, 14_000)
    done = trip(navigator)
    assert [one.keys for one in done.steps] == ["1", "4"]
    assert (done.blind, done.drifted) == (False, False)


def test_another_menu_means_that_the_way_has_changed():
    navigator = behind()
    navigator.hear("For cleanings, press 5. For braces, press 6.", 9_000)
    assert navigator.tick(10_600)[-1].digits == "5"
    assert navigator.drifted
    assert trip(navigator).blind is False


def test_nothing_is_learned_of_keys_that_were_not_pressed_blindly():
    navigator = Navigator(GOAL, route())
    navigator.hear(FIRST, 2_000)
    assert trip(navigator).blind is None
