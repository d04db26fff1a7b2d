"""What a session refuses, in OpenAI's words, and the limits it holds to."""

from __future__ import annotations

import base64

import pytest

from simulator.ports import SILENCE

SAY = 'Say exactly: "Hello, this is an automated assistant calling for Ann."'
USER = {"type": "message", "role": "user"}
TONE = b"\x10" * 160


@pytest.mark.parametrize(
    ("session", "code", "param"),
    [
        ({"colour": "red"}, "unknown_parameter", "session.colour"),
        (
            {"audio": {"input": {"gain": 2}}},
            "unknown_parameter",
            "session.audio.input.gain",
        ),
        ({"instructions": 5}, "invalid_type", "session.instructions"),
        ({"audio": "loud"}, "invalid_type", "session.audio"),
        ({"tools": {}}, "invalid_type", "session.tools"),
        (
            {"tools": [{"type": "function"}]},
            "missing_required_parameter",
            "session.tools[0].name",
        ),
        (
            {"max_output_tokens": 0},
            "integer_below_min_value",
            "session.max_output_tokens",
        ),
        (
            {"max_output_tokens": 5000},
            "integer_above_max_value",
            "session.max_output_tokens",
        ),
        (
            {"output_modalities": ["text", "audio"]},
            "invalid_value",
            "session.output_modalities",
        ),
        (
            {"audio": {"output": {"voice": "nobody"}}},
            "invalid_value",
            "session.audio.output.voice",
        ),
        (
            {"audio": {"output": {"speed": 1.6}}},
            "decimal_above_max_value",
            "session.audio.output.speed",
        ),
        (
            {"audio": {"input": {"format": {"type": "audio/pcm", "rate": 16000}}}},
            "invalid_value",
            "session.audio.input.format.rate",
        ),
        (
            {"audio": {"input": {"turn_detection": {"type": "psychic_vad"}}}},
            "invalid_value",
            "session.audio.input.turn_detection",
        ),
        (
            {
                "audio": {
                    "input": {
                        "turn_detection": {
                            "type": "semantic_vad",
                            "idle_timeout_ms": 5000,
                        }
                    }
                }
            },
            "unknown_parameter",
            "session.audio.input.turn_detection.idle_timeout_ms",
        ),
        ({"model": "gpt-realtime-2"}, "cannot_update_model", "session.model"),
        (
            {"reasoning": {"effort": "low"}},
            "unsupported_parameter",
            "session.reasoning",
        ),
        ({"include": ["everything"]}, "invalid_value", "session.include[0]"),
        ({"truncation": "never"}, "invalid_value", "session.truncation"),
    ],
)
def test_an_update_that_cannot_be_is_refused_by_name(talk, session, code, param):
    assert talk.update(**session) == ["error"]
    assert (talk.error()["code"], talk.error()["param"]) == (code, param)
    assert talk.error()["type"] == "invalid_request_error"
    assert talk.update(instructions="Still here.") == ["session.updated"]


def test_a_wrong_type_is_explained_in_openais_words(talk):
    talk.update(instructions=5)

    assert talk.error()["message"] == (
        "Invalid type for 'session.instructions': expected a string, but got an "
        "integer instead."
    )


def test_models_that_reason_take_what_others_do_not(make_talk):
    talk = make_talk(model="gpt-realtime-2.1")
    update = {"reasoning": {"effort": "low"}, "parallel_tool_calls": False}

    assert talk.update(**update) == ["session.updated"]


def test_an_update_after_sound_has_come_changes_what_follows(talk):
    talk.send("input_audio_buffer.append", audio=base64.b64encode(SILENCE).decode())

    assert talk.telephone() == ["session.updated"]
    talk.turn()
    assert "input_audio_buffer.speech_stopped" in talk.types()


def test_the_speed_waits_for_the_end_of_a_response(talk):
    talk.telephone()
    talk.send("response.create", response={"instructions": SAY})
    talk.update(audio={"output": {"speed": 1.2}})
    assert talk.error()["param"] == "session.audio.output.speed"
    talk.run(9000)

    assert talk.update(audio={"output": {"speed": 1.2}}) == ["session.updated"]


