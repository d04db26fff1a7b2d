"""A campaign that runs, changed on its page."""

from asyncio import run

import pytest

from dashboard.changes import change_rows, queue_rows
from dashboard.signin import Person
from dashboard.views import steer
from panda.campaign import TargetStatus
from panda.changed import CampaignChanged
from panda.changes import CampaignChange
from panda.testing.clock import START
from panda.users import Role
from tests.dashboard.test_steering import pressed

KEY = "change-c1-1"


@pytest.fixture
def waiting(stage):
    """The stage, where two businesses wait for their calls."""
    for place, target in enumerate(run(stage.store.targets("c1"))[:2]):
        back = {"status": TargetStatus.WAITING, "priority": -place}
        run(stage.store.put_target(target.model_copy(update=back)))
    return stage


def test_a_campaign_is_changed_by_what_differs_in_the_form(stage, opened):
    page = opened("campaigns")
    page.number_input(key=f"{KEY}-concurrency").set_value(3)
    page.number_input(key=f"{KEY}-lending").set_value(50)
    page.text_input(key=f"{KEY}-goal").set_value("book a cleaning")
    page.selectbox(key=f"{KEY}-voice").set_value("coral")
    page.slider(key=f"{KEY}-priority").set_value(4)
    pressed(page, "Change")
    after = run(stage.campaign("c1"))
    assert (after.limits.concurrency, after.version) == (3, 2)
    assert after.features == {"lending": 0.5}
    assert after.questionnaire.goal == "book a cleaning"
    assert (after.voice, after.priority) == ("coral", 4)
    assert "Changed: this is version 2." in [one.value for one in page.success]


def test_a_campaign_is_changed_twice_in_a_row(stage, opened):
    page = opened("campaigns")
    for version, calls in ((1, 3), (2, 4)):
        page.number_input(key=f"change-c1-{version}-concurrency").set_value(calls)
        pressed(page, "Change")
    assert run(stage.campaign("c1")).limits.concurrency == 4


def test_what_may_not_be_is_told_and_what_was_typed_stays(stage, opened):
    page = opened("campaigns")
    page.text_input(key=f"{KEY}-goal").set_value("no")
    pressed(page, "Change")
    assert run(stage.campaign("c1")).version == 1
    assert page.warning
    assert any("goal" in one.value for one in page.text)
    assert page.text_input(key=f"{KEY}-goal").value == "no"


def test_what_somebody_else_changed_is_looked_at_before_it_is_overwritten(
    stage, opened
):
    page = opened("campaigns")
    other = CampaignChange(version=1, author="Ann", goal="ask for prices")
    run(stage.change_campaign("c1", other))
    page.text_input(key=f"{KEY}-goal").set_value("book a cleaning")
    pressed(page, "Change")
    assert any("version" in one.value for one in page.text), "refused, with the reason"
    assert run(stage.campaign("c1")).questionnaire.goal == "ask for prices"


def test_who_changed_what_is_listed(stage, opened):
    other = CampaignChange(version=1, author="Ann", goal="ask for prices")
    run(stage.change_campaign("c1", other))
    page = opened("campaigns")
    (shown,) = [one.value for one in page.dataframe if "Who" in one.value]
    assert shown["Who"].tolist() == ["Ann"]
    assert shown["What"].tolist() == ["Goal: ask for prices"]


def test_a_viewer_sees_the_changes_and_makes_none(stage, opened, monkeypatch):
    other = CampaignChange(version=1, author="Ann", priority=3)
    run(stage.change_campaign("c1", other))
    for name in ("campaigns", "steer"):
        monkeypatch.setattr(
            f"dashboard.views.{name}.person", lambda: Person("vic", Role.VIEWER)
        )
    page = opened("campaigns")
    assert any("Who" in one.value for one in page.dataframe)
    assert "Change" not in {one.label for one in page.button}


def test_the_queue_is_listed_as_it_is_called(waiting):
    targets = run(waiting.store.targets("c1"))
    low, high = targets[1].provider.name, targets[0].provider.name
    rows = [row for row in queue_rows(targets) if row["Business"] in {low, high}]
    assert [row["Business"] for row in rows] == [high, low]
    assert [row["Priority"] for row in rows] == [0, -1]


@pytest.fixture
def seventh(monkeypatch):
    """Have whoever edits the queue give its last business a priority of 7."""
    edit = steer.st.data_editor

    def edited(rows, *, key, **more):
        edit(rows, key=key, **more)
        *others, last = rows
        return [*others, {**last, "Priority": 7}] if key.endswith("-first") else rows

    monkeypatch.setattr(steer.st, "data_editor", edited)


def test_who_waits_is_moved_to_the_front(waiting, seventh, opened):
    second = run(waiting.store.targets("c1"))[1]
    pressed(opened("campaigns"), "Change")
    (done,) = run(waiting.changes("c1"))
    assert done.change.first == {second.target_id: 7}
    assert run(waiting.store.targets("c1"))[1].priority == 7


def test_who_is_called_meanwhile_is_named_and_nothing_is_changed(
    waiting, seventh, opened
):
    page = opened("campaigns")
    second = run(waiting.store.targets("c1"))[1]
    calling = second.model_copy(update={"status": TargetStatus.CALLING})
    run(waiting.store.put_target(calling))
    pressed(page, "Change")
    told = [one.value for one in page.text]
    assert any(f"{second.provider.name} is calling, not waiting" in one for one in told)
    assert run(waiting.changes("c1")) == []


def test_each_part_of_a_change_is_put_in_words():
    change = CampaignChange.model_validate(
        {
            "version": 3,
            "author": "Ann",
            "limits": {"budget_usd": 25},
            "voice": "coral",
            "first": {"t1": 5, "gone": 1},
            "features": {"lending": 0.25},
            "questions": {
                "add": [{"name": "hours", "type": "text", "ask": "When?"}],
                "remove": ["price"],
                "reword": {"insurance": "Is it taken?"},
            },
        }
    )
    made = CampaignChanged(campaign_id="c1", version=4, at=START, change=change)
    (row,) = change_rows([made], {"t1": "Mesa"})
    assert row["What"].split("; ") == [
        "Budget, USD: 25.0",
        "Voice: coral",
        "Priority of Mesa: 5",
        "Priority of gone: 1",
        "Lending: 25% of calls",
        "Added hours: When?",
        "Dropped price",
        "insurance is asked so: Is it taken?",
    ]
