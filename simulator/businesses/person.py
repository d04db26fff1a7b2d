"""Somebody who answers: greets, listens, tells what she knows, says goodbye."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.businesses import talk, words
from simulator.businesses.scene import (
    Began,
    Command,
    Entered,
    Event,
    HangUp,
    Heard,
    Hush,
    Interrupted,
    Key,
    Say,
    Spoken,
    Tick,
    Took,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.businesses.documents import Person
    from simulator.businesses.facts import Known
    from simulator.businesses.talk import Asked, Meaning

PICK_UP_MS = 400
THINK_MS = 150
"""A breath before each answer."""
MORE_MS = 800
"""After a statement she waits so much longer: the caller may go on."""
PATIENT_REPEATS = 2
"""How often in a row she asks to hear something again."""
WHO_IS_CALLING = "May I ask who is calling, please?"
ROBOT = "Wait, are you a robot?"
STILL_THERE = "Hello? Are you still there?"
ANYTHING_ELSE = "Is there anything else I can help you with?"
GIVING_UP = "I'm sorry, I can't understand you. Goodbye."
NO_ROBOTS = "I'm sorry, we don't talk to machines. Goodbye."
RIGHT = "Yes, that's right."
LET_ME_REPEAT = "Let me say that again."
_REPLIES: dict[Asked, str] = {
    "name": "This is {name}.",
    "moment": "Sure, go ahead.",
    "hearing": "Yes, I can hear you.",
    "here": "Yes, this is {name}. How can I help you?",
    "well": "I'm doing well, thank you.",
    "consent": "Yes, that's fine.",
}


class PersonScene:
    """One conversation with one person.

    Args:
        person: What the file says of her.
        known: The facts of the business in this run.
        pick: Chooses one of several wordings, for a purpose.
    """

    kind = "person"
    listens = True

    def __init__(
        self,
        person: Person,
        known: Mapping[str, Known],
        pick: Callable[[list[str], str], str],
    ) -> None:
        self._person = person
        self._facts = known_by(person, known)
        self._by_id = {fact.id: fact for fact in self._facts}
        self._pick = pick
        self._told: dict[str, int] = {}
        self._last: list[Say] = []
        """What she answered last, in case it must be repeated."""
        self._pending: dict[tuple[str, ...], list[Say]] = {}
        """Answers she holds back until her own questions are answered, by what was
        asked: a question that is put again is not answered twice."""
        self._own = [WHO_IS_CALLING] if person.asks_name else []
        self._own += [ROBOT] if person.asks_robot else []
        self._heard = ""
        self._meant: Meaning | None = None
        """What `_heard` means, while she waits whether the caller goes on."""
        self._caller_speaks = self._talking = self._unanswered = False
        self._missed = 0
        self._welcomed = self._over = False
        self._reminders = 0
        self._quiet_since = 0

    @property
    def lines(self) -> list[str]:
        """Greeting, answers and the usual replies."""
        person = self._person
        choices = (person.greeting, person.unknown, person.welcome, person.goodbye)
        return [
            *(self._pick(texts, texts[0]) for texts in choices),
            *(fact.sentences[0] for fact in self._facts),
            self._pick(person.again, person.again[0]),
            *self._own,
        ]

    def on(self, event: Event, now_ms: int) -> list[Command]:
        """Take one event; say what to do, in order."""
        match event:
            case Key(digit):
                return [Took(digit, accepted=False)]
            case Entered():
                greeting = self._one(self._person.greeting)
                return self._speak([Say(greeting, pause_ms=PICK_UP_MS)])
            case Began():
                self._caller_speaks = True
            case Interrupted():
                self._talking = False
                return [] if self._over else [Hush()]
            case Heard(text):
                self._heard = f"{self._heard} {text}".strip()
                self._quiet_since = now_ms
                self._unanswered, self._caller_speaks = True, False
                self._meant = None
                return self._turn(now_ms)
            case Spoken():
                self._talking = False
                self._quiet_since = now_ms
            case Tick(quiet):
                return self._wait(now_ms, quiet=quiet)
        return []

    def _turn(self, now_ms: int) -> list[Command]:
        """Answer what was heard, once neither side is speaking."""
        if self._over or self._caller_speaks or self._talking:
            return []
        if self._meant is None:
            self._meant = talk.understand(self._heard, self._facts)
        waited = now_ms - self._quiet_since >= MORE_MS
        if not self._meant.wants_answer and not waited:
            return []
        text, meaning = self._heard, self._meant
        self._heard, self._meant, self._unanswered = "", None, False
        self._reminders = 0
        return self._reply(meaning, text)

    def _wait(self, now_ms: int, *, quiet: bool) -> list[Command]:
        if not quiet or self._talking or self._over:
            self._quiet_since = now_ms
            return []
        self._caller_speaks = False
        if self._unanswered:
            return self._turn(now_ms)
        if now_ms - self._quiet_since < self._person.patience_s * 1000:
            return []
        self._reminders += 1
        self._quiet_since = now_ms
        if self._reminders > PATIENT_REPEATS:
            return self._farewell(self._one(self._person.goodbye))
        return self._speak([Say(ANYTHING_ELSE if self._told else STILL_THERE)])

    def _reply(self, meaning: Meaning, text: str) -> list[Command]:
        if meaning.empty:
            return self._not_understood()
        if meaning.disclosed and not self._person.talks_to_robots:
            return self._farewell(NO_ROBOTS)
        answers = self._answers(meaning, text)
        if self._own:
            self._pending[*meaning.facts, *meaning.asked] = answers
            return self._speak([Say(self._own.pop(0), pause_ms=THINK_MS)])
        held = self._pending | {(*meaning.facts, *meaning.asked): answers}
        answers = [say for says in held.values() for say in says]
        self._pending = {}
        if answers:
            self._missed = 0
            self._last = answers
            return self._speak(answers)
        return self._without_answer(meaning)

    def _without_answer(self, meaning: Meaning) -> list[Command]:
        if meaning.question:
            if meaning.near and self._missed < 1:
                return self._not_understood()
            self._missed = 0
            return self._speak([Say(self._one(self._person.unknown))])
        if meaning.goodbye:
            return self._farewell(self._one(self._person.goodbye))
        if meaning.wait or (meaning.acknowledged and self._welcomed):
            return []
        if self._welcomed and not meaning.topic and not meaning.disclosed:
            return self._speak([Say("Okay.")])
        self._welcomed = True
        return self._speak([Say(self._one(self._person.welcome), pause_ms=THINK_MS)])

    def _answers(self, meaning: Meaning, text: str) -> list[Say]:
        found = [
            self._small_talk(kind, text) for kind in meaning.asked if kind != "repeat"
        ]
        found += [self._fact(name) for name in meaning.facts]
        if "repeat" in meaning.asked and not meaning.facts:
            found += self._last or [Say(self._one(self._person.welcome))]
        return [say for say in found if say is not None]

    def _fact(self, name: str) -> Say:
        self._welcomed = True
        fact, person = self._by_id[name], self._person
        if name in person.refuses:
            return Say(self._one(person.refusal), pause_ms=THINK_MS)
        count = self._told.get(name, 0)
        self._told[name] = count + 1
        sentence = fact.sentences[count % len(fact.sentences)]
        stated = (name,) if fact.value is not None else ()
        return Say(sentence, facts=stated, pause_ms=THINK_MS)

    def _small_talk(self, kind: Asked, text: str) -> Say | None:
        if kind == "confirm":
            return self._confirm(text)
        reply = _REPLIES.get(kind)
        return Say(reply.format(name=self._person.name)) if reply else None

    def _confirm(self, text: str) -> Say | None:
        """Agree with what was read back, unless its figures were not hers."""
        said = words.numbers(" ".join(say.text for say in self._last))
        if words.numbers(text) <= said or not self._last:
            return Say(RIGHT)
        facts = tuple(name for say in self._last for name in say.facts)
        again = " ".join(say.text for say in self._last)
        return Say(f"{LET_ME_REPEAT} {again}", facts=facts)

    def _not_understood(self) -> list[Command]:
        self._missed += 1
        if self._missed > PATIENT_REPEATS:
            return self._farewell(GIVING_UP)
        return self._speak([Say(self._one(self._person.again), pause_ms=THINK_MS)])

    def _farewell(self, text: str) -> list[Command]:
        self._over = True
        return [*self._speak([Say(text)]), HangUp()]

    def _speak(self, says: list[Say]) -> list[Command]:
        self._talking = True
        return list(says)

    def _one(self, texts: list[str]) -> str:
        return self._pick(texts, texts[0])


def known_by(person: Person, known: Mapping[str, Known]) -> list[Known]:
    """Return the facts somebody has an answer to, be it that nobody knows."""
    names = known if person.knows is None else person.knows
    return [fact for fact in known.values() if fact.id in names]


def told_by(person: Person, known: Mapping[str, Known]) -> list[Known]:
    """Return the facts somebody tells a caller who asks."""
    return [
        fact
        for fact in known_by(person, known)
        if fact.value is not None and fact.id not in person.refuses
    ]
