"""The same behaviour with text carried as modem tones."""

from pathlib import Path

import pytest

from simulator.businesses import directory
from simulator.businesses.testing import Caller, ListLedger
from simulator.ports import FRAME_BYTES, Leg
from simulator.speech.data import DataEar, DataVoice

DENTAL5 = Path(__file__).parents[3] / "scenarios" / "dental5"


class DataCaller(Caller):
    """A caller who speaks and hears tones."""

    def __init__(self, callee):
        super().__init__(callee)
        self.voice = DataVoice("CA1/caller")

    @property
    def heard(self):
        ear = DataEar()
        return [
            text
            for at in range(0, len(self.audio), FRAME_BYTES)
            for text in ear.feed(bytes(self.audio[at : at + FRAME_BYTES]))
        ]

    async def say(self, text):
        await self.play(self.voice.tones(text))


@pytest.fixture
def ledger():
    return ListLedger()


@pytest.fixture
async def offices(ledger):
    offices = directory.load(DENTAL5, ears="data", speech_url="", ledger=ledger, seed=3)
    yield offices
    await offices.close()


async def test_a_menu_and_a_conversation_work_in_tones(offices, ledger):
    leg = Leg("CA1", "+12175550123", "+12175550199", 1)
    caller = DataCaller(offices.dial(leg).callee)
    await caller.until_quiet(500)
    await caller.press("1")
    await caller.until_quiet(500)
    await caller.press("1")
    await caller.until_quiet(1000)
    await caller.say("Hello, I am an AI assistant.")
    await caller.until_quiet(2500)
    await caller.say("Do you accept Delta Dental, and how much is a cleaning?")
    await caller.until_quiet(2000)
    await caller.say("Thank you for your help. Goodbye.")
    await caller.until_quiet(4000)
    assert caller.hung_up
    caller.callee.close()

    assert [key["digit"] for key in ledger.of("key")] == ["1", "1"]
    assert [heard["text"] for heard in ledger.of("heard")] == [
        "Hello, I am an AI assistant.",
        "Do you accept Delta Dental, and how much is a cleaning?",
        "Thank you for your help. Goodbye.",
    ]
    told = [name for said in ledger.of("said") for name in said["facts"]]
    assert told == ["delta_dental", "cleaning_price"]
    spoken = [said["text"] for said in ledger.of("said") if not said["cut"]]
    assert caller.heard == spoken
    [ear] = ledger.of("ear")
    assert (ear["lost"], ear["cross_talk"], ear["garbled"]) == (0, 0, 0)


async def test_frames_lost_on_the_way_show_in_the_ledger(offices, ledger):
    leg = Leg("CA1", "+16085550147", "+12175550199", 1)
    caller = DataCaller(offices.dial(leg).callee)
    await caller.until_quiet(500)
    audio = caller.voice.tones("How much is a cleaning without insurance?")
    await caller.play(audio[: 10 * FRAME_BYTES] + audio[12 * FRAME_BYTES :])
    await caller.until_quiet(3000)
    caller.callee.close()
    [ear] = ledger.of("ear")
    assert ear["lost"] == 2
