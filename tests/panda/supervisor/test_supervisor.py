import asyncio

import pytest

from panda.errors import ReasonerError
from panda.functions.decisions import EndCall
from panda.reasoning import ToolOutput
from panda.research.finding import Finding
from panda.supervisor.supervisor import MAX_TURNS, Supervisor
from panda.testing.clock import FakeClock
from panda.testing.reasoner import FakeReasoner, Turn
from tests.panda.supervisor.consultations import consultation

PRICE = ("recordFinding", {"field": "price", "value": 120, "quote": "it is $120"})
DELTA = ("recordFinding", {"field": "delta", "value": True, "quote": "yes"})
SAID = ("And a cleaning?", "Yes, it is $120.")


def supervisor(*turns, clock=None):
    reasoner = FakeReasoner(list(turns))
    return Supervisor(reasoner, clock or FakeClock()), reasoner


async def test_it_records_what_was_said_and_asks_on():
    senior, reasoner = supervisor(
        Turn(uses=(PRICE,)), Turn("Thank you. Do you accept Delta Dental?")
    )
    advice = await senior.advise(consultation(*SAID))

    assert advice.request == "r1"
    assert advice.next_response == "Thank you. Do you accept Delta Dental?"
    assert [(one.field, one.value) for one in advice.findings] == [("price", 120.0)]
    assert [(one.name, one.result) for one in advice.functions] == [
        ("recordFinding", "recorded price")
    ]
    assert (advice.tokens_in, advice.tokens_out) == (200, 20)
    assert reasoner.is_finished


async def test_the_next_turn_sends_only_what_is_new():
    senior, reasoner = supervisor(Turn(uses=(PRICE,)), Turn("Thanks."))
    await senior.advise(consultation(*SAID))
    first, second = reasoner.requests

    assert (first.previous, len(first.input)) == ("", 2)
    assert second.previous == "reply-1"
    assert second.input == (ToolOutput(call="use-1-0", output="recorded price"),)
    assert second.instructions == first.instructions
    assert next(tool.name for tool in first.tools) == "recordFinding"


async def test_words_and_functions_in_one_turn_are_enough():
    end = ("endCall", {"reason": "done"})
    senior, reasoner = supervisor(Turn("Thanks, goodbye.", uses=(PRICE, end)))
    advice = await senior.advise(consultation(*SAID))

    assert advice.next_response == "Thanks, goodbye."
    assert advice.decisions == (EndCall(reason="done"),)
    assert len(reasoner.requests) == 1


async def test_several_functions_in_a_turn_are_all_run():
    senior, reasoner = supervisor(Turn(uses=(DELTA, PRICE)), Turn("Great."))
    asked = "Do you take Delta Dental? And how much is a cleaning?"
    advice = await senior.advise(consultation(asked, "Yes. And it is $120."))

    assert [one.field for one in advice.findings] == ["delta", "price"]
    assert len(reasoner.requests[1].input) == 2


async def test_a_refused_claim_goes_back_to_the_model_as_advice():
    invented = ("recordFinding", {"field": "price", "value": 99, "quote": "$99"})
    senior, reasoner = supervisor(
        Turn("So it is $99?", uses=(invented,)), Turn("How much was it?")
    )
    advice = await senior.advise(consultation(*SAID))

    assert advice.findings == ()
    assert advice.next_response == "How much was it?"
    (output,) = reasoner.requests[1].input
    assert "do not stand in what the person said" in output.output


@pytest.mark.parametrize(
    "use",
    [
        ("dialNumber", {"number": "+19005550199"}),
        ("recordFinding", {"field": "price"}),
        ("recordFinding", {"field": "rm -rf", "value": 1, "quote": "q"}),
        ("sendDigits", {"digits": "not keys"}),
        ("endCall", {}),
    ],
)
async def test_an_obedient_model_can_do_no_harm(use):
    senior, _ = supervisor(Turn(uses=(use,)), Turn("Okay."))
    advice = await senior.advise(consultation(*SAID))

    assert (advice.findings, advice.decisions) == ((), ())
    assert not advice.do_not_call


async def test_a_model_that_goes_in_circles_is_stopped():
    turns = [Turn(uses=(("sendDigits", {"digits": "1"}),))] * (MAX_TURNS + 1)
    senior, reasoner = supervisor(*turns)

    with pytest.raises(ReasonerError, match="no answer after"):
        await senior.advise(consultation(*SAID))
    assert len(reasoner.requests) == MAX_TURNS


async def test_a_model_that_says_nothing_has_failed():
    senior, _ = supervisor(Turn())

    with pytest.raises(ReasonerError, match="said nothing"):
        await senior.advise(consultation(*SAID))


async def test_a_failure_of_the_model_is_passed_on():
    senior, _ = supervisor(Turn(fails=True))

    with pytest.raises(ReasonerError):
        await senior.advise(consultation(*SAID))


async def test_each_turn_gets_what_is_left_of_the_time():
    clock = FakeClock()

    async def thinks():
        clock.advance(ms=700)

    senior, reasoner = supervisor(
        Turn(uses=(PRICE,), before=thinks), Turn("Okay."), clock=clock
    )
    await senior.advise(consultation(*SAID, deadline_ms=2000))

    assert [request.timeout_s for request in reasoner.requests] == [2.0, 1.3]


async def test_an_answer_that_comes_too_late_is_given_up():
    async def thinks_for_ever():
        await asyncio.Event().wait()

    senior, _ = supervisor(Turn("Hello?", before=thinks_for_ever))

    with pytest.raises(ReasonerError, match="too late"):
        await senior.advise(consultation(*SAID, deadline_ms=20))


async def test_what_was_recorded_before_time_ran_out_is_kept():
    clock = FakeClock()

    async def thinks_too_long():
        clock.advance(ms=5000)

    senior, reasoner = supervisor(
        Turn(uses=(PRICE,), before=thinks_too_long), clock=clock
    )
    advice = await senior.advise(consultation(*SAID))

    assert [one.field for one in advice.findings] == ["price"]
    assert advice.next_response == "Do you accept Delta Dental?"
    assert len(reasoner.requests) == 1


async def test_with_nothing_left_to_ask_a_late_answer_is_late():
    delta = Finding(field="delta", value=True, quote="yes", at_ms=1)
    senior, _ = supervisor(Turn(uses=(PRICE,)), Turn(fails=True))

    with pytest.raises(ReasonerError):
        await senior.advise(consultation(*SAID, findings=(delta,)))


async def test_two_consultations_at_once_do_not_mix():
    reasoner = FakeReasoner([Turn("A"), Turn("B")])
    senior = Supervisor(reasoner, FakeClock())
    one, two = await asyncio.gather(
        senior.advise(consultation("x", "Yes.")),
        senior.advise(consultation("y", "No.")),
    )

    assert {one.next_response, two.next_response} == {"A", "B"}
    assert one.findings == two.findings == ()
