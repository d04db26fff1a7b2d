import pytest

from panda.campaign import IntentState
from panda.dialing import IntentStep, advanced, may_advance
from panda.dialing.intents import RESOLVED, TRANSITIONS, diagram
from panda.errors import PandaError


def reachable(start):
    seen, todo = set(), [start]
    while todo:
        for following in TRANSITIONS[todo.pop()].values():
            if following not in seen:
                seen.add(following)
                todo.append(following)
    return seen


def test_the_table_knows_every_state():
    assert set(TRANSITIONS) == set(IntentState)


@pytest.mark.parametrize("state", sorted(set(IntentState) - {IntentState.RESERVED}))
def test_nothing_leads_back_to_where_a_call_could_be_asked_for_again(state):
    assert IntentState.RESERVED not in reachable(state)
    assert state is IntentState.RESERVED or IntentState.SUBMITTING not in reachable(
        state
    )


@pytest.mark.parametrize("state", IntentState)
def test_every_intent_can_be_resolved(state):
    assert state in RESOLVED or reachable(state) & RESOLVED


@pytest.mark.parametrize("state", IntentState)
@pytest.mark.parametrize("step", IntentStep)
def test_a_step_is_in_the_table_or_raises(state, step):
    if step in TRANSITIONS[state]:
        assert may_advance(state, advanced(state, step))
    else:
        with pytest.raises(PandaError, match=f"cannot {step} while {state}"):
            advanced(state, step)


def test_a_lost_dial_can_only_be_found_or_ruled_out():
    assert set(TRANSITIONS[IntentState.AMBIGUOUS]) == {
        IntentStep.ACCEPT,
        IntentStep.RULE_OUT,
    }


def test_the_diagram_shows_every_step():
    drawn = diagram()

    for state, row in TRANSITIONS.items():
        for step, following in row.items():
            assert f"{state} --> {following}: {step}" in drawn
