"""What a function works on: one conversation as it stood, and what it decides."""

from __future__ import annotations

from dataclasses import dataclass, field as dataclass_field
from typing import TYPE_CHECKING

from panda.functions.permission import Caller

if TYPE_CHECKING:
    from panda.functions.decisions import Decision
    from panda.people.question import PeopleQuestion
    from panda.research.finding import Finding
    from panda.supervisor.consultation import Consultation


@dataclass(slots=True)
class Desk:
    """One consultation while it is worked on, and what was decided so far."""

    consultation: Consultation
    caller: Caller = Caller.SUPERVISOR
    findings: list[Finding] = dataclass_field(default_factory=list)
    """New ones, evidence checked."""
    decisions: list[Decision] = dataclass_field(default_factory=list)
    """In the order they were taken."""
    spent: set[str] = dataclass_field(default_factory=set)
    """Approved uses that were made: each approval is for once."""
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
