"""Whatever comes over the wire, nothing breaks: it is followed or refused."""

from __future__ import annotations

import base64
import json
import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from simulator.carrier.stream import BadMessage, Identity, MediaStream
from simulator.model.realtime import wire
from simulator.model.realtime.beta import Beta
from simulator.model.realtime.errors import ClientError

_scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["realtime", "auto", "none", "server_vad", "\ud800", "audio"])
)
_json = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
_sound = st.binary(max_size=400).map(lambda raw: base64.b64encode(raw).decode())
_FIELDS = [
    "session", "audio", "item", "item_id", "previous_item_id", "response", "event_id",
    "content_index", "audio_end_ms", "response_id",
]  # fmt: skip
_SESSION = [
    "type", "model", "instructions", "tools", "tool_choice", "audio", "include",
    "max_output_tokens", "output_modalities", "truncation", "reasoning", "tracing",
    "modalities", "voice", "turn_detection", "input_audio_format", "speed",
]  # fmt: skip
_AUDIO = st.fixed_dictionaries(
    {},
    optional={
        "input": st.dictionaries(
            st.sampled_from(
                ["format", "turn_detection", "transcription", "noise_reduction"]
            ),
            _json,
            max_size=3,
        ),
        "output": st.dictionaries(
            st.sampled_from(["format", "voice", "speed"]), _json, max_size=3
        ),
    },
)
_session = st.dictionaries(st.sampled_from(_SESSION), _json | _AUDIO, max_size=5).map(
    lambda one: {"type": "realtime", **one}
)
_part = st.fixed_dictionaries(
    {"type": st.sampled_from(["input_text", "input_audio", "output_text", "text"])},
    optional={"text": st.text(max_size=9) | _json, "audio": _sound | st.text()},
)
_item = st.fixed_dictionaries(
    {
        "type": st.sampled_from(
            ["message", "function_call", "function_call_output", "item_reference"]
        )
    },
    optional={
        "role": st.sampled_from(["user", "assistant", "system", "nobody"]),
        "content": st.lists(_part, max_size=3) | _json,
        "id": st.sampled_from(["a", "b", ""]) | _json,
        "call_id": st.sampled_from(["c"]) | _json,
        "name": st.text(max_size=4),
        "arguments": st.text(max_size=9),
        "output": st.text(max_size=9),
    },
)
_response = st.fixed_dictionaries(
    {},
    optional={
        "conversation": st.sampled_from(["auto", "none"]) | _json,
        "input": st.lists(_item, max_size=2),
        "max_output_tokens": st.sampled_from([1, 5, 4096, "inf", 0, -1]),
        "instructions": st.text(max_size=20),
        "output_modalities": st.sampled_from([["text"], ["audio"], ["text", "audio"]]),
        "tools": _json,
        "tool_choice": _json,
        "audio": _AUDIO,
        "modalities": _json,
    },
)
_event = st.builds(
    lambda kind, fields: {"type": kind, **fields},
    st.sampled_from([*wire.CLIENT_EVENTS, "nonsense"]) | _scalars,
    st.dictionaries(st.sampled_from(_FIELDS), _json, max_size=4)
    | st.fixed_dictionaries({"session": _session})
    | st.fixed_dictionaries({"audio": _sound})
    | st.fixed_dictionaries({"item": _item})
    | st.fixed_dictionaries({"response": _response})
    | st.fixed_dictionaries(
        {
            "item_id": st.sampled_from(["a", "b"]),
            "content_index": st.integers(-2, 3),
            "audio_end_ms": st.integers(),
        }
    ),
)
_EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "300"))
"""How many inputs each test tries; docs/guides/simulator-model.md has the long run."""
_QUICK = settings(
    max_examples=_EXAMPLES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
_FEWER = settings(_QUICK, max_examples=_EXAMPLES // 2)


@_QUICK
@given(st.binary(max_size=200) | st.text(max_size=200) | _json.map(json.dumps))
def test_any_bytes_are_read_or_refused_by_the_session(text):
    raw, event = wire.parse(text)

    assert isinstance(raw, dict)
    if isinstance(event, ClientError):
        assert event.message
        assert event.code


@pytest.mark.parametrize("depth", [100_000])
def test_a_bottomless_event_is_refused(depth):
    for opening in ("[", '{"a":'):
        text = opening * depth
        assert isinstance(wire.parse(text)[1], ClientError)
        assert Beta().incoming(text) == text


@_FEWER
@given(st.lists(_event, min_size=1, max_size=8), st.booleans())
def test_a_session_survives_whatever_a_client_sends(make_talk, events, beta):
    """Every event that comes back is one the openai package knows and can be sent."""
    talk = make_talk()
    dialect = Beta()
    for event in events:
        text = json.dumps(event)
        heard = dialect.incoming(text) if beta else text
        talk.forget_events()
        talk._take(talk.session.receive(heard, talk.now_ms))
        for answer in talk.events:
            for said in dialect.outgoing(answer):
                json.dumps(said).encode()
    talk.run(2000)


@_QUICK
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | _json.map(lambda one: json.dumps(one).encode())
    | st.builds(
        lambda event, fields: json.dumps(
            {"event": event, "streamSid": "MZ1", **fields}
        ).encode(),
        st.sampled_from(["media", "mark", "clear", "start", "stop"]) | _scalars,
        st.dictionaries(
            st.sampled_from(["media", "mark", "streamSid"]),
            _json
            | st.fixed_dictionaries({"payload": _sound | st.text(max_size=8) | _json})
            | st.fixed_dictionaries({"name": _scalars}),
            max_size=3,
        ),
    )
)
def test_any_bytes_are_read_or_refused_by_the_media_stream(text):
    stream = MediaStream(Identity("MZ1", "CA1", "AC1", {}))
    with suppress(BadMessage):
        effect = stream.receive(text)
        echoed = [*effect.due, *stream.echoes()]
        assert all(stream.mark(name).isascii() for name in echoed)


def test_a_bottomless_message_is_refused_by_the_media_stream():
    stream = MediaStream(Identity("MZ1", "CA1", "AC1", {}))
    with pytest.raises(BadMessage):
        stream.receive(b"[" * 100_000)
