"""What a call's log keeps of its people: what they were asked, answered and needed for.

A private answer is in none of these; that there is one, is.
"""

from __future__ import annotations

from typing import Literal

from panda.event import Event
from panda.people.need import NEED_WORDS, Need, Relief
from panda.people.question import How, PeopleQuestion


class PeopleAsked(Event):
    """The call asked the people it is made for something."""

    kind: Literal["people_asked"] = "people_asked"
    question_id: str
    question: PeopleQuestion


class PeopleAnswered(Event):
    """A question of the call ended, with an answer or without."""

    kind: Literal["people_answered"] = "people_answered"
    question_id: str
    how: How
    answer: str = ""
    """As it is passed on; empty if it is private. Without one in time, the default."""
    author: str = ""


class PersonNeeded(Event):
    """From here on a person should look after the call."""

    kind: Literal["person_needed"] = "person_needed"
    need: Need


class NeedMet(Event):
    """A person is no longer needed for this."""

    kind: Literal["need_met"] = "need_met"
    need: Need
    by: Relief


PeopleEvent = PeopleAsked | PeopleAnswered | PersonNeeded | NeedMet


def people_words(event: PeopleEvent) -> str:
    """Say such an event in one line."""
    match event:
        case PeopleAsked(question=question):
            return f"asks its people: {question.ask}"
        case PeopleAnswered(how="withdrawn"):
            return "the call was over before its question was answered"
        case PeopleAnswered(how="timed_out", answer=answer):
            return (
                f"nobody answered; taken as: {answer}" if answer else "nobody answered"
            )
        case PeopleAnswered(answer=answer, author=author):
            return f"{author or 'somebody'} answered: {answer or '(private)'}"
        case PersonNeeded(need=need):
            return f"needs a person: {NEED_WORDS[need]}"
        case NeedMet(need=need, by=by):
            return f"no longer {NEED_WORDS[need]} ({by.replace('_', ' ')})"
