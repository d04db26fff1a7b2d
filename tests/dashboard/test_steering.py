"""What operators do on the pages beside listening: answer, change, use, search."""

from datetime import timedelta

import pytest
import streamlit as st

from dashboard.signin import Person
from panda.mailbox import AnswerPeople, Attended, ChangeCall
from panda.people.need import Need
from panda.people.question import OpenQuestion, PeopleQuestion
from panda.session.record import CallRecord
from panda.testing.briefings import briefing
from panda.users import Role
from tests.dashboard.stage import TALKING

WHICH = PeopleQuestion(ask="Which *one*?", kind="choice", choices=("Mon", "Tue"))


@pytest.fixture
def asking(stage):
    """The stage, where the call that talks has a question and insists on a person."""
    now = stage.now()
    asked = OpenQuestion(
        question_id="q1",
        question=WHICH,
        asked_at=now,
        due_at=now + timedelta(seconds=40),
    )
    stage.shown[TALKING] = stage.shown[TALKING].model_copy(
        update={
            "questions": (asked,),
            "needs": (Need.QUESTION, Need.INSISTED),
            "needs_person": True,
            "config": CallRecord(briefing()).snapshot(0).config,
        }
    )
    return stage


def pressed(page, label):
    (button,) = [one for one in page.button if one.label == label]
    button.click()
    page.run()
    assert not page.exception, page.exception[0].value
    return page


def test_a_question_is_shown_on_live_with_the_way_to_it(asking, opened):
    page = opened("live")
    assert any(f"{WHICH.ask}" in one.value for one in page.text)


def test_a_question_is_answered_on_the_page_of_its_call(asking, opened):
    page = opened("call", call=TALKING)
    assert WHICH.ask in [one.value for one in page.text], "as text, never markup"
    page.selectbox(key=f"{TALKING}-q1").set_value("Tue")
    pressed(page, "Answer")
    (order,) = [order for _, order in asking.told]
    assert isinstance(order, AnswerPeople)
    assert (order.question_id, order.answer) == ("q1", "Tue")


def test_what_is_no_answer_is_told(asking, opened):
    page = pressed(opened("call", call=TALKING), "Answer")
    assert asking.told == []
    assert page.warning


def test_a_need_is_shown_and_can_be_seen_to(asking, opened):
    page = opened("call", call=TALKING)
    assert "asks for a human being" in page.warning[0].value
    pressed(page, "Seen to")
    (order,) = [order for _, order in asking.told]
    assert isinstance(order, Attended)


def test_a_viewer_sees_a_question_and_answers_nothing(asking, opened, monkeypatch):
    for name in ("attention", "call", "change", "use"):
        monkeypatch.setattr(
            f"dashboard.views.{name}.person", lambda: Person("vic", Role.VIEWER)
        )
    page = opened("call", call=TALKING)
    assert WHICH.ask in [one.value for one in page.text]
    labels = {one.label for one in page.button}
    assert not labels & {"Answer", "Seen to", "Change", "Use"}


def test_a_call_is_changed_by_what_differs_in_the_form(asking, opened):
    page = opened("call", call=TALKING)
    page.number_input(key=f"change-{TALKING}-1-hold_s").set_value(90)
    page.multiselect(key=f"change-{TALKING}-1-features").unselect("company")
    pressed(page, "Change")
    (order,) = [order for _, order in asking.told]
    assert isinstance(order, ChangeCall)
    assert (order.change.hold_s, order.change.call_s) == (90, None)
    assert order.change.features == {"company": False}


def test_a_call_is_not_changed_twice_before_it_has_done_the_first(asking, opened):
    page = opened("call", call=TALKING)
    page.number_input(key=f"change-{TALKING}-1-hold_s").set_value(90)
    pressed(page, "Change")
    assert "Change" not in {one.label for one in page.button}
    before = asking.shown[TALKING]
    config = before.config.model_copy(update={"version": 2, "hold_s": 90})
    asking.shown[TALKING] = before.model_copy(update={"config": config})
    st.cache_resource.clear()
    page.run()
    assert "Changed." in [one.value for one in page.success]
    assert page.number_input(key=f"change-{TALKING}-2-hold_s").value == 90


def test_notes_are_found_from_the_page_of_any_call(stage, opened):
    page = opened("call", call=TALKING)
    page.text_input(key="find-notes").input("nothing like it").run()
    assert "No such note." in [one.value for one in page.caption]
