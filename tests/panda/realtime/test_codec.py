import base64
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, strategies as st
from openai.types.realtime import RealtimeClientEvent, RealtimeServerEvent
from pydantic import TypeAdapter

from panda.errors import ProtocolError
from panda.realtime.agent import (
    Answer,
    AnswerEnded,
    AnswerStarted,
    Complaint,
    Configure,
    EndTurn,
    Forget,
    FunctionRequested,
    FunctionResult,
    Heard,
    Ready,
    Remember,
    Said,
    Say,
    SpeakExactly,
    SpeechStarted,
    SpeechStopped,
    StopAnswer,
    Tool,
    Turns,
    Usage,
)
from panda.realtime.codec import RealtimeCodec

CLIENT = TypeAdapter(RealtimeClientEvent)
SERVER = TypeAdapter(RealtimeServerEvent)
SCHEMA = Path(__file__).parents[4] / "shared/protocol/openai_realtime_subset.json"
TOOL = Tool(
    "getSupervisorResponse",
    "Ask the supervisor.",
    {"type": "object", "properties": {"context": {"type": "string"}}},
)
EVERYTHING = (
    Configure(
        instructions="Be brief.",
        tools=(TOOL,),
        turns=Turns(respond=True),
        language="en",
        voice="marin",
    ),
    Configure(),
    Configure(tools=()),
    Remember("system", "The number was dialled from a list."),
    Remember("user", "Hello?"),
    Remember("assistant", "Good morning."),
    FunctionResult("call_9", '{"nextResponse":"Yes."}', speak=False),
    SpeakExactly("Hello, I am an automated assistant."),
    SpeakExactly("One moment please.", aside=True),
    Answer(),
    Answer("Say goodbye."),
    StopAnswer(),
    EndTurn(),
)


def server(kind, **fields):
    """A server event; the SDK's own types must know it."""
    event = {"type": kind, "event_id": "event_1", **fields}
    SERVER.validate_python(event)
    return json.dumps(event)


def created(answer, asked=None, conversation="conv_1"):
    metadata = {"asked": asked} if asked else None
    return server(
        "response.created",
        response={
            "id": answer,
            "object": "realtime.response",
            "status": "in_progress",
            "metadata": metadata,
            "output": [],
        },
    )


def done(answer, status="completed", usage=None):
    response = {"id": answer, "object": "realtime.response", "status": status}
    return server("response.done", response={**response, "output": [], "usage": usage})


def delta(item, ms=200, answer="r1"):
    audio = base64.b64encode(b"\x01" * (8 * ms)).decode()
    place = {"item_id": item, "output_index": 0, "content_index": 0}
    return server(
        "response.output_audio.delta", response_id=answer, delta=audio, **place
    )


def ended(kind, item, **fields):
    place = {"item_id": item, "output_index": 0, "content_index": 0}
    return server(kind, response_id="r1", **place, **fields)


def error(code, event_id=None):
    return server(
        "error",
        error={
            "type": "invalid_request_error",
            "code": code,
            "message": "Something about somebody.",
            "event_id": event_id,
        },
    )


@pytest.fixture
def codec():
    return RealtimeCodec()


def sent(codec):
    """What is sent now; each event must be one the SDK knows."""
    events = [json.loads(text) for text in codec.to_send()]
    for event in events:
        CLIENT.validate_python(event)
    return events


def asked(codec):
    """The event ids of the answers asked for now."""
    return [e["event_id"] for e in sent(codec) if e["type"] == "response.create"]


def everything_we_can_send():
    """One of each event, answers let through one after the other."""
    codec = RealtimeCodec()
    events = []
    for what in EVERYTHING:
        codec.ask(what)
    codec.receive(delta("item_1"))
    codec.ask(Forget("item_1", 100))
    while batch := sent(codec):
        events += batch
        for event in batch:
            if event["type"] == "response.create":
                codec.receive(created("r1", event["event_id"]))
                codec.receive(done("r1"))
    codec.receive(
        server(
            "response.function_call_arguments.done",
            call_id="call_1",
            name="getSupervisorResponse",
            arguments="{}",
            item_id="item_2",
            output_index=0,
            response_id="r2",
        )
    )
    codec.ask(FunctionResult("call_1", '{"nextResponse":"Yes."}'))
    events += sent(codec)
    return [*events, json.loads(codec.append("AAAA"))]


