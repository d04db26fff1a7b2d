"""Asking for a time, where a campaign looks for one and none of its questions does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.appointments.spoken import named
from panda.research.questionnaire import FieldType, Question

if TYPE_CHECKING:
    from panda.booking import BookingTerms
    from panda.research.questionnaire import Questionnaire

NAME = "next_appointment"
_ASKS = {
    "en": "When is your next available appointment for {service}?",
    "es": "¿Cuándo tienen la próxima cita disponible para {service}?",
}
_MOST = 30
"""Questions of a form; see `Questionnaire`."""


def asked_for(form: Questionnaire, terms: BookingTerms | None) -> Questionnaire:
    """Return the questions with one for a time, if that is wanted and missing.

    Nobody offers a time unasked: a campaign that looks for an appointment and asks for
    prices alone would come home without one, and say nothing of it.

    Args:
        form: What is asked.
        terms: Which appointment is looked for, if one is.
    """
    asks = any(one.type is FieldType.DATETIME for one in form.fields)
    if terms is None or asks or len(form.fields) >= _MOST:
        return form
    words = {
        language: ask.format(service=named(terms.service, language))
        for language, ask in _ASKS.items()
    }
    names = {one.name for one in form.fields}
    question = Question(
        name=NAME if NAME not in names else f"{NAME}_time",
        type=FieldType.DATETIME,
        label="Next appointment",
        ask=words.get(form.language, words["en"]),
        ask_in=words,
    )
    return form.model_copy(update={"fields": (*form.fields, question)})