@pytest.mark.parametrize(
    ("response", "code", "param"),
    [
        ({"colour": "red"}, "unknown_parameter", "response.colour"),
        ({"conversation": "other"}, "invalid_value", "response.conversation"),
        (
            {"audio": {"output": {"voice": "nobody"}}},
            "invalid_value",
            "response.audio.output.voice",
        ),
        ({"max_output_tokens": "few"}, "invalid_type", "response.max_output_tokens"),
        ({"metadata": {"a": 1}}, "invalid_type", "response.metadata.a"),
    ],
)
def test_a_response_that_cannot_be_is_refused_by_name(talk, response, code, param):
    talk.send("response.create", response=response)

    assert (talk.error()["code"], talk.error()["param"]) == (code, param)
    assert "response.created" not in talk.types()


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({**USER, "content": [], "id": "x" * 40}, "string_above_max_length"),
        ({"type": "poem"}, "invalid_value"),
        (USER, "missing_required_parameter"),
        ({**USER, "content": [{"type": "input_audio", "audio": "%"}]}, "invalid_value"),
        ({**USER, "content": [{"type": "output_text", "text": ""}]}, "invalid_value"),
    ],
)
def test_an_item_that_cannot_be_is_refused(talk, item, code):
    talk.send("conversation.item.create", item=item)

    assert talk.error()["code"] == code
    assert "conversation.item.added" not in talk.types()


def test_an_output_that_belongs_to_no_call_is_refused(talk):
    output = {"type": "function_call_output", "call_id": "call_9", "output": "{}"}
    talk.send("conversation.item.create", item=output)

    assert talk.error()["code"] == "invalid_tool_call_id"
    assert talk.error()["message"] == (
        "Tool call ID 'call_9' not found in conversation."
    )


def test_items_go_where_they_are_told(talk):
    def write(item_id, after=None):
        content = [{"type": "input_text", "text": item_id}]
        item = {"type": "message", "role": "user", "content": content, "id": item_id}
        talk.send("conversation.item.create", item=item, previous_item_id=after)
        return talk.last("conversation.item.added")["previous_item_id"]

    assert [write("b"), write("a", "root"), write("c"), write("d", "a")] == [
        None, None, "b", "a",
    ]  # fmt: skip
    talk.send(
        "conversation.item.create",
        item={"type": "message", "role": "user", "content": []},
        previous_item_id="zzz",
    )
    assert talk.error()["param"] == "previous_item_id"


def test_sound_in_an_item_is_recognised_like_any_other(make_talk):
    talk = make_talk(transcripts=["We open at nine."])
    talk.telephone()
    content = [{"type": "input_audio", "audio": base64.b64encode(TONE * 50).decode()}]
    item = {"type": "message", "role": "user", "content": content}
    talk.send("conversation.item.create", item=item)

    kind = "conversation.item.input_audio_transcription.completed"
    assert talk.last(kind)["transcript"] == "We open at nine."
    talk.send("response.create", response={"output_modalities": ["text"]})
    assert "you open at nine" in talk.last("response.output_text.done")["text"]


def test_a_spoken_answer_ends_at_its_limit_and_says_so(talk):
    talk.telephone()
    talk.send(
        "response.create", response={"instructions": SAY, "max_output_tokens": 20}
    )
    talk.run(9000)
    done = talk.last("response.done")["response"]

    assert done["status"] == "incomplete"
    assert done["status_details"]["reason"] == "max_output_tokens"
    assert done["output"][0]["status"] == "incomplete"
    assert 20 <= done["usage"]["output_tokens"] < 40


def test_a_written_answer_ends_at_its_limit(talk):
    limits = {"output_modalities": ["text"], "max_output_tokens": 3}
    talk.send("response.create", response={"instructions": SAY, **limits})

    assert talk.last("response.output_text.done")["text"] == "Hello, this "
    assert talk.last("response.done")["response"]["status"] == "incomplete"


