"""From what a person typed to the order that answers a call's question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from panda.mailbox import AnswerPeople
from panda.people.question import MOST_TEXT, AnswerKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from panda.campaign import CallSnapshot
    from panda.people.question import OpenQuestion
    from panda.private import PrivateField

_FROZEN = ConfigDict(frozen=True, extra="forbid")


class AskedQuestion(BaseModel):
    """An open question of a call, as the API lists it."""

    model_config = _FROZEN

    call_id: str
    campaign_id: str
    business: str
    question_id: str
    ask: str
    kind: AnswerKind
    choices: tuple[str, ...]
    private: bool
    """Whether the answer is sealed: it is keyed to a machine and told to nobody."""
    default: str
    asked_at: AwareDatetime
    due_at: AwareDatetime

    @classmethod
    def of(cls, call: CallSnapshot, one: OpenQuestion) -> AskedQuestion:
        """Say whose question it is."""
        return cls(
            call_id=call.call_id,
            campaign_id=call.campaign_id,
            business=call.business,
            question_id=one.question_id,
            ask=one.question.ask,
            kind=one.question.kind,
            choices=one.question.choices,
            private=one.question.field is not None,
            default=one.question.default,
            asked_at=one.asked_at,
            due_at=one.due_at,
        )


class AnswerText(BaseModel):
    """An answer as a person gives it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    answer: str = Field(min_length=1, max_length=MOST_TEXT, repr=False)
    author: str = Field(default="api", min_length=1, max_length=80)


def asked_by(calls: Iterable[CallSnapshot]) -> list[AskedQuestion]:
    """List all open questions, what is due first first."""
    asked = [AskedQuestion.of(call, one) for call in calls for one in call.questions]
    return sorted(asked, key=lambda one: (one.due_at, one.call_id, one.question_id))


def answer_order(
    call: CallSnapshot,
    question_id: str,
    given: AnswerText,
    seal: Callable[[PrivateField, str], str],
) -> AnswerPeople | None:
    """Return the order that answers an open question; None if none is open so.

    Args:
        call: The call as it stands.
        question_id: Which of its questions.
        given: What the person said.
        seal: Seals a private value for the number the call is to.

    Raises:
        BadInput: It is no answer to that; says what would be, and never quotes it.
    """
    known = (one for one in call.questions if one.question_id == question_id)
    asked = next(known, None)
    if asked is None:
        return None
    said = asked.question.read(given.answer)
    if asked.question.field is None:
        return AnswerPeople(question_id=question_id, answer=said, author=given.author)
    sealed = seal(asked.question.field, said)
    return AnswerPeople(question_id=question_id, sealed=sealed, author=given.author)
