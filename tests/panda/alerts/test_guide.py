"""The guide's table of alerts says what the rules and thresholds are."""

import re
from pathlib import Path

import pytest

from panda.alerts.rules import RULES
from panda.alerts.thresholds import ThresholdChanges, Thresholds

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "observing.md"
ROWS = {
    kind: (severity, name, usual)
    for kind, severity, name, usual in re.findall(
        r"^\| `(\w+)` \| (\w+) \| `(\w+)` \| (\S+) \|", GUIDE.read_text(), re.MULTILINE
    )
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_every_rule_is_in_the_guide_with_its_usual_threshold(rule):
    severity, name, usual = ROWS[rule.kind]
    assert severity == rule.severity
    assert float(rule.threshold(Thresholds())) == float(
        {"true": 1, "false": 0}.get(usual, usual)
    )
    off = Thresholds().model_copy(update={name: 0})
    assert rule.threshold(off) == 0, "the guide names another threshold than the rule"


def test_a_campaign_can_change_all_that_is_about_it():
    assert set(Thresholds.model_fields) - set(ThresholdChanges.model_fields) == {
        "paused"
    }
