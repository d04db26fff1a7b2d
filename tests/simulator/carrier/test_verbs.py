"""Verbs that ask and that are heard, at the callee's ear and at the client's desk."""

import pytest
from aiohttp import web

from simulator.carrier.testing import LOUD, OFFICE, Listener, until
from simulator.ports import SILENCE
from simulator.speech.data import DataVoice
from simulator.speech.sound import wave
from simulator.speech.tones import ToneDetector, dtmf

AFTER = "<Pause length='60'/>"


def keys(callee: Listener) -> str:
    detector = ToneDetector()
    return "".join(key for frame in callee.heard for key in detector.feed(frame))


@pytest.fixture
def asked(rig):
    """Answer with a callee who says `audio`, ask, and return the action's form."""

    async def ask(audio: bytes, attributes: str, prompts: str = "", lead_ms: int = 0):
        callee = Listener(SILENCE * (lead_ms // 20) + audio)
        rig.town.answers(OFFICE, callee)
        rig.desk.answer("/action", "<Response><Hangup/></Response>")
        rig.desk.answer("/empty", "<Response><Hangup/></Response>")
        action = f"action='{rig.desk.url}/action'"
        gather = f"<Gather {action} {attributes}>{prompts}</Gather>"
        sid = await rig.dial(f"{gather}<Redirect>{rig.desk.url}/empty</Redirect>")
        await rig.ended(sid)
        hooks = rig.desk.at("/action")
        return (dict(hooks[0].form) if hooks else None), callee

    return ask


async def test_keys_end_at_the_finishing_key(asked):
    form, _ = await asked(dtmf("42#"), "")
    assert form["Digits"] == "42"
    assert form["FinishedOnKey"] == "#"


async def test_keys_end_when_there_are_enough(asked):
    form, _ = await asked(dtmf("4287"), "numDigits='2'")
    assert form["Digits"] == "42"


async def test_keys_end_when_no_more_come(asked):
    form, _ = await asked(dtmf("4"), "timeout='1' finishOnKey=''")
    assert form["Digits"] == "4"


async def test_a_key_cuts_the_prompt_short(asked):
    long = "<Say>" + "word " * 400 + "</Say>"
    form, callee = await asked(dtmf("7"), "numDigits='1'", long, lead_ms=200)
    assert form["Digits"] == "7"
    assert len(callee.heard) * 20 < 2000


async def test_the_wait_begins_when_the_prompts_are_over(asked):
    prompts = "<Pause length='1'/>"
    form, _ = await asked(dtmf("7"), "numDigits='1' timeout='1'", prompts, 1500)
    assert form["Digits"] == "7"


async def test_silence_goes_on_with_the_next_verb(rig, asked):
    form, _ = await asked(b"", "timeout='1'")
    assert form is None
    assert rig.desk.at("/empty")


async def test_silence_goes_to_the_action_if_the_document_says_so(asked):
    form, _ = await asked(b"", "timeout='1' actionOnEmptyResult='true'")
    assert form["Digits"] == ""


async def test_speech_is_understood_and_cuts_the_prompt_short(asked):
    words = await DataVoice("callee").speak("open", voice="x")
    long = "<Say>" + "word " * 400 + "</Say>"
    form, callee = await asked(
        words, "input='speech' speechTimeout='auto'", long, lead_ms=200
    )
    assert form["SpeechResult"] == "open"
    assert 0 <= float(form["Confidence"]) <= 1
    assert "Digits" not in form
    assert len(callee.heard) * 20 < 5000


async def test_speech_goes_on_over_short_pauses_if_its_time_out_allows(asked):
    voice = DataVoice("callee")
    first = await voice.speak("one", voice="x")
    second = await voice.speak("two", voice="x")
    audio = first + SILENCE * 50 + second
    form, _ = await asked(audio, "input='speech' speechTimeout='2'")
    assert form["SpeechResult"] == "one two"


async def test_a_key_signalled_beside_the_audio_counts(rig):
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/action", "<Response><Hangup/></Response>")
    sid = await rig.dial(f"<Gather numDigits='1' action='{rig.desk.url}/action'/>")
    await until(lambda: getattr(rig.exchange.live()[0].stage, "collector", None))
    url = f"{rig.url}/_simulator/calls/{sid}/key"
    async with rig.http.post(url, json={"digit": "9"}) as answer:
        assert answer.status == 204
    await rig.ended(sid)
    assert rig.desk.at("/action")[0]["Digits"] == "9"
    assert rig.records("gather")[0]["digits"] == "9"


def serve(rig, body: bytes, kind: str = "audio/x-wav") -> str:
    rig.desk.respond("/sound", lambda: web.Response(body=body, content_type=kind))
    return f"{rig.desk.url}/sound"


@pytest.mark.parametrize(
    "file", [LOUD * 10, wave(LOUD * 10, 8000, kind=7)], ids=["mu-law", "wave"]
)
async def test_a_recording_is_fetched_once_and_heard_as_often_as_asked(rig, file):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    url = serve(rig, file)
    await rig.ended(await rig.dial(f"<Play loop='3'>{url}</Play>"))
    loud = [frame for frame in callee.heard if frame[:100] == LOUD[:100]]
    assert len(loud) >= 28
    assert len(rig.desk.at("/sound")) == 1


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [(b"hello", "text/html", 13420), (b"RIFF....", "audio/x-wav", 13420)],
)
async def test_a_recording_that_is_none_ends_the_call(rig, body, kind, code):
    rig.town.answers(OFFICE, Listener())
    await rig.dial(f"<Play>{serve(rig, body, kind)}</Play>{AFTER}")
    await until(lambda: rig.records("fault"))
    assert [record["code"] for record in rig.records("fault")] == [code]


async def test_a_prompt_that_cannot_be_fetched_ends_the_asking_too(rig):
    rig.town.answers(OFFICE, Listener())
    await rig.dial(f"<Gather><Play>{rig.desk.url}/none</Play></Gather>{AFTER}")
    await until(lambda: rig.records("fault"))
    assert rig.records("fault")[0]["code"] == 13420


async def test_keys_that_are_played_wait_where_they_say_so(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    await rig.ended(await rig.dial("<Play digits='1wW2'/>"))
    assert keys(callee) == "12"
    quiet = sum(frame == SILENCE for frame in callee.heard)
    assert quiet * 20 >= 1500
