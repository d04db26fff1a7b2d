"""A campaign over HTTP, at the front door's one public port."""

import socket

import httpx
import pytest

from gateways.signature import HEADER, sign
from tests.cluster.installation import MARKS, now_ms, until
from tests.cluster.town import (
    CEDAR,
    DOGWOOD,
    FIELDS,
    FIR,
    HAZEL,
    MAPLE,
    OAK,
    QUESTIONS,
    listed,
)

pytestmark = MARKS


@pytest.fixture(scope="module")
def campaign(installation):
    """Three offices: one talks, one is busy at first, one is to be ended by us.

    It begins with the test that ends a call: a call may be over in fifteen seconds, so
    nothing slow may come between.
    """
    offices = MAPLE, CEDAR, DOGWOOD
    return installation.begin("By the API", *offices, attempts=2, retry_busy_s=1)


# --- refusals ------------------------------------------------------------------------


@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer wrong"}])
@pytest.mark.usefixtures("example", "unheard")
def test_nobody_without_the_token_is_told_anything(installation, given):
    answer = httpx.get(f"{installation.url}/api/campaigns", headers=given)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert "bearer token" in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["/api/campaigns/none", "/api/calls/none", "/api/calls/none/transcript"]
)
def test_what_does_not_exist_is_said_not_to(installation, path):
    with installation.http as http:
        answer = http.get(path)
    assert answer.status_code == 404
    assert answer.json()["detail"].startswith("no such")


@pytest.mark.parametrize("path", ["/", "/-/routes", "/api/../metrics", "/media/none"])
def test_nothing_else_is_there(installation, path):
    with installation.http as http:
        assert http.get(path).status_code == 404


def test_a_body_that_is_wrong_is_said_where(installation):
    with installation.http as http:
        answer = http.post("/api/campaigns", json={"title": "", "providers": []})
    problem = answer.json()
    assert answer.status_code == 422
    assert problem["where"] == "body.title"
    assert problem["advice"]


def test_a_questionnaire_that_is_wrong_is_said_on_which_line(installation):
    files = {
        "title": "Wrong",
        "providers_csv": listed(OAK),
        "questions_yaml": QUESTIONS.replace("type: money", "type: monney"),
    }
    with installation.http as http:
        answer = http.post("/api/campaigns/from-files", json=files)
    assert answer.status_code == 400
    assert answer.json()["where"] == "questions_yaml:8"


def test_rows_that_cannot_be_called_are_told_and_nobody_is_called_unattested(
    installation,
):
    files = {
        "title": "Not attested",
        "providers_csv": f"{listed(OAK)}Nobody,911\n",
        "questions_yaml": QUESTIONS,
    }
    created = installation.post("/api/campaigns/from-files", files, status=201)
    assert [row["line"] for row in created["rejected"]] == [3]
    view = installation.finished(created["campaign"]["campaign_id"])
    assert view["outcomes"] == {"refused": 1}


def test_the_api_describes_itself(installation):
    described = httpx.get(f"{installation.url}/api/openapi.json", timeout=60).json()
    assert "/api/campaigns/{campaign_id}/comparison" in described["paths"]
    assert not any(path.startswith("/twilio") for path in described["paths"])


def signed(installation, path, token):
    form = {"CallSid": "CA1", "CallStatus": "completed"}
    signature = sign(token, installation.url + path, form.items())
    return httpx.post(
        installation.url + path, data=form, headers={HEADER: signature}
    ).status_code


def test_a_webhook_is_believed_by_its_signature_only(installation):
    right = installation.settings.twilio_auth_token
    for path in ("/twilio/status/none", "/twilio/recover/none/0"):
        assert signed(installation, path, "another token") == 403
        assert httpx.post(installation.url + path, data={}).status_code == 403
        assert signed(installation, path, right) in {200, 204}


# --- a campaign ----------------------------------------------------------------------


def uses_functions(installation, call):
    """Use some on a live call: once each, answered, and in its log."""
    note = {"arguments": {"text": "Kind."}, "request": "mine", "author": "Ann"}
    for _ in range(2):
        done = installation.post(f"{call}/functions/addNote", note)
        assert (done["result"], done["version"]) == ("noted", "1.0.0")
    asked = {"arguments": {"service": "skydiving"}}
    done = installation.post(f"{call}/functions/lookupPricing", asked)
    assert done["result"].startswith("unknown")
    lie = {"field": "price", "value": 1, "quote": "It costs a dollar."}
    done = installation.post(f"{call}/functions/recordFinding", {"arguments": lie})
    assert done["refused"] == "failed"
    installation.post(f"{call}/functions/sendDigits", {}, status=422)
    installation.post(f"{call}/functions/staySilent", {}, status=403)
    log = installation.get(f"{call}/events")
    used = [one for one in log if one["kind"] == "function_called"]
    ours = [one["name"] for one in used if one["caller"] == "operator"]
    assert ours == [
        "addNote", "lookupPricing", "recordFinding", "sendDigits", "staySilent",
    ]  # fmt: skip
    (noted,) = [one for one in log if one["kind"] == "noted"]
    assert (noted["author"], noted["text"]) == ("Ann", "Kind.")


