"""What a business has said on earlier calls, with its day and how long it holds."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.research.finding import Value
from panda.research.questionnaire import FieldType, Question, Questionnaire
from panda.research.words import folded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

UNKNOWN = "unknown: nobody has told us; ask the person on the phone"
"""What a look-up answers when there is nothing."""
HOLDS: dict[FieldType, timedelta] = {
    FieldType.MONEY: timedelta(days=180),
    FieldType.NUMBER: timedelta(days=180),
    FieldType.YES_NO: timedelta(days=180),
    FieldType.CHOICE: timedelta(days=180),
    FieldType.TEXT: timedelta(days=90),
    FieldType.PHONE: timedelta(days=180),
    FieldType.TIME: timedelta(days=1),
    FieldType.DATE: timedelta(days=1),
    FieldType.DATETIME: timedelta(days=1),
}
"""How long an answer is worth repeating: a price for half a year, since price lists and
insurers' contracts mostly change with the year; a free slot for a day."""
_LEAST = 3
_STEM = 5
"""Letters by which words are the same: "clean" and "cleaning", "price" and "prices"."""
_IDLE = frozenset({
    "the", "and", "for", "how", "much", "does", "what", "when", "are", "you", "your",
    "can", "our", "with", "without", "any", "have", "has", "this", "that", "there",
    "accept", "take", "taking", "price", "cost", "costs",
})  # fmt: skip
"""Words that say nothing about what a question is about."""


class KnownFact(BaseModel):
    """One answer of a business."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: Question
    value: Value
    quote: str
    said_at: AwareDatetime
    at_ms: int = 0
    """From the answer of that call."""
    call_id: str = ""
    campaign_id: str = ""
    """Of which call, of which campaign."""

    @property
    def expires_at(self) -> datetime:
        """Until when it holds."""
        days = self.question.holds_days
        return self.said_at + (
            HOLDS[self.question.type] if days is None else timedelta(days=days)
        )

    @property
    def words(self) -> str:
        """All words of its question."""
        one = self.question
        return " ".join([one.name.replace("_", " "), one.label, one.ask, *one.choices])

    def told(self) -> str:
        """Say it with its source."""
        value = self.value
        if isinstance(value, bool):
            value = "yes" if value else "no"
        return (
            f"{self.question.heading}: {value} (they said on {self.said_at:%Y-%m-%d}: "
            f'"{self.quote}"; holds until {self.expires_at:%Y-%m-%d})'
        )


def carried(
    questionnaire: Questionnaire,
    facts: Iterable[KnownFact],
    campaign_id: str,
    now: datetime,
) -> tuple[KnownFact, ...]:
    """Return which answers of other campaigns a campaign needs not ask for.

    A fact is of the same question if that was put in the same words, with the same
    type, unit and choices; its own calls' are no other campaign's.
    """
    same = {asked_for(one): one for one in questionnaire.fields}
    found: dict[tuple[object, ...], KnownFact] = {}
    for fact in sorted(facts, key=lambda one: one.said_at):  # the latest word counts
        question = same.get(asked_for(fact.question))
        if question is None or fact.campaign_id == campaign_id:
            continue
        taken = fact.model_copy(update={"question": question})
        if now < taken.expires_at:  # by what this campaign says of it, too
            found[asked_for(question)] = taken
    return tuple(found.values())


def asked_for(one: Question) -> tuple[object, ...]:
    """Return what makes two questions the same, however they are written."""
    return folded(one.ask), one.type, one.unit, one.choices


def speaks_of(topic: str, words: str) -> bool:
    """Whether words are about a topic: all of the topic's own words are among them.

    Example:
        >>> speaks_of("dental cleaning", "How much is a cleaning without insurance?")
        False
        >>> speaks_of("cleanings", "How much is a cleaning without insurance?")
        True
    """
    wanted = _stems(topic)
    return bool(wanted) and wanted <= _stems(words)


def _stems(text: str) -> set[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    telling = [one for one in words if len(one) >= _LEAST and one not in _IDLE]
    return {one[:_STEM] for one in telling}
