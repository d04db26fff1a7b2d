"""A dashboard's installation in memory: the real HTTP API over calls that only seem.

`serve_app.make_app` answers as it does for real; what it relays to is a small world
with calls in every state, a log for each, and menus that were learned.
"""

import asyncio
import math
import threading
from contextlib import contextmanager
from datetime import timedelta

import uvicorn

from panda.call import AnsweredBy, CallState, Outcome, Trigger
from panda.campaign import Provider
from panda.events import (
    Advised,
    Disclosed,
    Found,
    FunctionCalled,
    Heard,
    Identified,
    MenuHeard,
    Noted,
    Pressed,
    StateChanged,
)
from panda.menu.memory import Trip
from panda.menu.menu import LineKind, Option, RouteStep
from panda.research.finding import Finding
from panda.testing.clock import START
from serve_app import make_app
from tests.panda_cli.world import FakeSystem, snapshot
from tests.serve.town import API_TOKEN, SETTINGS

NAMES = (
    "Lakeside Dental", "Bright Smiles", "Mesa Dentistry", "Harbor Oral Care",
    "Cedar Family Dental", "Northgate Dental", "Willow Dental Group", "Summit Dentists",
)  # fmt: skip
PROVIDERS = tuple(
    Provider(name=name, phone=f"+1217555{number:04}")
    for number, name in enumerate(NAMES, start=123)
)
EVIL = 'Yes <img src=x onerror="window.hurt=1"> **we** do.'
"""What a callee might say to whoever reads along."""
TALKING, OVER = "call-c1-0", "call-c1-6"
STATES = (
    CallState.TALKING,
    CallState.NAVIGATING,
    CallState.ON_HOLD,
    CallState.RINGING,
    CallState.TAKEN_OVER,
    CallState.LISTENING,
)
WORDS = {
    CallState.TALKING: ("business", EVIL),
    CallState.NAVIGATING: ("business", "For appointments, press 2."),
    CallState.ON_HOLD: ("business", "You are number three in the queue."),
    CallState.TAKEN_OVER: ("operator", "Hello, this is Kim."),
}
KEYS = {CallState.NAVIGATING: "2", CallState.TALKING: "21"}
PRICE = Finding(field="price", value=120.0, quote="it is $120", at_ms=41_000)
INSURANCE = Finding(field="insurance", value=True, quote="Yes we do.", at_ms=33_000)


class Stage(FakeSystem):
    """An installation whose calls stand as they are told, and whose clock runs."""

    def __init__(self, seconds=lambda: 0.0) -> None:
        super().__init__()
        self._seconds = seconds
        self.spoken: list[str] = []

    def now(self):
        return START + timedelta(seconds=90 + self._seconds())

    async def create_from(self, new):
        self.begun = new
        return await self.create(
            title=new.title,
            questionnaire=new.questionnaire,
            providers=new.providers,
            limits=new.limits,
            attested=new.attested,
            priority=new.priority,
        )

    async def snapshots(self, campaign_id=None):
        """Levels move as a voice's do, so that pages have something to redraw."""
        swing = 20 * math.sin(self._seconds() * 3)
        return [
            one.model_copy(update={"level_in_db": -30.0 + swing})
            if one.state is CallState.TALKING
            else one
            for one in await super().snapshots(campaign_id)
        ]

    async def play(self, calls: int = len(NAMES)) -> None:
        """Put calls on the stage: in all states, one ended, the rest to come."""
        providers = [
            PROVIDERS[place % len(PROVIDERS)].model_copy(
                update={"phone": f"+1217555{123 + place:04}"}
            )
            for place in range(calls)
        ]
        await self.begin(*providers)
        targets = await self.store.targets("c1")
        for place, target in enumerate(targets[:-2]):
            state = STATES[place % len(STATES)]
            speaker, words = WORDS.get(state, ("", ""))
            talking = state is CallState.TALKING
            answered = state is not CallState.RINGING
            shown = snapshot(
                target,
                state,
                answered_at=START + timedelta(seconds=6) if answered else None,
                last_speaker=speaker,
                last_words=words,
                keys=KEYS.get(state, ""),
                findings=(PRICE, INSURANCE) if talking else (),
                level_out_db=-90.0,
                gaps=place * 3,
                recent_gaps=place * 3,
                jitter_ms=2.0 + place % 20 * 2,
                round_trip_ms=40 + place,
                cost_usd=0.021 * (place + 1),
                needs_person=place == 2,
            )
            self.shown[shown.call_id] = shown
        done, voicemail = targets[-2:]
        self.shown[OVER] = snapshot(done, CallState.ENDED, outcome=Outcome.COMPLETED)
        await self.finish(done.position, Outcome.COMPLETED, PRICE, INSURANCE)
        await self.finish(voicemail.position, Outcome.VOICEMAIL)
        await self.append(TALKING, LOG)
        for trip in trips():
            await self.store.record(trip)


