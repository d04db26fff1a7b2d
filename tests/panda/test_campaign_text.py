import pytest

from panda.errors import BadInput
from panda.views import CampaignText


def test_a_list_of_which_no_row_can_be_called_says_why():
    text = CampaignText(
        title="T",
        providers_csv="name,phone\nCedar Dental,911\nOak Dental,\n",
        questions_yaml="{}",
    )
    with pytest.raises(BadInput) as raised:
        text.read()
    assert "2 rows cannot be" in str(raised.value)
    assert raised.value.where == "providers_csv:2"
    assert raised.value.advice != "add a row to call"


def test_a_list_without_rows_asks_for_one():
    text = CampaignText(title="T", providers_csv="name,phone\n", questions_yaml="{}")
    with pytest.raises(BadInput, match="nobody to call"):
        text.read()
