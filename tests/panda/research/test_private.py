"""The file that says what of private data a campaign may give."""

import pytest

from panda.campaign import Provider
from panda.errors import BadInput
from panda.private import PrivateField as F
from panda.research.private import entrust, read_private

SECRET = "204118"
FILE = f"""
consent: Maria agreed on 20 November
fields:
  member_id: {{value: "{SECRET}", machine: true}}
  account_number: {{column: Account}}
"""


def listed():
    return [
        Provider(name="A", phone="+12175550123", extra={"Account": "77", "City": "X"}),
        Provider(name="B", phone="+12175550199", extra={"City": "Y"}),
    ]


def test_terms_become_grants_without_values():
    terms = read_private(FILE, "private.yaml")
    grants = terms.grants("schedule a cleaning")
    assert [(one.field, one.machine) for one in grants] == [
        (F.MEMBER_ID, True),
        (F.ACCOUNT_NUMBER, False),
    ]
    assert {one.purpose for one in grants} == {"schedule a cleaning"}
    assert SECRET not in repr(grants)
    assert SECRET not in repr(terms)


def test_each_business_gets_its_own_values_and_the_column_leaves_the_list():
    one, other = entrust(listed(), read_private(FILE, "p"), "p")
    assert one.values == {F.MEMBER_ID: SECRET, F.ACCOUNT_NUMBER: "77"}
    assert other.values == {F.MEMBER_ID: SECRET}
    assert one.provider.extra == {"City": "X"}
    assert SECRET not in repr(one)


@pytest.mark.parametrize(
    "text",
    [
        "consent: Maria agreed\nfields: {}",
        "fields:\n  member_id: {value: '204118'}",
        "consent: Maria\nfields:\n  ssn: {value: '204118'}",
        "consent: Maria\nfields:\n  card: {value: '204118'}",
        "consent: Maria\nfields:\n  shoe_size: {value: '204118'}",
        "consent: Maria\nfields:\n  member_id: {value: '204118', column: Account}",
        "consent: Maria\nfields:\n  member_id: {machine: true}",
        "consent: Maria\nfields:\n  date_of_birth: {value: '204118'}",
        "consent: Maria\nfields:\n  member_id: '204118'",
        "consent: 'Maria\nfields: 204118",
        "204118",
    ],
)
def test_a_file_that_cannot_be_used_is_refused_without_quoting_a_value(text):
    with pytest.raises(BadInput) as refused:
        read_private(text, "private.yaml")
    assert SECRET not in str(refused.value)


def test_a_column_nobody_has_is_a_mistake():
    terms = read_private(FILE.replace("Account", "Acount"), "p")
    with pytest.raises(BadInput, match="Acount"):
        entrust(listed(), terms, "p")
