"""The example of how to try a bot works."""

import importlib.util
import os
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "try_a_bot.py"


def test_a_bot_is_tried_on_the_network_and_judged_by_its_ledger(monkeypatch):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    spec = importlib.util.spec_from_file_location("try_a_bot", EXAMPLE)
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)

    assert example.main() == ["2"]
