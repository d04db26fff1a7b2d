"""The page, over the real HTTP API, over an installation in memory."""

from asyncio import run
from pathlib import Path

import httpx
import pytest
import streamlit as st
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from dashboard.api import Api, ApiError
from panda.call import CallState, Outcome
from panda.campaign import CampaignStatus
from panda.errors import BadInput
from panda.events import Heard
from panda.settings import Settings
from serve_app import make_app
from tests.panda_cli.world import INSURANCE, PRICE, FakeSystem, snapshot

PAGE = str(Path(__file__).parents[2] / "dashboard" / "app.py")
TOKEN = "a token of the operator"
SETTINGS = Settings(
    twilio_account_sid="AC1",
    twilio_auth_token="secret",
    twilio_from="+12175550100",
    openai_api_key="sk-1",
    public_url="http://127.0.0.1:8700",
    api_token=TOKEN,
    signing_key="a key of sixteen",
)


@pytest.fixture
def system():
    system = FakeSystem()
    run(system.begin())
    return system


def api_of(system, token=TOKEN):
    served = TestClient(make_app(SETTINGS, system))

    def ask(request: httpx.Request) -> httpx.Response:
        answer = served.request(
            request.method, str(request.url), headers=request.headers
        )
        return httpx.Response(answer.status_code, content=answer.content)

    return Api("http://testserver", token, transport=httpx.MockTransport(ask))


@pytest.fixture
def opened(system, monkeypatch):
    st.cache_resource.clear()
    api = api_of(system)
    monkeypatch.setattr(Api, "from_env", classmethod(lambda cls, environ: api))
    yield lambda: AppTest.from_file(PAGE, default_timeout=15).run()
    st.cache_resource.clear()


def talk(system):
    """One call talks, one is done."""
    lakeside, mesa = run(system.targets("c1"))
    system.shown["a"] = snapshot(
        lakeside,
        CallState.TALKING,
        call_id="a",
        last_speaker="business",
        last_words="**Yes** <b>we</b> do.",
        keys="21",
        level_in_db=-30.0,
    )
    system.shown["b"] = snapshot(
        mesa, CallState.ENDED, call_id="b", outcome=Outcome.VOICEMAIL
    )
    heard = Heard(seq=1, at_ms=900, speaker="business", text="**Yes** <b>we</b> do.")
    run(system.append("a", [heard]))
    run(system.finish(0, Outcome.COMPLETED, PRICE, INSURANCE))


def test_live_calls_come_first_with_their_last_words(system, opened):
    talk(system)
    page = opened()
    assert not page.exception
    calls = page.dataframe[0].value
    assert list(calls["State"]) == ["talking", "voicemail"]
    assert calls["Last words"][0] == "they: **Yes** <b>we</b> do."
    assert calls["They"][0] == 0.5


def test_how_far_the_campaign_is_is_shown_in_figures(system, opened):
    talk(system)
    figures = {one.label: one.value for one in opened().metric}
    assert figures["Done"] == "1"
    assert figures["To be called"] == "1"
    assert figures["Talking"] == "1"


def test_answers_stand_beside_the_words_they_rest_on(system, opened):
    talk(system)
    page = opened()
    answers, evidence = page.dataframe[-2].value, page.dataframe[-1].value
    assert answers["Price"][0] == "$120.00"
    assert answers["Price"][1] == "unknown"
    said = dict(zip(evidence["Question"], evidence["In their words"], strict=True))
    assert said["Price"] == "it's $120"


def test_what_a_callee_says_is_never_markup(system, opened):
    talk(system)
    page = opened()
    assert any("**Yes** <b>we</b> do." in one.value for one in page.code)
    assert not any("Yes" in one.value for one in page.markdown)


def test_an_operator_pauses_resumes_and_cancels(system, opened):
    def status():
        return run(system.campaign("c1")).status

    page = opened()
    page.button(key="order").click().run()
    assert status() is CampaignStatus.PAUSED
    page.run().button(key="order").click().run()
    assert status() is CampaignStatus.RUNNING
    page.button(key="cancel").click().run()
    assert status() is CampaignStatus.CANCELLED


def test_an_operator_ends_a_call(system, opened):
    talk(system)
    page = opened()
    page.button(key="end").click().run()
    assert system.ended == ["a"]


def test_without_a_campaign_the_page_says_how_to_begin_one(opened, system):
    system.store._campaigns.clear()
    assert "panda campaign run" in opened().info[0].value


def test_an_installation_that_is_away_is_told(monkeypatch):
    def away(request):
        raise httpx.ConnectError("refused")

    api = Api("http://testserver", TOKEN, transport=httpx.MockTransport(away))
    monkeypatch.setattr(Api, "from_env", classmethod(lambda cls, environ: api))
    st.cache_resource.clear()
    page = AppTest.from_file(PAGE, default_timeout=15).run()
    assert page.error[0].value == "The installation cannot be reached."
    st.cache_resource.clear()


def test_a_wrong_token_opens_nothing(system):
    with pytest.raises(ApiError, match="401: the bearer token is wrong"):
        api_of(system, token="another").campaigns()


def test_the_api_must_be_known():
    with pytest.raises(BadInput, match="PANDA_API_TOKEN"):
        Api.from_env({"PANDA_API_URL": "http://127.0.0.1:1"})
