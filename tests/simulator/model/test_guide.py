"""The guide names all there is."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from openai.types.realtime import RealtimeServerEvent

from simulator.faults.catalogue import SIDES
from simulator.model.realtime.wire import CLIENT_EVENTS
from simulator.model.settings import Settings
from simulator.model.stages import STAGES

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "guides" / "simulator-model.md").read_text()


def server_events():
    union = get_args(RealtimeServerEvent)[0]
    return [get_args(one.model_fields["type"].annotation)[0] for one in get_args(union)]


@pytest.mark.parametrize("name", [*CLIENT_EVENTS, *server_events()])
def test_every_event_is_in_the_guide(name):
    assert f"`{name}`" in GUIDE


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda one: one.name)
def test_every_setting_is_in_the_guide_with_its_default(setting):
    assert f"| `{setting.name}` | {setting.default:g} |" in GUIDE


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_in_the_guide(stage):
    assert f"| `{stage}` |" in GUIDE


@pytest.mark.parametrize(
    "fault", [name for name, side in SIDES.items() if side == "model"]
)
def test_every_fault_of_the_model_is_in_the_guide(fault):
    assert f"`{fault}`" in GUIDE
