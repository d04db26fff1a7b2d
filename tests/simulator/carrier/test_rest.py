"""The Calls resource, held to Twilio's OpenAPI description and to its own SDK."""

import asyncio
import json
from itertools import pairwise
from pathlib import Path

import aiohttp
import jsonschema
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from simulator.carrier.testing import CLIENT, OFFICE, Listener, until

SHARED = Path(__file__).parents[4] / "shared" / "protocol"
CALLS = "/2010-04-01/Accounts/{AccountSid}/Calls.json"
HANGUP = "<Response><Hangup/></Response>"


def _nullable(node):
    """Turn OpenAPI 3.0's `nullable` into JSON schema's null type."""
    if isinstance(node, list):
        return [_nullable(one) for one in node]
    if not isinstance(node, dict):
        return node
    node = {key: _nullable(value) for key, value in node.items()}
    if node.pop("nullable", None) is True:
        return {"anyOf": [node, {"type": "null"}]}
    return node


@pytest.fixture(scope="module")
def spec():
    file = SHARED / "twilio_api_v2010_calls_subset.json"
    if not file.exists():
        pytest.skip("the protocol descriptions (../shared/protocol) are not here")
    return _nullable(json.loads(file.read_text()))


def valid(spec, schema, body):
    schema = {**schema, "components": spec["components"]}
    jsonschema.Draft202012Validator(schema).validate(body)


def client(rig) -> Client:
    """Return the unmodified SDK, its base URL redirected."""
    sdk = Client(rig.account.sid, rig.account.auth_token)
    sdk.api.base_url = rig.url
    return sdk


async def test_answers_are_valid_by_twilios_own_description(rig, spec):
    rig.town.answers(OFFICE, Listener())
    call = {"$ref": "#/components/schemas/api.v2010.account.call"}
    created = await rig.post(
        rig.calls, {"To": OFFICE, "From": CLIENT, "Twiml": HANGUP}, 201
    )
    valid(spec, call, created)
    valid(spec, call, await rig.ended(created["sid"]))
    listed = spec["paths"][CALLS]["get"]["responses"]["200"]["content"]
    body = await rig.get(rig.calls)
    valid(spec, listed["application/json"]["schema"], body)
    known = spec["components"]["schemas"]["api.v2010.account.call"]["properties"]
    assert set(created) == set(known)


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("Conferences/{room}.json", "conference"),
        ("Conferences/{room}/Participants/{leg}.json", "conference.participant"),
        ("Recordings/{tape}.json", "recording"),
        ("Calls/{leg}/Recordings/{tape}.json", "call.call_recording"),
    ],
)
async def test_other_resources_are_valid_too(rig, spec, path, schema):
    rig.town.answers(OFFICE, Listener(), ring_ms=0)
    base = rig.calls.removesuffix("/Calls.json")
    order = {"To": OFFICE, "From": CLIENT, "Record": "true", "Label": "x"}
    made = await rig.post(f"{base}/Conferences/den/Participants.json", order, 201)
    await until(lambda: rig.records("recording"))
    names = {
        "room": made["conference_sid"],
        "leg": made["call_sid"],
        "tape": rig.records("recording")[0]["recording_sid"],
    }
    if schema == "conference":  # its description has no null for "not ended"
        ended = {"Status": "completed"}
        await rig.post(f"{base}/{path.format(**names)}", ended, 200)
    body = await rig.get(f"{base}/{path.format(**names)}")
    name = f"api.v2010.account.{schema}"
    valid(spec, {"$ref": f"#/components/schemas/{name}"}, body)
    assert set(body) == set(spec["components"]["schemas"][name]["properties"])


