import asyncio
import signal
import subprocess
import sys
import wave
from io import BytesIO

import aiohttp
import openai
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer

from simulator.ports import SILENCE
from simulator.speech import sound
from simulator.speech.client import SpeechClient, SpeechError
from simulator.speech.server import Speech, application

pytestmark = [pytest.mark.speech, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def url():
    server = TestServer(application(Speech("base")))
    await server.start_server()
    yield str(server.make_url("")).rstrip("/")
    await server.close()


@pytest_asyncio.fixture(loop_scope="module")
async def client(url):
    client = SpeechClient(url)
    yield client
    await client.close()


@pytest_asyncio.fixture(loop_scope="module")
async def sdk(url):
    sdk = openai.AsyncOpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0)
    yield sdk
    await sdk.close()


async def get(url):
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return await answer.json()


async def test_what_is_spoken_is_understood(client):
    audio = await client.speak("We open at eight a.m.", voice="marin")

    transcript = await client.transcribe(audio, call="CA1")

    assert len(audio) % 160 == 0
    assert transcript.text == "We open at 8 a.m."
    assert transcript.audio_ms == len(audio) // 8
    assert transcript.work_ms > 0


async def test_calls_are_served_in_turns_and_speech_in_between(client):
    audio = await client.speak("Please hold the line for a moment.", voice="oscar")
    busy_call = [client.transcribe(audio, call="CA1") for _ in range(4)]
    order = []

    async def note(name, request):
        await request
        order.append(name)

    async with asyncio.TaskGroup() as group:
        for number, request in enumerate(busy_call):
            group.create_task(note(f"busy {number}", request))
        await asyncio.sleep(0.02)  # let them be asked before the others
        group.create_task(note("other", client.transcribe(audio, call="CA2")))
        group.create_task(note("voice", client.speak("Hi there.", voice="marin")))

    assert order.index("other") < 3
    assert order.index("voice") < 2


async def test_silence_has_no_words(client):
    assert (await client.transcribe(SILENCE * 100, call="CA1")).text == ""


async def test_the_sdk_of_openai_gets_speech_and_text(sdk):
    spoken = await sdk.audio.speech.create(
        model="tts-1", voice="alloy", input="We close at five.", response_format="wav"
    )

    with wave.open(BytesIO(spoken.content)) as file:
        assert (file.getframerate(), file.getnchannels()) == (24000, 1)
    heard = await sdk.audio.transcriptions.create(
        model="whisper-1", file=("said.wav", spoken.content), language="en"
    )
    assert heard.text == "We close at five."


async def test_text_and_verbose_answers(sdk):
    pcm = await sdk.audio.speech.create(
        model="tts-1", voice="cedar", input="Good morning.", response_format="pcm"
    )
    file = ("said.wav", sound.wave(pcm.content, 24000))

    text = await sdk.audio.transcriptions.create(
        model="whisper-1", file=file, response_format="text"
    )
    verbose = await sdk.audio.transcriptions.create(
        model="whisper-1", file=file, response_format="verbose_json"
    )

    assert text.strip() == verbose.text == "Good morning."
    assert verbose.language == "english"
    assert [one.text for one in verbose.segments] == ["Good morning."]
    subtitles = await sdk.audio.transcriptions.create(
        model="whisper-1", file=file, response_format="vtt"
    )
    assert subtitles.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:0")


async def test_a_transcript_can_be_streamed_and_is_counted_in_tokens(sdk):
    spoken = await sdk.audio.speech.create(
        model="tts-1", voice="cedar", input="Good morning.", response_format="wav"
    )
    stream = await sdk.audio.transcriptions.create(
        model="gpt-4o-transcribe", file=("said.wav", spoken.content), stream=True
    )
    events = [event async for event in stream]

    deltas = [one.delta for one in events if one.type == "transcript.text.delta"]
    assert "".join(deltas) == events[-1].text == "Good morning."
    assert events[-1].usage.input_tokens > 0


@pytest.mark.parametrize(
    ("wrong", "param"),
    [
        ({"voice": "nobody"}, "voice"),
        ({"response_format": "mp3"}, "response_format"),
        ({"speed": 9}, "speed"),
        ({"input": "x" * 5000}, "input"),
    ],
)
async def test_a_bad_request_is_refused_as_openai_does(sdk, wrong, param):
    good = {"model": "tts-1", "voice": "alloy", "input": "Hi."}

    with pytest.raises(openai.BadRequestError) as caught:
        await sdk.audio.speech.create(**(good | wrong))

    assert caught.value.param == param
    assert caught.value.type == "invalid_request_error"


async def test_a_file_that_is_no_recording_is_refused(sdk):
    with pytest.raises(openai.BadRequestError, match="WAVE"):
        await sdk.audio.transcriptions.create(model="whisper-1", file=b"RIFF....")


async def test_a_language_that_does_not_exist_is_refused(client):
    audio = await client.speak("Hello there.", voice="marin")

    with pytest.raises(SpeechError, match=r"400.*xx"):
        await client.transcribe(audio, call="CA1", language="xx")


async def test_health_and_figures(url, client):
    before = await get(f"{url}/stats")

    await client.transcribe(SILENCE * 10, call="CA1")
    after = await get(f"{url}/stats")

    assert await get(f"{url}/healthz") == {"ok": True, "model": "base"}
    assert after["transcribe"]["requests"] == before["transcribe"]["requests"] + 1
    assert after["queue"] == 0


async def test_without_a_server_the_client_says_so():
    client = SpeechClient("http://127.0.0.1:9")

    with pytest.raises(SpeechError, match="does not answer"):
        await client.speak("Hello.", voice="marin")
    await client.close()
    await client.close()


async def test_the_process_says_when_it_is_ready_and_ends_when_told():
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "simulator.speech.server", "--model", "tiny.en"),
        stdout=subprocess.PIPE,
    )
    line = (await process.stdout.readline()).decode()
    url = line.removeprefix("ready ").strip()

    assert (await get(f"{url}/healthz"))["model"] == "tiny.en"
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
