""" "Tomorrow" is the callee's tomorrow."""

from datetime import UTC, datetime

import pytest

from panda.campaign import Provider
from panda.errors import FunctionError
from panda.functions.desk import Desk
from panda.functions.incall import record_finding
from panda.research.questionnaire import FieldType, Question, Questionnaire
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

QUESTIONS = Questionnaire(
    goal="schedule a cleaning",
    caller="Maria Lopez",
    fields=(
        Question(
            name="next", type=FieldType.DATETIME, ask="When is your next appointment?"
        ),
    ),
)


def asked_at(phone, at):
    """What the supervisor is asked after "tomorrow at nine", the call being at `at`."""
    brief = briefing(questionnaire=QUESTIONS)
    provider = Provider(name="Bright Dental", phone=phone)
    call = SessionPlayer(brief.model_copy(update={"now": at, "provider": provider}))
    call.answer()
    call.callee_says("Bright Dental, this is Amy, how can I help you?")
    call.wait(1500)
    call.callee_says("I can see you tomorrow at nine.")
    call.voice_asks()
    call.wait(3000)
    return Desk(call.asked.consultation)


async def recorded(desk, value):
    record_finding(desk, "next", value, "tomorrow at nine")
    return [finding.value for finding in desk.findings]


@pytest.mark.parametrize("phone", ["+18085550123", "+12135550123"])
async def test_tomorrow_is_tuesday_on_a_monday_afternoon_at_the_pacific(phone):
    desk = asked_at(phone, datetime(2026, 11, 24, 0, 30, tzinfo=UTC))

    assert await recorded(desk, "2026-11-24T09:00") == ["2026-11-24T09:00"]
    with pytest.raises(FunctionError):
        await recorded(desk, "2026-11-25T09:00")


@pytest.mark.parametrize("value", ["2026-11-24T09:00", "2026-11-25T09:00"])
async def test_where_it_may_be_two_dates_no_tomorrow_is_recorded(value):
    desk = asked_at("+18005550123", datetime(2026, 11, 24, 7, 30, tzinfo=UTC))

    with pytest.raises(FunctionError):
        await recorded(desk, value)
