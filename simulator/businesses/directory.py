"""Who answers which number: a scenario, ready to be dialled."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from simulator.businesses import documents, facts, scenario, sounds
from simulator.businesses.checks import REFUSALS
from simulator.businesses.ends import DataEnds, SpeechEnds
from simulator.businesses.line import Line, Place
from simulator.businesses.menu import MenuScene
from simulator.businesses.person import PersonScene
from simulator.businesses.waiting import NoticeScene, QueueScene, VoicemailScene
from simulator.ports import Ringing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from simulator.businesses.documents import Business, Node
    from simulator.businesses.ends import Ends
    from simulator.businesses.facts import Known
    from simulator.businesses.scenario import World
    from simulator.businesses.scene import Scene
    from simulator.ports import Ledger, Leg

_SIP = {"busy": 486, "no-answer": 480, "not-in-service": 404, "failed": 503}
REFUSED_MS = 1500
"""How long the network takes to say that a line is busy or out of service."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Businesses:
    """A `Directory` of simulator.ports made from a scenario.

    Args:
        world: The scenario.
        ends: Mouths and ears for the calls.
        ledger: Where everything is written down.
        seed: Settles what the scenario leaves open.
        now: The clock of this world.
    """

    def __init__(
        self,
        world: World,
        *,
        ends: Ends,
        ledger: Ledger,
        seed: int,
        now: Callable[[], datetime],
    ) -> None:
        self.world = world
        self._ends, self._ledger, self._seed, self._now = ends, ledger, seed, now
        self._known = {
            business.numbers[0]: facts.resolve(business, seed)
            for business in world.businesses
        }
        ledger.write("world", title=world.scenario.title, seed=seed)

    def dial(self, leg: Leg) -> Ringing:
        """Start a call to `leg.number`; unknown numbers fail with SIP 404."""
        business = self.world.business(leg.number)
        if business is None:
            return Ringing("failed", ring_ms=0, sip_code=404)
        if leg.attempt <= len(business.first_attempts):
            return _unanswered(business, business.first_attempts[leg.attempt - 1])
        if business.answers in REFUSALS:
            return _unanswered(business, business.answers)
        start = self._start(business)
        return Ringing(
            "answer",
            ring_ms=business.ring_ms,
            callee=self._line(business, leg, start),
            machine=not isinstance(business.nodes[start], documents.Person),
        )

    async def close(self) -> None:
        """Let go of voices and recognisers; calls must have ended."""
        await self._ends.close()

    def _start(self, business: Business) -> str:
        if business.hours is None or business.after_hours is None:
            return business.answers
        local = self._now().astimezone(ZoneInfo(business.timezone))
        hours, time = business.hours, local.strftime("%H:%M")
        open_ = (
            _DAYS[local.weekday()] in hours.days and hours.opens <= time < hours.closes
        )
        return business.answers if open_ else business.after_hours

    def _line(self, business: Business, leg: Leg, start: str) -> Line:
        known = self._known[business.numbers[0]]
        booth = self._ends.booth(leg, business.language)
        # What answers is wanted first, so it is spoken first.
        for name in sorted(business.nodes, key=lambda name: name != start):
            place = self._place(business, name, known)
            booth.prepare(place.scene.lines, place.voice)
        return Line(
            leg,
            enter=lambda name: self._place(business, name, known),
            start=start,
            booth=booth,
            hearing=self._ends.hearing(leg, business.language),
            keys=self._ends.keys(),
            ledger=self._ledger,
        )

    def _place(self, business: Business, name: str, known: dict[str, Known]) -> Place:
        node = business.nodes[name]
        voice = business.voice
        if isinstance(node, documents.Person) and node.voice is not None:
            voice = node.voice
        return Place(self._scene(business, name, node, known), tuple(node.goals), voice)

    def _scene(
        self, business: Business, name: str, node: Node, known: dict[str, Known]
    ) -> Scene:
        number, seed = business.numbers[0], self._seed
        match node:
            case documents.Menu():
                return MenuScene(node)
            case documents.Queue():
                dice = Random(f"{seed}/{number}/{name}/hold")
                seconds = facts.settle(node.hold_s, dice)
                return QueueScene(node, int(float(seconds) * 1000))
            case documents.Person():
                return PersonScene(
                    node,
                    known,
                    lambda texts, what: facts.pick(texts, seed, number, name, what),
                )
            case documents.Voicemail():
                return VoicemailScene(node)
            case documents.Notice():
                return NoticeScene(node)


def _unanswered(business: Business, why: str) -> Ringing:
    code = _SIP[why]
    match why:
        case "busy":
            return Ringing("busy", ring_ms=REFUSED_MS, sip_code=code)
        case "no-answer":
            return Ringing("no-answer", ring_ms=business.no_answer_ms, sip_code=code)
        case _:
            return Ringing("failed", ring_ms=REFUSED_MS, sip_code=code)


def load(
    scenario_dir: Path | str,
    *,
    ears: Literal["speech", "data"],
    speech_url: str,
    ledger: Ledger,
    seed: int,
    now: Callable[[], datetime] | None = None,
) -> Businesses:
    """Read a scenario and make its businesses ready to be dialled.

    Args:
        scenario_dir: The folder.
        ears: Whether calls carry speech or text as modem tones.
        speech_url: Where the speech server listens; unused with `data`.
        ledger: Where everything is written down.
        seed: Settles what the scenario leaves open.
        now: The clock of this world; the scenario's own moment, standing still,
            when left out.

    Raises:
        ScenarioError: The folder is not a usable scenario.
    """
    world = scenario.load(Path(scenario_dir))
    sounds.warm()
    ends: Ends = SpeechEnds(speech_url) if ears == "speech" else DataEnds()
    return Businesses(
        world, ends=ends, ledger=ledger, seed=seed, now=now or (lambda: world.clock)
    )
