"""A campaign that left something open, followed up from its page; and how one begins
that ranks and asks anew.
"""

from asyncio import run

import pytest

from dashboard.signin import Person
from dashboard.views import newquestions
from panda.campaign import CampaignStatus
from panda.research.criteria import Best
from panda.users import Role
from tests.dashboard.conftest import shown_labels
from tests.dashboard.test_pages import uploaded


@pytest.fixture
def over(stage):
    """The stage, where the campaign is over: one has answered, one had a voicemail."""
    run(stage.store.set_status("c1", CampaignStatus.DONE))
    return stage


def test_who_would_be_called_once_more_is_shown_before_anybody_is(over, opened):
    page = opened("campaigns")
    (plan,) = [one.value for one in page.dataframe if "Unknown" in one.value]
    assert plan["Business"].tolist() == ["Summit Dentists"]
    assert plan["Unknown"].tolist() == ["insurance, price, copay"]
    assert any("Follow-up 1, from" in one.value for one in page.caption)
    assert not hasattr(over, "begun")


def test_what_is_not_required_alone_is_worth_a_call_if_somebody_says_so(over, opened):
    page = opened("campaigns")
    page.checkbox(key="optional-c1").check().run()
    assert "Call 2 once more" in shown_labels(page)


def test_a_follow_up_is_begun_for_those_and_later(over, opened):
    page = opened("campaigns")
    page.number_input(key="after-c1").set_value(48.0).run()
    page.button(key="again-c1").click().run()
    assert not page.exception, page.exception[0].value
    assert over.begun.follows == "c1"
    assert [one.name for one in over.begun.providers] == ["Summit Dentists"]
    assert (over.begun.not_before - over.now()).total_seconds() > 47 * 3600


def test_while_it_runs_nothing_is_followed_up(stage, opened):
    page = opened("campaigns")
    assert not [one for one in shown_labels(page) if "once more" in one]
    assert any("Once all are done" in one.value for one in page.caption)


def test_what_is_followed_up_already_names_the_campaign(over, opened):
    campaign = run(over.campaign("c1"))
    later = {"campaign_id": "c2", "title": "Dentists (follow-up 1)", "follows": "c1"}
    run(over.store.add_campaign(campaign.model_copy(update=later), []))
    page = opened("campaigns")
    page.selectbox(key="campaign").set_value("c1").run()
    assert any("“Dentists (follow-up 1)”" in one.value for one in page.text)
    assert "Call 1 once more" not in shown_labels(page)


def test_a_viewer_plans_nothing(over, opened, monkeypatch):
    viewer = Person("vic", Role.VIEWER)
    for name in ("campaigns", "steer", "followup"):
        monkeypatch.setattr(f"dashboard.views.{name}.person", lambda: viewer)
    page = opened("campaigns")
    assert not [one for one in shown_labels(page) if "once more" in one]


@pytest.fixture
def weighed(monkeypatch):
    """Have whoever writes the questions say what counts, in the table's own cells."""

    edit = newquestions.st.data_editor

    def edited(rows, *, key, **more):
        if key != "questions":
            return edit(rows, key=key, **more)
        price, insurance = rows
        choice = {
            "name": "parking",
            "type": "choice",
            "ask": "Where do people park?",
            "choices": "own, street",
            "weight": 1.0,
        }
        unweighed = {**insurance, "weight": float("nan")}
        return [{**price, "weight": 2, "best": "high"}, unweighed, choice]

    monkeypatch.setattr(newquestions.st, "data_editor", edited)


def begun(page, stage):
    page.checkbox(key="attested").check().run()
    start = next(one for one in page.button if one.label == "Call 1 businesses")
    start.click().run()
    assert not page.exception, page.exception[0].value
    return stage.begun


def test_what_counts_is_said_beside_the_questions(opened, stage, weighed):
    new = begun(uploaded(opened), stage)
    price, parking = new.questionnaire.ranking
    assert (price.field, price.weight, price.best) == ("price", 2.0, Best.HIGH)
    assert (parking.field, parking.order) == ("parking", ("own", "street"))
    assert not new.fresh


def test_a_campaign_may_ask_anew_what_is_known(opened, stage):
    page = uploaded(opened)
    page.checkbox(key="fresh").check().run()
    assert begun(page, stage).fresh
