"""What may be asked of our people, and how their answers are read."""

import pytest
from pydantic import ValidationError

from panda.errors import BadInput
from panda.people.question import AnswerKind, PeopleQuestion
from panda.private import PrivateField

TIMES = PeopleQuestion(
    ask="Which of the two times?",
    kind=AnswerKind.CHOICE,
    choices=("Tuesday at ten", "Thursday at two"),
)
READ = [
    (TIMES, " thursday  AT two", "Thursday at two"),
    (PeopleQuestion(ask="Is she new?", kind=AnswerKind.YES_NO), "Y", "yes"),
    (PeopleQuestion(ask="Is she new?", kind=AnswerKind.YES_NO), "No.", "no"),
    (
        PeopleQuestion(ask="Since when?", kind=AnswerKind.DATE),
        "2026-03-09",
        "2026-03-09",
    ),
    (PeopleQuestion(ask="What for?"), " a  cleaning ", "a cleaning"),
]
UNFIT = [
    (TIMES, "Friday", "Tuesday at ten"),
    (TIMES, "", "characters"),
    (PeopleQuestion(ask="Is she new?", kind=AnswerKind.YES_NO), "maybe", "yes or no"),
    (PeopleQuestion(ask="Since when?", kind=AnswerKind.DATE), "9 March", "YYYY-MM-DD"),
    (PeopleQuestion(ask="?", field=PrivateField.DATE_OF_BIRTH), "1984", "YYYY-MM-DD"),
]


@pytest.mark.parametrize(("question", "said", "meant"), READ)
def test_an_answer_is_passed_on_as_it_was_asked_for(question, said, meant):
    assert question.read(said) == meant


@pytest.mark.parametrize(("question", "said", "advice"), UNFIT)
def test_what_is_no_answer_is_refused_with_what_would_be_one(question, said, advice):
    with pytest.raises(BadInput) as refused:
        question.read(said)
    assert advice in refused.value.advice
    assert not said or said not in str(refused.value), "it may be private"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "choice"},
        {"kind": "choice", "choices": ["one"]},
        {"kind": "choice", "choices": ["One", "one "]},
        {"choices": ["a", "b"]},
        {"kind": "yes_no", "default": "perhaps"},
        {"field": "ssn"},
        {"field": "member_id", "default": "WX1"},
        {"timeout_s": 5},
    ],
)
def test_a_question_that_could_not_be_answered_is_not_asked(wrong):
    with pytest.raises(ValidationError):
        PeopleQuestion.model_validate_json(
            PeopleQuestion.model_construct(ask="What?", **wrong).model_dump_json(
                warnings=False
            )
        )
