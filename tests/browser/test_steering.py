"""A call's question answered in a browser, while the page is redrawn around it."""

from datetime import timedelta

import pytest

from panda.campaign import TargetStatus
from panda.mailbox import AnswerPeople
from panda.people.need import Need
from panda.people.question import OpenQuestion, PeopleQuestion
from panda.session.record import CallRecord
from panda.testing.briefings import briefing
from tests.browser.conftest import apart, until
from tests.dashboard.stage import TALKING

ASK = "What shall <b>we</b> say?"


@pytest.fixture
def asking(stage):
    """The stage, where the call that talks asks something for ten minutes."""
    before = stage.shown[TALKING]
    asked = OpenQuestion(
        question_id="q1",
        question=PeopleQuestion(ask=ASK),
        asked_at=stage.now(),
        due_at=stage.now() + timedelta(minutes=10),
    )
    stage.shown[TALKING] = before.model_copy(
        update={
            "questions": (asked,),
            "needs": (Need.QUESTION,),
            "needs_person": True,
            "config": CallRecord(briefing()).snapshot(0).config,
        }
    )
    stage.told.clear()
    yield stage
    stage.shown[TALKING] = before


def test_an_answer_is_typed_while_the_page_is_redrawn(asking, visit):
    page = visit()
    page.get_by_text(ASK).wait_for()
    page.get_by_role("button", name="To the call").click()
    field = page.get_by_label("Answer")
    field.wait_for()
    field.press_sequentially("That we ", delay=20)
    left = page.get_by_text(" s left").inner_text()
    page.wait_for_function(
        "before => !document.body.innerText.includes(before)", arg=left
    )
    field.press_sequentially("call back.", delay=20)
    assert field.input_value() == "That we call back."
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("The call knows.").wait_for()
    (told,) = [one for _, one in asking.told if isinstance(one, AnswerPeople)]
    assert (told.answer, told.author) == ("That we call back.", "kim")


@pytest.fixture
def waiting(stage):
    """The stage, where two businesses wait for their calls."""
    before = apart(stage.store.targets("c1"))
    for place, target in enumerate(before[:2]):
        back = {"status": TargetStatus.WAITING, "priority": -place}
        apart(stage.store.put_target(target.model_copy(update=back)))
    yield stage
    for target in before:
        apart(stage.store.put_target(target))


def test_a_business_is_moved_to_the_front_by_typing_into_the_table(waiting, visit):
    page = visit("campaigns")
    page.get_by_text("Change", exact=True).first.click()
    table = page.locator('[class*="st-key-change-c1-"][class*="-first"] canvas').first
    table.scroll_into_view_if_needed()
    at = table.bounding_box()
    # The first business, below the heading.
    page.mouse.click(at["x"] + 30, at["y"] + 50)
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    cell = page.locator(".gdg-input")
    cell.fill("7")
    cell.press("Enter")
    cell.wait_for(state="detached")

    def arrived():  # an edit goes out a moment after it was typed
        page.get_by_role("button", name="Change", exact=True).click()
        return 7 in [one.priority for one in apart(waiting.store.targets("c1"))]

    until(arrived, "what was typed did not arrive")
