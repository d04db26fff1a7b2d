"""A choice that is left to us goes to our people and comes back: in virtual time.

The session and the supervisor are the product's; the mind behind it is that of the
simulator, which sees what a language model would see and nothing else.
"""

import pytest

from panda.events import (
    FunctionCalled,
)
from panda.mailbox import AnswerPeople
from panda.people.events import (
    PeopleAnswered,
)
from panda.session.inputs import Ordered
from simulator.model.engine import deferring
from tests.whole.office import Office

CHOICE = "I have Tuesday at ten or Thursday at two. Which would you prefer?"


@pytest.fixture
def office():
    call = Office()
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    assert call.hears(f"Yes, we take Delta Dental. {CHOICE}") == deferring.FINDING_OUT
    return call


def test_our_people_choose_and_the_ai_passes_it_on(office):
    (asked,) = office.session.record.people.asked
    assert asked.question.choices == ("Tuesday at ten", "Thursday at two")
    used = [one.name for one in office.events if isinstance(one, FunctionCalled)]
    assert "promptUserForInfo" in used
    office.wait(9_000)

    order = AnswerPeople(question_id="q1", answer="thursday at two", author="Ann")
    office.feed(Ordered(order))
    office.wait(3_000)
    assert "Thank you for waiting. Thursday at two, please." in office.last

    office.hears("Perfect. A cleaning is $120.")
    found = {one.field: one.value for one in office.session.record.findings}
    assert found == {"insurance": True, "price": 120}


def test_nobody_chooses_and_the_ai_says_that_it_will_call_back(office):
    office.wait(65_000)
    (ended,) = [one for one in office.events if isinstance(one, PeopleAnswered)]
    assert ended.how == "timed_out"
    assert deferring.CHECK in office.last
    assert "How much is a cleaning without insurance?" in office.last
