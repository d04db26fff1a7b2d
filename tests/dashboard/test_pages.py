"""The pages, over the real HTTP API, over calls that only seem."""

import json
from asyncio import run
from functools import partial
from pathlib import Path

import httpx
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.api import Api, ApiError
from dashboard.reach import left_at
from dashboard.signin import Person
from panda.booking import Manner
from panda.campaign import CallResult, CampaignStatus
from panda.errors import BadInput
from panda.recording.events import RecordingTold
from panda.users import Role
from tests.dashboard.conftest import api_of, shown
from tests.dashboard.stage import EVIL, LOG, TALKING, Stage
from tests.serve.town import API_TOKEN, SETTINGS

APP = str(Path(__file__).parents[2] / "dashboard" / "app.py")


def figures(page):
    return {one.label: one.value for one in page.metric}


def test_who_needs_a_person_comes_first_then_what_is_live(opened):
    cards = shown(opened("live"), "panda_board")["cards"]
    assert [card["flag"] for card in cards] == [True] + [False] * 6
    assert cards[-1]["state"] == "ended"
    assert cards[1]["last"] == f"they: {EVIL}"
    assert (cards[1]["found"], cards[1]["asked"]) == (2, 3)


def test_filters_leave_the_calls_that_are_wanted(opened):
    page = opened("live")
    page.text_input(key="find").input("MENU, press").run()
    assert shown(page, "panda_board")["cards"] == []
    page.text_input(key="find").input("appointments, PRESS").run()
    cards = shown(page, "panda_board")["cards"]
    assert [card["business"] for card in cards] == ["Bright Smiles"]


def test_how_far_a_campaign_is_is_shown_in_figures(opened):
    page = opened("live")
    strip = shown(page, "panda_board")["strip"]
    assert ["On the phone", "6"] in strip["figures"]
    page.selectbox(key="of-campaign").set_value("c1").run()
    strip = shown(page, "panda_board")["strip"]
    assert strip["figures"][:2] == [["To be called", "6"], ["Done", "2 of 8"]]
    assert strip["progress"] == 0.25


def test_without_a_campaign_the_page_says_how_to_begin_one(connected):
    connected(api_of(Stage()))
    page = AppTest.from_file(APP, default_timeout=20).run()
    assert "panda campaign run" in page.info[0].value


def test_a_call_shows_what_was_said_found_and_done(opened):
    page = opened("call", call=TALKING)
    lines = shown(page, "panda_transcript")["lines"]
    assert {"seq": 11, "at": "0:33", "kind": "business", "text": EVIL} in lines
    assert [one["text"] for one in lines if one["kind"] == "found"] == [
        "Insurance: yes",
        "Price: $120.00",
    ]
    found, menus, *_ = [one.value for one in page.dataframe]
    assert list(found["Answer"]) == ["yes", "$120.00", ""]
    assert list(menus["We did"]) == ["2 (appointments)", "1 (new patients)"]


def test_what_a_callee_says_is_never_markup(opened):
    page = opened("call", call=TALKING)
    for kind in ("markdown", "html", "text", "caption"):
        for one in page.get(kind):
            assert "onerror" not in str(one.proto)


def test_the_token_stays_on_the_server(opened):
    page = opened("call", call=TALKING)
    for one in page.get("bidi_component"):
        assert SETTINGS.api_token not in str(one.proto)


@pytest.mark.parametrize(("role", "operates"), [("viewer", False), ("operator", True)])
def test_a_viewers_console_only_listens(opened, monkeypatch, role, operates):
    monkeypatch.setattr(
        "dashboard.views.call.person", lambda: Person("kim", Role(role))
    )
    page = opened("call", call=TALKING)
    assert shown(page, "panda_console")["operates"] is operates


def test_a_call_that_is_long_over_can_still_be_read(opened, stage):
    stage.shown.clear()
    page = opened("call", call=TALKING)
    assert len(shown(page, "panda_transcript")["lines"]) > 10


def test_an_operator_pauses_resumes_and_cancels(opened, stage):
    def status():
        return run(stage.campaign("c1")).status

    page = opened("campaigns")
    page.button(key="order").click().run()
    assert status() is CampaignStatus.PAUSED
    opened("campaigns").button(key="order").click().run()
    assert status() is CampaignStatus.RUNNING
    opened("campaigns").button(key="cancel").click().run()
    assert status() is CampaignStatus.CANCELLED


