from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from panda.call import Outcome
from panda.campaign import CallResult, Campaign, Provider, Target, TargetStatus
from panda.errors import BadInput
from panda.research.comparison import compare
from panda.research.criteria import Best, Criterion, read_weights
from panda.research.finding import Finding
from panda.research.questionnaire import FieldType, Question, Questionnaire

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
PRICE = Question(name="price", type=FieldType.MONEY, ask="How much is a cleaning?")
TAKES = Question(name="takes", type=FieldType.YES_NO, ask="Do you take Delta Dental?")
SLOT = Question(name="slot", type=FieldType.DATETIME, ask="When is the next slot?")
ROOMS = Question(name="rooms", type=FieldType.NUMBER, ask="How many rooms are there?")
NET = Question(
    name="net", type=FieldType.CHOICE, ask="In network?", choices=("in", "out", "no")
)
ASKED = Questionnaire(goal="a cleaning", fields=(PRICE, TAKES, SLOT, ROOMS, NET))
BY_PRICE = Criterion(field="price")
BY_TAKES = Criterion(field="takes")


def compared(answers, criteria, extras=None):
    """Compare businesses by what each has said: a dict, or a list of several calls."""
    campaign = Campaign(campaign_id="c", title="T", questionnaire=ASKED, created_at=NOW)
    targets, results = [], []
    for position, said in enumerate(answers):
        extra = (extras or {}).get(position, {})
        target = Target(
            target_id=f"t{position}",
            campaign_id="c",
            position=position,
            provider=Provider(name=f"O{position}", phone="+12175550123", extra=extra),
            status=TargetStatus.DONE,
            attempts=1,
            outcome=Outcome.COMPLETED,
        )
        targets.append(target)
        for call, one in enumerate(said if isinstance(said, list) else [said]):
            begun = NOW + timedelta(hours=call)
            results.append(
                CallResult(
                    call_id=f"{position}-{call}",
                    campaign_id="c",
                    target_id=target.target_id,
                    outcome=Outcome.COMPLETED,
                    findings=tuple(
                        Finding(field=name, value=value, quote="so", at_ms=1)
                        for name, value in one.items()
                    ),
                    started_at=begun,
                    ended_at=begun + timedelta(minutes=1),
                )
            )
    return compare(campaign, targets, results, criteria)


def ranks(table):
    return [row.standing.rank for row in table.rows]


def scores(table):
    return [row.standing.score for row in table.rows]


def test_the_cheapest_is_first_and_those_between_stand_in_proportion():
    table = compared([{"price": 180.0}, {"price": 80.0}, {"price": 105.0}], [BY_PRICE])
    assert ranks(table) == [3, 1, 2]
    assert scores(table) == [0.0, 1.0, 0.75]
    assert [row.name for row in table.ranked] == ["O1", "O2", "O0"]
    assert table.rows[1].standing.parts[0].reason == "$80.00, the best of 3"


def test_weights_decide_between_a_price_and_an_insurance():
    said = [{"price": 80.0, "takes": False}, {"price": 180.0, "takes": True}]
    heavy = Criterion(field="takes", weight=3)
    assert ranks(compared(said, [BY_PRICE, heavy])) == [2, 1]
    assert ranks(compared(said, [Criterion(field="price", weight=3), BY_TAKES])) == [
        1, 2,
    ]  # fmt: skip


def test_what_nobody_said_earns_nothing_but_may_still_rise():
    table = compared(
        [{"price": 80.0, "takes": True}, {"price": 80.0}], [BY_PRICE, BY_TAKES]
    )
    assert scores(table) == [1.0, 0.5]
    assert table.rows[1].standing.at_most == 1.0
    assert table.undecided == ()  # as good at most, not better


def test_who_may_still_be_the_best_is_named():
    said = [{"price": 90.0, "takes": True}, {"price": 80.0}, {"price": 180.0}]
    table = compared(said, [BY_PRICE, BY_TAKES])
    assert ranks(table) == [1, 2, 3]
    assert [row.name for row in table.undecided] == ["O1"]


