import asyncio

import pytest

from actors.forward import BODY_BYTES
from panda.call import Outcome
from panda.menu.memory import Trip
from panda.menu.menu import LineKind, RouteStep
from panda.testing.clock import START
from serve_app import make_app
from tests.panda.dispatch.world import NUMBERS
from tests.serve.town import SETTINGS, Api

QUESTIONS = """\
goal: schedule a cleaning
fields:
  - {name: price, type: money, ask: "How much is a cleaning?"}
"""
CSV = "name,phone\nBright Dental,217-555-0123\nNobody,12\n"

NEW = {
    "title": "Cleanings",
    "questionnaire": {
        "goal": "schedule a cleaning",
        "fields": [{"name": "price", "type": "money", "ask": "How much is it?"}],
    },
    "providers": [{"name": "Office", "phone": NUMBERS[0]}],
    "attested": True,
}


async def waits(actor):
    await actor.place()
    return await actor.until_told_to_end()


async def test_a_request_made_twice_begins_one_campaign(api, world):
    for path, body in (
        ("/api/campaigns", NEW),
        (
            "/api/campaigns/from-files",
            {"title": "T", "providers_csv": CSV, "questions_yaml": QUESTIONS},
        ),
    ):
        begun = [await with_key(api, path, body, f"a wish for {path}"[-9:])] * 2
        begun.append(await with_key(api, path, body, f"a wish for {path}"[-9:]))
        ids = {answer.json()["campaign"]["campaign_id"] for answer in begun}
        assert len(ids) == 1
    assert len((await api.get("/api/campaigns")).json()) == 2


async def test_a_key_goes_with_one_campaign_only(api):
    assert (await with_key(api, "/api/campaigns", NEW, "k-1")).status_code == 201
    other = {**NEW, "title": "Another"}
    answer = await with_key(api, "/api/campaigns", other, "k-1")
    assert answer.status_code == 409
    assert "request key of its own" in answer.json()["advice"]
    answer = await with_key(api, "/api/campaigns", NEW, "not one word" * 20)
    assert answer.status_code == 422


async def test_how_far_a_campaign_is_can_be_asked_without_its_businesses(api):
    campaign_id = await create(api)
    answer = await api.get(f"/api/campaigns/{campaign_id}/progress")
    far = answer.json()
    assert far["waiting"] + far["calling"] + far["done"] == 1
    assert "targets" not in far
    assert (await api.get("/api/campaigns/nobody/progress")).status_code == 404


async def test_a_list_of_thousands_of_rows_with_all_their_columns_is_taken(api):
    rows = (f"Office {n},+1217555{n + 2000},{'x' * 200}\n" for n in range(5000))
    csv = "name,phone,remarks\n" + "".join(rows)
    assert len(csv) > 1_000_000
    body = {"title": "T", "providers_csv": csv, "questions_yaml": QUESTIONS}
    answer = await api.post("/api/campaigns/from-files", body)
    assert answer.status_code == 201, answer.text[:300]
    assert not answer.json()["rejected"]


async def with_key(api, path, body, key):
    return await api.http.post(
        path, json=body, headers={**api.bearer, "Idempotency-Key": key}
    )


async def create(api, **changes):
    answer = await api.post("/api/campaigns", {**NEW, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json()["campaign"]["campaign_id"]


def routes():
    app = make_app(SETTINGS, None)
    return [
        (method, path.replace("{campaign_id}", "k1").replace("{call_id}", "c1"))
        for path, methods in app.openapi()["paths"].items()
        for method in methods
        if path.startswith("/api")
    ]


@pytest.mark.parametrize(("method", "path"), routes())
async def test_nothing_of_the_api_is_open_without_the_token(api, method, path):
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "x"}):
        answer = await api.http.request(method, path, headers=headers, json={})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.headers["Content-Type"] == "application/problem+json"
        problem = answer.json()
        wrong = headers.get("Authorization") == "Bearer wrong"
        assert ("is wrong" in problem["detail"]) is wrong
        assert problem["where"] == "Authorization"
        assert "PANDA_API_TOKEN" in problem["advice"]


