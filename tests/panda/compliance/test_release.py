"""Which private field may be given when: the whole table."""

from dataclasses import replace

import pytest

from panda.compliance.release import Circumstances, may_release
from panda.private import CLASSES, DataClass, Grant, PrivateField as F

GOAL = "schedule a cleaning"
GRANT = Grant(
    field=F.MEMBER_ID, consent="Maria, 20 November", purpose=GOAL, machine=True
)
ASKED = Circumstances(
    field=F.MEMBER_ID,
    grant=GRANT,
    known=True,
    goal=GOAL,
    transferred=False,
    machine=True,
    asked=True,
)


@pytest.mark.parametrize("releases", [0, 1])
def test_a_field_consented_to_may_be_given_once_and_once_more(releases):
    assert may_release(replace(ASKED, releases=releases)).allowed


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"asked": False}, "not_asked"),
        ({"known": False}, "unknown"),
        ({"grant": None}, "no_consent"),
        ({"goal": "sell insurance"}, "other_purpose"),
        ({"field": F.DATE_OF_BIRTH}, "other_field"),
        ({"grant": GRANT.model_copy(update={"machine": False})}, "no_machines"),
        ({"transferred": True}, "transferred"),
        ({"releases": 2}, "too_often"),
    ],
)
def test_each_rule_refuses_alone(change, reason):
    release = may_release(replace(ASKED, **change))
    assert (release.allowed, release.reason) == (False, reason)


@pytest.mark.parametrize(
    "field", [one for one in F if CLASSES[one] is DataClass.FORBIDDEN]
)
def test_what_is_forbidden_is_given_to_nobody_on_any_terms(field):
    grant = GRANT.model_copy(update={"field": field})
    assert may_release(replace(ASKED, field=field, grant=grant)).reason == "forbidden"


def test_a_person_need_not_be_a_machine_that_is_allowed():
    grant = GRANT.model_copy(update={"machine": False})
    assert may_release(replace(ASKED, grant=grant, machine=False)).allowed


def test_what_is_public_needs_no_consent_but_still_a_value():
    public = replace(ASKED, field=F.EXTENSION, grant=None)
    assert may_release(public).allowed
    assert not may_release(replace(public, known=False)).allowed


def test_every_field_has_a_class():
    assert CLASSES.keys() == set(F)
