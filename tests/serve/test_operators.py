"""What the API has for operators: tickets, and things to tell a call."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from panda.call import CallState
from panda.mailbox import (
    Attended,
    Dismiss,
    End,
    Hold,
    Note,
    PressKeys,
    Resume,
    Speak,
    Transfer,
    Whisper,
)
from panda.operator.ticket import Role, admit
from serve_api import events
from tests.panda.dispatch.world import NUMBERS
from tests.serve.test_api import create
from tests.serve.town import SETTINGS

ANN = {"operator": "Ann"}
TOLD = [
    ("speak", {"text": "Hello.", "author": "Ann"}, Speak(text="Hello.", author="Ann")),
    ("whisper", {"text": "Be brief."}, Whisper(text="Be brief.", author="api")),
    ("keys", {"digits": "1w2"}, PressKeys(digits="1w2", author="api")),
    ("note", {"text": "Kind."}, Note(text="Kind.", author="api")),
    ("attended", {}, Attended(author="api")),
    ("hold", {}, Hold(author="api")),
    ("resume", {"author": "Ann"}, Resume(author="Ann")),
    ("transfer", {"to": "ann"}, Transfer(to="Ann", author="api")),
    ("end", {"author": "Ann"}, End(author="Ann")),
]


@pytest.fixture
async def call(api, world):
    """The id of a call that talks until it is told to end."""

    async def talks(actor):
        await actor.place()
        await actor.talk()
        await actor.show(CallState.TALKING)
        return await actor.until_told_to_end()

    world.scripts[NUMBERS[0]] = [talks]
    await create(api)

    async def is_shown():
        return await world.hub.snapshots(None)

    await world.until(is_shown)
    return world.crew.briefings[0].call_id


async def test_a_ticket_is_for_this_call_this_person_and_half_a_minute(
    api, world, call
):
    answer = await api.post(f"/api/calls/{call}/operator", ANN)
    assert answer.status_code == 201
    given = answer.json()
    assert given["expires_s"] == 30
    key, now_s = SETTINGS.signing_key.encode(), world.clock.now().timestamp()
    ticket = admit(given["ticket"], key, call_id=call, now_s=now_s)
    assert (ticket.operator, ticket.role) == ("Ann", Role.OPERATOR)
    assert 20 < ticket.expires_s - now_s <= 30
    url = urlsplit(given["url"])
    assert f"{url.scheme}://{url.netloc}{url.path}" == (
        f"wss://panda.example/operator/{call}"
    )
    assert parse_qs(url.query) == {"ticket": [given["ticket"]]}


async def test_a_viewers_ticket_says_so(api, world, call):
    body = {"operator": "Bo", "role": "viewer"}
    given = (await api.post(f"/api/calls/{call}/operator", body)).json()
    key, now_s = SETTINGS.signing_key.encode(), world.clock.now().timestamp()
    ticket = admit(given["ticket"], key, call_id=call, now_s=now_s)
    assert ticket.role is Role.VIEWER


async def test_nobody_is_let_into_a_call_that_never_was_or_has_ended(api, world, call):
    assert (await api.post("/api/calls/nobody/operator", ANN)).status_code == 404
    await api.post(f"/api/calls/{call}/end")

    async def has_ended():
        return await world.store.result(call)

    await world.until(has_ended)
    for action, body in (("operator", ANN), ("end", {}), ("hold", {})):
        answer = await api.post(f"/api/calls/{call}/{action}", body)
        assert answer.status_code == 409


async def test_what_an_operator_asks_for_reaches_the_call(api, world, call):
    for action, body, _ in TOLD:
        answer = await api.post(f"/api/calls/{call}/{action}", body)
        assert answer.status_code == 202
    orders = [order for _, _, order in TOLD]
    await world.until(lambda: world.orders == orders)


@pytest.mark.parametrize(("action", "body", "_"), TOLD)
async def test_a_call_that_never_was_can_be_told_nothing(api, action, body, _):
    answer = await api.post(f"/api/calls/nobody/{action}", body)
    assert answer.status_code == 404
    assert answer.json()["where"] == "call_id"
    assert answer.json()["advice"] == "see GET /api/calls"


@pytest.fixture
def brief(monkeypatch):
    """An answer lasts as long as one batch of news."""
    monkeypatch.setattr(events, "LASTS_S", 0.2)


def told(text):
    """The events of a stream: what each is about."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(
            line.split(": ", 1) for line in block.splitlines() if line[0] != ":"
        )
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def last_id(text):
    return [line for line in text.splitlines() if line.startswith("id: ")][-1][4:]


@pytest.mark.usefixtures("brief")
async def test_what_happens_is_told_as_it_happens_and_goes_on_where_it_broke_off(
    api, world, call
):
    answer = await api.get("/api/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    (kind, snapshot), (also, progress) = told(answer.text)
    assert (kind, snapshot["call_id"], snapshot["state"]) == ("call", call, "talking")
    assert (also, progress["calling"], progress["done"]) == ("campaign", 1, 0)

    resume = {**api.bearer, "Last-Event-ID": last_id(answer.text)}
    answer = await api.http.get("/api/events", headers=resume)
    assert told(answer.text) == []

    seen = await world.hub.snapshot(call)
    await world.hub.publish(seen.model_copy(update={"keys": "1"}))
    answer = await api.http.get("/api/events", headers=resume)
    assert told(answer.text)[0][1]["keys"] == "1"


@pytest.mark.usefixtures("brief", "call")
async def test_one_campaign_can_be_followed(api):
    answer = await api.get("/api/events", campaign_id="another")
    assert told(answer.text) == []


@pytest.mark.parametrize("to", ["Eve", "+12175550190"])
async def test_a_call_is_put_through_to_nobody_who_is_not_listed(api, world, call, to):
    answer = await api.post(f"/api/calls/{call}/transfer", {"to": to})
    assert answer.status_code == 400
    assert answer.json()["advice"] == "there are: Ann, desk"
    assert not any(isinstance(one, Transfer) for one in world.orders)


async def test_whom_a_call_may_be_put_through_to_is_told_by_name_alone(api, call):
    answer = await api.get(f"/api/calls/{call}/transfer")
    assert answer.json() == {"names": ["Ann", "desk"]}
    assert "555" not in answer.text


async def test_an_operator_is_sent_away_from_all_live_calls(api, world, call):
    answer = await api.http.delete("/api/operators/Ann%20B.", headers=api.bearer)
    assert answer.json() == {"operator": "Ann B.", "calls": 1}

    async def is_told():
        return world.orders

    await world.until(is_told)
    assert world.orders == [Dismiss(operator="Ann B.")]
    await api.post(f"/api/calls/{call}/end")

    async def has_ended():
        return await world.store.result(call)

    await world.until(has_ended)
    answer = await api.http.delete("/api/operators/Ann", headers=api.bearer)
    assert answer.json()["calls"] == 0
