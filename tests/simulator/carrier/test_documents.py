"""Documents that are not TwiML: Twilio says text and plays audio."""

import pytest
from aiohttp import web

from simulator.carrier.testing import LOUD, OFFICE, Listener, until
from simulator.speech.sound import wave


@pytest.fixture
async def office(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    return callee


def codes(rig) -> list[int]:
    return [record["code"] for record in rig.records("fault")]


async def test_text_is_said_and_the_call_ends(rig, office):
    rig.desk.respond("/twiml", lambda: web.Response(text="Please call again."))
    sid = await rig.dial(Url=f"{rig.desk.url}/twiml")
    assert (await rig.ended(sid))["status"] == "completed"
    assert len(office.heard) * 20 > 1000
    assert codes(rig) == []


async def test_audio_is_played_and_the_call_ends(rig, office):
    sound = wave(LOUD * 10, 8000, kind=7)
    rig.desk.respond(
        "/twiml", lambda: web.Response(body=sound, content_type="audio/x-wav")
    )
    await rig.ended(await rig.dial(Url=f"{rig.desk.url}/twiml"))
    assert sum(frame[:100] == LOUD[:100] for frame in office.heard) >= 9
    assert codes(rig) == []


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"RIFF....", "audio/x-wav", 13420),
        (b"{}", "application/json", 12300),
        (b"<Response>" + b" " * (64 << 10) + b"</Response>", "text/xml", 11750),
    ],
)
async def test_other_documents_are_errors(rig, office, body, kind, code):
    rig.desk.respond("/twiml", lambda: web.Response(body=body, content_type=kind))
    await rig.dial(Url=f"{rig.desk.url}/twiml")
    await until(lambda: rig.records("fault"))
    assert codes(rig) == [code]


async def test_relative_urls_start_from_where_the_document_really_was(rig, office):
    to = {"Location": "/deep/er/twiml"}
    rig.desk.respond("/twiml", lambda: web.Response(status=307, headers=to))
    rig.desk.answer("/deep/er/twiml", "<Response><Redirect>next</Redirect></Response>")
    rig.desk.answer("/deep/er/next", "<Response><Hangup/></Response>")
    await rig.ended(await rig.dial(Url=f"{rig.desk.url}/twiml"))
    assert rig.desk.at("/deep/er/next")[0]["CallStatus"] == "in-progress"


async def test_a_document_that_comes_in_pieces_is_read_to_its_end(rig, office):
    said = "<Response>" + "<Pause length='0'/>" * 2000 + "<Hangup/></Response>"
    pieces = [said[at : at + 9000] for at in range(0, len(said), 9000)]

    async def body():
        for piece in pieces:
            yield piece.encode()

    rig.desk.respond(
        "/twiml", lambda: web.Response(body=body(), content_type="text/xml")
    )
    sid = await rig.dial(Url=f"{rig.desk.url}/twiml")
    await rig.ended(sid)
    assert codes(rig) == []
