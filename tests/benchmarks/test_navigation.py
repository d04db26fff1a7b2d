"""A few generated businesses called by whole sessions, in words and virtual time."""

import pytest

from benchmarks import navigation


@pytest.fixture(scope="module")
def visits():
    made, today = navigation.callable_with_menus(11, 24)
    return [navigation.visit(one, today) for one in made]


def test_menus_in_menus_are_got_through_on_the_first_visit(visits):
    assert navigation.is_good(visits)


def test_a_call_says_what_it_heard_and_pressed(visits):
    log = "\n".join(visits[0].log)
    assert "heard: " in log
    assert "press: " in log


def test_an_emergency_line_that_was_rung_spoils_everything(visits):
    rung = [
        navigation.Visit(one.made, one.went, one.reached_ms, one.wrong, True, [])
        for one in visits
    ]
    assert not navigation.is_good(rung)
