import json
from datetime import UTC, datetime, timedelta

import pytest

from panda.call import Outcome
from panda.campaign import CallResult, Campaign, Provider, Target, TargetStatus
from panda.research.comparison import CellStatus, Comparison, compare, display
from panda.research.finding import Finding
from panda.research.questionnaire import Condition, FieldType, Question, Questionnaire

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
CAMPAIGN = Campaign(
    campaign_id="c",
    title="Cleanings",
    questionnaire=Questionnaire(
        goal="schedule a cleaning",
        fields=(
            Question(name="price", type=FieldType.MONEY, ask="How much is it?"),
            Question(
                name="parking", type=FieldType.YES_NO, ask="Parking?", required=False
            ),
        ),
    ),
    created_at=NOW,
)


def target(position, *, status=TargetStatus.DONE, outcome=Outcome.COMPLETED):
    return Target(
        target_id=f"t{position}",
        campaign_id="c",
        position=position,
        provider=Provider(
            name=f"Office {position}", phone="+12175550123", extra={"city": "X"}
        ),
        status=status,
        attempts=1,
        outcome=outcome,
    )


def result(of, *findings, after_s=0, call="call"):
    return CallResult(
        call_id=f"{call}-{after_s}",
        campaign_id="c",
        target_id=of.target_id,
        outcome=Outcome.COMPLETED,
        findings=findings,
        started_at=NOW + timedelta(seconds=after_s),
        ended_at=NOW + timedelta(seconds=after_s + 60),
        answered_s=60,
        cost_usd=0.05,
    )


def price(value, **more):
    return Finding(
        field="price", value=value, quote=f"it is {value}", at_ms=9000, **more
    )


def test_every_answer_stands_beside_its_quote():
    one = target(0)
    table = compare(CAMPAIGN, [one], [result(one, price(120.0))])
    cell = table.rows[0].cells["price"]

    assert (cell.status, cell.text, cell.quote, cell.at_ms, cell.call_id) == (
        CellStatus.FOUND, "$120.00", "it is 120.0", 9000, "call-0",
    )  # fmt: skip


def test_what_nobody_said_is_unknown():
    one = target(0)
    row = compare(CAMPAIGN, [one], [result(one, price(120.0))]).rows[0]

    assert row.cells["parking"].text == "unknown"
    assert row.cells["parking"].value is None
    assert row.is_complete  # parking is not required


def test_a_business_without_the_required_answers_is_not_complete():
    one = target(0)

    assert not compare(CAMPAIGN, [one], [result(one)]).rows[0].is_complete


def test_a_contradiction_is_shown_with_both_sides():
    one = target(0)
    said = [price(120.0), price(110.0, contradicts=True)]
    cell = compare(CAMPAIGN, [one], [result(one, *said)]).rows[0].cells["price"]

    assert (cell.status, cell.value) == (CellStatus.CONTRADICTED, 110.0)
    assert [one.value for one in cell.others] == [120.0]


def test_two_calls_that_disagree_contradict_each_other():
    one = target(0)
    calls = [result(one, price(110.0), after_s=900), result(one, price(120.0))]
    cell = compare(CAMPAIGN, [one], calls).rows[0].cells["price"]

    assert (cell.status, cell.value, cell.call_id) == (
        CellStatus.CONTRADICTED, 110.0, "call-900",
    )  # fmt: skip


def test_the_list_itself_can_contradict_what_is_said():
    one = target(0)
    provider = one.provider.model_copy(update={"extra": {"Price": "$95"}})
    one = one.model_copy(update={"provider": provider})
    cell = compare(CAMPAIGN, [one], [result(one, price(110.0))]).rows[0].cells["price"]

    assert (cell.status, cell.value) == (CellStatus.CONTRADICTED, 110.0)
    (listed,) = cell.others
    assert (listed.source, listed.column, listed.quote) == ("list", "Price", "$95")


def test_a_list_that_says_the_same_or_nothing_readable_contradicts_nothing():
    for written in ("120.00", "call us", ""):
        one = target(0)
        provider = one.provider.model_copy(update={"extra": {"price": written}})
        one = one.model_copy(update={"provider": provider})
        row = compare(CAMPAIGN, [one], [result(one, price(120.0))]).rows[0]
        assert row.cells["price"].status is CellStatus.FOUND


def test_an_earlier_call_keeps_its_findings():
    one = target(0)
    calls = [result(one, price(120.0)), result(one, after_s=900)]
    row = compare(CAMPAIGN, [one], calls).rows[0]

    assert row.cells["price"].value == 120.0
    assert (row.seconds, row.cost_usd) == (120, 0.1)


def test_rows_keep_the_order_of_the_list_and_show_who_was_not_reached():
    waiting = target(1, status=TargetStatus.WAITING, outcome=Outcome.BUSY)
    table = compare(CAMPAIGN, [waiting, target(0, outcome=Outcome.VOICEMAIL)], [])

    assert [row.name for row in table.rows] == ["Office 0", "Office 1"]
    assert [row.outcome for row in table.rows] == [Outcome.VOICEMAIL, None]
    assert not table.finished


def test_the_table_goes_through_json_and_back():
    one = target(0)
    table = compare(CAMPAIGN, [one], [result(one, price(120.0))])

    assert Comparison.model_validate_json(table.model_dump_json()) == table
    assert json.loads(table.model_dump_json())["columns"][0]["heading"] == "Price"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (FieldType.YES_NO, True, "yes"),
        (FieldType.YES_NO, False, "no"),
        (FieldType.MONEY, 1250.0, "$1,250.00"),
        (FieldType.NUMBER, 3.0, "3"),
        (FieldType.NUMBER, 4.8, "4.8"),
        (FieldType.DATE, "2026-12-01", "Tue 1 Dec"),
        (FieldType.DATETIME, "2026-12-01T10:30", "Tue 1 Dec 10:30"),
        (FieldType.TIME, "09:05", "09:05"),
        (FieldType.CHOICE, "PPO", "PPO"),
        (FieldType.TEXT, "Dr. Chen", "Dr. Chen"),
    ],
)
def test_values_are_shown_as_people_write_them(kind, value, text):
    assert display(kind, value) == text


def test_a_question_whose_condition_is_not_met_is_not_asked_and_not_missed():
    takes = Question(name="takes", type=FieldType.YES_NO, ask="Do you take it?")
    copay = Question(
        name="copay",
        type=FieldType.MONEY,
        ask="What is the copay?",
        only_if=Condition(field="takes", equals=True),
    )
    form = Questionnaire(goal="a cleaning", fields=(takes, copay))
    campaign = CAMPAIGN.model_copy(update={"questionnaire": form})
    no = Finding(field="takes", value=False, quote="No.", at_ms=1)
    yes = no.model_copy(update={"value": True})
    one, other = target(0), target(1)
    results = [result(one, no), result(other, yes, call="second")]
    first, second = compare(campaign, [one, other], results).rows
    assert (first.cells["copay"].text, first.is_complete) == ("not asked", True)
    assert (second.cells["copay"].text, second.is_complete) == ("unknown", False)
