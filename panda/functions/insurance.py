"""What is known of a business and an insurance, by what is meant with its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.insurance.matching import Ambiguous, Match, NoMatch, shipped_matcher
from panda.insurance.mentions import mentions
from panda.insurance.standing import read_standing
from panda.research.questionnaire import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from panda.insurance.finding import StandingFinding
    from panda.insurance.matching import Meant
    from panda.insurance.mentions import Mention
    from panda.research.known import KnownFact

_ABOUT_INSURANCE = re.compile(
    r"insur|plan|network|accept|seguro|carrier|payer", re.IGNORECASE
)
"""Columns of a list that may name plans."""


def meant_by(name: str) -> Meant:
    """Say which payer or plan a name means."""
    return shipped_matcher().match(name)


def canonical(name: str) -> str:
    """Return what to call a plan to others: its own name, if it is known."""
    meant = meant_by(name)
    return meant.name if isinstance(meant, Match) else name


def aside(meant: Meant) -> str:
    """Return what a model is told beside what is known."""
    match meant:
        case Match() if not meant.payer.is_insurance:
            return f"{meant.name} is no insurance: the patient pays"
        case Match():
            return f"{meant.name} is meant"
        case Ambiguous(ask=ask):
            return f"find out first: {ask}"
        case NoMatch():
            return "no plan of this name is known: have it spelled"


def known_of(
    meant: Meant, known: Iterable[KnownFact], listed: Mapping[str, str], now: datetime
) -> list[str]:
    """List what is known of a plan: what the business said, the latest first.

    Args:
        meant: The plan.
        known: What the business said on earlier calls.
        listed: What our list says of it.
        now: What does not hold any more is left out.
    """
    wanted = _wanted(meant)
    latest = sorted(known, key=lambda one: one.said_at, reverse=True)
    said = [line for one in latest if now < one.expires_at for line in _of(one, wanted)]
    return [*dict.fromkeys(said), *_of_list(listed, wanted)]


def _wanted(meant: Meant) -> tuple[Match, ...]:
    match meant:
        case Match():
            return (meant,)
        case Ambiguous(options=options):
            return options
        case NoMatch():
            return ()


def _of(fact: KnownFact, wanted: tuple[Match, ...]) -> Iterator[str]:
    """Say what one answer of theirs tells of what is wanted."""
    asked = fact.question.ask
    if fact.question.type is FieldType.YES_NO:
        fitting = [
            one for one in mentions(asked, shipped_matcher()) if _is_of(one, wanted)
        ]
        if fitting:
            yield fact.told() + _as_a_whole(fitting[0], wanted)
        return
    if fact.question.type not in {FieldType.TEXT, FieldType.CHOICE}:
        return
    for finding in read_standing(fact.quote, shipped_matcher(), asked):
        if _is_of(finding, wanted):
            name = finding.plan or finding.payer
            standing = finding.standing.replace("_", " ")
            whole = _as_a_whole(finding, wanted)
            yield f"{name}: {standing} ({_source(fact)}){whole}"


def _as_a_whole(one: Mention | StandingFinding, wanted: tuple[Match, ...]) -> str:
    """Say that words are about a payer, where one of its plans is wanted."""
    if len(wanted) > 1 or wanted[0].plan is None or one.plan:
        return ""
    return f"; of {one.payer} as a whole: ask about {wanted[0].name}"


def _source(fact: KnownFact) -> str:
    return (
        f'they said on {fact.said_at:%Y-%m-%d}: "{fact.quote}"; '
        f"holds until {fact.expires_at:%Y-%m-%d}"
    )


def _of_list(listed: Mapping[str, str], wanted: tuple[Match, ...]) -> Iterator[str]:
    for column, cell in listed.items():
        if not _ABOUT_INSURANCE.search(column):
            continue
        named = mentions(cell, shipped_matcher())
        if any(_is_of(one, wanted) for one in named):
            yield f"{column}: {cell} (from our list)"


def _is_of(one: Mention | StandingFinding, wanted: tuple[Match, ...]) -> bool:
    return any(_fits(one, match) for match in wanted)


def _fits(one: Mention | StandingFinding, wanted: Match) -> bool:
    """Say whether words about one plan are worth telling to who asks for another.

    Those about a payer as a whole are, and those about one of its plans, which is named
    then; those about another state's company are not.
    """
    if one.payer != wanted.payer.name:
        return False
    if one.region and wanted.region and one.region != wanted.region:
        return False
    return not (one.plan and wanted.plan and one.plan != wanted.plan.name)
