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
        ("name: plan", "name: accepts", 7, "two fields have the same name, accepts"),
        ("[HMO, PPO]", "[HMO, HMO]", 7, "a choice stands there twice"),
        ("caller: Maria", "goal: Maria", 2, "`goal` is written twice"),
        ("ask: Do you accept Delta Dental?", "ask: {en: Do you?}", 6, 'in "quotes"'),
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


CHAIN = """\
goal: schedule a cleaning
fields:
  - {name: accepts, type: yes_no, ask: "Do you accept it?"}
  - {name: plan, type: choice, choices: [HMO, PPO], ask: "Which plan?"}
  - {name: price, type: money, ask: "How much is it?"}
  - name: last
    type: text
    ask: Anything else?
    only_if:
      field: accepts
      equals: true
ranking:
  - {field: accepts}
  - {field: price}
"""


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("equals: true", "equals: maybe", 11, "never equals that, but true or false"),
        ("field: accepts\n", "field: plan\n", 11, "but one of HMO, PPO"),
        ("field: accepts\n", "field: price\n", 11, "but a number"),
        ("field: accepts\n", "field: last\n", 9, "no earlier question last"),
        ("{field: price}", "{field: accepts}", 14, "ranking: accepts is twice"),
        ("{field: price}", "{field: plan}", 14, "needs `order`"),
        ("{field: price}", "{field: gone}", 14, "there is no question gone"),
    ],
)
def test_what_only_the_whole_shows_is_told_where_it_stands(
    before, after, line, message
):
    read_questions(CHAIN, "q.yaml")
    with pytest.raises(BadInput) as caught:
        read_questions(CHAIN.replace(before, after), "q.yaml")
    assert caught.value.where == f"q.yaml:{line}"
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


FULL = """\
goal: schedule a cleaning
language: en
opening:
  en: I have a few questions.
  es: Tengo unas preguntas.
fields:
  - name: accepts
    type: yes_no
    ask:
      en: Do you accept Delta Dental?
      es: "\u00bfAceptan Delta Dental?"
  - name: copay
    type: money
    ask:
      en: What is the copay with it?
      es: "\u00bfCu\u00e1nto es el copago?"
    ask_again: Roughly, what is the copay in dollars?
    only_if: {field: accepts, equals: true}
    holds_days: 30
  - name: waits
    type: number
    unit: minutes
    ask:
      en: How long is the wait?
      es: "\u00bfCu\u00e1nto hay que esperar?"
    required: false
"""


def test_questions_have_units_conditions_and_words_in_two_languages():
    form = read_questions(FULL, "questions.yaml")
    copay, waits = form.fields[1:]
    assert (waits.unit, copay.holds_days) == ("minutes", 30)
    assert copay.ask == "What is the copay with it?"
    spanish = form.spoken_in("es")
    assert (spanish.language, spanish.opening) == ("es", "Tengo unas preguntas.")
    assert spanish.fields[0].ask == "\u00bfAceptan Delta Dental?"
    assert form.spoken_in("de") is form  # no words in German
    assert read_questions(FULL, "q").model_validate_json(form.model_dump_json()) == form


def test_a_question_is_asked_only_where_its_condition_is_met():
    form = read_questions(FULL, "questions.yaml")
    copay = form.question("copay")
    assert form.applies(copay, {}) is None
    assert form.applies(copay, {"accepts": True}) is True
    assert form.applies(copay, {"accepts": False}) is False


def test_what_is_known_is_left_out_with_what_depends_on_it():
    form = read_questions(FULL, "questions.yaml")
    left = form.without({"accepts": True})
    assert [(one.name, one.only_if) for one in left.fields] == [
        ("copay", None), ("waits", None),
    ]  # fmt: skip
    assert form.without({"accepts": False}) is None  # the wait alone is no reason
    assert form.without({"accepts": True, "copay": 20.0}) is None


@pytest.mark.parametrize(
    ("before", "after", "advice"),
    [
        ("field: accepts, equals", "field: waits, equals", "no earlier question waits"),
        ("type: number", "type: money", "goes with type number"),
        ("holds_days: 30", "holds_days: -1", "more than 0"),
        ("equals: true", "equal: true", "equals: is missing"),
    ],
)
def test_a_rule_that_makes_no_sense_is_told(before, after, advice):
    with pytest.raises(BadInput, match=advice) as told:
        read_questions(FULL.replace(before, after), "questions.yaml")
    assert told.value.where.startswith("questions.yaml:")
