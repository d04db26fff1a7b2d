"""A consultation to begin tests with."""

from datetime import datetime
from zoneinfo import ZoneInfo

from panda.research.questionnaire import FieldType, Question, Questionnaire
from panda.supervisor.consultation import Consultation, Line

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("America/Chicago"))

QUESTIONS = Questionnaire(
    goal="schedule a cleaning",
    caller="Maria Alvarez",
    fields=(
        Question(
            name="delta", type=FieldType.YES_NO, ask="Do you accept Delta Dental?"
        ),
        Question(name="price", type=FieldType.MONEY, ask="How much is a cleaning?"),
    ),
)


def consultation(*said, findings=(), context="", deadline_ms=2000, **more):
    """Words of ours and theirs, by turns, beginning with ours."""
    lines = [
        Line(
            speaker="business" if place % 2 else "agent",
            text=text,
            at_ms=1000 * place,
        )
        for place, text in enumerate(said)
    ]
    return Consultation(
        request="r1",
        call_id="call1",
        business="Lakeside Dental",
        questionnaire=QUESTIONS,
        conversation=tuple(lines),
        findings=findings,
        context=context,
        now=NOW,
        deadline_ms=deadline_ms,
        **more,
    )
