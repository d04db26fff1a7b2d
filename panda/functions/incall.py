"""Functions that act on the call: record, note, press, hold, release, end.

Each puts a checked decision on the `Desk`; the call, which knows the line's state,
carries it out or not.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationError

from panda.errors import FunctionError
from panda.functions.decisions import (
    AddNote,
    EndCall,
    HoldCall,
    MarkDoNotCall,
    ReleaseField,
    SendDigits,
    TransferCall,
)
from panda.functions.desk import Desk  # noqa: TC001 - signatures are read at run time
from panda.functions.framework import Function
from panda.operator.words import MOST_NOTE
from panda.people.question import MOST_CHOICES, AnswerKind, PeopleQuestion
from panda.plainly import plainly
from panda.private import PrivateField  # noqa: TC001 - as above
from panda.research.evidence import add, check
from panda.research.finding import Claim, Value


def record_finding(
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


def end_call(
    desk: Desk,
    reason: Annotated[
        str, Field(min_length=1, max_length=200, description="Why, in a few words.")
    ],
) -> str:
    """End the call politely once your next words were heard.

    Use it when every question has its answer, or they cannot or will not help.
    """
    desk.decisions.append(EndCall(reason=reason))
    return "the call ends after your next words; thank them and say goodbye"


def hold_call(desk: Desk) -> str:
    """Play music to the person for a while, for two minutes at most.

    Use it only if somebody of ours needs a moment. Ask the person to hold first.
    """
    desk.decisions.append(HoldCall())
    return "they will hear music, until the call goes on"


def send_digits(
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
    desk.decisions.append(SendDigits(digits=digits))
    return "the keys will be pressed"


def add_note(
    desk: Desk,
    text: Annotated[
        str,
        Field(
            min_length=1, max_length=MOST_NOTE, description="For the people of ours."
        ),
    ],
) -> str:
    """Pin a note to this moment of the call, for our people to read later.

    It is no finding: nothing is answered by it. Use it for what somebody should know
    and no field asks for.
    """
    desk.decisions.append(AddNote(text=text))
    return "noted"


def release_field(
    desk: Desk,
    field: Annotated[
        PrivateField, Field(description="What the machine asks to be entered.")
    ],
) -> str:
    """Have a private value keyed in for a machine that has just asked for it.

    You never see the value. Whether it may be given is decided by the terms it was
    entrusted to us on.
    """
    desk.decisions.append(ReleaseField(field=field))
    return "it is keyed in if the terms allow it"


def transfer_call(
    desk: Desk,
    to: Annotated[
        str,
        Field(
            min_length=1,
            max_length=64,
            description="The name of a colleague's telephone; never a number.",
        ),
    ],
) -> str:
    """Put the person through to a colleague of ours, by telephone.

    Use it when they insist on a person, and somebody of ours is to be reached by the
    name you were told. Tell them first.
    """
    names = {one.casefold(): one for one in desk.consultation.phones}
    name = names.get(to.casefold())
    if name is None:
        there = ", ".join(desk.consultation.phones)
        raise FunctionError(
            f"no telephone of this name; there are: {there}"
            if there
            else "nobody of ours can be reached by telephone: offer to call back"
        )
    desk.decisions.append(TransferCall(to=name))
    return f"{name} is being called while they hear music"


def prompt_user_for_info(
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


def stay_silent(desk: Desk) -> str:
    """Say nothing now, and go on listening.

    Use it when our question stands and they have not come to it yet: they have only
    finished what they said before it, or are thinking aloud.
    """
    desk.silent = True
    return "nothing will be said"


def mark_do_not_call(desk: Desk) -> str:
    """Keep this business from ever being called again, because they asked for it."""
    desk.decisions.append(MarkDoNotCall())
    return "noted for good; say sorry and goodbye"


IN_CALL: tuple[Function[Desk], ...] = tuple(
    Function(handler)
    for handler in (
        record_finding,
        end_call,
        hold_call,
        send_digits,
        add_note,
        release_field,
        transfer_call,
        prompt_user_for_info,
        stay_silent,
        mark_do_not_call,
    )
)
