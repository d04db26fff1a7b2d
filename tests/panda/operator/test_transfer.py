"""The table of transfers, and whose telephones calls are put through to."""

import pytest

from panda.errors import BadInput
from panda.operator.phones import Phone, Phones, check, listed
from panda.operator.transfer import TRANSFER, Stage, Step, after


def test_every_stage_but_none_leads_back():
    for stage in set(Stage) - {Stage.IDLE}:
        seen, todo = set(), [stage]
        while todo:
            one = todo.pop()
            seen.add(one)
            todo += [next_ for next_ in TRANSFER[one].values() if next_ not in seen]
        assert Stage.IDLE in seen, stage


def test_the_callee_moves_only_once_somebody_took_the_call():
    ways = [
        stage
        for stage, row in TRANSFER.items()
        for step, to in row.items()
        if to is Stage.TOGETHER
    ]
    assert ways == [Stage.MOVING]
    assert [s for s, row in TRANSFER.items() if Stage.MOVING in row.values()] == [
        Stage.RINGING
    ]
    assert after(Stage.IDLE, Step.TAKE) is None


def test_wherever_the_callee_may_be_away_a_stream_of_theirs_ends_it():
    for stage in (Stage.MOVING, Stage.TOGETHER, Stage.RETURNING):
        assert after(stage, Step.BACK) is Stage.IDLE


def test_a_list_of_telephones_is_read_as_the_environment_has_it():
    given = listed("Ann=+12175550190, front desk = +12175550191")
    phones = Phones(Phone.model_validate(one) for one in given)
    assert phones.names == ("Ann", "front desk")
    assert phones.find("ANN").number == "+12175550190"
    assert phones.checked("Front Desk") == "front desk"


def test_a_name_that_is_not_there_is_answered_with_those_that_are():
    phones = Phones([Phone(name="Ann", number="+12175550190")])
    with pytest.raises(BadInput) as refused:
        phones.checked("+12175550123")
    assert refused.value.advice == "there are: Ann"


@pytest.mark.parametrize("number", ["+1911", "+19005550123", "+12179765501"])
def test_no_call_is_put_through_to_an_emergency_or_a_premium_line(number):
    with pytest.raises((BadInput, ValueError)):
        check([Phone(name="Ann", number=number)])


def test_ordinary_telephones_of_any_country_will_do():
    check(
        [
            Phone(name="Ann", number="+12175550190"),
            Phone(name="Bo", number="+493012345678"),
        ]
    )


def test_a_telephones_number_is_not_shown():
    assert "0190" not in repr(Phone(name="Ann", number="+12175550190"))
