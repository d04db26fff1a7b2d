import pytest
import yaml

from panda.errors import BadInput
from panda.menu.memory.files import load


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
        load(yaml.safe_dump({"menus": [menu]}), "menus.yaml")


def test_yaml_without_a_bottom_is_no_yaml():
    with pytest.raises(BadInput, match="no YAML"):
        load("[" * 50_000, "menus.yaml")
