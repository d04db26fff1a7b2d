"""Whole calls in words and virtual time, and the appointments that come of them.

The calls are the product's own sessions and supervisors with the simulator's mind, the
offices are the simulator's own scenes and diaries (`benchmarks.texttown`). Between them
is neither sound nor socket. What follows a call is the product's: store, desk, rounds.
"""

import asyncio
from dataclasses import asdict
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.texttown import TextCall
from panda.appointments.desk import AppointmentDesk
from panda.appointments.rounds import Rounds
from panda.campaign import (
    Briefing,
    Campaign,
    DialIntent,
    Limits,
    Target,
    TargetStatus,
)
from panda.testing.calendar import MemoryCalendar
from panda.testing.clock import FakeClock
from panda.testing.store import MemoryStore
from panda_cli.scenario import read_scenario
from simulator.businesses.diary import diary_of
from simulator.businesses.reception import arranged
from simulator.businesses.scenario import load
from simulator.scoring.appointments import held
from tests.whole.caller import Caller

DENTAL = Path(__file__).parents[2] / "scenarios" / "dental"
LIMIT_MS = 300_000


class Town:
    """An installation that calls the dental offices of the shipped scenario."""

    def __init__(self, terms, *busy, seed=1):
        self.world, self.scenario = load(DENTAL), read_scenario(DENTAL)
        self.seed, self.terms = seed, terms
        self.clock = FakeClock(self.world.clock)
        self.store, self.calendar = MemoryStore(), MemoryCalendar(*busy)
        self.desk = AppointmentDesk(self.store, self.clock, self.calendar)
        self.rounds = Rounds(self.store, self.begin, self.clock, self.calendar)
        self.diaries = {
            one.numbers[0]: diary
            for one in self.world.businesses
            if (diary := diary_of(one, seed)) is not None
        }
        self.ledger, self.begun, self.calls = [], [], []

    async def begin(self, campaign, provider):
        self.begun.append(await self._keep(campaign, [provider]))

    def look(self, *numbers):
        """Ask some of the offices what the scenario wants to know."""
        campaign = Campaign(
            campaign_id="wish",
            title="Cleaning",
            questionnaire=self.scenario.questionnaire,
            booking=self.terms,
            attested=True,
            created_at=self.clock.now(),
        )
        providers = [
            one
            for one in self.scenario.providers
            if not numbers or one.phone in numbers
        ]
        self._make(*asyncio.run(self._keep(campaign, providers)))

    def turn(self):
        """Make the second call that is wanted, and have it settled."""
        asyncio.run(self.rounds.turn())
        for campaign, targets in self.begun:
            self._make(campaign, targets)
        self.begun.clear()
        for _ in range(3):
            asyncio.run(self.rounds.turn())

    def held(self):
        """Who holds what, by the diaries' own entries."""
        entries = ({"kind": "appointment", **asdict(one)} for one in self.ledger)
        return [(one.number, one.slot, one.party) for one in held(entries)]

    def book(self, number):
        """Return the offers and appointments of one office, as stages."""
        found = asyncio.run(self.store.bookings("wish"))
        return [one for one in found if one.phone == number]

    async def _keep(self, campaign, providers):
        targets = [
            Target(
                target_id=f"{campaign.campaign_id}-{n}",
                campaign_id=campaign.campaign_id,
                position=n,
                provider=provider,
            )
            for n, provider in enumerate(providers)
        ]
        await self.store.add_campaign(campaign, targets)
        return campaign, targets

    def _make(self, campaign, targets):
        for target in targets:
            result = self._call(campaign, target)
            done = target.model_copy(update={"status": TargetStatus.DONE})
            asyncio.run(self.store.finish(result, done))

    def _call(self, campaign, target):
        number, call_id = target.provider.phone, f"{target.target_id}-call"
        business, diary = self.world.business(number), self.diaries[number]
        intent = DialIntent(
            call_id=call_id,
            campaign_id=campaign.campaign_id,
            target_id=target.target_id,
            number=number,
            attempt=1,
            reserved_at=self.clock.now(),
        )
        asyncio.run(self.store.reserve(intent, target))
        now = self.clock.now().astimezone(ZoneInfo(business.timezone))
        caller = Caller(
            Briefing(
                call_id=call_id,
                campaign_id=campaign.campaign_id,
                target_id=target.target_id,
                provider=target.provider,
                questionnaire=campaign.questionnaire,
                limits=Limits(),
                now=now,
                token="a token",
                booking=campaign.booking,
            )
        )
        gone = diary.ring()
        self.ledger += [arranged(number, one) for one in gone]
        went = TextCall(
            business, attempt=1, today=now.date(), seed=self.seed, diary=diary
        ).run(caller, limit_ms=LIMIT_MS)
        self.ledger += went.arranged
        self.calls.append(caller)
        self.clock.advance(ms=went.ms + 60_000)
        return caller.ended()
