import json

import pytest

from panda.errors import FunctionError
from panda.functions.decisions import EndCall, MarkDoNotCall, SendDigits
from panda.functions.desk import Desk
from panda.functions.supervisor import SUPERVISOR_FUNCTIONS
from panda.functions.voice import VOICE_FUNCTIONS
from panda.research.finding import Finding
from panda.session.wording import SUPERVISOR_TOOL
from tests.panda.supervisor.consultations import consultation


@pytest.fixture
def desk():
    return Desk(consultation("Do you take Delta?", "Yes, we do. A cleaning is $120."))


async def use(desk, name, **arguments):
    return await SUPERVISOR_FUNCTIONS.call(desk, name, json.dumps(arguments))


def test_names_are_spelled_as_the_seed_spells_them():
    assert SUPERVISOR_FUNCTIONS.names == [
        "recordFinding", "endCall", "holdCall", "sendDigits", "addNote",
        "releaseField", "transferCall", "promptUserForInfo",
        "staySilent",
        "markDoNotCall", "scheduleAppointment", "noteOffer",
        "validateInsurance", "lookupPricing", "checkAvailability", "getBusinessInfo",
    ]  # fmt: skip
    assert VOICE_FUNCTIONS.names == ["getSupervisorResponse"]


def test_what_the_voice_is_offered_is_what_the_voice_can_do():
    (mine,) = VOICE_FUNCTIONS.tools

    assert mine.name == SUPERVISOR_TOOL.name
    assert mine.parameters["required"] == SUPERVISOR_TOOL.parameters["required"]


async def test_the_voice_asks_its_senior():
    class Call:
        async def consult(self, relevant_context):
            return f"about {relevant_context}"

    arguments = '{"relevantContextFromLastUserMessage": "price"}'

    assert await VOICE_FUNCTIONS.call(Call(), "getSupervisorResponse", arguments) == (
        "about price"
    )


async def test_a_fact_is_recorded_with_its_evidence(desk):
    said = await use(
        desk, "recordFinding", field="price", value=120, quote="a cleaning is $120"
    )

    assert said == "recorded price"
    assert desk.findings == [
        Finding(field="price", value=120.0, quote="A cleaning is $120.", at_ms=1000)
    ]
    assert desk.open_questions == ["Do you accept Delta Dental?"]


async def test_questions_we_have_not_put_yet_come_first():
    desk = Desk(consultation("Do you accept Delta Dental?", "What was that?"))
    assert desk.open_questions == [
        "How much is a cleaning?",
        "Do you accept Delta Dental?",
    ]


async def test_a_fact_nobody_stated_is_not_recorded(desk):
    with pytest.raises(FunctionError, match="do not stand in what the person said"):
        await use(desk, "recordFinding", field="price", value=99, quote="it is $99")

    assert desk.findings == []


async def test_a_yes_is_evidence_only_for_what_we_asked():
    desk = Desk(consultation("Are you still there?", "Yes, I can hear you."))
    for quote in ("Yes, I can hear you.", "Yes"):
        with pytest.raises(FunctionError):
            await use(desk, "recordFinding", field="delta", value=True, quote=quote)
    assert desk.findings == []


async def test_our_own_words_are_no_evidence():
    desk = Desk(consultation("Is it $99 for a cleaning?", "Sorry, what was that?"))

    with pytest.raises(FunctionError):
        await use(desk, "recordFinding", field="price", value=99, quote="it is $99")


async def test_an_unknown_field_comes_back_with_those_there_are(desk):
    with pytest.raises(FunctionError, match="no field cost; the fields are: delta, pr"):
        await use(desk, "recordFinding", field="cost", value=120, quote="120")


async def test_the_same_twice_is_said_to_be_so(desk):
    once = {"field": "delta", "value": True, "quote": "Yes, we do."}
    await use(desk, "recordFinding", **once)

    assert "before with the same value" in await use(desk, "recordFinding", **once)
    assert len(desk.findings) == 1


async def test_a_contradiction_is_flagged_and_asked_about():
    before = Finding(field="price", value=95.0, quote="$95", at_ms=5)
    desk = Desk(consultation("So?", "A cleaning is $120.", findings=(before,)))
    said = await use(
        desk, "recordFinding", field="price", value=120, quote="a cleaning is $120"
    )

    assert "ask which is right" in said
    assert desk.findings[0].contradicts


async def test_ending_pressing_and_staying_away_are_left_to_the_call(desk):
    await use(desk, "endCall", reason="all answered")
    await use(desk, "sendDigits", digits="1w2#")
    await use(desk, "markDoNotCall")

    assert desk.decisions == [
        EndCall(reason="all answered"), SendDigits(digits="1w2#"), MarkDoNotCall(),
    ]  # fmt: skip


@pytest.mark.parametrize("digits", ["", "12a", "+1", "1234567890123", "1 2", "1,2"])
async def test_only_keys_are_pressed_and_not_many(desk, digits):
    with pytest.raises(FunctionError):
        await use(desk, "sendDigits", digits=digits)

    assert desk.decisions == []


@pytest.mark.parametrize("value", [None, [], {}, {"a": 1}])
async def test_a_value_is_a_value(desk, value):
    with pytest.raises(
        FunctionError,
        match="value: is neither true nor false, is no number, is no text",
    ):
        await use(desk, "recordFinding", field="price", value=value, quote="q")