def test_every_event_we_send_is_one_the_sdk_knows():
    kinds = {event["type"] for event in everything_we_can_send()}
    assert kinds == {
        "session.update",
        "conversation.item.create",
        "conversation.item.truncate",
        "response.create",
        "response.cancel",
        "input_audio_buffer.append",
        "input_audio_buffer.commit",
    }


@pytest.mark.skipif(not SCHEMA.exists(), reason="OpenAI's schema is not beside us")
def test_every_event_we_send_fits_openais_own_schema():
    schemas = json.loads(SCHEMA.read_text())["components"]["schemas"]
    schemas = {name: _plain(schema) for name, schema in schemas.items()}
    ours = "RealtimeClientEvent"
    names = {_const(s): n for n, s in schemas.items() if n.startswith(ours)}
    for event in everything_we_can_send():
        reference = {"$ref": f"#/components/schemas/{names[event['type']]}"}
        document = {**reference, "components": {"schemas": schemas}}
        jsonschema.Draft202012Validator(document).validate(event)


def _const(schema):
    kind = schema.get("properties", {}).get("type", {})
    return kind.get("const") or (kind.get("enum") or [None])[0]


def _plain(part):
    """OpenAPI 3.0 as JSON schema: `nullable`, and no `discriminator`."""
    if isinstance(part, list):
        return [_plain(one) for one in part]
    if not isinstance(part, dict):
        return part
    part = {k: _plain(v) for k, v in part.items() if k != "discriminator"}
    if "oneOf" in part:  # some of OpenAI's alternatives overlap
        part["anyOf"] = part.pop("oneOf")
    if part.pop("nullable", None):
        return {"anyOf": [part, {"type": "null"}]}
    return part


def test_a_session_is_configured_for_the_telephone(codec):
    codec.ask(EVERYTHING[0])
    (update,) = sent(codec)
    audio = update["session"]["audio"]
    assert audio["input"]["format"] == audio["output"]["format"]
    assert audio["input"]["format"] == {"type": "audio/pcmu"}
    assert audio["input"]["transcription"] == {
        "model": "gpt-4o-mini-transcribe",
        "language": "en",
    }
    assert audio["input"]["turn_detection"]["create_response"]


def test_ready_is_said_once_a_socket(codec):
    updated = server("session.updated", session={"type": "realtime"})
    assert codec.receive(updated) == [Ready()]
    assert codec.receive(updated) == []
    codec.reopened()
    assert codec.receive(updated) == [Ready()]


def test_turns_and_words_of_the_callee(codec):
    started = server(
        "input_audio_buffer.speech_started", audio_start_ms=10, item_id="u1"
    )
    stopped = server(
        "input_audio_buffer.speech_stopped", audio_end_ms=900, item_id="u1"
    )
    assert codec.receive(started) == [SpeechStarted(10, "u1")]
    assert codec.receive(stopped) == [SpeechStopped(900, "u1")]

    def piece(text):
        kind = "conversation.item.input_audio_transcription.delta"
        return codec.receive(server(kind, item_id="u1", content_index=0, delta=text))

    assert piece("Good") == [Heard("u1", "Good", final=False)]
    assert piece(" day") == [Heard("u1", "Good day", final=False)]
    whole = server(
        "conversation.item.input_audio_transcription.completed",
        item_id="u1",
        content_index=0,
        transcript="Good day.\n",
        usage={"type": "duration", "seconds": 0.9},
    )
    assert codec.receive(whole) == [
        Heard("u1", "Good day."),
        Usage(transcription_seconds=0.9),
    ]


