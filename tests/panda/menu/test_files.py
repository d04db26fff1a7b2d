from datetime import UTC, datetime

import pytest
import yaml

from panda.errors import BadInput
from panda.menu.memory.files import load

NOW = datetime(2027, 1, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("year", "line"), [("made_at", 3), ("quarantined_at", 4), ("last_used_at", 7)]
)
def test_what_is_to_be_learned_in_years_to_come_is_not_taken_in(year, line):
    times = dict.fromkeys(("made_at", "quarantined_at", "last_used_at"), "2027-01-05")
    text = """
menus:
- number: "+12175550123"
  made_at: {made_at}T12:00:00Z
  quarantined_at: {quarantined_at}T12:00:00Z
  version: 1
  paths:
  - last_used_at: {last_used_at}T12:00:00Z
    goal: book
    turns: [{{node: m1, keys: "1"}}]
  nodes: [{{id: m1, fingerprint: hello}}]
""".lstrip()
    load(text.format(**times), "menus.yaml", now=NOW)
    with pytest.raises(BadInput, match=f"{year}: 2999-01-05 has not come") as caught:
        load(text.format(**times | {year: "2999-01-05"}), "menus.yaml", now=NOW)
    assert caught.value.where == f"menus.yaml:{line}"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("number", "12", "number"),
        ("version", 10**30, "version"),
        ("keys", "abc", "keys"),
        ("keys", "1" * 24, "keys"),
    ],
)
def test_menus_nobody_could_dial_or_press_are_not_taken_in(field, value, told):
    menu = {
        "number": "+12175550123",
        "version": 1,
        "made_at": "2027-01-05T12:00:00Z",
        "nodes": [{"id": "m1", "fingerprint": "hello"}],
        "edges": [{"turn": {"node": "m1", "keys": "1"}}],
    }
    if field == "keys":
        menu["edges"][0]["turn"]["keys"] = value
    else:
        menu[field] = value
    with pytest.raises(BadInput, match=told):
        load(yaml.safe_dump({"menus": [menu]}), "menus.yaml", now=NOW)


def test_yaml_without_a_bottom_is_refused():
    with pytest.raises(BadInput, match="without end"):
        load("[" * 50_000, "menus.yaml", now=NOW)
