"""What an end comes to does not depend on who saw it."""

import pytest

from panda.call import Outcome, Trigger
from panda.dispatch.salvage import Salvaged
from panda.outcomes import CUT_SHORT, outcome_of, settled
from panda.research.finding import Finding
from panda.session.inputs import PhoneClosed
from panda.testing.briefings import briefing
from panda.testing.clock import START
from panda.testing.player import SessionPlayer

FOUND = [
    Finding(field="insurance", value=True, quote="Yes, we do.", at_ms=9000),
    Finding(field="price", value=120, quote="It's $120.", at_ms=15000),
]


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_call_that_found_out_everything_is_complete_however_it_was_cut_short(outcome):
    def end(**how):
        known = {"opted_out": False, "answered": True, "found_all": True}
        return settled(outcome, **(known | how))

    complete = outcome in CUT_SHORT
    assert end() is (Outcome.COMPLETED if complete else outcome)
    assert end(found_all=False) is outcome
    assert end(answered=False) is outcome
    assert end(opted_out=True) is Outcome.DECLINED


def test_the_carriers_word_means_the_same_to_all_but_for_who_was_there():
    assert outcome_of("busy") is outcome_of("busy", attended=True) is Outcome.BUSY
    assert outcome_of("no-answer") is Outcome.NO_ANSWER
    assert outcome_of("canceled") is Outcome.CANCELLED
    assert outcome_of("completed") is Outcome.FAILED, "nobody of ours spoke"
    assert outcome_of("completed", attended=True) is Outcome.HUNG_UP
    assert outcome_of("ringing") is outcome_of("ringing", attended=True) is None


@pytest.mark.parametrize("findings", [[], FOUND])
@pytest.mark.parametrize("outcome", [Outcome.HUNG_UP, Outcome.FAILED])
def test_a_call_taken_from_its_log_comes_out_as_its_session_would_have_said(
    findings, outcome
):
    call = SessionPlayer(briefing())
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    call.callee_says("Yes, we do. It's $120.")
    call.voice_asks()
    call.supervisor_says("And on Saturdays?", findings=findings)
    log = list(call.events)
    call.feed(PhoneClosed(stopped=True))

    salvaged = Salvaged(briefing(), log, START)
    salvaged.end(outcome, "actor_lost")

    assert call.result.outcome is (Outcome.COMPLETED if findings else Outcome.HUNG_UP)
    assert salvaged.result("CA1").outcome is (
        Outcome.COMPLETED if findings else outcome
    )
    assert salvaged.added[0].trigger is Trigger.END
