"""Whole calls in words and virtual time, and the appointments that come of them.

The calls are the product's own sessions and supervisors with the simulator's mind, the
offices are the simulator's own scenes and diaries (`benchmarks.texttown`). Between them
is neither sound nor socket. What follows a call is the product's: store, desk, rounds.
"""

import asyncio
from collections import deque
from dataclasses import asdict
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.texttown import Done, Keys, TextCall, Words
from panda.appointments.desk import AppointmentDesk
from panda.appointments.rounds import Rounds
from panda.call import CallState
from panda.campaign import (
    Briefing,
    Campaign,
    DialIntent,
    Limits,
    Target,
    TargetStatus,
)
from panda.realtime.agent import (
    AnswerEnded,
    AnswerStarted,
    Heard,
    Said,
    SpeechStarted,
    SpeechStopped,
)
from panda.session.commands import HangUp, PlayKeys
from panda.session.inputs import PhoneClosed, SoundChanged, Tick, UtterancePlayed
from panda.testing.calendar import MemoryCalendar
from panda.testing.clock import FakeClock
from panda.testing.store import MemoryStore
from panda_cli.scenario import read_scenario
from simulator.businesses.diary import diary_of
from simulator.businesses.reception import arranged
from simulator.businesses.scenario import load
from simulator.scoring.appointments import held
from tests.whole.office import Office

DENTAL = Path(__file__).parents[2] / "scenarios" / "dental"
TICK_MS, MS_PER_LETTER = 100, 62
LIMIT_MS = 300_000


class Talk(Office):
    """A session whose words take as long as people need to say them."""

    def __init__(self, made):
        super().__init__(made, auto_play=False)
        self.to_say = deque()

    def _speak(self, text):
        item = next(self._items)
        self.feed(AnswerStarted(f"answer-{item}"))
        self.feed(Said(item, text))
        self.feed(AnswerEnded(f"answer-{item}", "completed", spoke=True))
        self.to_say.append((item, text))


class Caller:
    """A talk as the caller of a call in words."""

    def __init__(self, made):
        self.talk = Talk(made)
        self.talk.answer()
        self._began_ms = self.talk.now_ms
        self._items = (f"heard{number}" for number in count(1))
        self._item, self._spoken = "", deque()
        self._saying, self._until_ms = "", 0
        self._ticked = self._seen = 0
        self.log = []

    def speech(self, *, started, now_ms):
        if started:
            self._item = next(self._items)
            return self._feed(SpeechStarted(now_ms, self._item), now_ms)
        self._spoken.append(self._item)
        return self._feed(SpeechStopped(now_ms, self._item), now_ms)

    def hear(self, text, now_ms):
        self.log.append(f"they: {text}")
        deeds = self._feed(Heard(self._spoken.popleft(), text), now_ms)
        if self.talk.session.state is CallState.TALKING:
            self.talk.requests += 1
            self.talk.voice_asks(f"r{self.talk.requests}")
        return [*deeds, *self._done(now_ms)]

    def sound(self, sound, now_ms):
        return self._feed(SoundChanged(sound), now_ms)

    def keys_played(self, now_ms):
        return self._feed(self.talk.sounded, now_ms)

    def tick(self, now_ms):
        if now_ms - self._ticked < TICK_MS:
            return []
        self._ticked = now_ms
        deeds = self._feed(Tick(), now_ms)
        if self._saying and now_ms >= self._until_ms:
            item, self._saying = self._saying, ""
            deeds += self._feed(UtterancePlayed(item), now_ms)
        return deeds

    def ended(self):
        """The line is gone; return what came of the call."""
        self.talk.feed(PhoneClosed(stopped=True))
        self.talk.news("completed")
        self.talk.wait(5_000)
        return self.talk.result

    def _feed(self, what, now_ms):
        self.talk.now_ms = self._began_ms + now_ms
        self.talk.feed(what)
        return self._done(now_ms)

    def _done(self, now_ms):
        deeds = []
        commands, self._seen = self.talk.commands[self._seen :], len(self.talk.commands)
        for command in commands:
            match command:
                case PlayKeys(digits=digits, transport=by):
                    deeds.append(Keys(digits, by == "slow"))
                case HangUp():
                    deeds.append(Done("hung up"))
                case _:
                    pass
        if self.talk.to_say and not self._saying:
            self._saying, text = self.talk.to_say.popleft()
            self._until_ms = now_ms + MS_PER_LETTER * len(text)
            self.log.append(f"we:   {text}")
            deeds.append(Words(text))
        return deeds


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