async def test_a_campaign_is_created_called_and_compared(api, world):
    campaign_id = await create(api)

    async def is_done():
        view = (await api.get(f"/api/campaigns/{campaign_id}")).json()
        return view["campaign"]["status"] == "done"

    await world.until(is_done)
    view = (await api.get(f"/api/campaigns/{campaign_id}")).json()
    assert (view["waiting"], view["calling"], view["done"]) == (0, 0, 1)
    assert view["outcomes"] == {"completed": 1}
    (result,) = (await api.get(f"/api/campaigns/{campaign_id}/results")).json()
    assert result["outcome"] == "completed"
    table = (await api.get(f"/api/campaigns/{campaign_id}/comparison")).json()
    assert table["columns"][0]["name"] == "price"
    written = await api.get(f"/api/campaigns/{campaign_id}/report.html")
    assert written.headers["content-type"] == "text/html; charset=utf-8"
    assert written.text.startswith("<!doctype html>")
    report = f"/api/campaigns/{campaign_id}/report.pdf"
    printed = await api.get(report, weight="price=3")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    wrong = await api.get(report, weight="x=3")
    assert wrong.status_code == 400
    call = (await api.get(f"/api/calls/{result['call_id']}")).json()
    assert call["state"] == "ended"
    listed = (await api.get("/api/campaigns")).json()
    assert [one["campaign_id"] for one in listed] == [campaign_id]


async def test_a_campaign_can_be_given_as_its_two_files(api):
    body = {"title": "Files", "providers_csv": CSV, "questions_yaml": QUESTIONS}
    answer = await api.post("/api/campaigns/from-files", body)
    assert answer.status_code == 201, answer.text
    created = answer.json()
    (left_out,) = created["rejected"]
    assert left_out["line"] == 3
    view = await api.get(f"/api/campaigns/{created['campaign']['campaign_id']}")
    (target,) = view.json()["targets"]
    assert target["provider"]["phone"] == "+12175550123"


async def test_all_else_can_be_given_with_the_two_files(api):
    body = {
        "title": "Files",
        "providers_csv": CSV,
        "questions_yaml": QUESTIONS,
        "booking_yaml": "first_day: 2026-12-01\nlast_day: 2026-12-05\nmanner: offers",
        "voice": "coral",
        "features": {"lending": 0.5},
        "functions": {"addNote": "^1"},
    }
    answer = await api.post("/api/campaigns/from-files", body)
    assert answer.status_code == 201, answer.text
    campaign = answer.json()["campaign"]
    assert campaign["booking"]["manner"] == "offers"
    assert campaign["voice"] == "coral"
    assert campaign["features"] == {"lending": 0.5}
    assert campaign["functions"] == {"addNote": "^1"}


@pytest.mark.parametrize(
    ("terms", "line", "says"),
    [
        ("first_day: 2026-12-01", 1, "last_day"),
        ("first_day: 2026-12-01\nlast_day: [", 2, "YAML"),
        ("first_day: 2026-12-05\nlast_day: 2026-12-01", 1, "end comes before"),
    ],
)
async def test_wrong_terms_are_named_where_they_stand(api, terms, line, says):
    body = {"title": "Files", "providers_csv": CSV, "questions_yaml": QUESTIONS}
    answer = await api.post(
        "/api/campaigns/from-files", {**body, "booking_yaml": terms}
    )
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["where"] == f"booking_yaml:{line}"
    assert says in problem["detail"]


async def test_what_is_not_over_cannot_be_followed_up_yet(api, world):
    world.scripts[NUMBERS[0]] = [waits]
    campaign_id = await create(api)
    answer = await api.post(f"/api/campaigns/{campaign_id}/follow-up", {})
    assert answer.status_code == 409, answer.text
    assert "wait until" in answer.json()["advice"]
    await api.post(f"/api/campaigns/{campaign_id}/cancel")