def test_transcription_billed_by_token_is_counted_in_seconds(codec):
    usage = {
        "type": "tokens",
        "input_tokens": 25,
        "output_tokens": 3,
        "total_tokens": 28,
        "input_token_details": {"audio_tokens": 20, "text_tokens": 5},
    }
    kind = "conversation.item.input_audio_transcription.completed"
    text = server(kind, item_id="u", content_index=0, transcript="", usage=usage)
    assert codec.receive(text)[1] == Usage(transcription_seconds=2.0)


def test_an_utterance_is_said_when_sound_and_words_are_complete(codec):
    (say,) = codec.receive(delta("i1"))
    assert isinstance(say, Say)
    words = ended("response.output_audio_transcript.done", "i1", transcript="Hi. ")
    assert codec.receive(words) == []
    (said,) = codec.receive(ended("response.output_audio.done", "i1"))
    assert said == Said("i1", "Hi.", said.ms)


def test_an_utterance_tells_how_long_it_takes(codec):
    codec.receive(delta("i1"))
    codec.receive(delta("i1"))
    codec.receive(ended("response.output_audio_transcript.done", "i1", transcript="Hi"))
    (said,) = codec.receive(ended("response.output_audio.done", "i1"))
    assert said.ms == 400


def test_what_an_answer_cost_comes_with_its_end(codec):
    codec.receive(created("r1"))
    codec.receive(delta("i1"))
    usage = {
        "total_tokens": 10,
        "input_tokens": 6,
        "output_tokens": 4,
        "input_token_details": {
            "text_tokens": 4,
            "audio_tokens": 2,
            "cached_tokens": 3,
        },
        "output_token_details": {"text_tokens": 1, "audio_tokens": 3},
    }
    assert codec.receive(done("r1", usage=usage)) == [
        Usage(text_in=4, text_out=1, audio_in=2, audio_out=3, cached=3),
        AnswerEnded("r1", "completed", spoke=True),
    ]


def test_a_function_is_asked_for_and_answered_when_the_answer_is_done(codec):
    codec.receive(created("r1"))
    request = server(
        "response.function_call_arguments.done",
        call_id="call_1",
        name="getSupervisorResponse",
        arguments='{"context":"?"}',
        item_id="i1",
        output_index=0,
        response_id="r1",
    )
    assert codec.receive(request) == [
        FunctionRequested("call_1", "getSupervisorResponse", '{"context":"?"}')
    ]
    codec.ask(FunctionResult("call_1", "{}"))
    assert [e["type"] for e in sent(codec)] == ["conversation.item.create"]
    codec.receive(done("r1"))
    assert len(asked(codec)) == 1


def test_one_answer_at_a_time(codec):
    codec.ask(SpeakExactly("one"))
    codec.ask(SpeakExactly("two"))
    codec.ask(SpeakExactly("three", aside=True))
    for number in (1, 2, 3):
        (name,) = asked(codec)
        assert codec.receive(created(f"r{number}", name)) == [
            AnswerStarted(f"r{number}")
        ]
        assert asked(codec) == []
        codec.receive(done(f"r{number}"))
    assert asked(codec) == []


def test_an_answer_the_server_began_itself_is_waited_for(codec):
    codec.receive(created("auto"))
    codec.ask(Answer())
    assert asked(codec) == []
    codec.receive(done("auto"))
    assert len(asked(codec)) == 1


def test_when_the_server_was_first_we_ask_again_after_it(codec):
    codec.ask(SpeakExactly("words"))
    (name,) = asked(codec)
    codec.receive(created("auto"))
    taken = error("conversation_already_has_active_response", name)
    assert codec.receive(taken) == []
    assert asked(codec) == []
    codec.receive(done("auto"))
    (again,) = asked(codec)
    assert again != name
    codec.receive(created("ours", again))
    codec.receive(done("ours"))
    assert asked(codec) == []


def test_an_answer_that_cannot_be_given_does_not_block_the_next(codec):
    codec.ask(SpeakExactly("one"))
    codec.ask(SpeakExactly("two"))
    (name,) = asked(codec)
    assert codec.receive(error("server_error", name)) == [
        Complaint("server_error", name)
    ]
    assert len(asked(codec)) == 1


