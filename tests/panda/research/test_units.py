"""An answer in another unit is the same answer, where that is exact."""

import pytest

from panda.errors import FunctionError
from panda.research.answer import answer
from panda.research.evidence import check
from panda.research.finding import Claim
from panda.research.questionnaire import FieldType, Question
from panda.supervisor.consultation import Line
from panda.testing.clock import START


def asked(unit, ask="How long is the wait?"):
    return Question(name="wait", type=FieldType.NUMBER, ask=ask, unit=unit)


@pytest.mark.parametrize(
    ("unit", "said", "value"),
    [
        ("minutes", "About two hours.", 120.0),
        ("minutes", "An hour and a half.", 90.0),
        ("minutes", "Half an hour or so.", 30.0),
        ("minutes", "Two hours and fifteen minutes.", 135.0),
        ("minutes", "Forty-five.", 45.0),
        ("minutes", "One to two hours.", (60.0, 120.0)),
        ("hours", "Thirty minutes.", 0.5),
        ("hours", "Twenty minutes.", None),
        ("hours", "Two business days.", None),
        ("days", "Three weeks.", 21.0),
        ("days", "A week.", 7.0),
        ("days", "A month.", None),
        ("weeks", "Fourteen days.", 2.0),
        ("weeks", "Ten days.", None),
        ("months", "Half a year.", 6.0),
        ("km", "It's five miles.", 8.04672),
        ("miles", "It's five kilometers.", None),
        ("cents", "It's two dollars.", 200.0),
        ("dollars", "It's five euros.", None),
        ("dentists", "We have four.", 4.0),
    ],
)
def test_a_number_is_read_in_the_unit_it_was_asked_in(unit, said, value):
    assert answer(asked(unit), said, START) == value


def test_the_unit_may_stand_in_the_question():
    question = asked("", "How many minutes does a cleaning take?")
    assert answer(question, "It takes an hour.", START) == 60.0


def test_what_was_said_stays_the_evidence():
    question = asked("minutes")
    said = [
        Line(speaker="agent", text="How long is the wait?", at_ms=0),
        Line(speaker="business", text="Oh, an hour and a half.", at_ms=4000),
    ]
    claim = Claim(field="wait", value=90, quote="an hour and a half")
    found = check(claim, question, said, START)
    assert (found.value, found.quote) == (90.0, "an hour and a half.")
    with pytest.raises(FunctionError):
        check(claim.model_copy(update={"value": 1.5}), question, said, START)
