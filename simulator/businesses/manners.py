"""What a person does beside answering, turn by turn; settled by the seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.businesses import facts
from simulator.businesses.documents import Asks, Manner

if TYPE_CHECKING:
    from simulator.businesses.documents import Person, TransfersTo
    from simulator.businesses.talk import Meaning
    from simulator.businesses.tongues.tongue import Phrases

_ALONE = (
    *("interrupts", "silent", "declines", "do_not_call"),
    *("holds", "hangs_up", "mumbles"),
)
_SEVERAL = ("asks", "transfers")
_FLAGS = ("asks_name", "asks_robot")


def settle(person: Person, seed: int, *what: str) -> Person:
    """Return a person with all chances decided: what does not happen is gone.

    Args:
        person: What the file says.
        seed: The run's.
        what: Names the person: number and node.
    """

    def happens(manner: Manner, *name: str) -> bool:
        return facts.happens(manner.chance, seed, *what, *name)

    update: dict[str, object] = {}
    for key in _ALONE:
        manner: Manner | None = getattr(person, key)
        update[key] = manner if manner and happens(manner, key) else None
    for key in _SEVERAL:
        manners: list[Manner] = getattr(person, key)
        update[key] = [
            one for index, one in enumerate(manners) if happens(one, key, str(index))
        ]
    for key in _FLAGS:
        chance = float(getattr(person, key))
        update[key] = facts.happens(chance, seed, *what, key)
    return person.model_copy(update=update)


@dataclass(frozen=True, slots=True)
class Ending:
    """She ends the call instead of answering."""

    manner: str
    texts: list[str]


class Turns:
    """What a settled person does in the caller's first, second … turn.

    Args:
        person: Settled.
        phrases: What she says when the file does not say it.
    """

    def __init__(self, person: Person, phrases: Phrases) -> None:
        self._person, self._phrases = person, phrases
        self.count = 0
        """The caller's turns so far."""
        own = [Asks(say=[phrases.who_is_calling])] if person.asks_name else []
        own += [Asks(say=[phrases.robot])] if person.asks_robot else []
        self.own: list[Asks] = [*own, *person.asks]
        """Questions she has not put yet."""
        self._held = self._mumbled = False

    def next(self) -> None:
        """Count another turn of the caller."""
        self.count += 1

    def ending(self) -> Ending | None:
        """Return how she ends the call now, if she does."""
        person, phrases = self._person, self._phrases
        if person.do_not_call and self.count >= person.do_not_call.turn:
            texts = person.do_not_call.say or [phrases.do_not_call]
            return Ending("do_not_call", texts)
        if person.declines and self.count >= person.declines.turn:
            return Ending("declines", person.declines.say or [phrases.declines])
        if person.hangs_up and self.count >= person.hangs_up.turn:
            return Ending("hangs_up", person.hangs_up.say)
        return None

    def question(self) -> Asks | None:
        """Take the question of her own that is due."""
        due = next((one for one in self.own if self.count >= one.turn), None)
        if due is not None:
            self.own.remove(due)
        return due

    def transfer(self, meaning: Meaning) -> TransfersTo | None:
        """Return to whom she puts the caller through after these questions."""
        for one in self._person.transfers:
            asked = one.facts is None or set(one.facts) & set(meaning.facts)
            if asked and self.count >= one.turn:
                return one
        return None

    def holds(self) -> bool:
        """Tell whether she puts the caller on hold now: once."""
        holds = self._person.holds
        if holds is None or self._held or self.count < holds.turn:
            return False
        self._held = True
        return True

    def mumbles(self) -> bool:
        """Tell whether nobody understands her this time: once."""
        mumbles = self._person.mumbles
        if mumbles is None or self._mumbled or self.count < mumbles.turn:
            return False
        self._mumbled = True
        return True
