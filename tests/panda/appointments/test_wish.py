"""A campaign that looks for an appointment asks for one."""

import pytest

from panda.appointments.wish import asked_for
from panda.booking import BookingTerms
from panda.research.questionnaire import FieldType, Question, Questionnaire

TERMS = BookingTerms(first_day="2026-12-01", last_day="2026-12-05", service="Cleaning")
PRICE = Question(name="price", type=FieldType.MONEY, ask="How much is a cleaning?")
WHEN = Question(name="when", type=FieldType.DATETIME, ask="When is it free?")


def form(*fields, language="en"):
    return Questionnaire(goal="a cleaning", language=language, fields=fields)


@pytest.mark.parametrize(
    ("language", "ask"),
    [
        ("en", "When is your next available appointment for a cleaning?"),
        ("es", "¿Cuándo tienen la próxima cita disponible para cleaning?"),
        ("de", "When is your next available appointment for a cleaning?"),
    ],
)
def test_where_no_question_asks_for_a_time_one_is_added(language, ask):
    *before, added = asked_for(form(PRICE, language=language), TERMS).fields
    assert before == [PRICE]
    assert (added.type, added.ask, added.required) == (FieldType.DATETIME, ask, True)


@pytest.mark.parametrize(
    ("fields", "terms"), [((PRICE, WHEN), TERMS), ((PRICE,), None)]
)
def test_where_one_does_or_no_appointment_is_wanted_nothing_is_added(fields, terms):
    assert asked_for(form(*fields), terms) == form(*fields)


def test_a_name_that_is_taken_is_left_alone():
    mine = Question(name="next_appointment", type=FieldType.TEXT, ask="Any news?")
    names = [one.name for one in asked_for(form(mine), TERMS).fields]
    assert len(set(names)) == 2