def test_arguments_end_at_the_limit(make_talk):
    talk = make_talk(transcripts=["It is one hundred and twenty dollars all in all."])
    tool = {"type": "function", "name": "note", "parameters": {"properties": {"a": {}}}}
    talk.telephone(tools=[tool], tool_choice="required", max_output_tokens=4)
    talk.turn()
    done = talk.last("response.done")["response"]

    assert done["status"] == "incomplete"
    assert done["output"][0]["status"] == "incomplete"


def test_one_response_can_sound_otherwise_than_the_session(talk):
    talk.telephone()
    audio = {"output": {"voice": "cedar", "format": {"type": "audio/pcma"}}}
    talk.send("response.create", response={"instructions": SAY, "audio": audio})
    talk.run(9000)

    shown = talk.last("response.done")["response"]["audio"]["output"]
    assert shown == {"voice": "cedar", "format": {"type": "audio/pcma"}}


def test_a_response_with_its_own_input_does_not_wait_for_ours(make_talk):
    talk = make_talk(deaf=True)
    talk.telephone(turns={"type": "server_vad", "create_response": False})
    talk.turn()
    aside = {"conversation": "none", "input": [], "output_modalities": ["text"]}
    talk.send("response.create", response={**aside, "metadata": {"topic": "menu"}})
    done = talk.last("response.done")["response"]

    assert done["status"] == "completed"
    assert done["conversation_id"] is None
    assert done["metadata"] == {"topic": "menu"}


def test_a_long_conversation_is_shortened_as_the_client_asks(talk):
    limits = {"post_instructions": 60}
    talk.update(
        output_modalities=["text"],
        truncation={
            "type": "retention_ratio",
            "retention_ratio": 0.5,
            "token_limits": limits,
        },
    )
    for number in range(8):
        content = [{"type": "input_text", "text": f"This is sentence number {number}."}]
        item = {"type": "message", "role": "user", "content": content}
        talk.send("conversation.item.create", item=item)
    talk.send("response.create")
    usage = talk.last("response.done")["response"]["usage"]

    assert usage["input_tokens"] <= 30


def test_certainty_comes_along_when_it_is_asked_for(make_talk):
    talk = make_talk(transcripts=["Yes, we do."])
    talk.telephone(include=["item.input_audio_transcription.logprobs"])
    talk.turn()
    kind = "conversation.item.input_audio_transcription.completed"

    tokens = [one["token"] for one in talk.last(kind)["logprobs"]]
    assert tokens == ["Yes,", "we", "do."]


def test_speakers_are_told_apart_when_that_is_asked_for(make_talk):
    talk = make_talk(transcripts=["Yes, we do."])
    talk.telephone()
    transcription = {"model": "gpt-4o-transcribe-diarize"}
    talk.update(audio={"input": {"transcription": transcription}})
    talk.turn()
    kind = "conversation.item.input_audio_transcription.segment"

    assert talk.last(kind)["speaker"] == "A"


def test_a_server_of_tools_is_tried_once_and_found_out_of_reach(talk):
    tools = [{"type": "mcp", "server_label": "docs", "server_url": "https://x.test"}]

    assert talk.update(tools=tools) == [
        "session.updated",
        "mcp_list_tools.in_progress",
        "mcp_list_tools.failed",
    ]
    assert talk.update(tools=tools) == ["session.updated"]


@pytest.mark.parametrize(
    ("eagerness", "wait_ms"), [("low", 8), ("auto", 4), ("high", 2)]
)
def test_a_sentence_that_seems_unfinished_is_waited_for(make_talk, eagerness, wait_ms):
    talk = make_talk(transcripts=["So the price is um"])
    talk.telephone(turns={"type": "semantic_vad", "eagerness": eagerness})
    talk.hear(1000)
    talk.silence(wait_ms * 1000 - 100)
    assert "input_audio_buffer.speech_stopped" not in talk.types()
    talk.silence(200)

    assert "input_audio_buffer.speech_stopped" in talk.types()
