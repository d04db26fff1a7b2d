"""A campaign as tables for notebooks."""

import sys
from datetime import UTC, datetime

import pandas as pd
import pytest

from actors.client import frames
from panda.call import Outcome
from panda.campaign import CallResult, Campaign, Provider, Target
from panda.errors import BadInput
from panda.navigation import Navigation
from panda.research.comparison import compare
from panda.research.finding import Finding
from panda.research.questionnaire import FieldType, Question, Questionnaire

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
CAMPAIGN = Campaign(
    campaign_id="c",
    title="Cleanings",
    questionnaire=Questionnaire(
        goal="schedule a cleaning",
        fields=tuple(
            Question(name=kind, type=FieldType(kind), ask=f"Which {kind} is it?")
            for kind in ("yes_no", "money", "datetime", "text")
        ),
    ),
    created_at=NOW,
)
TARGETS = [
    Target(
        target_id=name,
        campaign_id="c",
        position=place,
        provider=Provider(name=name.title(), phone="+12175550123"),
    )
    for place, name in enumerate(("ash", "elm"))
]
FOUND = {"yes_no": False, "money": 80.0, "datetime": "2026-12-01T09:30"}
RESULTS = [
    CallResult(
        call_id="c1",
        campaign_id="c",
        target_id="elm",
        outcome=Outcome.COMPLETED,
        navigation=Navigation(goal="g", reached=True, keys="12", menus=2, seconds=21.5),
        findings=tuple(
            Finding(field=name, value=value, quote=f"it is {name}", at_ms=2500)
            for name, value in FOUND.items()
        ),
        started_at=NOW,
        ended_at=NOW,
        cost_usd=0.5,
    )
]


def test_answers_are_typed_columns_in_which_the_unknown_is_missing():
    frame = frames.answers(compare(CAMPAIGN, TARGETS, RESULTS))
    assert list(frame.index) == ["Ash", "Elm"]
    assert frame.loc["Elm", "money"] == 80.0
    assert frame.loc["Elm", "yes_no"] is False or not frame.loc["Elm", "yes_no"]
    assert frame.loc["Elm", "datetime"] == pd.Timestamp("2026-12-01T09:30")
    assert frame.loc["Ash", list(FOUND)].isna().all()
    assert frame["text"].isna().all()
    assert frame["money"].min() == 80.0, "what is missing is no zero"
    assert str(frame["datetime"].dtype).startswith("datetime64")


def test_a_column_in_which_nobody_knew_anything_keeps_its_type():
    frame = frames.answers(compare(CAMPAIGN, TARGETS, []))
    assert pd.api.types.is_bool_dtype(frame["yes_no"])
    assert frame["money"].sum() == 0


def test_evidence_has_the_words_and_the_moment_of_each_answer():
    frame = frames.evidence(compare(CAMPAIGN, TARGETS, RESULTS))
    assert list(frame["quote"]) == ["it is yes_no", "it is money", "it is datetime"]
    assert set(frame["at_s"]) == {2.5}
    assert set(frame.index) == {"Elm"}


def test_calls_say_how_their_menus_went():
    (call,) = frames.calls(TARGETS, RESULTS).reset_index().to_dict("records")
    assert call["business"] == "Elm"
    assert (call["keys"], call["menus"], call["menu_s"]) == ("12", 2, 21.5)


def test_tables_of_nothing_are_empty():
    assert frames.calls(TARGETS, []).empty
    assert frames.trips([]).empty
    assert frames.evidence(compare(CAMPAIGN, TARGETS, [])).empty


def test_whoever_has_no_pandas_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(BadInput, match=r"panda-assist\[notebook\]"):
        frames.calls(TARGETS, RESULTS)
