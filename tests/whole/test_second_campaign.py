"""Two campaigns over a town of talking businesses, in words and virtual time.

The dispatcher is the product's, each call a whole session with its supervisor, and who
answers are the simulator's scenes: what the second campaign dials is what the carrier
was asked for.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks import texttown
from panda.call import Outcome
from panda.campaign import Provider
from panda.dispatch.books import KNOWN
from panda.dispatch.ports import CallEnd
from panda.newcampaign import NewCampaign
from panda.research.questionnaire import FieldType, Question
from panda.testing.briefings import QUESTIONS
from simulator.businesses import scenario
from tests.panda.dispatch.world import Actor, World
from tests.whole.caller import Caller

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)


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
        return caller.ended()

    async def run(self, *numbers, questions=QUESTIONS):
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
    more = QUESTIONS.model_copy(update={"fields": (*QUESTIONS.fields, opening)})
    dialled, _ = await town.run(PRAIRIE, questions=more)
    assert dialled == [PRAIRIE]
    assert town.asked[PRAIRIE][-1] == ["next_opening"]

    town.clock.advance(seconds=int(timedelta(days=182).total_seconds()))
    dialled, _ = await town.run(PRAIRIE)
    assert dialled == [PRAIRIE], "what was said half a year ago holds no more"
    assert town.asked[PRAIRIE][-1] == ["insurance", "price"]