def test_a_viewer_cannot_pause(opened, monkeypatch):
    viewer = Person("kim", Role.VIEWER)
    for name in ("campaigns", "steer"):
        monkeypatch.setattr(f"dashboard.views.{name}.person", lambda: viewer)
    assert not opened("campaigns").button


def test_answers_stand_beside_the_words_they_rest_on(opened):
    page = opened("results")
    answers = page.dataframe[0].value
    assert list(answers["Price"]) == ["$120.00"] + ["unknown"] * 7
    assert next(iter(answers["Rank"])) == 1
    page.selectbox(key="evidence").set_value("c1-6").run()
    evidence = page.dataframe[2].value
    said = dict(zip(evidence["Question"], evidence["In their words"], strict=True))
    assert said["Price"] == "it is $120"


def test_a_moment_is_heard_only_of_a_call_whose_sound_was_kept(
    opened, stage, connected, monkeypatch
):
    keeps = SETTINGS.model_copy(update={"keep_audio_days": 7})
    monkeypatch.setattr("tests.dashboard.conftest.SETTINGS", keeps)
    connected(api_of(stage))

    def offered() -> bool:
        page = opened("call", call=TALKING)
        return any(one.label == "Hear it said" for one in page.selectbox)

    assert not offered()
    told = RecordingTold(seq=LOG[-1].seq + 1, at_ms=45_000)
    run(stage.append(TALKING, [told]))
    st.cache_resource.clear()
    assert offered()


def test_what_was_told_of_insurance_stands_below_the_evidence(opened, stage):
    told = {"term": "copay", "value": 25, "quote": EVIL, "at_ms": 52_000}
    (done,) = [one for one in run(stage.store.targets("c1")) if one.position == 6]
    more = run(stage.store.results("c1"))[0].model_copy(update={"call_id": "call-2"})
    more = CallResult.model_validate(
        {**more.model_dump(), "terms": [told], "target_id": done.target_id}
    )
    run(stage.store.finish(more, done))
    page = opened("results")
    page.selectbox(key="evidence").set_value("c1-6").run()
    terms = page.dataframe[3].value
    assert terms.iloc[0].tolist()[:3] == ["Copay", "$25.00", EVIL]


def test_somebody_ranks_by_weights_of_their_own(opened):
    page = opened("results")
    page.toggle(key="own-c1").set_value(True).run()
    page.number_input(key="weight-c1-insurance").set_value(0.0)
    page.number_input(key="weight-c1-price").set_value(5.0).run()
    points = page.dataframe[1].value
    assert set(points["What counts"]) == {"Price"}
    assert set(points["Weight"]) == {5.0}


def test_a_numbers_menus_are_drawn_with_the_way_to_the_goal(opened):
    page = opened("routes")
    assert figures(page)["Keys"] == "2 → 1"
    assert figures(page)["Reached"] == "3 of 3"
    (drawing,) = page.get("graphviz_chart")
    assert '"m1" -> "m2"' in drawing.proto.spec


def test_the_system_page_shows_what_is_away(opened):
    page = opened("system")
    table = page.dataframe[0].value
    parts = dict(zip(table["Part"], table["Status"], strict=True))
    assert parts["store"] == "✓ runs"
    assert parts["supervisor:1"] == "✗ away"


def test_functions_are_shown_with_who_may_use_them_and_how_they_were_used(opened):
    page = opened("functions")
    table = page.dataframe[0].value.set_index("Function")
    assert table.loc["sendDigits", "By voice"] == "navigating"
    assert table.loc["endCall", "By operator"] == "always"
    assert table.loc["lookupPricing", "By voice"] == ""
    page.selectbox(key="function").set_value(
        next(one for one in page.selectbox(key="function").options if "Digits" in one)
    ).run()
    arguments = page.dataframe[1].value.set_index("Argument")
    assert arguments.loc["digits", "Needed"] == "yes"
    (used,) = page.dataframe[2].value.to_dict("records")
    assert (used["Business"], used["Function"]) == ("Lakeside Dental", "record_answer")


