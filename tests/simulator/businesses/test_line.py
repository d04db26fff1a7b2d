"""What a line does beside playing its scenes."""

from simulator.businesses.testing import Caller, FakeEnds
from simulator.ports import SILENCE, Leg

OFFICE = """
answers: hello
nodes:
  hello: {type: notice, prompt: Hello and welcome., then: bye}
  bye: {type: notice, prompt: Goodbye now.}
"""


class BrokenVoice:
    async def speak(self, text, *, voice, language="en", speed=1.0):
        raise RuntimeError("no voice today")


async def test_sentences_are_spoken_ahead_and_what_answers_comes_first(directory, ends):
    office = directory(OFFICE.replace("answers: hello", "answers: hello", 1))
    caller = Caller(office.dial(Leg("CA1", "+12175550123", "+1", 1)).callee)
    await caller.wait(20)
    assert [text for text, _ in ends.voice.spoken] == [
        "Hello and welcome.",
        "Goodbye now.",
    ]
    await caller.until_quiet(2000)
    assert len(ends.voice.spoken) == 2


async def test_a_voice_that_fails_is_noted_and_ends_the_call(call, ledger):
    ends = FakeEnds()
    ends.voice = BrokenVoice()
    caller = call(OFFICE, ends=ends)
    await caller.wait(200)
    assert caller.hung_up
    assert ledger.of("fault")[0]["name"] == "voice_failed"


async def test_what_was_being_said_when_the_line_went_is_written_as_cut(call, ledger):
    caller = call(OFFICE)
    await caller.hear("Hello")
    await caller.wait(200)
    caller.callee.close()
    caller.callee.close()
    [said] = ledger.of("said")
    assert said["cut"]
    assert said["end_ms"] - said["start_ms"] < 400
    assert caller.callee.exchange(SILENCE, caller.now_ms) is None


async def test_what_was_said_is_written_with_its_times(call, ledger):
    caller = call(OFFICE)
    await caller.until_quiet(2000)
    first, second = ledger.of("said")
    assert (first["start_ms"], first["by"]) == (300, "notice")
    assert first["end_ms"] == 300 + 1080
    assert second["start_ms"] >= first["end_ms"] + 300
