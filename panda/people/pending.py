"""What one call has open with its people, as follows from its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.functions.approval import wish_in_log
from panda.people.events import NeedMet, PeopleAnswered, PeopleAsked, PersonNeeded
from panda.people.question import EndedQuestion, OpenQuestion

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from panda.events import FunctionCalled
    from panda.people.events import PeopleEvent
    from panda.people.need import Need

_RAN = frozenset({"", "failed"})
"""How a use is told of that was made: one that failed may have done its work."""
_KEYED = (
    "They gave it to be keyed in where a machine asks for it. You do not have it: a "
    "person who asks must talk to a colleague."
)
_NOBODY = (
    "Nobody answered: say politely that you will have to check and call back, and go "
    "on with what is open."
)


class Pending:
    """Questions without an answer, and needs that nobody has met."""

    def __init__(self) -> None:
        self.needs: dict[Need, int] = {}
        """Since when a person is needed, in ms of the session."""
        self.count = 0
        """How many questions there have been."""
        self.texts: set[str] = set()
        """All that was ever asked on this call, in lower case; not what an approval
        was asked for: each is for once, so that it may be asked for again."""
        self.approved: set[str] = set()
        """Which uses of functions were agreed to and not made yet; see
        `PeopleQuestion.approves`."""
        self.denied: set[str] = set()
        """To which they have said no: for good, on this call."""
        self._lent: dict[str, str] = {}
        """Which consultation has an approved use in hand."""
        self._open: dict[str, PeopleAsked] = {}
        self._ended: list[tuple[PeopleAsked, PeopleAnswered]] = []

    def take_in(self, event: PeopleEvent) -> list[str]:
        """Take an event of the log.

        Returns:
            What the models are told about it.
        """
        match event:
            case PeopleAsked(question_id=question_id, question=question):
                self.count += 1
                if not question.approves:
                    self.texts.add(question.ask.casefold())
                self._open[question_id] = event
            case PeopleAnswered(question_id=question_id):
                asked = self._open.pop(question_id, None)
                if asked:
                    self._ended.append((asked, event))
                if asked and asked.question.approves and event.how == "answered":
                    agreed = event.answer == "yes"
                    wishes = self.approved if agreed else self.denied
                    wishes.add(asked.question.approves)
                return _told(asked, event) if asked is not None else []
            case PersonNeeded(need=need):
                self.needs.setdefault(need, event.at_ms)
            case NeedMet(need=need):
                self.needs.pop(need, None)
        return []

    def spend(self, event: FunctionCalled) -> None:
        """Take a use of a function: what was agreed to is done once, well or not."""
        if event.refused in _RAN:
            self.approved.discard(wish_in_log(event.name, event.arguments))

    def lend(self, request: str) -> tuple[str, ...]:
        """Give a consultation the approved uses that no other one has in hand.

        Each is for once: two supervisors who are asked at the same time must not both
        make it.
        """
        free = sorted(one for one in self.approved if one not in self._lent)
        self._lent |= dict.fromkeys(free, request)
        return tuple(free)

    def take_back(self, request: str) -> tuple[str, ...]:
        """Take back what a consultation that is over had in hand."""
        had = sorted(one for one, who in self._lent.items() if who == request)
        for one in had:
            del self._lent[one]
        return tuple(one for one in had if one in self.approved)

    def find(self, question_id: str) -> PeopleAsked | None:
        """Return a question that is open."""
        return self._open.get(question_id)

    @property
    def asked(self) -> tuple[PeopleAsked, ...]:
        """The open questions, the first asked first."""
        return tuple(self._open.values())

    def overdue(self, now_ms: int) -> list[PeopleAsked]:
        """Return the questions that have waited long enough."""
        return [
            one
            for one in self._open.values()
            if now_ms - one.at_ms >= one.question.timeout_s * 1000
        ]

    def shown(self, wall: Callable[[int], datetime]) -> tuple[OpenQuestion, ...]:
        """Return the open questions for whoever watches.

        Args:
            wall: The wall time of a moment of the session.
        """
        return tuple(_open(one, wall) for one in self._open.values())

    def ended(self, wall: Callable[[int], datetime]) -> tuple[EndedQuestion, ...]:
        """Return the questions that wait no more, in the order in which they ended."""
        return tuple(
            EndedQuestion(
                **dict(_open(asked, wall)),
                ended_at=wall(answered.at_ms),
                how=answered.how,
                answer=answered.answer,
                author=answered.author,
            )
            for asked, answered in self._ended
        )


def _open(asked: PeopleAsked, wall: Callable[[int], datetime]) -> OpenQuestion:
    return OpenQuestion(
        question_id=asked.question_id,
        question=asked.question,
        asked_at=wall(asked.at_ms),
        due_at=wall(asked.at_ms + asked.question.timeout_s * 1000),
    )


def _told(asked: PeopleAsked, answered: PeopleAnswered) -> list[str]:
    """Word for the models what came of a question."""
    question = f'You asked your people: "{asked.question.ask}"'
    private = asked.question.field is not None
    match answered.how:
        case "answered" if private:
            return [f"{question} {_KEYED}"]
        case "answered":
            return [f"{question} They answered: {answered.answer}"]
        case "timed_out" if answered.answer:
            return [f"{question} Nobody answered; take it that: {answered.answer}"]
        case "timed_out":
            return [f"{question} {_NOBODY}"]
        case "withdrawn":
            return []