def test_settings_hold_no_secret(opened):
    values = set(opened("settings").dataframe[0].value["Value"])
    assert SETTINGS.realtime_model in values
    assert not values & {SETTINGS.twilio_auth_token, SETTINGS.signing_key}


def test_numbers_that_nobody_calls_again_are_listed_and_mended(opened):
    page = opened("settings")
    assert "No number is on the list." in [one.value for one in page.caption]
    page.text_input[0].input("217-555-0123")
    page.button[0].click().run()
    assert list(page.dataframe[1].value["Number"]) == ["+12175550123"]
    page.text_input[0].input("12")
    page.button[0].click().run()
    assert "no telephone number" in page.text[0].value
    assert page.button[1].label == "Take it off the list"
    page = opened("settings")
    page.button[1].click().run()
    assert "No number is on the list." in [one.value for one in page.caption]


def test_a_use_that_is_tried_again_unchanged_is_the_same_use():
    def script():
        import streamlit as st

        from dashboard.views.use import _request

        for given in ({"text": "x"}, {"text": "x"}, {"text": "y"}):
            st.text(_request("key", given))

    page = AppTest.from_function(script).run()
    first, again, other = (one.value for one in page.text)
    assert first == again != other


@pytest.mark.parametrize("name", ["live", "system", "functions", "results"])
def test_who_is_signed_out_is_shown_nothing_by_a_page_that_stays_open(
    opened, monkeypatch, name
):
    monkeypatch.setattr("dashboard.signin.known", lambda: None)
    page = opened(name)
    assert not [*page.metric, *page.dataframe, *page.text]
    with pytest.raises(ValueError, match="not enough values"):
        shown(page, "panda_board")


def test_a_note_is_pinned_to_what_was_said(opened, monkeypatch):
    pinned = []
    monkeypatch.setattr(Api, "pin", lambda self, *given: pinned.append(given))
    page = opened("call", call=TALKING)
    (at,) = [one for one in page.selectbox if one.label == "To"]
    assert at.options[0] == "the latest moment"
    at.select_index(1)
    (words,) = [one for one in page.text_area if one.label == "Note"]
    words.input("Ask them again.")
    (button,) = [one for one in page.button if one.label == "Pin"]
    button.click().run()
    ((call_id, note),) = pinned
    assert (call_id, note.text, note.author) == (TALKING, "Ask them again.", "local")
    heard = [one for one in LOG if one.kind == "heard"]
    assert note.about_ms == heard[-1].at_ms


def test_an_installation_that_is_away_is_told(connected):
    def away(request):
        raise httpx.ConnectError("refused")

    connected(Api("http://testserver", "t", transport=httpx.MockTransport(away)))
    page = AppTest.from_file(APP, default_timeout=20).run()
    assert page.error[0].value == "The installation cannot be reached."
    (words,) = [one.value for one in page.text if "nothing answers" in one.value]
    assert "panda up" in words
    assert "Error" not in words


def test_a_simulated_installation_that_was_started_anew_is_found(
    tmp_path, monkeypatch, stage
):
    """Its port and its token are others each time; what it leaves says which."""
    served = api_of(stage)._transport
    asked = []

    def ask(request):
        asked.append(request.url.port)
        if request.url.port == 8701:
            raise httpx.ConnectError("refused")
        return served.handle_request(request)

    for name, value in simulated(8701, "t").items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "simulated.json"
    api = Api(
        "http://127.0.0.1:8701",
        "t",
        transport=httpx.MockTransport(ask),
        look=partial(left_at, file),
    )
    for unusable in (None, "{", "{}"):
        if unusable is not None:
            file.write_text(unusable)
        with pytest.raises(ApiError, match="nothing answers"):
            api.campaigns()
    file.write_text(json.dumps(simulated(8702, API_TOKEN)))
    assert api.campaigns()
    assert asked[-2:] == [8701, 8702]
    asked.clear()
    assert api.campaigns()
    assert asked == [8702]


def test_a_wrong_token_opens_nothing(stage):
    with pytest.raises(ApiError, match=r"401: .*the bearer token is wrong"):
        api_of(stage, token="another").campaigns()


def test_the_api_must_be_known():
    with pytest.raises(BadInput, match="PANDA_API_TOKEN"):
        Api.from_env({"PANDA_API_URL": "http://127.0.0.1:1"})


