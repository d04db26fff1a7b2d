"""Who answers in the end: people with manners, queues before them, machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.businesses.documents import (
    Asks,
    Between,
    Callback,
    Declines,
    DoNotCall,
    Entry,
    HangsUp,
    Holds,
    Interrupts,
    Mumbles,
    Notice,
    Person,
    Queue,
    Silent,
    Transfer,
    Voicemail,
)
from simulator.generator import tables
from simulator.generator.draft import GOAL, several
from simulator.generator.nouns import noun

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.generator.draft import Draft
    from simulator.generator.tables import End, Tongue, Topic

_OWN_QUESTIONS: dict[Tongue, tuple[str, ...]] = {
    "en": (
        "Have you been here before?",
        "How did you hear about us?",
        "Is this for yourself?",
    ),
    "es": ("¿Ya ha venido antes?", "¿Cómo supo de nosotros?", "¿Es para usted?"),
}
STAY = "menus_stay"
"""The rule of "or stay on the line", which promises somebody."""
_Keys = dict[str, Any]
"""Keys of a person; their types are the document's."""
_MANNERS: tuple[Callable[[Draft], _Keys], ...] = (
    lambda _: {"asks_name": True},
    lambda _: {"asks_robot": True},
    lambda draft: {"interrupts": Interrupts(after_ms=draft.pick((900, 1500, 2500)))},
    lambda draft: {"silent": Silent(s=draft.pick((3, 5, 7)))},
    lambda draft: {"holds": Holds(turn=2, s=draft.pick((5, 8, 12)))},
    lambda draft: {"mumbles": Mumbles(turn=draft.pick((1, 2)))},
    lambda draft: {"asks": [Asks(say=[draft.pick(_OWN_QUESTIONS[draft.tongue])])]},
)
_DIFFICULT: tuple[Callable[[Draft], _Keys], ...] = (
    lambda _: {"talks_to_robots": False},
    lambda draft: {"declines": Declines(turn=draft.pick((1, 2)))},
    lambda draft: {"do_not_call": DoNotCall(turn=draft.pick((1, 2)))},
    lambda draft: {"hangs_up": HangsUp(turn=draft.pick((2, 3)))},
)


def booking(draft: Draft, name: str) -> str:
    """Add somebody who makes bookings, with whatever stands before; return the way in.

    Everything on that way carries the goal: who waits in the right queue has arrived.
    """
    if name in draft.nodes:
        return f"{name}_queue" if f"{name}_queue" in draft.nodes else name
    _person(draft, name)
    way = name
    if draft.chance(0.15):
        way = f"{name}_line"
        draft.nodes[way] = Transfer(
            type="transfer",
            goals=[GOAL],
            prompt=draft.say("waiting_transfer"),
            ring_s=draft.pick((3, 5, 8)),
            then=name,
        )
    if draft.plan.queue:
        _queue(draft, f"{name}_queue", way)
        way = f"{name}_queue"
    return way


def foreigner(draft: Draft) -> str:
    """Add somebody who makes bookings in the business's other language."""
    tongue = draft.other
    name, voice = draft.someone(tongue)
    greeting = several(
        tables.grammar(tongue),
        draft.dice,
        "people_hello",
        2,
        business=draft.name,
        person=name,
    )
    node = f"speaks_{tongue}"
    draft.nodes[node] = Person(
        type="person",
        goals=[GOAL],
        language=tongue,
        name=name,
        voice=voice,
        greeting=greeting,
    )
    return node


def front_desk(draft: Draft) -> str:
    """Add somebody for all other calls; return the way there."""
    return booking(draft, "front_desk")


def ending(draft: Draft, topic: Topic) -> str:
    """Add what the key of a topic leads to; return its name."""
    if topic.goal:
        return booking(draft, "front_desk" if topic.id == "operator" else "bookings")
    if topic.id not in draft.nodes:
        _END.get(topic.end, _notice)(draft, topic)
        if topic.end == "desk" and draft.chance(0.15):
            _entry(draft, topic)
    entry = f"{topic.id}_number"
    return entry if entry in draft.nodes else topic.id