async def test_the_real_sdk_creates_fetches_lists_and_updates(rig):
    rig.town.answers(OFFICE, Listener())
    sdk = client(rig)
    call = await asyncio.to_thread(
        sdk.calls.create,
        to=OFFICE,
        from_=CLIENT,
        twiml='<Response><Pause length="30"/></Response>',
        status_callback=f"{rig.desk.url}/status",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
        time_limit=60,
    )
    assert (call.status, call.direction) == ("queued", "outbound-api")
    await until(lambda: rig.records("answer"))
    fetched = await asyncio.to_thread(sdk.calls(call.sid).fetch)
    assert fetched.status == "in-progress"
    assert fetched.start_time is not None
    listed = await asyncio.to_thread(sdk.calls.list, to=OFFICE, status="in-progress")
    assert [one.sid for one in listed] == [call.sid]
    await asyncio.to_thread(sdk.calls(call.sid).update, status="completed")
    assert (await rig.ended(call.sid))["status"] == "completed"
    await until(lambda: len(rig.desk.at("/status")) == 4)
    assert await asyncio.to_thread(sdk.calls(call.sid).delete)
    with pytest.raises(TwilioRestException) as caught:
        await asyncio.to_thread(sdk.calls(call.sid).fetch)
    assert (caught.value.status, caught.value.code) == (404, 20404)


async def test_the_sdk_walks_through_pages(rig):
    placed = [await rig.dial("<Hangup/>") for _ in range(5)]
    listed = await asyncio.to_thread(client(rig).calls.list, page_size=2)
    assert [one.sid for one in listed] == placed[::-1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"To": ""}, 21201),
        ({"To": "5550100"}, 21211),
        ({"From": ""}, 21213),
        ({"From": "+0123"}, 21212),
        ({"Twiml": ""}, 21205),
        ({"Twiml": "", "Url": "ftp://x"}, 21205),
        ({"Twiml": "x" * 4001}, 32018),
        ({"SendDigits": "12p"}, 21206),
        ({"SendDigits": "1" * 33}, 21206),
        ({"Timeout": "601"}, 21208),
        ({"TimeLimit": "x"}, 20001),
        ({"StatusCallback": "nowhere"}, 21609),
        ({"StatusCallback": "http://localhost/", "StatusCallbackEvent": "x"}, 21626),
        ({"MachineDetection": "Perhaps"}, 21234),
    ],
)
async def test_a_wrong_parameter_is_refused_with_twilios_code(rig, change, code):
    form = {"To": OFFICE, "From": CLIENT, "Twiml": HANGUP} | change
    body = await rig.post(rig.calls, form, 400)
    assert (body["code"], body["status"]) == (code, 400)
    assert body["more_info"].endswith(f"/{code}")
    assert not rig.town.dialled


async def test_a_wrong_token_is_refused(rig):
    header = aiohttp.encode_basic_auth(rig.account.sid, "0" * 32)
    async with (
        aiohttp.ClientSession(headers={"Authorization": header}) as stranger,
        stranger.get(rig.calls) as answer,
    ):
        assert answer.status == 401
        assert (await answer.json())["code"] == 20003


async def test_another_accounts_path_and_unknown_calls_are_not_found(rig):
    other = rig.calls.replace(rig.account.sid, "AC" + "0" * 32)
    assert (await rig.get(other, 404))["code"] == 20404
    assert (await rig.get(rig.call("CA" + "0" * 32), 404))["code"] == 20404


async def test_a_from_number_that_is_not_ours_is_refused(start):
    rig = await start(f"caller_ids={CLIENT}")
    form = {"To": OFFICE, "From": OFFICE, "Twiml": HANGUP}
    assert (await rig.post(rig.calls, form, 400))["code"] == 21210


async def test_more_calls_than_the_account_may_have_are_refused(start):
    rig = await start("max_concurrent=1")
    rig.town.answers(OFFICE, Listener())
    await rig.dial("<Pause length='30'/>")
    form = {"To": OFFICE, "From": CLIENT, "Twiml": HANGUP}
    assert (await rig.post(rig.calls, form, 429))["code"] == 10004