def test_a_paused_campaign_calls_nobody_and_a_cancelled_one_hangs_up(installation):
    campaign = installation.begin("One at a time", FIR, HAZEL, concurrency=1)
    path = f"/api/campaigns/{campaign}"
    first = installation.call_of(campaign, FIR)
    assert installation.post(f"{path}/pause")["status"] == "paused"
    installation.post(f"/api/calls/{first}/end", status=202)
    assert installation.result(first)["outcome"] == "cancelled"

    view = until(lambda: stands(installation, path, waiting=1, done=1))
    assert view["campaign"]["status"] == "paused"
    resumed_ms = now_ms()
    assert installation.post(f"{path}/resume")["status"] == "running"
    second = installation.call_of(campaign, HAZEL)
    until(lambda: installation.get(f"/api/calls/{second}")["state"] == "talking")
    uses_functions(installation, f"/api/calls/{second}")
    assert installation.post(f"{path}/cancel")["status"] == "cancelled"

    result = installation.result(second)
    assert result["outcome"] == "cancelled"
    until(lambda: result["call_sid"] not in installation.witness.live())
    (dial,) = installation.witness.dials(HAZEL)
    assert dial["t_ms"] >= resumed_ms
    with installation.http as http:
        again = http.post(f"{path}/resume")
    assert again.status_code == 409
    assert again.json()["advice"] == "create another campaign"


def stands(installation, path, **numbers):
    view = installation.get(path)
    return view if all(view[name] == n for name, n in numbers.items()) else None


def test_one_call_is_ended_and_the_others_go_on(installation, campaign):
    call = installation.call_of(campaign, DOGWOOD)
    until(lambda: installation.get(f"/api/calls/{call}")["state"] == "talking")
    refused = media_from_nobody(installation, call)
    assert refused.startswith(b"HTTP/1.1 403")
    installation.post(f"/api/calls/{call}/end", status=202)
    result = installation.result(call)
    assert (result["outcome"], result["reason"]) == ("cancelled", "cancelled")
    with installation.http as http:
        assert http.post(f"/api/calls/{call}/end").status_code == 409
    hangups = installation.witness.records("hangup", result["call_sid"])
    assert [one["by"] for one in hangups] == ["caller"]


def media_from_nobody(installation, call):
    """Ask for a call's media socket without the carrier's signature."""
    settings = installation.settings
    request = (
        f"GET /media/{call} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", settings.front_port)) as one:
        one.settimeout(10)
        one.sendall(request.encode())
        return one.recv(1024)


def test_the_answers_are_compared_each_with_its_quote(installation, campaign):
    view = installation.finished(campaign)
    assert view["outcomes"] == {"completed": 2, "cancelled": 1}
    path = f"/api/campaigns/{campaign}"
    assert campaign in {
        one["campaign_id"] for one in installation.get("/api/campaigns")
    }
    rows = {row["name"]: row for row in installation.get(f"{path}/comparison")["rows"]}
    for office in (MAPLE, CEDAR):
        cells = rows[office.name]["cells"]
        assert set(cells) == FIELDS
        values = {name: cell["value"] for name, cell in cells.items()}
        assert values == {
            "accepts_insurance": True,
            "cleaning_price": 120,
            "next_appointment": "2026-12-01T09:30",
        }
        said = installation.witness.words(last_sid(installation, office), "said")
        assert all(cell["quote"] in said for cell in cells.values())
    assert rows[DOGWOOD.name]["outcome"] == "cancelled"


def last_sid(installation, office):
    return installation.witness.dials(office)[-1]["call_sid"]


def test_a_busy_line_is_tried_again(installation, campaign):
    installation.finished(campaign)
    results = installation.get(f"/api/campaigns/{campaign}/results")
    outcomes = sorted(one["outcome"] for one in results)
    assert outcomes == ["busy", "cancelled", "completed", "completed"]
    assert len(installation.witness.dials(CEDAR)) == 2


def test_the_transcript_is_what_was_said(installation, campaign):
    installation.finished(campaign)
    call = installation.call_of(campaign, MAPLE)
    lines = installation.transcript(call)
    texts = [line["text"] for line in lines]
    assert "business: A cleaning is $120." in texts
    assert lines[-1]["kind"] == "ended"
    later = installation.get(f"/api/calls/{call}/transcript", after=lines[-2]["seq"])
    assert later == lines[-1:]
