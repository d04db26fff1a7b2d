"""Every event a session can send fits OpenAI's published schema."""

from __future__ import annotations

import json

import jsonschema
import pytest

from simulator.model.settings import Settings

SAY = {"instructions": 'Say exactly: "One moment, please."'}
TOOL = {"type": "function", "name": "getSupervisorResponse", "parameters": {}}


def everything(make_talk):
    """Return the events of sessions in which everything happens once."""
    calm = make_talk(transcripts=["Yes, we do.", "Hold on, please."])
    calm.telephone(tools=[TOOL], instructions="Be brief.")
    calm.turn()
    calm.send("response.create", response=SAY)
    calm.run(3000)
    item = calm.last("response.output_item.done")["item"]["id"]
    place = {"item_id": item, "content_index": 0}
    calm.send("conversation.item.truncate", **place, audio_end_ms=100)
    calm.send("conversation.item.retrieve", item_id=item)
    calm.send("conversation.item.delete", item_id=item)
    calm.send("response.create", response={**SAY, "output_modalities": ["text"]})
    calm.send("nonsense")
    calm.send("input_audio_buffer.clear")
    turns = {"type": "server_vad", "idle_timeout_ms": 5000}
    idle = make_talk(settings=Settings(session_max_s=30), deaf=True)
    idle.telephone(turns=turns)
    idle.turn()
    idle.recognise(idle.transcribed[-1], failed=True)
    idle.run(100)
    idle.send("response.create", response=SAY)
    idle.run(40_000)
    return calm.events + idle.events


@pytest.fixture
def components(shared_schema):
    return shared_schema["components"]


def definition_of(components, kind):
    """Return the schema of a server event by the `type` it fixes."""
    for name, schema in components["schemas"].items():
        if name.startswith("RealtimeServerEvent"):
            fixed = schema.get("properties", {}).get("type", {})
            if kind in {fixed.get("const"), *fixed.get("enum", [])}:
                return schema
    return None


def without_nulls(value):
    """Drop empty fields: OpenAI sends `null` (its examples show it, as in
    `"status_details": null`) where its schema only says that a field may be absent.
    """
    if isinstance(value, dict):
        kept = {key: without_nulls(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one is not None}
    return [without_nulls(one) for one in value] if isinstance(value, list) else value


def test_every_event_fits_the_published_schema(make_talk, components):
    kinds = set()
    for event in everything(make_talk):
        schema = definition_of(components, event["type"])
        if schema is None:
            continue
        kinds.add(event["type"])
        whole = {**schema, "components": components}
        problems = [
            f"{event['type']}: {list(error.path)} {error.message[:200]}"
            for error in jsonschema.Draft202012Validator(whole).iter_errors(
                without_nulls(event)
            )
        ]
        assert not problems, json.dumps(problems, indent=1)
    assert len(kinds) >= 25, sorted(kinds)
