"""Appointments over HTTP."""

import vobject

from tests.panda.appointments.material import at
from tests.panda.appointments.test_desk import Office


async def offered(world):
    """Three offices have offered a time each, in the town's own store."""
    office = Office()
    office.store = world.store
    office.clock = world.clock
    await office.offered()


async def test_an_offer_is_chosen_confirmed_and_shown_as_a_file(api, world):
    await offered(world)
    listed = (await api.get("/api/appointments?campaign_id=wish")).json()
    assert [one["business"] for one in listed] == ["Office a", "Office b", "Office c"]

    chosen = (
        await api.post("/api/appointments/choose", {"campaign_id": "wish"})
    ).json()
    assert chosen["booking"]["booking_id"] == "call-a-0"
    assert [one["rank"] for one in chosen["judged"]] == [1, 2, 3]
    answer = await api.post("/api/appointments/call-a-0/confirm", {})
    assert answer.json()["stage"] == "confirming"

    file = await api.get("/api/appointments/call-a-0/ics")
    assert file.headers["content-type"].startswith("text/calendar")
    event = vobject.readOne(file.text).vevent
    assert (event.dtstart.value, event.status.value) == (at(2, 9), "TENTATIVE")


async def test_what_cannot_be_done_is_said(api, world):
    await offered(world)
    assert (await api.get("/api/appointments/nothing")).status_code == 404
    refused = await api.post("/api/appointments/call-a-0/confirm", {})
    assert refused.status_code == 400
    assert refused.json()["detail"] == "cannot confirm what is noted"
    assert (await api.post("/api/appointments/sync", {})).status_code == 400
    assert (await api.post("/api/appointments/call-a-0/cancel", {})).json()[
        "stage"
    ] == "released"
    moved = await api.post(
        "/api/appointments/call-b-0/reschedule", {"slot": "2026-12-08T10:00"}
    )
    assert moved.json()["detail"] == "cannot reschedule what is noted"
