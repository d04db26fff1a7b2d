"""Functions about times: note one that is offered, or take it.

As in `panda.functions.incall`, what they put on the `Desk` the call carries out or not.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Annotated

from pydantic import Field

from panda.appointments.zones import local
from panda.booking import Manner
from panda.errors import BadInput, FunctionError
from panda.functions.decisions import Book, NoteOffer
from panda.functions.desk import Desk  # noqa: TC001 - signatures are read at run time
from panda.functions.framework import Function
from panda.functions.permission import Caller
from panda.research.evidence import check
from panda.research.finding import Claim
from panda.research.questionnaire import FieldType, Question

MOST_OFFERS = 12
"""Of one call: nobody weighs more, and a loop of a model ends."""
Slot = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$",
        description="When, in the business's own time: YYYY-MM-DDTHH:MM.",
    ),
]
Quote = Annotated[
    str,
    Field(
        max_length=600,
        description="The words of theirs that offer this time, exactly.",
    ),
]


def schedule_appointment(
    desk: Desk,
    service: Annotated[
        str, Field(min_length=2, max_length=120, description="What it is for.")
    ],
    slot: Slot,
    quote: Quote,
) -> str:
    """Take an appointment at a time the person has just offered.

    Only at a time within what the people you call for have allowed. It is booked once
    you have said the day and the time back and they have confirmed it, not before.
    """
    consultation = desk.consultation
    when = _local(slot, consultation.now)
    if when <= consultation.now:
        raise FunctionError("that time has passed: ask for a later one")
    if desk.caller is not Caller.OPERATOR:
        terms = consultation.booking
        if terms is None:
            raise FunctionError(
                "nobody has said which times may be booked: tell them that you will "
                "call back, and book nothing"
            )
        if terms.manner is Manner.OFFERS:
            raise FunctionError(
                "nothing is booked on this call: note the time with noteOffer, and "
                "tell them that you will call back"
            )
        if objection := terms.objection(when):
            raise FunctionError(objection)
        quote = _offered(desk, slot, quote)
    booked = [one for one in desk.decisions if isinstance(one, Book)]
    taken = [*consultation.appointments, *(one.slot for one in booked)]
    if when in taken:
        return "that time was taken before on this call; have them confirm it"
    if when in consultation.declined:
        raise FunctionError("they have said that this time is gone: ask for another")
    if taken:
        raise FunctionError(
            "another time was taken on this call: cancel it with them first, and tell "
            "our people by addNote"
        )
    desk.decisions.append(Book(service=service, slot=when, quote=quote))
    if desk.caller is Caller.OPERATOR:
        return "booked; say the day and the time back to them"
    return (
        "noted, and not booked yet: say the day and the time back to them, and ask "
        "whether it is booked"
    )


def note_offer(
    desk: Desk,
    slot: Slot,
    quote: Quote,
) -> str:
    """Note one time the person has just offered, and take none.

    Call it for each time they offer, once each, also those nobody may want: it is
    decided later which is taken. Book nothing, and tell them that you will call back.
    """
    consultation = desk.consultation
    terms = consultation.booking
    if terms is None:
        raise FunctionError("nobody looks for an appointment here: note nothing")
    when = _local(slot, consultation.now)
    if when <= consultation.now:
        raise FunctionError("that time has passed: ask for a later one")
    if desk.caller is not Caller.OPERATOR:
        quote = _offered(desk, slot, quote)
    noted = [one.slot for one in desk.decisions if isinstance(one, NoteOffer)]
    if when in {*consultation.offers, *noted}:
        return "that time was noted before"
    if len(consultation.offers) + len(noted) >= MOST_OFFERS:
        raise FunctionError("enough times are noted: ask for no more")
    desk.decisions.append(NoteOffer(service=terms.service, slot=when, quote=quote))
    return "noted; nothing is booked"


def _local(slot: str, now: datetime) -> datetime:
    assert now.tzinfo is not None
    try:
        return local(datetime.fromisoformat(slot), now.tzinfo)
    except (ValueError, BadInput):
        raise FunctionError("there is no such day or time") from None


def _offered(desk: Desk, slot: str, quote: str) -> str:
    """Return their words that offer a time, if they bear it out.

    "I also have Friday at ten" offers something only to whoever has asked for it: in
    the words of the questionnaire, if it asks for a time itself.
    """
    consultation = desk.consultation
    asked = consultation.questionnaire.fields

    def borne_out(question: Question) -> str:
        return check(
            Claim(field=question.name, value=slot, quote=quote),
            question,
            consultation.conversation,
            consultation.now,
            or_now=consultation.or_now,
            fields=(*asked, _WHEN),
            language=consultation.questionnaire.language,
        ).quote

    for question in asked:
        if question.type is FieldType.DATETIME:
            with suppress(FunctionError):  # the last of them says why
                return borne_out(question)
    return borne_out(_WHEN)


_WHEN = Question(
    name="appointment",
    type=FieldType.DATETIME,
    ask="When is your next free appointment?",
)
"""The question that a time is the answer to, where no other is."""


BOOKING: tuple[Function[Desk], ...] = tuple(
    Function(handler) for handler in (schedule_appointment, note_offer)
)