async def test_a_bad_file_is_refused_with_its_line_and_advice(api):
    body = {"title": "Bad", "providers_csv": CSV, "questions_yaml": "goal: x\n"}
    answer = await api.post("/api/campaigns/from-files", body)
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["where"].startswith("questions_yaml")
    assert problem["advice"]


async def test_a_list_without_anybody_to_call_is_refused(api):
    body = {
        "title": "Nobody",
        "providers_csv": "name,phone\n",
        "questions_yaml": QUESTIONS,
    }
    answer = await api.post("/api/campaigns/from-files", body)
    assert answer.status_code == 400
    assert answer.json()["advice"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"providers": []},
        {"title": ""},
        {"limits": {"concurrency": 0}},
        {"questionnaire": {"goal": "go", "fields": []}},
        {"surprise": 1},
    ],
)
async def test_a_body_that_does_not_fit_is_refused_by_name(api, wrong):
    answer = await api.post("/api/campaigns", {**NEW, **wrong})
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["where"].startswith("body")
    assert problem["detail"]
    assert problem["advice"]


async def test_a_body_that_is_no_json_is_told_so_without_quoting_it(api):
    headers = {**api.bearer, "Content-Type": "application/json"}
    answer = await api.http.post(
        "/api/campaigns", content=b'{"title": secret', headers=headers
    )
    problem = answer.json()
    assert (answer.status_code, problem["where"]) == (422, "body")
    assert "no JSON" in problem["detail"]
    assert "secret" not in answer.text


async def test_an_unknown_campaign_or_call_is_not_found(api):
    for path, where in (
        ("/api/campaigns/nobody", "campaign_id"),
        ("/api/campaigns/nobody/results", "campaign_id"),
        ("/api/calls/nobody", "call_id"),
        ("/api/calls/nobody/transcript", "call_id"),
        ("/api/nothing", "path"),
    ):
        answer = await api.get(path)
        assert answer.status_code == 404
        problem = answer.json()
        assert (problem["status"], problem["where"]) == (404, where)
        assert "/api/" in problem["advice"]
    assert (await api.post("/api/campaigns/nobody/pause")).status_code == 404


async def test_a_campaign_is_paused_resumed_and_cancelled(api, world):
    world.scripts[NUMBERS[0]] = [waits]
    campaign_id = await create(api)
    for step, status in (
        ("pause", "paused"),
        ("resume", "running"),
        ("cancel", "cancelled"),
        ("cancel", "cancelled"),
    ):
        answer = await api.post(f"/api/campaigns/{campaign_id}/{step}")
        assert answer.json()["status"] == status
    answer = await api.post(f"/api/campaigns/{campaign_id}/resume")
    assert answer.status_code == 409
    assert answer.json()["advice"]


async def test_a_live_call_can_be_read_along_and_ended(api, world):
    async def talks(actor):
        await actor.place()
        await actor.talk()
        return await actor.until_told_to_end()

    world.scripts[NUMBERS[0]] = [talks]
    campaign_id = await create(api)

    async def heard():
        calls = await world.store.open_intents()
        return calls and len(await world.store.events(calls[0].call_id)) == 4

    await world.until(heard)
    call_id = world.crew.briefings[0].call_id
    lines = (await api.get(f"/api/calls/{call_id}/transcript", after=3)).json()
    assert [line["text"] for line in lines] == ["business: it is 90 dollars"]
    (said,) = (await api.get(f"/api/calls/{call_id}/events", after=3)).json()
    assert (said["kind"], said["speaker"]) == ("heard", "business")
    assert (await api.get("/api/calls/nobody/events")).status_code == 404

    assert (await api.post(f"/api/calls/{call_id}/end")).status_code == 202
    await world.done(await world.store.campaign(campaign_id))
    (target,) = await world.store.targets(campaign_id)
    assert target.outcome is Outcome.CANCELLED
    answer = await api.post(f"/api/calls/{call_id}/end")
    assert answer.status_code == 409
    assert answer.json()["where"] == "call_id"
    assert answer.json()["advice"] == "see GET /api/calls"


