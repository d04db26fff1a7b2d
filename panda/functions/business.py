"""Functions that look things up: from earlier calls, and from the campaign's list.

Every answer says where it comes from and of what day it is. What nobody has said is
unknown: a model that hears "unknown" asks the person on the phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from panda.functions.desk import Desk  # noqa: TC001 - signatures are read at run time
from panda.functions.framework import Function
from panda.functions.insurance import aside, known_of, meant_by
from panda.insurance.matching import Match
from panda.research.known import UNKNOWN, speaks_of
from panda.research.questionnaire import FieldType

if TYPE_CHECKING:
    from panda.research.known import KnownFact

_DATED = frozenset({FieldType.DATE, FieldType.TIME, FieldType.DATETIME})
_SAID = frozenset({FieldType.YES_NO, FieldType.CHOICE, FieldType.TEXT})
MOST = 8
"""Facts in an answer; a model does not weigh more of them."""


def validate_insurance(
    desk: Desk,
    plan: Annotated[
        str,
        Field(min_length=2, max_length=120, description="The plan or the insurer."),
    ],
) -> str:
    """Say whether this business takes an insurance, if it has said so before.

    The name may be as somebody said it; what it means is found out, or what to ask.
    """
    asked = desk.consultation
    meant = meant_by(plan)
    lines = known_of(meant, asked.known, asked.listed, asked.now)
    lines = lines or _answers(desk, plan, _SAID)
    if not lines:
        return f"{UNKNOWN} ({aside(meant)})"
    about = [] if isinstance(meant, Match) and meant.payer.is_insurance else [meant]
    return "\n".join([*lines[:MOST], *map(aside, about)])


def lookup_pricing(
    desk: Desk,
    service: Annotated[
        str, Field(min_length=2, max_length=120, description="What is paid for.")
    ],
) -> str:
    """Say what a service costs at this business, if it has said so before."""
    return _told(desk, service, frozenset({FieldType.MONEY, FieldType.NUMBER}))


def check_availability(
    desk: Desk,
    service: Annotated[
        str, Field(min_length=2, max_length=120, description="What one would come for.")
    ],
) -> str:
    """Say which times this business has offered for a service, if it has."""
    return _told(desk, service, _DATED)


def get_business_info(
    desk: Desk,
    topic: Annotated[
        str,
        Field(
            max_length=120,
            description="Such as hours, address, parking; empty for all that is known.",
        ),
    ],
) -> str:
    """Say what is known of this business: from earlier calls and from our list."""
    facts = _answers(desk, topic, frozenset(FieldType))
    listed = [
        f"{column}: {cell} (from our list)"
        for column, cell in desk.consultation.listed.items()
        if cell and (not topic or speaks_of(topic, column))
    ]
    return "\n".join([*facts, *listed][:MOST]) or UNKNOWN


def _told(desk: Desk, topic: str, types: frozenset[FieldType]) -> str:
    return "\n".join(_answers(desk, topic, types)[:MOST]) or UNKNOWN


def _answers(desk: Desk, topic: str, types: frozenset[FieldType]) -> list[str]:
    """Return what is known of a topic, the latest first; what is too old is left."""
    now = desk.consultation.now
    known: list[KnownFact] = sorted(
        desk.consultation.known, key=lambda one: one.said_at, reverse=True
    )
    return [
        one.told()
        for one in known
        if one.question.type in types
        and now < one.expires_at
        and (not topic or speaks_of(topic, one.words))
    ]


BUSINESS: tuple[Function[Desk], ...] = tuple(
    Function(handler)
    for handler in (
        validate_insurance,
        lookup_pricing,
        check_availability,
        get_business_info,
    )
)