def simulated(port, token):
    """What `panda up --simulate` leaves of itself."""
    return {
        "TWILIO_ACCOUNT_SID": SETTINGS.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": SETTINGS.twilio_auth_token,
        "TWILIO_FROM_NUMBER": SETTINGS.twilio_from,
        "OPENAI_API_KEY": "k",
        "PANDA_PUBLIC_URL": "http://127.0.0.1:1",
        "PANDA_SIGNING_KEY": SETTINGS.signing_key,
        "PANDA_API_TOKEN": token,
        "PANDA_FRONT_PORT": str(port),
    }


LIST = b"Practice,Telephone,City\nLakeside,217-555-0123,Peoria\nNobody,12,Rome\n"


def uploaded(opened, content=LIST):
    page = opened("campaigns")
    page.get("file_uploader")[0].upload("list.csv", content, "text/csv").run()
    assert not page.exception, page.exception[0].value
    return page


def test_what_is_not_called_is_told_before_anybody_is(opened):
    page = uploaded(opened)
    tables = [one.value for one in page.dataframe]
    called = next(one for one in tables if "City" in one)
    rejected = next(one for one in tables if "What helps" in one)
    assert list(called["Number"]) == ["+12175550123"]
    assert list(rejected["Why"]) == ["invalid_number"]
    start = next(one for one in page.button if one.label == "Call 1 businesses")
    assert start.disabled  # nobody has said that these are business lines


def test_a_campaign_begins_beside_others(opened, stage):
    page = uploaded(opened)
    page.checkbox(key="attested").check().run()
    start = next(one for one in page.button if one.label == "Call 1 businesses")
    start.click().run()
    assert not page.exception, page.exception[0].value
    assert [one.name for one in stage.begun.providers] == ["Lakeside"]
    assert stage.begun.attested
    assert [q.name for q in stage.begun.questionnaire.fields] == ["price", "insurance"]


def test_a_list_of_which_nobody_can_be_called_says_why_beside_the_file(opened):
    page = uploaded(opened, b"Biz,phone\nOne,911\nTwo,555\n")
    assert page.error[0].value == "Nobody on this list can be called yet."
    (shown,) = [one.value for one in page.dataframe if "What helps" in one.value]
    assert list(shown["Why"]) == ["never_called", "invalid_number"]
    assert page.text_input(key="title").value, "what was written stays"
    assert not [one for one in page.button if one.label.startswith("Call")]
    assert page.selectbox(key="column-phone").options[0] == "by its heading: phone"


def test_a_list_without_numbers_is_told_in_words(opened):
    page = uploaded(opened, b"Practice,City\nLakeside,Peoria\n")
    assert page.error[0].value == "This list cannot be called yet."
    assert any("no column holds telephone numbers" in one.value for one in page.text)


def test_an_appointment_is_looked_for_within_what_was_allowed(opened, stage):
    page = uploaded(opened)
    page.checkbox(key="attested").check().run()
    page.toggle(key="books").set_value(True).run()
    page.multiselect(key="book-days").set_value(["Tue", "Thu"]).run()
    page.number_input(key="new-lending").set_value(50).run()
    page.selectbox(key="new-voice").set_value("coral").run()
    page.text_area(key="new-pins").set_value("addNote ^1").run()
    start = next(one for one in page.button if one.label == "Call 1 businesses")
    start.click().run()
    assert not page.exception, page.exception[0].value
    new = stage.begun
    assert (new.booking.manner, new.booking.weekdays) == (Manner.OFFERS, (1, 3))
    assert (new.voice, new.features, new.functions) == (
        "coral", {"lending": 0.5}, {"addNote": "^1"},
    )  # fmt: skip


def test_what_cannot_be_is_said_and_nothing_that_was_written_is_lost(opened):
    page = uploaded(opened)
    page.toggle(key="books").set_value(True).run()
    page.date_input(key="book-last").set_value(page.date_input(key="book-first").min)
    page.text_area(key="new-pins").set_value("addNote newest").run()
    assert page.error[0].value == "This cannot be called yet."
    assert page.text_area(key="new-pins").value == "addNote newest"
    assert page.toggle(key="books").value
