"""What earlier calls to a number have found out, as later ones may repeat it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.research.known import KnownFact, asked_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from panda.campaign import CallResult, Campaign
    from panda.research.finding import Value

MOST_CALLS = 20
"""The latest calls to a number that are looked through."""


def known_facts(
    calls: Iterable[tuple[CallResult, Campaign]], now: datetime
) -> tuple[KnownFact, ...]:
    """Return what still holds of some calls' findings.

    Of several answers to one question the latest counts. One that contradicts what was
    said before, on its call or another of its campaign, is none: nobody has found out
    which is right.

    Args:
        calls: The results of calls to one number, with what was asked.
        now: What does not hold until then is left out.
    """
    known: dict[tuple[object, ...], KnownFact] = {}
    said: dict[tuple[str, str], Value] = {}
    for result, campaign in sorted(calls, key=lambda one: one[0].ended_at):
        for finding in result.findings:
            question = campaign.questionnaire.question(finding.field)
            if question is None:
                continue
            same = asked_for(question)
            known.pop(same, None)
            place = campaign.campaign_id, finding.field
            agrees = said.setdefault(place, finding.value) == finding.value
            fact = KnownFact(
                question=question,
                value=finding.value,
                quote=finding.quote,
                said_at=result.ended_at,
                at_ms=finding.at_ms,
                call_id=result.call_id,
                campaign_id=result.campaign_id,
            )
            if agrees and not finding.contradicts and now < fact.expires_at:
                known[same] = fact
    return tuple(known.values())
