"""Second calls about a booking: what is asked, and what came of it.

An errand is a campaign of one business with one question, so that it takes the same
way as every call: the same dispatcher, compliance, menus, evidence. Each question is
worded so that a business that has done already what is asked only says yes again: it
may be put twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.appointments.booking import Booking, Errand, ErrandKind
from panda.appointments.life import Move
from panda.appointments.spoken import named, said
from panda.appointments.zones import in_zone
from panda.campaign import TargetStatus
from panda.research.questionnaire import FieldType, Question, Questionnaire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.campaign import CallResult, Target

FIELD = "agreed"
"""The one question's name."""

_ASKS: dict[str, dict[ErrandKind, str]] = {
    "en": {
        ErrandKind.CONFIRM: (
            "You offered us {service} on {slot}, and we would like to book it. "
            "Can you confirm that it is booked?"
        ),
        ErrandKind.RESCHEDULE: (
            "We have {service} on {slot}, and would like to move it to {new}. "
            "Can you confirm that it is moved?"
        ),
        ErrandKind.CANCEL: (
            "We have {service} on {slot}, and have to cancel it. "
            "Can you confirm that it is cancelled?"
        ),
    },
    "es": {
        ErrandKind.CONFIRM: (
            "Nos ofrecieron {service} {slot} y queremos reservarlo. "
            "¿Puede confirmar que está reservado?"
        ),
        ErrandKind.RESCHEDULE: (
            "Tenemos {service} {slot} y queremos cambiarlo: {new}. "
            "¿Puede confirmar que está cambiado?"
        ),
        ErrandKind.CANCEL: (
            "Tenemos {service} {slot} y queremos cancelarlo. "
            "¿Puede confirmar que está cancelado?"
        ),
    },
}
_OPENINGS = {
    "en": "I am calling about an appointment.",
    "es": "Llamo por una cita.",
}


def campaign_id_of(booking: Booking) -> str:
    """Return the id of the errand that a booking's next step needs.

    It follows from the booking and its version: the step is taken once, and so whoever
    makes the errand anew after a crash makes the same.
    """
    return f"{booking.booking_id}-v{booking.version}"


def questionnaire_of(
    booking: Booking, errand: Errand, of: Questionnaire
) -> Questionnaire:
    """Word an errand.

    Args:
        booking: What it is about.
        errand: What is wanted.
        of: The questionnaire of the first call, whose goal leads to the same desk.
    """
    language = of.language if of.language in _ASKS else "en"
    new = in_zone(errand.slot, booking.zone) if errand.slot is not None else None
    moves = errand.kind is ErrandKind.RESCHEDULE
    ask = _ASKS[language][errand.kind].format(
        service=named(booking.service, language),
        # A yes to a question with two weekdays is read only where both are named again:
        # of a move the new one is said, and a yes that names it counts.
        slot=said(booking.begins, language, weekday=not moves),
        new=said(new, language) if new is not None else "",
    )
    return Questionnaire(
        goal=of.goal,
        caller=of.caller,
        opening=_OPENINGS[language],
        language=of.language,
        fields=(Question(name=FIELD, type=FieldType.YES_NO, ask=ask),),
    )


def move_of(
    errand: Errand, targets: Sequence[Target], results: Sequence[CallResult]
) -> Move | None:
    """Read what came of an errand; None while its calls are not over.

    A word of theirs counts; of several the last. Without one it matters whether a
    person can have acted on what we asked: then only another call can tell.
    """
    if not targets or any(one.status is not TargetStatus.DONE for one in targets):
        return None
    words = [
        finding.value
        for result in sorted(results, key=lambda one: one.ended_at)
        for finding in result.findings
        if finding.field == FIELD
    ]
    if words:
        return Move.AGREE if words[-1] is True else Move.REFUSE
    reached = any(_met_a_person(one) for one in results)
    return Move.LOSE if reached or errand.in_doubt else Move.MISS


def _met_a_person(result: CallResult) -> bool:
    """Say whether somebody may have heard what we want."""
    return result.disclosed or result.outcome.value in {"uncertain", "interrupted"}
