"""What somebody says to questions: facts, small talk, what is read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.businesses import words
from simulator.businesses.scene import Arranged, Note, Say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.businesses.documents import Person
    from simulator.businesses.facts import Known
    from simulator.businesses.reception import Reception
    from simulator.businesses.talk import Meaning
    from simulator.businesses.tongues.tongue import Asked, Phrases

THINK_MS = 150
"""A breath before each answer."""


class Answers:
    """One person's answers in one conversation; remembers what was told.

    Args:
        person: What the file says of her.
        known: The facts of the business in this run, in her language.
        phrases: What she says when the file does not say it.
        one: Chooses one of several wordings.
        reception: Her dealings with the diary, if she has any.
    """

    def __init__(
        self,
        person: Person,
        known: Mapping[str, Known],
        phrases: Phrases,
        one: Callable[[list[str]], str],
        reception: Reception | None = None,
    ) -> None:
        self.facts = known_by(person, known)
        self.last: list[Say] = []
        """What she answered last, in case it must be repeated."""
        self.told: dict[str, int] = {}
        self.notes: list[Note | Arranged] = []
        """What is worth writing down of the last answer."""
        self._person, self._phrases, self._one = person, phrases, one
        self._reception = reception
        self._by_id = {fact.id: fact for fact in self.facts}
        self._last_range: str | None = None

    def to(self, meaning: Meaning, text: str, *, leave_out: set[str]) -> list[Say]:
        """Answer everything that was asked but the facts to leave out."""
        self.notes = []
        reply = self._reception.answer(text) if self._reception else None
        if reply is not None:
            self.notes += reply.arranged
            return list(reply.says)
        exact = "exact" in meaning.asked
        found = [
            self._small_talk(kind, text) for kind in meaning.asked if kind != "repeat"
        ]
        for name in meaning.facts:
            if name not in leave_out:
                found += self._fact(name, exact=exact)
        if "repeat" in meaning.asked and not meaning.facts:
            found += self.last or [Say(self._one(self.welcome))]
        if exact and not meaning.facts:
            found += self._exactly()
        return [say for say in found if say is not None]

    @property
    def welcome(self) -> list[str]:
        """How she asks what she can do for the caller."""
        return self._person.welcome or [self._phrases.welcome]

    @property
    def unknown(self) -> list[str]:
        """How she says that she does not know."""
        return self._person.unknown or [self._phrases.unknown]

    @property
    def refusal(self) -> list[str]:
        """How she says that she may not tell."""
        return self._person.refusal or [self._phrases.refusal]

    def first_sentences(self) -> list[str]:
        """Return what each fact will probably be answered with."""
        return [fact.slip or fact.sentences[0] for fact in self.facts]

    def _fact(self, name: str, *, exact: bool) -> list[Say]:
        fact, person = self._by_id[name], self._person
        if name in person.refuses:
            self.notes.append(Note("manner", "refuses", name))
            return [Say(self._one(self.refusal), pause_ms=THINK_MS)]
        count = self.told.get(name, 0)
        self.told[name] = count + 1
        if fact.templates and self._reception is not None:
            offer = self._reception.offer(fact, count)
            self.notes += offer.arranged
            return list(offer.says)
        stated = (name,) if fact.value is not None else ()
        return [Say(self._sentence(fact, count, exact=exact), stated, THINK_MS)]

    def _sentence(self, fact: Known, count: int, *, exact: bool) -> str:
        if fact.slip and not count:
            self.notes.append(Note("manner", "corrects", fact.id))
            return fact.slip
        if fact.is_range:
            self._last_range = fact.id
            if fact.exactly and (exact or count):
                return fact.exactly[count % len(fact.exactly)]
            self.notes.append(Note("manner", "range", fact.id))
        return fact.sentences[count % len(fact.sentences)]

    def _exactly(self) -> list[Say]:
        """Give the one number of the range told last, where there is one."""
        if self._last_range is None:
            return []
        fact = self._by_id[self._last_range]
        if not fact.exactly:
            return [Say(self._one(self.unknown), pause_ms=THINK_MS)]
        return self._fact(fact.id, exact=True)

    def _small_talk(self, kind: Asked, text: str) -> Say | None:
        if kind == "confirm":
            return self._confirm(text)
        reply = self._phrases.replies.get(kind)
        return Say(reply.format(name=self._person.name)) if reply else None

    def _confirm(self, text: str) -> Say | None:
        """Agree with what was read back, unless its figures were not hers."""
        said = words.numbers(" ".join(say.text for say in self.last))
        if words.numbers(text) <= said or not self.last:
            return Say(self._phrases.right)
        facts = tuple(name for say in self.last for name in say.facts)
        again = " ".join(say.text for say in self.last)
        return Say(f"{self._phrases.let_me_repeat} {again}", facts=facts)


def known_by(person: Person, known: Mapping[str, Known]) -> list[Known]:
    """Return the facts somebody has an answer to, be it that nobody knows."""
    names = known if person.knows is None else person.knows
    return [fact for fact in known.values() if fact.id in names]


def told_by(person: Person, known: Mapping[str, Known]) -> list[Known]:
    """Return the facts somebody tells a caller who asks.

    The person must be settled: what the seed leaves to chance is decided.
    """
    if person.declines is not None or person.do_not_call is not None:
        return []
    elsewhere: set[str] = set()
    for transfer in person.transfers:
        if transfer.facts is None:
            return []
        elsewhere.update(transfer.facts)
    return [
        fact
        for fact in known_by(person, known)
        if fact.value is not None
        and fact.id not in person.refuses
        and fact.id not in elsewhere
    ]
