"""When the fallback stands in for a document: not fetched, not read, or not run."""

import pytest
from aiohttp import web

from simulator.carrier.testing import OFFICE, Listener, until

HANGUP = "<Response><Hangup/></Response>"


@pytest.fixture
async def office(rig):
    callee = Listener()
    rig.town.answers(OFFICE, callee)
    return callee


def errors(rig) -> list[tuple[str, str]]:
    return [(hook["ErrorCode"], hook["ErrorUrl"]) for hook in rig.desk.at("/fallback")]


def codes(rig) -> list[int]:
    return [record["code"] for record in rig.records("fault")]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("<Play>{desk}/none</Play>", 13420),
        ("<Gather><Play>{desk}/none</Play></Gather>", 13420),
        ("<Start><Stream name='a' url='wss://127.0.0.1:9/'/></Start>" * 2, 12200),
        ("<Dance/>", 12200),
        ("<Say>", 12100),
    ],
)
async def test_it_stands_in_for_a_document_that_cannot_be_run(
    rig, office, document, code
):
    desk = rig.desk.url
    rig.desk.answer("/twiml", f"<Response>{document.format(desk=desk)}</Response>")
    rig.desk.answer("/fallback", HANGUP)

    sid = await rig.dial(Url=f"{desk}/twiml", FallbackUrl=f"{desk}/fallback")

    assert (await rig.ended(sid))["status"] == "completed"
    assert errors(rig) == [(str(code), f"{desk}/twiml")]


async def test_it_stands_in_for_what_a_redirect_led_to_if_that_cannot_be_run(
    rig, office
):
    desk = rig.desk.url
    rig.desk.answer("/next", f"<Response><Play>{desk}/none</Play></Response>")
    rig.desk.answer("/fallback", HANGUP)

    sid = await rig.dial(
        f"<Redirect>{desk}/next</Redirect>", FallbackUrl=f"{desk}/fallback"
    )

    await rig.ended(sid)
    assert errors(rig) == [("13420", f"{desk}/next")]


async def test_a_fallback_that_cannot_be_run_either_is_followed_by_an_apology(
    rig, office
):
    desk = rig.desk.url
    rig.desk.respond("/twiml", lambda: web.Response(status=500))
    rig.desk.answer("/fallback", f"<Response><Play>{desk}/none</Play></Response>")

    sid = await rig.dial(Url=f"{desk}/twiml", FallbackUrl=f"{desk}/fallback")

    await until(lambda: len(codes(rig)) == 2)
    await until(lambda: len(office.heard) > 5)
    assert codes(rig) == [11200, 13420]
    assert len(rig.desk.at("/fallback")) == 1
    assert (await rig.get(rig.call(sid)))["status"] == "in-progress"


async def test_a_fallback_that_leads_back_is_not_asked_for_ever(rig, office):
    desk = rig.desk.url
    rig.desk.answer("/twiml", f"<Response><Play>{desk}/none</Play></Response>")
    rig.desk.answer(
        "/fallback", f"<Response><Redirect>{desk}/twiml</Redirect></Response>"
    )

    await rig.dial(Url=f"{desk}/twiml", FallbackUrl=f"{desk}/fallback")

    await until(lambda: len(codes(rig)) == 2)
    await until(lambda: len(office.heard) > 5)
    assert len(rig.desk.at("/fallback")) == 1
    assert len(rig.desk.at("/twiml")) == 2
