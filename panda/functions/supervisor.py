"""What the senior agent can do: record what it learned, press keys, end the call.

None of these acts by itself. Each puts a checked decision on the `Desk`, and the call,
which knows the line's state, carries it out or not.
"""

from __future__ import annotations

from dataclasses import dataclass, field as dataclass_field
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, ValidationError

from panda.errors import FunctionError
from panda.functions.framework import Function, Registry
from panda.people.question import MOST_CHOICES, AnswerKind, PeopleQuestion
from panda.plainly import plainly
from panda.research.evidence import add, check
from panda.research.finding import Claim, Finding, Value

if TYPE_CHECKING:
    from panda.supervisor.consultation import Consultation


@dataclass(slots=True)
class Desk:
    """One consultation while it is worked on, and what was decided so far."""

    consultation: Consultation
    findings: list[Finding] = dataclass_field(default_factory=list)
    """New ones, evidence checked."""
    end_call: str = ""
    press: str = ""
    do_not_call: bool = False
    silent: bool = False
    """Nothing is to be said now."""
    asks: list[PeopleQuestion] = dataclass_field(default_factory=list)
    """What the people the call is made for are to be asked."""

    @property
    def all_findings(self) -> list[Finding]:
        """What was known before and what is new."""
        return [*self.consultation.findings, *self.findings]

    @property
    def all_asked(self) -> list[str]:
        """What our people have been asked and have not answered yet."""
        return [*self.consultation.asked_people, *(one.ask for one in self.asks)]

    @property
    def open_questions(self) -> list[str]:
        """The questions nothing was found for yet, as they are asked.

        Those we have not put yet come first.
        """
        found = {finding.field for finding in self.all_findings}
        lines = self.consultation.conversation
        ours = [line.text for line in lines if line.speaker != "business"]
        questions = [
            question.ask
            for question in self.consultation.questionnaire.fields
            if question.name not in found
        ]
        return sorted(questions, key=lambda ask: any(ask in text for text in ours))


async def record_finding(
    desk: Desk,
    field: Annotated[str, Field(description="Name of the questionnaire's field.")],
    value: Annotated[
        Value,
        Field(
            description="yes_no: true or false. money, number: a number. date: "
            "YYYY-MM-DD. time: HH:MM. datetime: YYYY-MM-DDTHH:MM. choice: one of its "
            "choices. text: words."
        ),
    ],
    quote: Annotated[
        str,
        Field(
            min_length=1,
            max_length=600,
            description="The words of theirs that say it, exactly as they stand.",
        ),
    ],
) -> str:
    """Record one fact the person has just stated about one field.

    Quote them word for word. What they did not say, or were unsure of, is not recorded.
    """
    question = desk.consultation.questionnaire.question(field)
    if question is None:
        names = ", ".join(q.name for q in desk.consultation.questionnaire.fields)
        raise FunctionError(f"no field {field}; the fields are: {names}")
    consultation = desk.consultation
    checked = check(
        Claim(field=field, value=value, quote=quote),
        question,
        consultation.conversation,
        consultation.now,
        or_now=consultation.or_now,
        fields=consultation.questionnaire.fields,
        language=consultation.questionnaire.language,
    )
    finding = add(desk.all_findings, checked)
    if finding is None:
        return f"{field} was recorded before with the same value"
    desk.findings.append(finding)
    if finding.contradicts:
        return (
            f"recorded {field}, but it contradicts what was said before: "
            "ask which is right"
        )
    return f"recorded {field}"


async def end_call(
    desk: Desk,
    reason: Annotated[
        str, Field(min_length=1, max_length=200, description="Why, in a few words.")
    ],
) -> str:
    """End the call politely once your next words were heard.

    Use it when every question has its answer, or they cannot or will not help.
    """
    desk.end_call = reason
    return "the call ends after your next words; thank them and say goodbye"


async def send_digits(
    desk: Desk,
    digits: Annotated[
        str,
        Field(
            pattern=r"^[0-9*#w]{1,12}$",
            description="Keys 0-9, * and #; w waits half a second.",
        ),
    ],
) -> str:
    """Press keys on the telephone, when a machine or a person asks for it."""
    desk.press = digits
    return "the keys will be pressed"


async def stay_silent(desk: Desk) -> str:
    """Say nothing now, and go on listening.

    Use it when our question stands and they have not come to it yet: they have only
    finished what they said before it, or are thinking aloud.
    """
    desk.silent = True
    return "nothing will be said"


async def mark_do_not_call(desk: Desk) -> str:
    """Keep this business from ever being called again, because they asked for it."""
    desk.do_not_call = True
    return "noted for good; say sorry and goodbye"


async def prompt_user_for_info(
    desk: Desk,
    question: Annotated[
        str,
        Field(
            min_length=1,
            max_length=300,
            description="Complete by itself: they have not heard the call.",
        ),
    ],
    kind: Annotated[
        Literal["text", "choice", "yes_no", "date"],
        Field(description="What the answer has to be."),
    ] = "text",
    choices: Annotated[
        list[str] | None,
        Field(max_length=MOST_CHOICES, description="For a choice: what there is."),
    ] = None,
    if_nobody_answers: Annotated[
        str,
        Field(
            max_length=300,
            description="What to take as the answer then; leave it out if nothing.",
        ),
    ] = "",
) -> str:
    """Ask the people you call for something that only they can decide or know.

    They read it on their screens and have a minute. Use it when the person cannot go on
    without it, and never for what the person on the phone can tell you. Then tell the
    person that you are finding it out. Never ask for private data of anybody with it.
    """
    if question.casefold() in {one.casefold() for one in desk.all_asked}:
        raise FunctionError("they were asked that already: wait for their answer")
    try:
        asked = PeopleQuestion(
            ask=question,
            kind=AnswerKind(kind),
            choices=tuple(choices or ()),
            default=if_nobody_answers,
        )
    except ValidationError as error:
        (wrong, *_) = error.errors(include_input=False, include_url=False)
        raise FunctionError(f"promptUserForInfo: {plainly(wrong)}") from None
    desk.asks.append(asked)
    return (
        "they are being asked; tell the person that you are finding it out, and you "
        "will be told the answer"
    )


SUPERVISOR_FUNCTIONS: Registry[Desk] = Registry(
    Function(record_finding),
    Function(end_call),
    Function(send_digits),
    Function(stay_silent),
    Function(mark_do_not_call),
    Function(prompt_user_for_info),
)