async def test_calls_leave_the_queue_at_the_accounts_rate(start):
    rig = await start("calls_per_second=5")
    sids = [await rig.dial("<Hangup/>") for _ in range(3)]
    await until(lambda: len(rig.records("dial")) == 3)
    times = [record["t_ms"] for record in rig.records("dial")]
    assert all(b - a > 150 for a, b in pairwise(times)), "never faster than that"
    assert [r["attempt"] for r in rig.records("dial")] == [1, 2, 3]
    assert int((await rig.get(rig.call(sids[2])))["queue_time"]) > 300


async def test_a_queued_call_can_be_cancelled_and_is_never_dialled(start):
    rig = await start("calls_per_second=0.1")
    await rig.dial("<Hangup/>")
    waiting = await rig.dial("<Hangup/>")
    await rig.post(rig.call(waiting), {"Status": "canceled"}, 200)
    assert (await rig.ended(waiting))["status"] == "canceled"
    assert len(rig.town.dialled) == 1


async def test_a_slow_create_places_the_call_before_it_answers(rig):
    rig.exchange.world.faults.switch("create_delay", {"ms": 300})
    creating = asyncio.create_task(rig.dial("<Hangup/>"))
    await until(lambda: rig.records("dial"))
    assert not creating.done()
    await creating


async def test_any_request_may_be_refused_as_one_too_many(rig):
    rig.exchange.world.faults.switch("rest_429", {"times": 1})
    assert (await rig.get(rig.calls, 429))["code"] == 20429
    await rig.get(rig.calls)


async def test_a_call_that_has_ended_cannot_be_changed(rig):
    sid = await rig.dial("<Hangup/>")
    await rig.ended(sid)
    for form in ({"Status": "completed"}, {"Twiml": HANGUP}):
        assert (await rig.post(rig.call(sid), form, 400))["code"] == 21220


async def test_the_list_filters_by_day_and_number_and_shows_new_calls_late(start):
    rig = await start("list_delay_ms=300")
    sid = await rig.dial("<Hangup/>")
    assert (await rig.get(rig.calls, To=OFFICE))["calls"] == []
    await rig.ended(sid)

    async def found(**query):
        return [c["sid"] for c in (await rig.get(rig.calls, **query))["calls"]]

    async with asyncio.timeout(2):
        while not await found(To=OFFICE):  # noqa: ASYNC110 - another process's state
            await asyncio.sleep(0.02)
    assert await found(To=CLIENT) == []
    assert await found(From=CLIENT, Status="failed") == [sid]
    assert await found(**{"StartTime>": "2020-01-01"}) == [sid]
    assert await found(**{"StartTime<": "2020-01-01"}) == []
    assert await found(ParentCallSid="CA" + "0" * 32) == []


async def test_too_many_requests_get_429(start):
    rig = await start("max_requests_per_second=3")
    for _ in range(3):
        await rig.get(rig.calls)
    assert (await rig.get(rig.calls, 429))["code"] == 20429


async def test_a_create_that_fails_may_have_placed_the_call(rig):
    rig.exchange.world.faults.switch("create_error", {"placed": True, "times": 1})
    form = {"To": OFFICE, "From": CLIENT, "Twiml": HANGUP}
    assert (await rig.post(rig.calls, form, 500))["code"] == 20500
    await until(lambda: len(rig.records("dial")) == 1)
    await rig.post(rig.calls, form, 201)


@pytest.mark.parametrize(("setting", "calls"), [("ignore", 2), ("honour", 1)])
async def test_an_idempotency_token_helps_only_if_the_switch_says_so(
    start, setting, calls
):
    rig = await start(f"idempotency={setting}")
    rig.http.headers["I-Twilio-Idempotency-Token"] = "one"
    await rig.dial("<Hangup/>")
    await rig.dial("<Hangup/>")
    await until(lambda: len(rig.records("end")) == calls)
    assert len(rig.records("create")) == calls


