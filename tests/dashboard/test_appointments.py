"""Offered times on their page: chosen, confirmed, moved and given up there."""

from asyncio import run

import pytest

from dashboard.signin import Person
from panda.appointments.choice import Prefer
from panda.appointments.life import Stage
from panda.users import Role
from tests.dashboard.conftest import shown_labels
from tests.panda.appointments.material import at
from tests.panda.appointments.test_desk import Office


@pytest.fixture
def offers(stage):
    """Three offices have offered a time each to a campaign called Cleaning."""
    office = Office()
    office.store = stage.store
    run(office.offered())
    return stage


def booking(stage, name="a"):
    return run(stage.appointments.show(f"call-{name}-0"))


def put(stage, stage_of_it, name="a", **update):
    after = booking(stage, name).changed(at(1, 9), stage=stage_of_it, **update)
    assert run(stage.store.put_bookings([after]))


def press(page, label):
    (button,) = [one for one in page.button if one.label == label]
    button.click().run()
    assert not page.exception, page.exception[0].value
    return page


def test_without_any_the_page_says_where_they_come_from(opened):
    assert "looks for an appointment" in opened("appointments").info[0].value


def test_offers_are_listed_on_the_clocks_of_the_business(offers, opened):
    page = opened("appointments")
    listed = page.dataframe[0].value
    assert list(listed["When"]) == [
        "Wed 02 Dec 2026, 09:00",
        "Thu 03 Dec 2026, 14:30",
        "Fri 04 Dec 2026, 11:00",
    ]
    assert set(listed["Stage"]) == {"noted"}
    assert set(listed["In their words"]) == {"we have that"}


def test_one_is_chosen_by_the_rule_and_it_is_said_why(offers, opened):
    page = opened("appointments")
    page.selectbox(key="wish").set_value("wish").run()
    press(page, "Choose")
    assert booking(offers).stage is Stage.CHOSEN
    judged = page.dataframe[1].value
    assert list(judged["Business"]) == ["Office a", "Office b", "Office c"]
    assert judged["Why"][0] == "the soonest"
    assert "Choose" not in shown_labels(page), "one is held already"


def test_the_best_business_may_count_before_the_soonest_time(offers, opened):
    page = opened("appointments")
    page.selectbox(key="wish").set_value("wish").run()
    page.selectbox(key="prefer-wish").set_value(Prefer.BEST).run()
    press(page, "Choose")
    assert page.dataframe[1].value["Why"][0] == "the best"


def test_where_nothing_fits_it_is_said_why_for_each(offers, opened):
    for name in "abc":
        put(offers, Stage.NOTED, name, slot=at(12, 10))  # a Saturday, too late
    page = opened("appointments")
    page.selectbox(key="wish").set_value("wish").run()
    press(page, "Choose")
    assert [one.value for one in page.warning] == ["No offer fits."]
    assert all("book between" in one for one in page.dataframe[1].value["Why"])


def test_another_is_taken_by_hand_and_confirmed_by_call(offers, opened):
    page = opened("appointments")
    page.selectbox(key="appointment").set_value("call-b-0").run()
    press(page, "Take this one")
    assert booking(offers, "b").stage is Stage.CHOSEN
    press(page, "Confirm by call")
    assert booking(offers, "b").stage is Stage.CONFIRMING
    assert any("A call is to confirm it" in one.value for one in page.text)
    assert not {"Confirm by call", "Let it go"} & shown_labels(page)


def test_what_is_confirmed_is_moved_by_call_on_the_clocks_of_the_business(
    offers, opened
):
    put(offers, Stage.CONFIRMED)
    page = opened("appointments")
    assert page.selectbox(key="appointment").value == "call-a-0", "it is the one held"
    page.date_input(key="day-call-a-0").set_value(at(8, 10).date())
    page.time_input(key="hour-call-a-0").set_value(at(8, 10).time())
    press(page, "Ask for it by call")
    after = booking(offers)
    assert after.stage is Stage.RESCHEDULING
    assert after.errand.slot == at(8, 10)
    assert after.slot == at(2, 9), "until they agree it stands as it was"


def test_a_time_that_may_not_be_is_refused_with_the_reason(offers, opened):
    put(offers, Stage.CONFIRMED)
    page = opened("appointments")
    page.date_input(key="day-call-a-0").set_value(at(12, 10).date())  # a Saturday
    press(page, "Ask for it by call")
    assert booking(offers).stage is Stage.CONFIRMED
    assert any("book between" in one.value for one in page.text)


@pytest.mark.parametrize(
    ("before", "label", "after"),
    [
        (Stage.NOTED, "Let it go", Stage.RELEASED),
        (Stage.CONFIRMED, "Cancel by call", Stage.CANCELLING),
        (Stage.SURPLUS, "Cancel by call", Stage.DROPPING),
    ],
)
def test_one_is_given_up_as_its_stage_allows(offers, opened, before, label, after):
    if before is not Stage.NOTED:
        put(offers, before)
    page = opened("appointments")
    page.selectbox(key="appointment").set_value("call-a-0").run()
    press(page, label)
    assert booking(offers).stage is after


def test_a_viewer_sees_them_and_does_nothing(offers, opened, monkeypatch):
    monkeypatch.setattr(
        "dashboard.views.appointments.person", lambda: Person("vic", Role.VIEWER)
    )
    page = opened("appointments")
    page.selectbox(key="wish").set_value("wish").run()
    assert len(page.dataframe[0].value) == 3
    assert not page.button
