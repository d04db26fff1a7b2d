import pytest

from panda.errors import BadInput
from panda.research.questionnaire import FieldType
from panda.research.questions import read_questions

GOOD = """\
goal: schedule a cleaning
caller: Maria Alvarez
fields:
  - name: accepts
    type: yes/no
    ask: Do you accept Delta Dental?
  - name: plan
    type: choice
    ask: Which plan is it?
    choices: [HMO, PPO]
    required: false
"""


def test_a_file_becomes_a_questionnaire():
    questionnaire = read_questions(GOOD, "questions.yaml")

    assert questionnaire.goal == "schedule a cleaning"
    assert [one.type for one in questionnaire.fields] == [
        FieldType.YES_NO,
        FieldType.CHOICE,
    ]
    assert not questionnaire.fields[1].required


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("type: choice", "type: chioce", 8, "write one of: yes_no"),
        ("name: plan", "name: The Plan", 7, "lower-case letters"),
        ("    ask: Which plan is it?\n", "", 7, "add it"),
        ("required: false", "requird: false", 11, "check its spelling"),
        ("required: false", "required: maybe", 11, "true or false"),
        ("name: plan", "name: The Plan", 7, "fields.1.name: is not written in the"),
        ("goal: schedule a cleaning", "goal: x", 1, "at least 3 characters"),
        ("name: plan", "name: accepts", 1, "two fields have the same name"),
        ("type: choice", "type: money", 7, "`choices` goes with type choice"),
        ("caller: Maria", "caller: [Maria", 3, "check indentation"),
    ],
)
def test_a_mistake_is_told_by_line_and_what_to_do(before, after, line, message):
    text = GOOD.replace(before, after)
    assert text != GOOD

    with pytest.raises(BadInput) as caught:
        read_questions(text, "questions.yaml")

    assert caught.value.where == f"questions.yaml:{line}"
    assert message in str(caught.value)


def test_an_empty_list_of_questions_is_told_in_plain_words():
    with pytest.raises(BadInput) as caught:
        read_questions("goal: schedule a cleaning\nfields: []\n", "questions.yaml")

    assert caught.value.problem == "fields: needs at least 1, and has 0"


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b\n", "fields: []\n"])
def test_a_file_without_questions_is_refused(text):
    with pytest.raises(BadInput, match=r"^questions\.yaml:1"):
        read_questions(text, "questions.yaml")


def test_yaml_cannot_make_objects():
    with pytest.raises(BadInput):
        read_questions("goal: !!python/object/apply:os.getcwd []\n", "questions.yaml")