async def test_a_body_that_is_too_long_is_turned_away(api):
    answer = await api.http.post(
        "/api/campaigns",
        content=b"x",
        headers={**api.bearer, "Content-Length": str(BODY_BYTES + 1)},
    )
    assert answer.status_code == 413


async def test_a_body_of_unknown_length_is_turned_away(api):
    async def endless():
        yield b"x"

    answer = await api.http.post(
        "/api/campaigns", content=endless(), headers=api.bearer
    )
    assert answer.status_code == 411


async def test_health_is_open_and_counts_live_calls(api):
    answer = await api.http.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["live_calls"] == 0


async def test_a_store_that_is_away_makes_it_unhealthy(api, installation):
    from panda.errors import StoreError

    async def fails(call_id):
        raise StoreError("gone")

    installation.world.store.intent = fails
    answer = await api.http.get("/health")
    assert answer.status_code == 503
    assert answer.json()["advice"]


async def test_an_orchestrator_that_does_not_answer_makes_it_unhealthy(
    api, installation, monkeypatch
):
    monkeypatch.setattr("serve_app.HEALTH_S", 0.01)
    installation.paused = asyncio.Event().wait
    assert (await api.http.get("/health")).status_code == 503


async def test_health_says_why_nobody_is_dialled(api, installation):
    async def denied():
        return "Twilio refuses us"

    installation.paused = denied
    answer = (await api.http.get("/health")).json()
    assert (answer["status"], answer["paused"]) == ("paused", "Twilio refuses us")


async def test_routes_are_listed(api):
    assert (await api.get("/api/routes")).json() == []


async def test_a_numbers_menus_and_the_figures_of_trips_are_shown(api, world):
    step = RouteStep(fingerprint="book clean", keys="2", label="bookings")
    trip = Trip(
        number="+12175550123",
        goal="book",
        steps=(step,),
        ended=LineKind.HUMAN,
        seconds=21,
        used_at=START,
    )
    await world.store.record(trip)
    (graph,) = (await api.get("/api/routes/+12175550123")).json()
    assert (graph["version"], graph["quarantined_at"]) == (1, None)
    assert graph["edges"][0]["label"] == "bookings"
    (stats,) = (await api.get("/api/routes/stats", by="version")).json()
    assert (stats["group"], stats["successes"]) == ("+12175550123 v1", 1)
    unknown = await api.get("/api/routes/+12175550199")
    assert unknown.status_code == 404


def test_every_operation_is_described_and_its_answers_have_a_shape():
    document = make_app(SETTINGS, None).openapi()
    assert not [path for path in document["paths"] if path.startswith("/twilio")]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            good = next(code for code in operation["responses"] if code[0] == "2")
            (content,) = operation["responses"][good]["content"].values()
            assert content["schema"], (method, path)
            assert operation["description"], (method, path)


async def test_the_token_is_not_in_the_api_description(installation):
    api = Api(installation)
    text = (await api.http.get("/api/openapi.json")).text
    assert SETTINGS.api_token not in text
    await api.http.aclose()


async def test_the_system_page_says_what_runs_and_what_should(api, installation):
    seen = (await api.get("/api/system")).json()
    status = {part["name"]: part["status"] for part in seen["parts"]}
    assert status["store"] == status["supervisor:0"] == "running"
    assert status["frontdoor"] == status["supervisor:1"] == "away"
    capacity = seen["capacity"]
    assert (capacity["live_calls"], capacity["spares"]) == (0, 1)
    assert capacity["max_calls"] == SETTINGS.max_calls


async def test_no_secret_is_among_the_settings_that_are_shown(api):
    text = (await api.get("/api/system")).text
    for secret in (
        SETTINGS.twilio_auth_token,
        SETTINGS.api_token,
        SETTINGS.signing_key,
    ):
        assert secret not in text
