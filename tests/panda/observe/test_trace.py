"""The trace of a call: what took how long, from its event log alone."""

from itertools import pairwise

from hypothesis import given, settings, strategies as st

from panda.call import TRANSITIONS, CallState, Outcome, step
from panda.events import (
    Advised,
    Disclosed,
    Ended,
    FunctionCalled,
    Heard,
    Interrupted,
    MenuHeard,
    Metered,
    Pressed,
    StateChanged,
)
from panda.observe.trace import trace_of
from tests.panda.observe.calls import DENTIST, moved


def tree(span, depth=0):
    yield f"{'  ' * depth}{span.name} {span.start_ms}-{span.end_ms}"
    for child in span.children:
        yield from tree(child, depth + 1)


def test_a_call_reads_as_its_phases_steps_turns_and_functions():
    assert list(tree(trace_of(DENTIST))) == [
        "call 0-60000",
        "  prepare 0-1000",
        "  dial 1000-2000",
        "  ring 2000-6000",
        "  answer 6000-9000",
        "  menu 9000-15000",
        "    menu step 9000-13000",
        "    menu step 13000-15000",
        "  hold 15000-30000",
        "  talk 30000-60000",
        "    turn 31000-40000",
        "    turn 40000-60000",
        "    supervisor 40100-41000",
        "    function 41200-41200",
    ]


def test_what_took_no_time_is_an_event_of_the_span_it_fell_in():
    spans = {one.name: one for one in trace_of(DENTIST).children}
    assert [one.name for one in spans["menu"].happenings] == [
        "menu_heard", "pressed", "menu_heard", "pressed",
    ]  # fmt: skip
    disclosed = [one for one in spans["talk"].happenings if one.name == "disclosed"]
    assert [one.at_ms for one in disclosed] == [35_000]
    assert trace_of(DENTIST).facts == {"outcome": "completed"}


def test_nothing_that_was_said_or_pressed_is_in_a_trace():
    text = repr(trace_of(DENTIST))
    for word in ("$120", "cleaning", "Jo", "billing", "keys='"):
        assert word not in text


def test_a_call_that_never_began_has_no_trace():
    assert trace_of([]) is None


def test_advice_that_took_longer_than_its_phase_begins_with_the_phase():
    log = [
        moved(0, CallState.DIALING),
        moved(5000, CallState.LISTENING),
        Advised(seq=9, at_ms=5500, request="r", took_ms=4000),
    ]
    (_, dial, answer) = trace_of(log).children
    assert dial.children == ()
    (asked,) = answer.children
    assert (asked.start_ms, asked.end_ms) == (5000, 5500)


@st.composite
def logs(draw):
    """A log as a call may write it: every move is one of the table's."""
    now, state, log = 0, CallState.QUEUED, []
    for _ in range(draw(st.integers(0, 30))):
        now += draw(st.integers(0, 5000))
        moves = list(TRANSITIONS[state])
        if not moves:
            break
        what = draw(st.integers(0, 8))
        made = {
            0: Heard(speaker="business", text="Yes."),
            1: Heard(speaker="agent", text="No.", after_ms=300),
            2: MenuHeard(options=(("1", "billing"),)),
            3: Pressed(keys="1"),
            4: Advised(request="r", took_ms=draw(st.integers(0, 9000))),
            5: FunctionCalled(name="f", caller="voice", arguments="", result=""),
            6: Interrupted(item="i", heard_ms=3),
            7: Disclosed(),
        }.get(what)
        if made is None:
            trigger = draw(st.sampled_from(moves))
            state = step(state, trigger)
            made = StateChanged(trigger=trigger, state=state)
        log.append(made.model_copy(update={"seq": len(log) + 1, "at_ms": now}))
    return log


def spans_of(span):
    yield span
    for child in span.children:
        yield from spans_of(child)


@settings(max_examples=60, deadline=None)
@given(logs())
def test_every_span_lies_in_its_parent_and_every_event_is_told_once(log):
    root = trace_of(log)
    if root is None:
        assert not log
        return
    for span in spans_of(root):
        assert span.start_ms <= span.end_ms
        for child in span.children:
            assert span.start_ms <= child.start_ms <= child.end_ms <= span.end_ms
        assert all(span.start_ms <= one.at_ms <= span.end_ms for one in span.happenings)
    phases = root.children
    assert all(a.end_ms == b.start_ms for a, b in pairwise(phases))
    spans = [one for phase in phases for one in phase.children]
    told = [one.name for phase in phases for one in phase.happenings]
    told += [one.name for one in spans if one.name in {"supervisor", "function"}]
    over = next((i for i, one in enumerate(log) if _ends(one)), len(log))
    kept = [one for one in log[:over] if not isinstance(one, StateChanged | Metered)]
    assert len(told) == len(kept)


def _ends(event):
    return isinstance(event, StateChanged) and event.state is CallState.ENDED


def test_the_end_itself_is_told_by_the_call():
    ended = Ended(seq=9, at_ms=9000, outcome=Outcome.FAILED, reason="sip_404")
    trace = trace_of([moved(0, CallState.DIALING), moved(8000, CallState.ENDED), ended])
    assert trace.facts == {"outcome": "failed", "reason": "sip_404"}
    assert [one.name for one in trace.children] == ["prepare", "dial"]
    assert trace.end_ms == 9000