def voicemail(draft: Draft, name: str, greeting: str) -> None:
    """Add a machine that records."""
    draft.nodes[name] = Voicemail(type="voicemail", greeting=greeting)


def _person(draft: Draft, node: str) -> None:
    name, voice = draft.someone(draft.tongue)
    keys: _Keys = {}
    if draft.plan.manner:
        for manner in draft.dice.sample(_MANNERS, draft.pick((1, 1, 2))):
            keys |= manner(draft)
    if draft.plan.difficult:
        keys |= draft.pick(_DIFFICULT)(draft)
    if draft.chance(0.05):
        prices = [one.id for one in draft.sector.facts if one.type == "money"]
        keys |= {"refuses": prices[:1], "refusal": draft.several("people_refusal", 2)}
    draft.nodes[node] = Person(
        type="person",
        goals=[GOAL],
        name=name,
        voice=voice,
        greeting=draft.several("people_hello", 2, business=draft.name, person=name),
        unknown=draft.several("people_no_idea"),
        welcome=draft.several("people_help", 2),
        again=draft.several("people_again", 2),
        goodbye=draft.several("people_bye", 2),
        patience_s=draft.pick((9, 12, 15)),
        **keys,
    )


def _queue(draft: Draft, node: str, then: str) -> None:
    low, high = draft.mix.hold_s
    middle = draft.dice.randint(low, high)
    position = draft.dice.randint(1, 4)
    said = draft.several("waiting_patience", 2)
    if draft.chance(0.6):
        said = [*draft.several("waiting_place", 2, position="{position}"), *said]
    callback = None
    if draft.plan.callback:
        draft.nodes["callback_noted"] = Notice(
            type="notice", prompt=draft.say("waiting_noted")
        )
        offer = draft.say("waiting_callback", key="1")
        callback = Callback(key="1", offer=offer, goto="callback_noted")
    draft.nodes[node] = Queue(
        type="queue",
        goals=[GOAL],
        prompt=draft.say("waiting_hold"),
        hold_s=Between(between=(max(low, middle - 3), min(high, middle + 3))),
        every_s=draft.pick((6, 8, 10, 15)),
        announcements=said,
        position=position,
        callback=callback,
        then=then,
    )


def _desk(draft: Draft, topic: Topic) -> None:
    """Add somebody of another department, who knows what everybody there knows."""
    name, voice = draft.someone(draft.tongue)
    desk = noun(draft.pick(topic.of(draft.tongue).desks), draft.tongue)
    draft.nodes[topic.id] = Person(
        type="person",
        name=name,
        voice=voice,
        greeting=draft.several("people_desk", 2, desk=desk, person=name),
        knows=["open_saturday", "closing_time"],
        unknown=draft.several("people_elsewhere"),
    )


def _entry(draft: Draft, topic: Topic) -> None:
    """Ask for an account number before somebody of a department answers."""
    draft.nodes[f"{topic.id}_number"] = Entry(
        type="entry",
        prompt=draft.say("waiting_entry"),
        digits=draft.pick(((6, 10), (8, 8))),
        then=topic.id,
        retries=1,
        failed=topic.id if draft.chance(0.5) else "hang-up",
    )


def _voicemail(draft: Draft, topic: Topic) -> None:
    voicemail(draft, topic.id, draft.say("ends_voicemail", name=draft.name))


def _fax(draft: Draft, topic: Topic) -> None:
    voicemail(draft, topic.id, draft.say("ends_fax"))


def _notice(draft: Draft, topic: Topic) -> None:
    where = {
        "number": str(draft.dice.randint(10, 999)),
        "street": draft.pick(tables.common().streets),
    }
    slots = where if topic.end == "directions" else {}
    prompt = draft.say(f"ends_{topic.end}", **slots)
    draft.nodes[topic.id] = Notice(
        type="notice", prompt=prompt, times=draft.pick((1, 1, 2))
    )


_END: dict[End, Callable[[Draft, Topic], None]] = {
    "desk": _desk,
    "voicemail": _voicemail,
    "fax": _fax,
}
