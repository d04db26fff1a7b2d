"""Questions of calls for whoever follows them: asked once, and ended once."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from pydantic import AwareDatetime  # noqa: TC002 - a field's type

from panda.people.answering import AskedQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from panda.campaign import CallSnapshot


class QuestionStatus(StrEnum):
    """Whether a question waits, or how it ended."""

    OPEN = auto()
    ANSWERED = auto()
    TIMED_OUT = auto()
    """Nobody answered: the default holds, if there is one."""
    WITHDRAWN = auto()
    """The call was over first."""


class FollowedQuestion(AskedQuestion):
    """A question as it stands."""

    status: QuestionStatus = QuestionStatus.OPEN
    answer: str = ""
    """As it was passed on; empty while it waits, and if it is private."""
    author: str = ""
    ended_at: AwareDatetime | None = None


def followed(call: CallSnapshot) -> Iterator[FollowedQuestion]:
    """Yield all questions of a call: those that have ended, then the open ones."""
    for ended in call.ended_questions:
        yield FollowedQuestion(
            **dict(AskedQuestion.of(call, ended)),
            status=QuestionStatus(ended.how),
            answer=ended.answer,
            author=ended.author,
            ended_at=ended.ended_at,
        )
    for asked in call.questions:
        yield FollowedQuestion(**dict(AskedQuestion.of(call, asked)))
