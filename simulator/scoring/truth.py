"""What could be found out at a business, worked out from the scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.businesses import documents, facts
from simulator.businesses.checks import reachable
from simulator.businesses.person import told_by

if TYPE_CHECKING:
    from simulator.businesses.documents import Business, FieldType
    from simulator.businesses.facts import Value
    from simulator.businesses.scenario import World


@dataclass(frozen=True, slots=True)
class Expected:
    """One field of the questionnaire at one business."""

    field: str
    type: FieldType
    required: bool
    value: Value | None
    """None: it cannot be found out there."""


def expected(world: World, business: Business, seed: int) -> dict[str, Expected]:
    """Return the truth of every field.

    A field can be found out when a person whom a caller can reach knows its fact and
    gives it on the phone: a voicemail tells nothing, and nobody tells what nobody
    knows.
    """
    known = facts.resolve(business, seed)
    told: dict[str, Value | None] = {}
    for name in reachable(business):
        node = business.nodes[name]
        if isinstance(node, documents.Person):
            told |= {fact.id: fact.value for fact in told_by(node, known)}
    answers = world.scenario.answers
    return {
        question.name: Expected(
            field=question.name,
            type=question.type,
            required=question.required,
            value=told.get(answers[question.name]),
        )
        for question in world.questions.fields
    }


def has_menu_for(business: Business, goal: str) -> bool:
    """Tell whether the goal must be navigated to: a menu, and a node serving it."""
    nodes = [business.nodes[name] for name in reachable(business)]
    menu = any(isinstance(node, documents.Menu) for node in nodes)
    return menu and any(goal in node.goals for node in nodes)
