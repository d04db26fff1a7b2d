"""Who answers which number: a scenario, ready to be dialled."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from simulator.businesses import documents, scenario, stock
from simulator.businesses.cast import Cast
from simulator.businesses.checks import REFUSALS
from simulator.businesses.diary import diary_of
from simulator.businesses.ends import DataEnds, SpeechEnds
from simulator.businesses.impaired import impaired
from simulator.businesses.line import Line
from simulator.businesses.reception import arranged
from simulator.ports import Ringing
from simulator.speech.recordings import Recordings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from simulator.businesses.diary import Diary
    from simulator.businesses.documents import Business
    from simulator.businesses.ends import Ends
    from simulator.businesses.scenario import World
    from simulator.ports import Callee, Ledger, Leg

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
        self._diaries: dict[str, Diary] = {
            one.numbers[0]: diary
            for one in world.businesses
            if (diary := diary_of(one, seed)) is not None
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

    def _line(self, business: Business, leg: Leg, start: str) -> Callee:
        diary = self._diary(business, leg)
        today = self._today(business)
        cast = Cast(business, self._seed, leg.attempt, today, diary)
        booth = self._ends.booth(leg)
        # What answers is wanted first, so it is spoken first.
        for name in sorted(business.nodes, key=lambda name: name != start):
            place = cast.place(name)
            for say in place.scene.lines:
                voice = say.voice or place.voice
                booth.prepare(say.text, voice, say.language or place.language)
        line = Line(
            leg,
            enter=cast.place,
            start=start,
            booth=booth,
            hearing=self._ends.hearing(leg, business.language),
            keys=self._ends.keys(business.keys.least_ms),
            keys_by=business.keys.by,
            ledger=self._ledger,
            echoes=_hears_itself(business),
        )
        if business.line is None:
            return line
        seed = f"{self._seed}/{leg.number}/{leg.attempt}/line"
        return impaired(line, business.line, leg, self._ledger, seed)

    def _diary(self, business: Business, leg: Leg) -> Diary | None:
        """Return the diary as it is when the phone rings once more."""
        diary = self._diaries.get(business.numbers[0])
        for one in diary.ring() if diary is not None else ():
            fields = asdict(arranged(business.numbers[0], one))
            self._ledger.write("appointment", call_sid=leg.call_sid, **fields)
        return diary

    def _today(self, business: Business) -> date:
        return self._now().astimezone(ZoneInfo(business.timezone)).date()


def _hears_itself(business: Business) -> bool:
    echo = None if business.line is None else business.line.echo
    return echo is not None and echo.heard_by != "caller"


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
    recordings = Recordings() if ears == "speech" else None
    stock.lay_in(world.businesses, recordings)
    ends: Ends = DataEnds()
    if recordings is not None:
        ends = SpeechEnds(speech_url, recordings)
    return Businesses(
        world, ends=ends, ledger=ledger, seed=seed, now=now or (lambda: world.clock)
    )
