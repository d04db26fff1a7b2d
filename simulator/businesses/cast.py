"""The nodes of a business made ready for one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from simulator.businesses import documents, facts, manners, tongues
from simulator.businesses.answers import THINK_MS, known_by
from simulator.businesses.diary import diary_of
from simulator.businesses.entry import EntryScene
from simulator.businesses.line import Place
from simulator.businesses.menu import MenuScene, as_it_is
from simulator.businesses.person import PersonScene
from simulator.businesses.reception import Reception
from simulator.businesses.waiting import (
    NoticeScene,
    PressScene,
    QueueScene,
    TransferScene,
    VoicemailScene,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from simulator.businesses.diary import Diary
    from simulator.businesses.documents import (
        Business,
        Language,
        Node,
        Person,
        Queue,
        Transfer,
    )
    from simulator.businesses.facts import Known
    from simulator.businesses.scene import Scene


class Cast:
    """Makes scenes; what the file leaves open is settled by the seed.

    Args:
        business: Whose nodes they are.
        seed: The run's.
        attempt: How often the number has been called in this run, from 1.
        today: The day at the business.
        diary: The business's, as earlier calls left it; as the run begins, if left out.
    """

    def __init__(
        self,
        business: Business,
        seed: int,
        attempt: int,
        today: date,
        diary: Diary | None = None,
    ) -> None:
        self._business, self._seed = business, seed
        self._attempt, self._today = attempt, today
        self._diary = diary_of(business, seed) if diary is None else diary
        self._known: dict[Language, dict[str, Known]] = {}

    def place(self, name: str) -> Place:
        """Return a node with a fresh scene."""
        node, business = self._business.nodes[name], self._business
        language = node.language or business.language
        scene = self._scene(name, node, language)
        return Place(scene, tuple(node.goals), node.voice or business.voice, language)

    def _scene(self, name: str, node: Node, language: Language) -> Scene:
        tongue = tongues.of(language)
        scene: Scene
        match node:
            case documents.Menu():
                menu = as_it_is(node, self._attempt, self._today)
                scene = MenuScene(menu, tongue)
            case documents.Entry():
                scene = EntryScene(node, tongue)
            case documents.Queue():
                scene = QueueScene(node, self._hold_ms(name, node), tongue)
            case documents.Transfer():
                then = self._answering(name, node)
                scene = TransferScene(node, self._ring_ms(name, node), then, tongue)
            case documents.Person():
                scene = self._person(name, node, language)
            case documents.Voicemail():
                scene = VoicemailScene(node)
            case documents.Notice():
                scene = NoticeScene(node)
            case documents.Presses():
                scene = PressScene(node)
            case _:
                assert_never(node)
        return scene

    def _person(self, name: str, node: Person, language: Language) -> PersonScene:
        seed, number = self._seed, self._number
        person = manners.settle(node, seed, number, name)
        if language not in self._known:
            self._known[language] = facts.resolve(self._business, seed, language)
        held = person.holds
        return PersonScene(
            person,
            self._known[language],
            lambda texts, what: facts.pick(texts, seed, number, name, what),
            tongues.of(language),
            hold_ms=facts.seconds(held.s, seed, number, name, "held") if held else 0,
            reception=self._reception(person, self._known[language], language),
        )

    def _reception(
        self, person: Person, known: Mapping[str, Known], language: Language
    ) -> Reception | None:
        """Return how she deals with the diary: whoever knows its fact gives times."""
        kept, tongue = self._business.diary, tongues.of(language).bookings
        if kept is None or self._diary is None or tongue is None:
            return None
        if not any(fact.templates for fact in known_by(person, known)):
            return None
        return Reception(
            self._diary, tongue, language, most=kept.offers, think_ms=THINK_MS
        )

    def _hold_ms(self, name: str, queue: Queue) -> int:
        return facts.seconds(queue.hold_s, self._seed, self._number, name, "hold")

    def _ring_ms(self, name: str, transfer: Transfer) -> int:
        return facts.seconds(transfer.ring_s, self._seed, self._number, name, "ring")

    def _answering(self, name: str, transfer: Transfer) -> str:
        """Return where a transfer leads this time."""
        other = transfer.no_answer
        what = (self._number, name, "no_answer")
        if other is not None and facts.happens(other.chance, self._seed, *what):
            return other.goto
        return transfer.then

    @property
    def _number(self) -> str:
        return self._business.numbers[0]