LOG = [
    StateChanged(seq=1, at_ms=0, trigger=Trigger.DIAL, state=CallState.DIALING),
    StateChanged(seq=2, at_ms=6_000, trigger=Trigger.ANSWER, state=CallState.LISTENING),
    MenuHeard(
        seq=3,
        at_ms=9_000,
        options=(("1", "billing"), ("2", "appointments"), ("0", "the front desk")),
    ),
    Pressed(seq=4, at_ms=9_400, keys="2", label="appointments"),
    MenuHeard(
        seq=5, at_ms=14_000, options=(("1", "new patients"), ("2", "other patients"))
    ),
    Pressed(seq=6, at_ms=14_300, keys="1", label="new patients"),
    Identified(seq=7, at_ms=22_000, answered_by=AnsweredBy.HUMAN),
    Heard(seq=8, at_ms=22_100, speaker="business", text="Lakeside Dental, this is Jo."),
    Heard(
        seq=9,
        at_ms=24_000,
        speaker="agent",
        text="Hello, I am an AI assistant calling for a patient. Do you take Delta?",
    ),
    Disclosed(seq=10, at_ms=29_000),
    Heard(seq=11, at_ms=33_000, speaker="business", text=EVIL),
    Advised(seq=12, at_ms=34_100, request="r1", took_ms=900),
    FunctionCalled(
        seq=13,
        at_ms=34_200,
        name="record_answer",
        caller="supervisor",
        arguments='{"field": "insurance", "value": true}',
        result="recorded",
    ),
    Found(seq=14, at_ms=34_300, finding=INSURANCE),
    Heard(seq=15, at_ms=36_000, speaker="agent", text="How much is a cleaning?"),
    Heard(
        seq=16, at_ms=41_000, speaker="business", text="Without insurance it is $120."
    ),
    Found(seq=17, at_ms=42_000, finding=PRICE),
    Noted(seq=18, at_ms=44_000, author="kim", text="sounds friendly"),
]


def trips():
    """Three calls through one number's menus: one lost its way, two did not."""
    first = RouteStep(
        fingerprint="billing appointments front desk",
        keys="2",
        label="appointments",
        options=(
            Option(digits="1", label="billing"),
            Option(digits="2", label="appointments"),
            Option(digits="0", label='the "front" desk'),
        ),
        heard_ms=4000,
    )
    second = RouteStep(
        fingerprint="new other patients",
        keys="1",
        label="new patients",
        options=(
            Option(digits="1", label="new patients"),
            Option(digits="2", label="other patients"),
        ),
        heard_ms=3000,
    )
    for minutes, seconds in ((0, 31.0), (20, 14.0), (40, 12.5)):
        yield Trip(
            number=PROVIDERS[0].phone,
            goal="schedule a cleaning",
            steps=(first, second),
            ended=LineKind.HUMAN,
            seconds=seconds,
            used_at=START + timedelta(minutes=minutes),
            followed=2 if minutes else 0,
        )


@contextmanager
def served(stage: Stage, port: int = 0):
    """Serve the real API over a stage on loopback; yield its address."""
    config = uvicorn.Config(
        make_app(SETTINGS, stage), port=port, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        threading.Event().wait(0.01)
    number = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{number}"
    finally:
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    import time

    began = time.monotonic()
    stage = Stage(lambda: time.monotonic() - began)
    asyncio.run(stage.play())
    with served(stage, 8799) as url:
        print(url, API_TOKEN, flush=True)  # noqa: T201 - a program by itself
        threading.Event().wait()