def test_equal_scores_share_a_rank_in_the_order_of_the_list():
    table = compared([{"price": 90.0}, {"price": 80.0}, {"price": 80.0}], [BY_PRICE])
    assert ranks(table) == [3, 1, 1]
    assert [row.name for row in table.ranked] == ["O1", "O2", "O0"]


def test_of_a_contradiction_the_worse_counts_and_nothing_is_averaged():
    said = [[{"price": 80.0}, {"price": 180.0}], {"price": 130.0}]
    first, second = (row.standing for row in compared(said, [BY_PRICE]).rows)
    assert (first.score, first.at_most, first.rank) == (0.0, 1.0, 2)
    assert "contradicted" in first.parts[0].reason
    assert second.score == 0.5


def test_a_business_that_said_nothing_has_no_rank():
    table = compared([{}, {"price": 80.0}], [BY_PRICE], {0: {"rating": "5"}})
    assert ranks(table) == [None, 1]
    assert table.rows[0].standing.without == "nothing that counts is known"
    by_rating = Criterion(column="rating", best=Best.HIGH)
    assert ranks(compared([{}, {}], [by_rating], {0: {"rating": "5"}}))[0] == 1


def test_a_no_to_a_must_puts_a_business_out_but_a_contradicted_one_does_not():
    must = Criterion(field="takes", must=True)
    said = [
        {"price": 80.0, "takes": False},
        {"price": 90.0, "takes": True},
        [{"price": 85.0, "takes": True}, {"takes": False}],
    ]
    table = compared(said, [must, BY_PRICE])
    assert ranks(table) == [None, 1, 2]
    assert table.rows[0].standing.without == "Takes: no"


def test_the_soonest_appointment_and_columns_of_the_list_count_too():
    said = [{"slot": "2026-12-01T10:30"}, {"slot": "2026-11-24T08:00"}]
    assert ranks(compared(said, [Criterion(field="slot")])) == [2, 1]
    near = Criterion(column="distance", best=Best.LOW)
    extras = {0: {"distance": "3,2 mi"}, 1: {"distance": "11 mi"}}
    assert ranks(compared(said, [near], extras)) == [1, 2]


def test_choices_are_ranked_in_the_order_somebody_gives():
    order = Criterion(field="net", order=("in", "out"))
    table = compared([{"net": "no"}, {"net": "out"}, {"net": "in"}], [order])
    assert scores(table) == [0.0, 0.5, 1.0]


def test_where_nobody_says_what_counts_all_that_was_required_does():
    table = compared([{"price": 80.0, "takes": True}], [])
    assert [one.field for one in table.criteria] == ["price", "takes", "slot"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "price": st.floats(0, 5000, allow_nan=False),
                "takes": st.booleans(),
            },
        ),
        min_size=1,
        max_size=8,
    )
)
def test_better_scores_have_better_ranks_and_none_is_above_what_it_may_be(said):
    table = compared(said, [Criterion(field="price", weight=2), BY_TAKES])
    stands = [row.standing for row in table.ranked if row.standing.rank]
    assert all(0 <= one.score <= one.at_most <= 1 for one in stands)
    assert [one.score for one in stands] == sorted(
        (one.score for one in stands), reverse=True
    )
    assert sum(bool(one) for one in said) == len(stands)


# --- as people write them


def test_weights_are_read_with_their_good_end():
    found = read_weights(
        ["price=3", "slot=1:late", "takes=must", "star rating=2:high"],
        ASKED,
        {"star rating"},
    )
    assert found == (
        Criterion(field="price", weight=3),
        Criterion(field="slot", best=Best.LATE),
        Criterion(field="takes", must=True),
        Criterion(column="star rating", weight=2, best=Best.HIGH),
    )


@pytest.mark.parametrize(
    "weight",
    ["prise=1", "price", "price=0", "price=nan", "price=1:yes", "price=must",
     "rooms=1", "net=1", "rating=1", "price=-2", "price=1:cheap"],
)  # fmt: skip
def test_a_weight_that_makes_no_sense_is_told(weight):
    with pytest.raises(BadInput) as told:
        read_weights([weight], ASKED, {"rating"})
    assert told.value.advice


def test_nothing_is_weighed_twice():
    with pytest.raises(BadInput, match="twice"):
        read_weights(["price=1", "price=2"], ASKED, ())
