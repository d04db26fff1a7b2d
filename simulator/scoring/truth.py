"""What could be found out at a business, worked out from the scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.businesses import documents, facts, manners
from simulator.businesses.answers import told_by
from simulator.businesses.checks import reachable

if TYPE_CHECKING:
    from simulator.businesses.documents import Business, FieldType
    from simulator.businesses.facts import Known
    from simulator.businesses.scenario import World
    from simulator.businesses.sentences import Value


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
    knows. Of what is said and put right, the right value counts. Of a range the
    exact number counts, if it is told when asked for; without one a field of text
    expects `low-high`, and a number cannot be found out.
    """
    told: dict[str, Known] = {}
    for name in sorted(reachable(business)):
        node = business.nodes[name]
        if isinstance(node, documents.Person):
            known = facts.resolve(business, seed, node.language)
            person = manners.settle(node, seed, business.numbers[0], name)
            told |= {fact.id: fact for fact in told_by(person, known)}
    answers = world.scenario.answers
    return {
        question.name: Expected(
            field=question.name,
            type=question.type,
            required=question.required,
            value=_value(told.get(answers[question.name]), question.type),
        )
        for question in world.questions.fields
    }


def _value(fact: Known | None, kind: FieldType) -> Value | None:
    if fact is None or (fact.is_range and not fact.exactly and kind != "text"):
        return None
    return fact.value


def has_menu_for(business: Business, goal: str) -> bool:
    """Tell whether the goal must be navigated to: a menu, and a node serving it."""
    nodes = [business.nodes[name] for name in reachable(business)]
    menu = any(isinstance(node, documents.Menu) for node in nodes)
    return menu and any(goal in node.goals for node in nodes)