@pytest.mark.parametrize(
    ("switch", "code"),
    [
        ("caller_ids=+15550100009", 21210),
        ("verified_numbers=+15550100009", 21219),
        ("dial_prefixes=+44,+49", 21215),
        (f"unreachable={OFFICE}", 21214),
    ],
)
async def test_an_account_may_not_call_everybody(start, switch, code):
    rig = await start(switch)
    form = {"To": OFFICE, "From": CLIENT, "Twiml": HANGUP}
    assert (await rig.post(rig.calls, form, 400))["code"] == code
    assert not rig.records("create")


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"CallReason": "x" * 51}, 20001),
        ({"CallerId": "me"}, 21212),
        ({"Timeout": "soon"}, 21208),
        ({"ApplicationSid": "AP" + "0" * 32}, 21218),
        ({"MachineDetection": "Enable", "MachineDetectionTimeout": "2"}, 21234),
        ({"MachineDetection": "Enable", "MachineDetectionSpeechThreshold": "1"}, 21234),
        ({"MachineDetection": "Enable", "MachineDetectionSilenceTimeout": "1"}, 21234),
    ],
)
async def test_each_parameter_out_of_bounds_has_its_own_number(rig, form, code):
    base = {"To": OFFICE, "From": CLIENT, "Twiml": HANGUP}
    assert (await rig.post(rig.calls, base | form, 400))["code"] == code


async def test_the_callee_is_shown_the_caller_id(rig):
    rig.town.answers(OFFICE, Listener())
    sid = await rig.dial("<Hangup/>", CallerId="+15550100077", CallReason="A question")
    await rig.ended(sid)
    assert rig.town.dialled[0].caller == "+15550100077"
    assert (await rig.get(rig.call(sid)))["from"] == CLIENT


async def test_an_application_stands_for_the_urls_of_a_call(rig):
    rig.town.answers(OFFICE, Listener())
    rig.desk.answer("/app", "<Response><Hangup/></Response>")
    base = rig.calls.replace("/Calls.json", "/Applications.json")
    made = await rig.post(base, {"VoiceUrl": f"{rig.desk.url}/app"}, 201)
    form = {"ApplicationSid": made["sid"], "Url": f"{rig.desk.url}/ignored"}
    await rig.ended(await rig.dial(**form))
    assert rig.desk.at("/app")
    assert not rig.desk.at("/ignored")


@pytest.mark.parametrize("charset", ["utf-8", "no-such-charset"])
async def test_a_body_that_is_no_text_is_the_clients_mistake(rig, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = await rig.http.post(
        rig.calls, data=b"To=\xff\xfe", headers={"Content-Type": kind}
    )
    assert answer.status == 400
    assert (await answer.json())["code"] == 20001


async def test_an_error_of_ours_has_twilios_form_and_is_logged(
    rig, monkeypatch, caplog
):
    def breaks(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(rig.exchange, "create", breaks)
    form = {"To": OFFICE, "From": CLIENT, "Twiml": HANGUP}
    assert (await rig.post(rig.calls, form, 500))["code"] == 20500
    monkeypatch.setattr(rig.exchange, "live", breaks)
    assert (await rig.get(f"{rig.url}/_simulator/calls", 500))["code"] == 20500
    assert caplog.text.count("a request failed inside the simulator") == 2


@pytest.mark.parametrize("query", ["after=x", "limit=-1", "before=9"])
async def test_the_ledger_is_asked_with_numbers(rig, query):
    url = f"{rig.url}/_simulator/ledger?{query}"
    assert query.partition("=")[0] in (await rig.get(url, 400))["message"]


async def test_the_token_of_a_deleted_call_is_forgotten(start):
    rig = await start("idempotency=honour")
    rig.town.answers(OFFICE, Listener())
    rig.http.headers["I-Twilio-Idempotency-Token"] = "one"
    first = await rig.dial("<Hangup/>")
    await rig.ended(first)
    async with rig.http.delete(rig.call(first)) as answer:
        assert answer.status == 204
    assert await rig.dial("<Hangup/>") != first
