"""The supervisor asked ahead of the voice: sooner, and never anything else."""

import json

import pytest

from panda.events import Advised, Found
from panda.features import Feature, default_arms
from panda.realtime.agent import FunctionResult
from panda.research.finding import Finding
from panda.session.commands import Consult, Foresee
from panda.session.inputs import Foreseen
from panda.supervisor.consultation import Advice
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

WORDS = "Yes, we take Delta Dental."
INSURANCE = Finding(field="insurance", value=True, quote=WORDS, at_ms=9000)


def talking(*, on=True):
    arms = {**default_arms(), Feature.SPECULATION: on}
    call = SessionPlayer(briefing().model_copy(update={"features": arms}))
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1_500)
    call.callee_says(WORDS)
    return call


def guess(call):
    return call.all(Foresee)[-1].consultation


def comes(call, **more):
    advice = Advice(
        request=guess(call).request, next_response="And?", findings=[INSURANCE], **more
    )
    call.feed(Foreseen(guess(call).request, advice))


def note(words):
    return json.dumps({"relevantContextFromLastUserMessage": words})


def words(call):
    return json.loads(call.told(FunctionResult)[-1].output)["nextResponse"]


def test_an_answer_that_is_there_already_is_given_at_once():
    call = talking()
    comes(call)
    assert not [one for one in call.events if isinstance(one, Found)]
    call.voice_asks("r1", note(WORDS))
    assert words(call) == "And?"
    assert not call.all(Consult)
    (advised,) = (one for one in call.events if isinstance(one, Advised))
    assert (advised.request, advised.took_ms) == ("r1", 0)
    assert [one.finding for one in call.events if isinstance(one, Found)] == [INSURANCE]


def test_one_that_is_under_way_is_waited_for():
    call = talking()
    call.voice_asks("r1")
    call.wait(300)
    assert not call.all(Consult)
    comes(call)
    assert words(call) == "And?"


@pytest.mark.parametrize("noted", ["We only take cash here", "It is $120"])
def test_what_the_voice_has_heard_otherwise_is_asked_by_itself(noted):
    call = talking()
    comes(call)
    call.voice_asks("r1", note(noted))
    assert len(call.all(Consult)) == 1
    assert not call.told(FunctionResult)


def test_a_wrong_guess_is_thrown_away_and_counted():
    call = talking()
    comes(call, tokens_in=2_000, tokens_out=100)
    call.callee_says("Sorry, no, we do not.")
    call.voice_asks("r1")
    assert not [one for one in call.events if isinstance(one, Found)]
    assert call.session.record.usage.supervisor_in == 2_000


def test_a_guess_that_fails_costs_the_voice_no_answer():
    call = talking()
    call.voice_asks("r1")
    call.feed(Foreseen(guess(call).request, None))
    assert len(call.all(Consult)) == 1


def test_there_is_one_at_a_time():
    call = talking()
    call.callee_says("And Cigna, too.")
    assert len(call.all(Foresee)) == 1


def test_switched_off_nothing_is_asked_ahead():
    call = talking(on=False)
    assert not call.all(Foresee)
