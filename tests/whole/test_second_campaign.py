"""Two campaigns over a town of talking businesses, in words and virtual time.

The dispatcher is the product's, each call a whole session with its supervisor, and who
answers are the simulator's scenes: what the second campaign dials is what the carrier
was asked for.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from benchmarks import texttown
from panda.call import CallState, Outcome
from panda.campaign import Provider
from panda.dispatch.books import KNOWN, NewCampaign
from panda.dispatch.ports import CallEnd
from panda.realtime.agent import (
    AnswerEnded,
    AnswerStarted,
    Heard,
    Said,
    SpeechStarted,
    SpeechStopped,
)
from panda.research.questionnaire import FieldType, Question, Questionnaire
from panda.session.inputs import SoundChanged, Tick, UtterancePlayed
from simulator.businesses import scenario
from tests.panda.dispatch.world import Actor, World
from tests.whole.office import Office

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
ASKED = Questionnaire(
    goal="schedule a cleaning",
    caller="Maria Lopez",
    opening="I have two questions about a dental cleaning.",
    fields=(
        Question(
            name="insurance",
            type=FieldType.YES_NO,
            ask="Do you accept Delta Dental insurance?",
        ),
        Question(
            name="price",
            type=FieldType.MONEY,
            ask="How much is a cleaning without insurance?",
        ),
    ),
)


class Talker(Office):
    """A session whose words take time to be said."""

    def __init__(self, made):
        super().__init__(made, auto_play=False)
        self.saying = []

    def _speak(self, text):
        item = next(self._items)
        self.feed(AnswerStarted(f"answer-{item}"))
        self.feed(Said(item, text))
        self.feed(AnswerEnded(f"answer-{item}", "completed", spoke=True))
        self.saying.append((item, text))


class Caller:
    """A whole call as the caller of a business in words."""

    def __init__(self, briefing):
        self.player = Talker(briefing)
        self.player.answer()
        self._items = (f"heard{number}" for number in count(1))
        self._item, self._spoken, self._played = "", [], []
        self._until_ms = self._ticked_ms = 0

    def speech(self, *, started, now_ms):
        if started:
            self._item = next(self._items)
            yield from self._feed(SpeechStarted(now_ms, self._item), now_ms)
        else:
            self._spoken.append(self._item)
            yield from self._feed(SpeechStopped(now_ms, self._item), now_ms)

    def hear(self, text, now_ms):
        yield from self._feed(Heard(self._spoken.pop(0), text), now_ms)
        if self.player.session.state is CallState.TALKING:
            self.player.requests += 1
            self.player.voice_asks(f"r{self.player.requests}")
            yield from self._deeds(now_ms)

    def sound(self, sound, now_ms):
        yield from self._feed(SoundChanged(sound), now_ms)

    def keys_played(self, now_ms):
        yield from self._feed(self.player.sounded, now_ms)

    def tick(self, now_ms):
        while self._played and self._played[0][0] <= now_ms:
            yield from self._feed(UtterancePlayed(self._played.pop(0)[1]), now_ms)
        if now_ms - self._ticked_ms >= 100:
            self._ticked_ms = now_ms
            yield from self._feed(Tick(), now_ms)

    def _feed(self, what, now_ms):
        self.player.now_ms = now_ms
        self.player.feed(what)
        yield from self._deeds(now_ms)

    def _deeds(self, now_ms):
        saying, self.player.saying = self.player.saying, []
        for item, text in saying:
            begins = max(now_ms, self._until_ms)
            self._until_ms = begins + texttown.MS_PER_LETTER * len(text)
            self._played.append((self._until_ms, item))
            yield texttown.Words(text)
        if self.player.result is not None:
            yield texttown.Done(str(self.player.result.outcome))


class Town(World):
    """The dispatcher's world, with businesses that really talk."""

    def __init__(self):
        super().__init__()
        found = scenario.load(ROOT / "scenarios" / "dental5")
        self.businesses = {n: one for one in found.businesses for n in one.numbers}
        self.asked = {}
        """Which fields each number was asked, by call."""

    async def play(self, briefing):
        number = briefing.provider.phone
        actor = Actor(self, briefing)
        await actor.place()
        asked = [one.name for one in briefing.questionnaire.fields]
        self.asked.setdefault(number, []).append(asked)
        # The supervisor brings a loop of its own, so a thread; nothing else runs.
        with ThreadPoolExecutor(1) as alone:
            result = alone.submit(self._talk, briefing, number).result()
        self.clock.advance(seconds=int(result.answered_s) + 1)
        return CallEnd(result.model_copy(update={"call_sid": actor.call_sid}))

    def _talk(self, briefing, number):
        attempt = len(self.asked[number])
        call = texttown.TextCall(
            self.businesses[number], attempt=attempt, today=TODAY, seed=1
        )
        caller = Caller(briefing)
        call.run(caller, limit_ms=180_000)
        assert caller.player.result is not None, "the call came to its end"
        return caller.player.result

    async def run(self, *numbers, questions=ASKED):
        """Run a campaign; return whom the carrier was asked for."""
        before = len(self.carrier.dialled)
        providers = tuple(
            Provider(name=self.businesses[one].name, phone=one) for one in numbers
        )
        campaign = await self.dispatcher.create(
            NewCampaign(
                title="Cleanings",
                questionnaire=questions,
                providers=providers,
                attested=True,
            )
        )
        await self.done(campaign)
        dialled = [order.to for order in self.carrier.dialled[before:]]
        return dialled, await self.targets(campaign)


@pytest.fixture
async def town():
    made = Town()
    made.start()
    yield made
    await made.stop()


PRAIRIE = "+16085550147"


async def test_a_second_campaign_dials_only_for_what_is_unknown_or_expired(town):
    (dialled, targets) = await town.run(PRAIRIE)
    assert dialled == [PRAIRIE]
    assert targets[0].outcome is Outcome.COMPLETED
    results = await town.store.results(targets[0].campaign_id)
    assert {one.field for one in results[0].findings} == {"insurance", "price"}

    dialled, targets = await town.run(PRAIRIE)
    assert dialled == [], "all that is asked is known"
    assert targets[0].reasons == (KNOWN,)

    opening = Question(
        name="next_opening",
        type=FieldType.DATETIME,
        ask="When is your next available appointment for a cleaning?",
    )
    more = ASKED.model_copy(update={"fields": (*ASKED.fields, opening)})
    dialled, _ = await town.run(PRAIRIE, questions=more)
    assert dialled == [PRAIRIE]
    assert town.asked[PRAIRIE][-1] == ["next_opening"]

    town.clock.advance(seconds=int(timedelta(days=182).total_seconds()))
    dialled, _ = await town.run(PRAIRIE)
    assert dialled == [PRAIRIE], "what was said half a year ago holds no more"
    assert town.asked[PRAIRIE][-1] == ["insurance", "price"]
