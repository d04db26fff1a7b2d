"""Log lines: what is in them, and above all what is not."""

import json
import logging
from typing import get_args

import pytest
from hypothesis import given, settings, strategies as st

from panda.booking import Appointment, Offer
from panda.call import Outcome
from panda.changes import CallChange
from panda.events import CallEvent, Ended, FunctionCalled, Heard
from panda.functions.supervisor import SUPERVISOR_FUNCTIONS
from panda.functions.voice import VOICE_FUNCTIONS
from panda.observe.facts import told
from panda.observe.logs import FACTS, JsonLines, Speaker, TextLines, formatter
from panda.observe.naming import FUNCTIONS
from panda.people.question import AnswerKind, PeopleQuestion
from panda.research.finding import Finding
from panda.testing.clock import START

KINDS = get_args(get_args(CallEvent)[0])
WORDS = ("Priscilla", "it hurts", "$1,250.75", "+12175550123", "4929 1234 5678", "7734")
"""What people say, and what they are called; none of it may be told."""
SECRETS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)

NESTED = {
    "options": st.tuples(st.tuples(SECRETS, SECRETS)),
    "finding": st.builds(
        Finding, field=SECRETS, value=SECRETS, quote=SECRETS, at_ms=st.just(9)
    ),
    "appointment": st.builds(
        Appointment, service=SECRETS, slot=st.just(START), quote=SECRETS
    ),
    "offer": st.builds(Offer, service=SECRETS, slot=st.just(START), quote=SECRETS),
    "change": st.builds(
        CallChange, version=st.just(1), author=SECRETS, goal=SECRETS, call_s=st.just(60)
    ),
    "question": st.builds(
        PeopleQuestion,
        ask=SECRETS,
        kind=st.just(AnswerKind.TEXT),
        choices=st.just(()),
        field=st.none(),
        default=SECRETS,
        timeout_s=st.just(60),
    ),
}
"""Parts of events that quote people, by the names of their fields."""


def record(message, *args, level=logging.WARNING, name="actors.journal", **extra):
    made = logging.LogRecord(name, level, "journal.py", 7, message, args, None)
    made.created = 1_795_453_200.25
    made.__dict__.update(extra)
    return made


def line(made, **speaker):
    written = JsonLines(Speaker(**{"actor": "call:k"} | speaker)).format(made)
    assert "\n" not in written
    return json.loads(written)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_nobody_s_words_numbers_or_digits_are_told_of_any_event(kind, data):
    with_secrets = {
        name: SECRETS
        for name, field in kind.model_fields.items()
        if field.annotation is str and name != "transport"
    }
    nested = {name: one for name, one in NESTED.items() if name in kind.model_fields}
    event = data.draw(st.builds(kind, **with_secrets, **nested))
    extra = {FACTS: {"seq": 3, **told(event)}}
    written = line(record(event.kind, level=logging.INFO, **extra))
    for name in ("at", "seq", "at_ms"):
        written.pop(name, None)
    numbers = {name for name, one in written.items() if isinstance(one, int | float)}
    texts = " ".join(str(one) for name, one in written.items() if name not in numbers)
    for word in (*WORDS, "Priscilla", "hurts", "217555", "4929", "7734", "250"):
        assert word not in texts


def test_a_line_says_when_who_and_of_which_call():
    made = line(
        record("call %s: store: %s; trying again", "c1", "StoreError"),
        campaign_id="k1",
    )
    assert made == {
        "at": "2026-11-23T17:00:00.250+00:00",
        "level": "warning",
        "actor": "call:k",
        "call_id": "c1",
        "campaign_id": "k1",
        "logger": "actors.journal",
        "event": "call c1: store: StoreError; trying again",
    }


def test_a_process_that_is_for_a_call_names_it_and_others_name_what_they_speak_of():
    assert line(record("odd"), call_id="c1")["call_id"] == "c1"
    assert line(record("odd", call_id="c2"), call_id="c1")["call_id"] == "c2"
    assert "call_id" not in line(record("odd"))


@pytest.mark.parametrize(
    "number", ["+12175550123", "2175550123", "217-555-0123", "(217) 555 0123"]
)
@pytest.mark.parametrize("form", ["json", "text"])
def test_a_number_that_got_into_a_message_is_struck_out(number, form):
    made = formatter(form, Speaker("api")).format(record("dialled %s", number))
    assert "555" not in made
    assert "[number]" in made


def test_ids_and_moments_are_not_taken_for_numbers():
    made = line(record("call %s: after %d ms", "01jd8c7t5d0v1h2k3m", 12_500))
    assert made["event"] == "call 01jd8c7t5d0v1h2k3m: after 12500 ms"


def test_an_exception_is_told_by_its_kind_and_places_never_by_its_text():
    def fail():
        raise ValueError("Priscilla, 4929 1234 5678")

    try:
        fail()
    except ValueError as error:
        made = record("failed")
        made.exc_info = type(error), error, error.__traceback__
    written = JsonLines(Speaker("hub")).format(made)
    assert "Priscilla" not in written
    assert json.loads(written)["error"].startswith("ValueError at test_logs.py:")
    assert json.loads(written)["error"].endswith("fail")


def test_a_line_for_people_says_the_same():
    event = Heard(seq=4, speaker="business", text="Yes.", answer_ms=900)
    made = record("heard", level=logging.INFO, **{FACTS: told(event)})
    written = TextLines(Speaker("call:k", "c1", "k1")).format(made)
    assert written == (
        "2026-11-23T17:00:00.250+00:00 info call:k heard "
        "call_id=c1 campaign_id=k1 speaker=business answer_ms=900"
    )


def test_codes_of_our_own_are_told_and_what_looks_like_one_is_not():
    assert told(Ended(outcome=Outcome.FAILED, reason="sip_404"))["reason"] == "sip_404"
    for reason in ("12175550123", "sip_12175550123", "ask for Priscilla", "x" * 41):
        assert "reason" not in told(Ended(outcome=Outcome.FAILED, reason=reason))
    called = FunctionCalled(name="endCall", caller="voice", arguments="{}", result="")
    assert told(called) == {"caller": "voice", "function": "endCall"}
    made_up = called.model_copy(update={"name": "dial_2175550123"})
    assert told(made_up) == {"caller": "voice", "function": "other"}
    plugins = called.model_copy(update={"name": "lookUpCopay", "version": "1.0.0"})
    assert told(plugins) == {"caller": "voice", "function": "lookUpCopay"}
    odd = plugins.model_copy(update={"name": "look up, or 217 555 0123"})
    assert told(odd) == {"caller": "voice", "function": "other"}


def test_the_names_of_all_our_functions_are_told():
    ours = {*VOICE_FUNCTIONS.names, *SUPERVISOR_FUNCTIONS.names}
    assert ours
    assert ours <= FUNCTIONS
