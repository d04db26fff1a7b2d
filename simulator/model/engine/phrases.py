"""What the supervisor says around its questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.model.engine.courtesies import Courtesy, found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.model.engine.questionnaire import FieldType, Questionnaire

WAIT = "Of course."
GO_ON = "Go on, please."
AGAIN = "Of course, I asked:"
RETURN = "Thank you. I was asking:"
HERE = "Great."
I_SEE = "I see, thank you."
NEVER_MIND = "No problem."
NOT_WITH_ME = "Sorry, I don't have that with me, I only have a general question."
ONE_AMOUNT = "Sorry, I can only note a single amount, what is the usual one?"
DAY_AND_TIME = "Sorry, could you give me the day and the time together?"
APOLOGY = "I'm sorry to have bothered you. Goodbye."
BYE = "Thank you for your time. Goodbye."
_DONE = "Thank you very much for your help, that is all I needed. Goodbye."
_THANKS = ("Great, thank you.", "Got it, thank you.", "Okay, thanks.", "Thank you.")
_SECOND_TRIES: dict[str, str] = {
    "yes_no": "Sorry, I wasn't sure whether that was a yes or a no.",
    "money": "Sorry, I didn't get the amount.",
    "number": "Sorry, I didn't get the number.",
    "date": "Sorry, I didn't get the day.",
    "time": "Sorry, I didn't get the time.",
    "datetime": "Sorry, I didn't get the day and the time.",
}
_UNCLEAR = "Sorry, I didn't quite catch that."
_CALLER = re.compile(
    r"(?:on behalf of|calling for|caller(?:'s name)?(?: is|:)|behalf:)\s+"
    r"(?P<who>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3})"
)
_GENERIC_CALLER = "a customer"


def second_try(kind: FieldType) -> str:
    """Return how to begin when an answer was not understood."""
    return _SECOND_TRIES.get(kind, _UNCLEAR)


def is_second_try(text: str) -> bool:
    """Whether a question was put with the words for a second try."""
    return text.startswith(("Sorry, ", I_SEE))


def thanks(count: int) -> str:
    """Return thanks for an answer, not always the same."""
    return _THANKS[count % len(_THANKS)]


def caller(form: Questionnaire, instructions: str) -> str:
    """Return on whose behalf the call is made, as far as the prompt says."""
    if form.caller:
        return form.caller
    named = _CALLER.search(instructions)
    return named["who"] if named else _GENERIC_CALLER


def about_us(form: Questionnaire, instructions: str, moves: Sequence[Courtesy]) -> str:
    """Return the truth about who is calling, if that was asked."""
    who = caller(form, instructions)
    if Courtesy.ROBOT in moves:
        return f"Yes, I am an automated AI assistant calling for {who}."
    if Courtesy.WHO in moves:
        return f"This is an automated AI assistant calling for {who}."
    return ""


def purpose(form: Questionnaire, moves: Sequence[Courtesy], *, first: bool) -> str:
    """Return what comes before the first question."""
    if first and form.opening:
        return f"Hello. {form.opening}"
    if Courtesy.HELP in moves:
        return "Thank you. I have a few quick questions."
    return "Thank you." if not first else "Hello, I have a few quick questions."


def farewell(heard: Sequence[str]) -> str:
    """Return the last words of a call."""
    moves = found(" ".join(heard))
    if Courtesy.REFUSED in moves or Courtesy.WRONG in moves:
        return APOLOGY
    return BYE if Courtesy.GOODBYE in moves else _DONE