def test_an_answer_is_stopped_only_if_there_is_one(codec):
    codec.ask(StopAnswer())
    assert sent(codec) == []
    codec.ask(Answer())
    codec.ask(StopAnswer())
    assert [e["type"] for e in sent(codec)] == ["response.create", "response.cancel"]


def test_an_utterance_is_never_cut_beyond_what_was_sent(codec):
    codec.receive(created("r1"))
    codec.receive(delta("i1", ms=200))
    codec.ask(Forget("i1", 5_000))
    (cut,) = sent(codec)
    assert (cut["item_id"], cut["audio_end_ms"]) == ("i1", 200)
    codec.ask(Forget("nobody's", 10))
    assert sent(codec) == []


def test_words_spoken_aside_are_in_no_conversation_to_be_cut_from(codec):
    codec.ask(SpeakExactly("One moment.", aside=True))
    (name,) = asked(codec)
    codec.receive(created("r1", name))
    codec.receive(delta("i1"))
    codec.ask(Forget("i1", 10))
    assert sent(codec) == []


def talk(codec, item, text, answer="r1"):
    codec.receive(delta(item, answer=answer))
    words = ended("response.output_audio_transcript.done", item, transcript=text)
    codec.receive(words)
    codec.receive(ended("response.output_audio.done", item))


def test_a_new_socket_is_told_the_conversation_as_text(codec):
    codec.ask(Configure(instructions="Be brief.", voice="marin"))
    codec.ask(Configure(turns=Turns(respond=True)))
    codec.ask(Remember("system", "A note."))
    talk(codec, "i1", "one two three four")
    codec.ask(Forget("i1", 100))
    kind = "conversation.item.input_audio_transcription.completed"
    usage = {"type": "duration", "seconds": 1}
    codec.receive(
        server(kind, item_id="u1", content_index=0, transcript="Yes?", usage=usage)
    )
    codec.ask(Answer())
    sent(codec)

    codec.reopened()

    update, *items, answer = sent(codec)
    session = update["session"]
    assert session["instructions"] == "Be brief."
    assert session["audio"]["input"]["turn_detection"]["create_response"]
    lines = [(i["item"]["role"], i["item"]["content"][0]["text"]) for i in items]
    assert lines[:3] == [
        ("system", "A note."),
        ("assistant", "one two"),
        ("user", "Yes?"),
    ]
    assert "do not greet" in lines[3][1]
    assert answer["type"] == "response.create"


def test_a_function_asked_for_on_the_old_socket_is_answered_in_words(codec):
    codec.reopened()
    sent(codec)
    codec.ask(FunctionResult("call_1", '{"price": 90}'))
    item, answer = sent(codec)
    assert item["item"]["role"] == "system"
    assert '{"price": 90}' in item["item"]["content"][0]["text"]
    assert answer["type"] == "response.create"


def test_unknown_events_are_counted_and_nothing_else(codec):
    assert codec.receive('{"type":"session.invented"}') == []
    assert codec.ignored == 1


def test_a_complaint_quotes_nobody(codec):
    (complaint,) = codec.receive(error("item_not_found"))
    assert complaint == Complaint("item_not_found")


KINDS = st.sampled_from(sorted(RealtimeCodec._READERS))
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(), some),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["item_id", "delta", "transcript", "response", "response_id", "error", "item"]
)


def complaint_about(codec, text):
    try:
        codec.receive(text)
    except ProtocolError as wrong:
        return str(wrong)
    return ""


@given(st.text() | JSON.map(json.dumps))
def test_no_text_does_more_than_break_the_protocol(text):
    assert complaint_about(RealtimeCodec(), text) in {"", "not a Realtime event"}


@given(KINDS, st.dictionaries(FIELDS, JSON | st.dictionaries(FIELDS, JSON)))
def test_no_event_of_a_known_kind_does_more_either(kind, fields):
    codec = RealtimeCodec()
    text = json.dumps({"type": kind, **fields})
    assert complaint_about(codec, text) in {"", "not a Realtime event"}
    assert all(json.loads(one) for one in codec.to_send())
