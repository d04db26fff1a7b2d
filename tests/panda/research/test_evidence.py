"""Nothing is recorded that the callee did not say."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from panda.errors import FunctionError
from panda.research.evidence import add, check
from panda.research.finding import Claim, Finding
from panda.research.questionnaire import FieldType, Question
from panda.supervisor.consultation import Line

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/Chicago"))

DELTA = Question(
    name="delta", type=FieldType.YES_NO, ask="Do you accept Delta Dental insurance?"
)
PRICE = Question(
    name="price", type=FieldType.MONEY, ask="How much is a cleaning without insurance?"
)
NEXT = Question(
    name="next", type=FieldType.DATETIME, ask="When is your next appointment?"
)
DAY = Question(name="day", type=FieldType.DATE, ask="Which day?")
TIME = Question(name="time", type=FieldType.TIME, ask="At what time?")
STAFF = Question(name="staff", type=FieldType.NUMBER, ask="How many dentists?")
PLAN = Question(
    name="plan", type=FieldType.CHOICE, ask="Which plans?", choices=("HMO", "PPO")
)
WHO = Question(name="who", type=FieldType.TEXT, ask="Who would see me?")


def checked(question, value, quote, *lines):
    """Check a claim about what was said after we had asked for the field."""
    said = [Line(speaker="agent", text=question.ask)]
    said += [
        Line(speaker="business", text=line, at_ms=1000 * place)
        for place, line in enumerate(lines, start=1)
    ]
    claim = Claim(field=question.name, value=value, quote=quote)
    return check(claim, question, said, NOW)


BORNE_OUT = [
    (DELTA, True, "Yes, we do", ["Yes, we do."]),
    (DELTA, False, "No, we don't.", ["Um, no, we don't, sorry."]),
    (DELTA, True, "we accept delta dental", ["Sure. We accept Delta Dental here."]),
    (DELTA, False, "we are out of network with delta",
     ["I'm sorry, but we are out of network with Delta."]),
    (PRICE, 120, "a cleaning is $120", ["A cleaning is a hundred and twenty dollars."]),
    (PRICE, 120, "It is a hundred and twenty dollars.", ["It is $120."]),
    (PRICE, 95.5, "$95.50", ["That's $95.50 for adults."]),
    (PRICE, "120", "it's 120", ["It's 120."]),
    (PRICE, 120, "It's $95, no, sorry, $120.", ["It's $95, no, sorry, $120."]),
    (PRICE, 120, "$120", ["It's $95, no, sorry, $120."]),
    (PRICE, 0, "the cleaning is free", ["For new patients the cleaning is free."]),
    (PRICE, 110, "a cleaning is $110",
     ["An exam is $60 and a cleaning is $110.", "Anything else?"]),
    (NEXT, "2026-12-01T10:30", "Tuesday, December 1st at 10:30",
     ["The next one is Tuesday, December 1st at 10:30 AM."]),
    (NEXT, "2026-12-01T10:30:00", "the first of December, ten thirty",
     ["That would be the first of December, ten thirty."]),
    (DAY, "2026-11-24", "tomorrow", ["You can come in tomorrow."]),
    (TIME, "15:00", "at three", ["Come at three."]),
    (STAFF, 3, "we have three dentists", ["Right now we have three dentists."]),
    (PLAN, "ppo", "We only take PPO", ["We only take PPO."]),
    (WHO, "Dr. Alice Chen", "you would see Doctor Alice Chen",
     ["Then you would see Dr. Alice Chen."]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "quote", "lines"), BORNE_OUT)
def test_what_was_said_is_recorded(question, value, quote, lines):
    finding = checked(question, value, quote, *lines)

    assert finding.field == question.name
    assert finding.quote in " ".join(lines)


NOT_SAID = [
    (DELTA, True, "Yes, we take it", ["No, we do not take it."]),
    (DELTA, True, "we take Delta", ["I don't think we take Delta."]),
    (DELTA, True, "we take Delta Dental", ["We used to, but no longer do we take it."]),
    (DELTA, True, "we accept", ["We do not accept Delta Dental."]),
    (DELTA, True, "Delta Dental", ["We are not in network with Delta Dental."]),
    (DELTA, False, "No", ["No problem, yes we do."]),
    (DELTA, True, "We accept most", ["We accept most plans except Delta Dental."]),
    (PRICE, 95, "It's $95", ["It's $95, no, sorry, $120."]),
    (PRICE, 95, "It's $95.", ["It's $95.", "Sorry, I meant $120."]),
    (PRICE, 120, "It's $95", ["It's $95."]),
    (PRICE, 125, "between $100 and $150", ["It is between $100 and $150."]),
    (PRICE, 100, "between $100 and $150", ["It is between $100 and $150."]),
    (PRICE, 100, "$100", ["It is between $100 and $150."]),
    (PRICE, 60, "An exam is $60", ["An exam is $60 and a cleaning is $110."]),
    (PRICE, 99, "starts at $99", ["A cleaning starts at $99."]),
    (PRICE, 100, "maybe $100", ["I'm not sure, maybe $100."]),
    (PRICE, 110, "it was $110", ["It was $110 last year."]),
    (PRICE, 45, "takes 45 minutes", ["That takes 45 minutes."]),
    (NEXT, "2026-12-02T10:30", "Tuesday, December 1st at 10:30",
     ["The next one is Tuesday, December 1st at 10:30 AM."]),
    (NEXT, "2026-12-01T09:00", "Tuesday, December 1st", ["Tuesday, December 1st."]),
    (NEXT, "2026-12-01", "Tuesday, December 1st", ["Tuesday, December 1st."]),
    (DAY, "2026-11-24", "Tuesday", ["Tuesday is full."]),
    (DAY, "2026-12-02", "Tuesday, December 2nd", ["Tuesday, December 2nd."]),
    (TIME, "03:00", "at three", ["Come at three."]),
    (STAFF, 4, "three dentists", ["We have three dentists."]),
    (PLAN, "HMO", "not HMO", ["We take PPO, not HMO."]),
    (PLAN, "EPO", "we take EPO", ["We take EPO."]),
    (WHO, "Dr. Robert Miles", "you would see Dr. Alice Chen",
     ["You would see Dr. Alice Chen."]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "quote", "lines"), NOT_SAID)
def test_what_was_not_said_is_not_recorded(question, value, quote, lines):
    with pytest.raises(FunctionError):
        checked(question, value, quote, *lines)


@pytest.mark.parametrize(
    ("quote", "lines"),
    [
        ("A cleaning is $120", ["What is it you need?"]),
        ("A cleaning is $120", ["A cleaning is $130."]),
        ("A cleaning is $120", ["A cleaning isn't $120."]),
        ("A cleaning is ... $120", ["A cleaning is, let me see, $120."]),
        ("!!", ["A cleaning is $120."]),
        ("A cleaning is $120", []),
    ],
)
def test_a_quote_has_to_stand_in_what_they_said(quote, lines):
    with pytest.raises(FunctionError, match="do not stand in what the person said"):
        checked(PRICE, 120, quote, *lines)


@pytest.mark.parametrize(
    "quote",
    [
        "with delta dental the co pay for a cleaning is 30",
        "With Delta Dental, the copay for a cleaning is thirty dollars!",
        "with delta dental the copay for the cleaning is $30",  # one small word
        "um with Delta Dental the copay for a cleaning is uh $30",
    ],
)
def test_small_differences_of_spelling_do_not_matter(quote):
    question = PRICE.model_copy(update={"ask": "What is the copay for a cleaning?"})
    line = "With Delta Dental the copay for a cleaning is $30."

    assert checked(question, 30, quote, line).value == 30


def test_a_finding_knows_when_it_was_said_and_how():
    finding = checked(
        PRICE, 120, "it is 120 dollars", "One moment.", "Well, it is $120. Okay?"
    )

    assert finding == Finding(
        field="price", value=120.0, quote="it is $120.", at_ms=2000
    )


def test_the_latest_place_of_a_quote_counts():
    assert checked(DELTA, True, "Yes", "Yes?", "Yes, we do.").at_ms == 2000


def test_a_quote_may_run_over_two_lines():
    finding = checked(PRICE, 120, "A cleaning is $120", "A cleaning is", "$120.")

    assert (finding.quote, finding.at_ms) == ("A cleaning is $120.", 1000)


@pytest.mark.parametrize(
    ("question", "value", "advice"),
    [
        (DELTA, "yes", "must be true or false"),
        (PRICE, True, "must be one number"),
        (PRICE, "a lot", "must be one number"),
        (PRICE, -5, "must be one number"),
        (DAY, "December 1st", "must be YYYY-MM-DD"),
        (DAY, "2026-02-30", "must be YYYY-MM-DD"),
        (TIME, "25:00", "must be HH:MM"),
        (NEXT, "2026-12-01", "must be YYYY-MM-DDTHH:MM"),
        (PLAN, "gold", "must be one of: HMO, PPO"),
        (WHO, "  ", "must be a few words"),
        (WHO, 3, "must be a few words"),
    ],
)
def test_a_value_of_the_wrong_form_comes_back_with_advice(question, value, advice):
    with pytest.raises(FunctionError, match=advice):
        checked(question, value, "yes", "Yes.")


@pytest.mark.parametrize(
    ("question", "value", "quote", "line", "advice"),
    [
        (PRICE, 100, "$100 to $150", "It's $100 to $150.", "a range or a bound"),
        (DELTA, True, "I think so", "I think so.", "were not sure"),
        (PRICE, 95, "It's $95", "It's $95, sorry, $120.", "took that value back"),
        (PRICE, 60, "An exam is $60", "An exam is $60, a cleaning is $110.",
         "said of something else"),
        (PRICE, 12, "it is $120", "Well, it is $120.", "do not say that value"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do(question, value, quote, line, advice):
    with pytest.raises(FunctionError, match=advice):
        checked(question, value, quote, line)


def test_a_refusal_repeats_nobodys_words():
    with pytest.raises(FunctionError) as caught:
        checked(
            PRICE, 777, "it is $120 for Mrs. Example", "It is $120 for Mrs. Example."
        )

    assert "Example" not in str(caught.value)
    assert "120" not in str(caught.value)


# --- several findings of one field


def found(value):
    return Finding(field="price", value=value, quote="q", at_ms=0)


def test_the_first_finding_is_added_as_it_is():
    assert add([], found(120.0)) == found(120.0)


def test_the_same_again_adds_nothing():
    assert add([found(120.0)], found(120.0)) is None


def test_another_value_is_kept_and_flagged():
    added = add([found(120.0)], found(110.0))

    assert added is not None
    assert added.contradicts


def test_findings_of_other_fields_do_not_contradict():
    other = Finding(field="copay", value=20.0, quote="q", at_ms=0)

    assert add([other], found(120.0)) == found(120.0)
