"""A verdict is read off the ledger, and only off the ledger."""

import pytest

from conformance.judging import judge

CALL = "CA1"


def record(kind, t_ms, **fields):
    return {"kind": kind, "t_ms": t_ms, "call_sid": CALL, **fields}


def said(t_ms, text="Yes."):
    return record("said", t_ms, text=text, by="person", cut=False)


def heard(t_ms, text="And the price?"):
    return record("heard", t_ms, text=text)


def clear(t_ms, *, audible=True):
    return record("clear", t_ms, audible=audible)


@pytest.fixture
def good():
    """A call as it should be: a greeting, three exchanges, one interruption."""
    return [
        record("answer", 1000, machine=False),
        said(3000, "This is Nora."),
        heard(5000),
        said(7000),
        heard(9000),
        clear(9500),
        said(11000),
        heard(13000),
        said(14000),
        record("hangup", 21_000, by="caller"),
        record("end", 21_000, status="completed"),
    ]


def test_a_talk_with_three_turns_an_interruption_and_a_hang_up_passes(good):
    talk = judge(good, CALL)

    assert talk.wrong == []
    assert (talk.bot_turns, talk.receptionist_turns) == (3, 4)
    assert (talk.interruptions, talk.seconds) == (1, 20)


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("clear", "nobody interrupted the bot"),
        ("hangup", "hung up by nobody, not by the bot"),
        ("end", "the call ended as never"),
        ("heard", "the bot had 0 of 3 turns"),
        ("said", "the receptionist had 1 of 3 turns"),
    ],
)
def test_whatever_is_missing_is_named(good, kind, fault):
    left = [one for one in good if one["kind"] != kind]
    if kind == "said":  # a greeting alone
        left.insert(1, said(3000))

    assert fault in judge(left, CALL).wrong


@pytest.mark.parametrize("by", ["callee", "carrier", "time-limit", "error"])
def test_a_bot_that_is_hung_up_on_has_not_hung_up(good, by):
    good[-2]["by"] = by

    assert judge(good, CALL).wrong == [f"hung up by {by}, not by the bot"]


def test_closing_the_stream_is_a_hang_up_too(good):
    good[-2]["by"] = "twiml"

    assert judge(good, CALL).wrong == []


def test_sentences_in_a_row_are_one_turn():
    talk = judge([said(1), said(2), heard(3), heard(4), said(5)], CALL)

    assert (talk.bot_turns, talk.receptionist_turns) == (1, 2)


def test_noise_that_nobody_understood_is_no_turn():
    assert judge([said(1), heard(2, "  "), said(3)], CALL).bot_turns == 0


def test_what_a_machine_says_is_no_turn():
    music = record("said", 1, text="Please hold.", by="queue", cut=False)

    assert judge([music], CALL).receptionist_turns == 0


def test_two_greetings_that_collide_are_no_interruption():
    talk = judge([clear(1), said(2), heard(3), clear(4)], CALL)

    assert talk.interruptions == 1


def test_clearing_what_nobody_hears_is_no_interruption():
    talk = judge([said(1), heard(2), clear(3, audible=False)], CALL)

    assert talk.interruptions == 0


def test_other_calls_in_the_ledger_do_not_count(good):
    other = [{**one, "call_sid": "CA2"} for one in good]

    assert judge(other, CALL).bot_turns == 0
