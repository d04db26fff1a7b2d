"""Somebody who answers: greets, listens, tells what she knows, says goodbye."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from simulator.businesses import talk
from simulator.businesses.answers import THINK_MS, Answers
from simulator.businesses.manners import Turns
from simulator.businesses.scene import (
    Began,
    Command,
    Entered,
    Event,
    Go,
    HangUp,
    Heard,
    Hush,
    Interrupted,
    Key,
    Listen,
    Note,
    Play,
    Say,
    Spoken,
    Tick,
    Took,
)
from simulator.ports import FRAME_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.businesses.documents import Person, TransfersTo
    from simulator.businesses.facts import Known
    from simulator.businesses.reception import Reception
    from simulator.businesses.talk import Meaning
    from simulator.businesses.tongues.tongue import Grammar, Tongue

PICK_UP_MS = 400
MORE_MS = 800
"""After a statement she waits so much longer: the caller may go on."""
PATIENT_REPEATS = 2
"""How often in a row she asks to hear something again."""


class PersonScene:
    """One conversation with one person.

    Args:
        person: What the file says of her, settled (`manners.settle`).
        known: The facts of the business in this run, in her language.
        pick: Chooses one of several wordings, for a purpose.
        tongue: Her language.
        hold_ms: How long she puts the caller on hold, if she does.
        reception: Her dealings with the diary, if she has any.
    """

    kind = "person"
    listens = True

    def __init__(
        self,
        person: Person,
        known: Mapping[str, Known],
        pick: Callable[[list[str], str], str],
        tongue: Tongue,
        *,
        hold_ms: int = 0,
        reception: Reception | None = None,
    ) -> None:
        self._person, self._tongue, self._pick = person, tongue, pick
        self._hold_ms = hold_ms
        self._answers = Answers(person, known, tongue.phrases, self._one, reception)
        self._turns = Turns(person, tongue.phrases)
        self._pending: dict[tuple[str, ...], list[Say]] = {}
        """Answers she holds back until her own questions are answered, by what was
        asked: a question that is put again is not answered twice."""
        self._heard = ""
        self._meant: Meaning | None = None
        """What `_heard` means, while she waits whether the caller goes on."""
        self._caller_speaks = self._talking = self._unanswered = False
        self._insists = False
        """Whether she goes on although the caller talks."""
        self._voiced_ms = 0
        """How long the caller has been speaking."""
        self._greeted = self._interrupted = False
        self._greet_at_ms: int | None = None
        self._missed = 0
        self._welcomed = self._over = False
        self._reminders = 0
        self._quiet_since = 0

    @property
    def lines(self) -> list[Say]:
        """Greeting, answers and the usual replies."""
        phrases = self._tongue.phrases
        choices = (
            self._person.greeting,
            self._answers.unknown,
            self._answers.welcome,
            self._person.goodbye or [phrases.goodbye],
            *(one.say for one in self._turns.own),
        )
        texts = [self._one(texts) for texts in choices]
        texts += self._answers.first_sentences()
        again = self._person.again or [phrases.again]
        return [Say(text) for text in [*texts, self._one(again)]]

    def on(self, event: Event, now_ms: int) -> list[Command]:
        """Take one event; say what to do, in order."""
        match event:
            case Key(digit):
                commands: list[Command] = [Took(digit, accepted=False)]
            case Entered():
                commands = self._enter(now_ms)
            case Heard(text):
                commands = self._hear(text, now_ms)
            case Tick(quiet, voiced):
                self._voiced_ms = self._voiced_ms + FRAME_MS if voiced else 0
                commands = self._idle(now_ms, quiet=quiet)
            case Spoken():
                commands = self._spoken(now_ms)
            case Interrupted():
                commands = self._stop()
            case Began():
                self._caller_speaks, commands = True, []
            case _:
                assert_never(event)
        return commands

    def _stop(self) -> list[Command]:
        if self._over or self._insists:
            return []
        self._talking = False
        return [Hush()]

    def _spoken(self, now_ms: int) -> list[Command]:
        held, self._insists = self._insists, False
        self._talking = False
        self._quiet_since = now_ms
        return [Listen(on=True)] if held else []

    def _enter(self, now_ms: int) -> list[Command]:
        silent = self._person.silent
        if silent is None:
            return self._greet()
        self._greet_at_ms = now_ms + int(silent.s * 1000)
        return [Note("manner", "silent")]

    def _greet(self) -> list[Command]:
        self._greeted, self._greet_at_ms = True, None
        greeting = self._one(self._person.greeting)
        return self._speak([Say(greeting, pause_ms=PICK_UP_MS)])

    def _hear(self, text: str, now_ms: int) -> list[Command]:
        self._heard = f"{self._heard} {text}".strip()
        self._quiet_since = now_ms
        self._unanswered, self._caller_speaks = True, False
        self._meant = None
        if self._greeted:
            return self._turn(now_ms)
        asked = talk.understand(self._heard, self._answers.facts, self._grammar)
        if not asked.facts:  # "hello?": no more than a greeting is wanted
            self._heard, self._unanswered = "", False
        return self._greet()

    def _cut_in(self) -> list[Command]:
        """Talk over the caller, if that is her manner and the moment has come."""
        manner = self._person.interrupts
        if manner is None or self._interrupted or self._talking or self._over:
            return []
        due = self._turns.count + 1 >= manner.turn and self._greeted
        if not due or self._voiced_ms < manner.after_ms:
            return []
        self._interrupted = self._insists = True
        text = self._one(manner.say or [self._tongue.phrases.interrupts])
        return [Note("manner", "interrupts"), *self._speak([Say(text)])]

    def _turn(self, now_ms: int) -> list[Command]:
        """Answer what was heard, once neither side is speaking."""
        if self._over or self._caller_speaks or self._talking:
            return []
        if self._meant is None:
            self._meant = talk.understand(
                self._heard, self._answers.facts, self._grammar
            )
        waited = now_ms - self._quiet_since >= MORE_MS
        if not self._meant.wants_answer and not waited:
            return []
        text, meaning = self._heard, self._meant
        self._heard, self._meant, self._unanswered = "", None, False
        self._reminders = 0
        return self._reply(meaning, text)

    def _idle(self, now_ms: int, *, quiet: bool) -> list[Command]:
        if self._over:
            return self._leave(now_ms)
        return self._cut_in() or self._wait(now_ms, quiet=quiet)

    def _wait(self, now_ms: int, *, quiet: bool) -> list[Command]:
        if not quiet or self._talking:
            self._quiet_since = now_ms
            return []
        self._caller_speaks = False
        if self._greet_at_ms is not None:
            return self._greet() if now_ms >= self._greet_at_ms else []
        if self._unanswered:
            return self._turn(now_ms)
        return self._remind(now_ms)

    def _remind(self, now_ms: int) -> list[Command]:
        """Ask a silent caller whether he is there, and give up in the end."""
        if now_ms - self._quiet_since < self._person.patience_s * 1000:
            return []
        self._reminders += 1
        self._quiet_since = now_ms
        if self._reminders > PATIENT_REPEATS:
            return self._farewell(self._goodbye)
        phrases, told = self._tongue.phrases, self._answers.told
        return self._speak(
            [Say(phrases.anything_else if told else phrases.still_there)]
        )

    def _reply(self, meaning: Meaning, text: str) -> list[Command]:
        if meaning.empty:
            return self._not_understood()
        if meaning.disclosed and not self._person.talks_to_robots:
            return self._farewell([self._tongue.phrases.no_robots])
        thanks = meaning.acknowledged and self._welcomed and not meaning.wants_answer
        if thanks and not self._pending:
            return []  # no turn of its own
        self._turns.next()
        if (ending := self._turns.ending()) is not None:
            note = Note("manner", ending.manner)
            return [note, *self._farewell(ending.texts, at_once=True)]
        return self._answer(meaning, text)

    def _answer(self, meaning: Meaning, text: str) -> list[Command]:
        transfer = self._turns.transfer(meaning)
        elsewhere = set() if transfer is None else set(transfer.facts or meaning.facts)
        answers = self._answers.to(meaning, text, leave_out=elsewhere)
        notes: list[Command] = [*self._answers.notes]
        self._welcomed = self._welcomed or bool(meaning.facts)
        asked = (*meaning.facts, *meaning.asked)
        if transfer is None and (own := self._turns.question()) is not None:
            self._pending[asked] = answers
            return [*notes, *self._ask(own.say)]
        held = self._pending | {asked: answers}
        answers = [say for says in held.values() for say in says]
        self._pending = {}
        if transfer is not None:
            return [*notes, *self._transfer(transfer, answers)]
        if answers:
            self._missed = 0
            self._answers.last = answers
            return [*notes, *self._tell(answers)]
        return self._without_answer(meaning)

    def _ask(self, texts: list[str]) -> list[Command]:
        say = Say(self._one(texts), pause_ms=THINK_MS)
        return [Note("manner", "asks"), *self._speak([say])]

    def _transfer(self, transfer: TransfersTo, answers: list[Say]) -> list[Command]:
        self._over = True
        text = self._one(transfer.say or [self._tongue.phrases.transfers])
        says = [*answers, Say(text, pause_ms=THINK_MS)]
        note = Note("manner", "transfers", transfer.goto)
        return [note, *self._speak(says), Go(transfer.goto)]

    def _tell(self, answers: list[Say]) -> list[Command]:
        """Say the answers: after a while on hold, or mumbled, if so inclined."""
        if self._turns.holds():
            return self._after_hold(answers)
        if self._turns.mumbles():
            unclear = [Say(say.text, (), say.pause_ms, mumbled=True) for say in answers]
            return [Note("manner", "mumbles"), *self._speak(unclear)]
        return self._speak(answers)

    def _after_hold(self, answers: list[Say]) -> list[Command]:
        holds, phrases = self._person.holds, self._tongue.phrases
        assert holds is not None
        self._talking = self._insists = True
        return [
            Note("manner", "holds"),
            Listen(on=False),
            Say(self._one(holds.say or [phrases.holds]), pause_ms=THINK_MS),
            Play("music", self._hold_ms, holds.music),
            Say(self._one(holds.back or [phrases.back])),
            *answers,
        ]

    def _without_answer(self, meaning: Meaning) -> list[Command]:
        if meaning.question:
            if meaning.near and self._missed < 1:
                return self._not_understood()
            self._missed = 0
            return self._speak([Say(self._one(self._answers.unknown))])
        if meaning.goodbye:
            return self._farewell(self._goodbye)
        if meaning.wait or (meaning.acknowledged and self._welcomed):
            return []
        if self._welcomed and not meaning.topic and not meaning.disclosed:
            return self._speak([Say(self._tongue.phrases.okay)])
        self._welcomed = True
        return self._speak([Say(self._one(self._answers.welcome), pause_ms=THINK_MS)])

    def _not_understood(self) -> list[Command]:
        self._missed += 1
        phrases = self._tongue.phrases
        if self._missed > PATIENT_REPEATS:
            return self._farewell([phrases.giving_up])
        again = self._person.again or [phrases.again]
        return self._speak([Say(self._one(again), pause_ms=THINK_MS)])

    def _farewell(self, texts: list[str], *, at_once: bool = False) -> list[Command]:
        """Say goodbye, then hang up: at once, or after she has lingered a while."""
        self._over = True
        goodbye: list[Command] = self._speak([Say(self._one(texts))])
        lingers = self._person.lingers_s and not at_once
        return goodbye if lingers else [*goodbye, HangUp()]

    def _leave(self, now_ms: int) -> list[Command]:
        """Hang up after the goodbye, unless the caller may still do so first."""
        lingered_ms = 0 if self._talking else now_ms - self._quiet_since
        return [HangUp()] if lingered_ms > self._person.lingers_s * 1000 else []

    def _speak(self, says: list[Say]) -> list[Command]:
        self._talking = True
        return list(says)

    def _one(self, texts: list[str]) -> str:
        return self._pick(texts, texts[0])

    @property
    def _goodbye(self) -> list[str]:
        return self._person.goodbye or [self._tongue.phrases.goodbye]

    @property
    def _grammar(self) -> Grammar:
        return self._tongue.grammar
