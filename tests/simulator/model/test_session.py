"""What a client of the Realtime API sees."""

from __future__ import annotations

import base64
import json

from simulator.model.settings import Settings

SUPERVISOR = {
    "type": "function",
    "name": "getSupervisorResponse",
    "description": "Ask the supervisor.",
    "parameters": {
        "type": "object",
        "properties": {"relevantContextFromLastUserMessage": {"type": "string"}},
        "required": ["relevantContextFromLastUserMessage"],
    },
}
SAY = 'Say exactly: "Hello, this is an automated assistant calling for Ann."'
SPOKEN = [
    "response.created",
    "response.output_item.added",
    "conversation.item.added",
    "response.content_part.added",
    "response.output_audio_transcript.delta",
    "response.output_audio.delta",
]
ENDED = [
    "response.output_audio.done",
    "response.output_audio_transcript.done",
    "response.content_part.done",
    "response.output_item.done",
    "conversation.item.done",
    "response.done",
    "rate_limits.updated",
]


def test_a_session_introduces_itself_with_openais_defaults(talk):
    session = talk.events[0]["session"]

    assert talk.types() == ["session.created", "conversation.created"]
    assert session["object"] == "realtime.session"
    assert session["output_modalities"] == ["audio"]
    assert session["audio"]["input"]["format"] == {"type": "audio/pcm", "rate": 24000}
    assert session["audio"]["input"]["turn_detection"]["type"] == "server_vad"


def test_an_update_changes_what_it_names_and_leaves_the_rest(talk):
    talk.update(instructions="Be brief.", audio={"output": {"voice": "cedar"}})
    talk.update(tools=[SUPERVISOR])
    session = talk.last("session.updated")["session"]

    assert session["instructions"] == "Be brief."
    assert session["audio"]["output"]["voice"] == "cedar"
    assert session["tools"][0]["name"] == "getSupervisorResponse"


def test_null_switches_turn_detection_and_transcription_off(talk):
    off = {"turn_detection": None, "transcription": None, "noise_reduction": None}
    talk.update(audio={"input": off})
    heard = talk.last("session.updated")["session"]["audio"]["input"]

    assert heard["turn_detection"] is None
    assert heard["transcription"] is None


def test_an_update_with_only_type_and_model_is_taken(talk):
    assert talk.update(model="gpt-realtime") == ["session.updated"]


def test_an_unknown_parameter_is_named_and_the_session_goes_on(talk):
    talk.send(
        "session.update", event_id="e7", session={"type": "realtime", "colour": "red"}
    )

    assert talk.error()["code"] == "unknown_parameter"
    assert talk.error()["param"] == "session.colour"
    assert talk.error()["event_id"] == "e7"
    assert talk.update(instructions="Still here.") == ["session.updated"]


def test_an_update_without_its_type_is_refused(talk):
    talk.send("session.update", session={"instructions": "x"})

    assert talk.error()["param"] == "session.type"


def test_a_value_out_of_range_is_refused_with_its_path(talk):
    talk.update(
        audio={"input": {"turn_detection": {"type": "server_vad", "threshold": 7}}}
    )

    assert talk.error()["code"] == "integer_above_max_value"
    assert talk.error()["param"] == "session.audio.input.turn_detection.threshold"


def test_the_voice_cannot_change_once_it_was_heard(talk):
    talk.telephone()
    talk.send("response.create", response={"instructions": SAY})
    talk.run(5000)
    talk.update(audio={"output": {"voice": "cedar"}})

    assert talk.error()["code"] == "cannot_update_voice"


def test_not_json_and_unknown_events_are_errors_that_keep_the_session_open(talk):
    talk._take(talk.session.receive("{nonsense", talk.now_ms))
    assert talk.error()["code"] == "invalid_json"
    talk.send("session.destroy")
    assert talk.error()["param"] == "type"
    talk.send("conversation.item.truncate", item_id="x")
    assert talk.error()["code"] == "missing_required_parameter"
    assert talk.update() == ["session.updated"]


def test_a_spoken_response_comes_in_openais_order_faster_than_it_plays(talk):
    talk.telephone()
    talk.forget_events()
    begun = talk.now_ms
    talk.send("response.create", response={"instructions": SAY})
    assert talk.types()[: len(SPOKEN)] == SPOKEN
    talk.run(2000)

    assert talk.types()[-len(ENDED) :] == ENDED
    said = talk.last("response.output_audio_transcript.done")["transcript"]
    assert said == "Hello, this is an automated assistant calling for Ann."
    deltas = talk.all("response.output_audio_transcript.delta")
    assert "".join(event["delta"] for event in deltas) == said
    audio = b"".join(
        base64.b64decode(event["delta"])
        for event in talk.all("response.output_audio.delta")
    )
    assert len(audio) / 8 > talk.now_ms - begun  # more sound than time
    response = talk.last("response.done")["response"]
    assert response["status"] == "completed"
    assert response["output"][0]["content"] == [
        {"type": "output_audio", "transcript": said}
    ]


def test_usage_is_counted_as_openai_bills_it(talk):
    talk.telephone()
    talk.send("response.create", response={"instructions": SAY})
    talk.run(3000)
    usage = talk.last("response.done")["response"]["usage"]
    audio_ms = sum(
        len(base64.b64decode(event["delta"])) // 8
        for event in talk.all("response.output_audio.delta")
    )

    assert usage["output_token_details"]["audio_tokens"] == -(-audio_ms // 50)
    assert usage["input_token_details"]["text_tokens"] > 0
    assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]


def test_what_was_sent_before_is_cached(talk):
    talk.telephone(instructions="x" * 1200)
    for _ in range(2):
        talk.send("response.create")
        talk.run(3000)
    first, second = (
        event["response"]["usage"]["input_token_details"]["cached_tokens"]
        for event in talk.all("response.done")
    )

    assert first == 0
    assert second >= 256
    assert second % 64 == 0


def test_text_can_be_asked_for_beside_the_conversation(talk):
    talk.telephone()
    options = json.dumps({"goal": "billing", "options": ["billing", "sales"]})
    asked = {
        "type": "message",
        "role": "user",
        "content": [{"type": "input_text", "text": options}],
    }
    talk.send(
        "response.create",
        response={
            "conversation": "none",
            "output_modalities": ["text"],
            "metadata": {"topic": "menu"},
            "input": [asked],
        },
    )
    response = talk.last("response.done")["response"]

    assert response["conversation_id"] is None
    assert response["metadata"] == {"topic": "menu"}
    assert response["output"][0]["content"][0]["type"] == "output_text"
    assert "conversation.item.added" not in talk.types()


def test_a_second_response_must_wait_for_the_first(talk):
    talk.telephone()
    talk.send("response.create", response={"instructions": SAY})
    talk.send("response.create", event_id="e2", response={"instructions": SAY})

    assert talk.error()["code"] == "conversation_already_has_active_response"
    assert talk.error()["event_id"] == "e2"
    talk.send("response.create", response={"conversation": "none"})
    assert len(talk.all("error")) == 1


def test_a_response_can_be_cancelled(talk):
    talk.telephone()
    talk.send("response.create", response={"instructions": SAY})
    talk.run(100)
    talk.send("response.cancel")
    response = talk.last("response.done")["response"]

    assert response["status"] == "cancelled"
    assert response["status_details"]["reason"] == "client_cancelled"
    assert response["output"][0]["status"] == "incomplete"
    talk.send("response.cancel")
    assert talk.error()["code"] == "response_cancel_not_active"


def test_what_was_not_heard_can_be_truncated_but_not_more(talk):
    talk.telephone()
    talk.send("response.create", response={"instructions": SAY})
    talk.run(3000)
    item = talk.last("response.output_item.done")["item"]["id"]
    place = {"item_id": item, "content_index": 0}
    talk.send("conversation.item.truncate", **place, audio_end_ms=60_000)
    assert "is already shorter than 60000ms" in talk.error()["message"]
    talk.send("conversation.item.truncate", **place, audio_end_ms=500)

    assert talk.last("conversation.item.truncated")["audio_end_ms"] == 500
    talk.send("conversation.item.retrieve", item_id=item)
    shown = talk.last("conversation.item.retrieved")["item"]["content"][0]
    assert len(base64.b64decode(shown["audio"])) == 500 * 8
    assert talk.session.conversation.find(item).text == "Hello, this"


def test_items_are_written_read_and_deleted(talk):
    text = [{"type": "input_text", "text": "The goal is billing."}]
    item = {"type": "message", "role": "system", "content": text, "id": "note"}
    talk.send("conversation.item.create", item=item)
    first = {**item, "id": "first"}
    talk.send("conversation.item.create", item=first, previous_item_id="root")
    assert talk.last("conversation.item.added")["previous_item_id"] is None
    talk.send("conversation.item.retrieve", item_id="note")
    assert talk.last("conversation.item.retrieved")["item"]["content"] == text
    talk.send("conversation.item.delete", item_id="note")
    assert talk.last("conversation.item.deleted")["item_id"] == "note"
    talk.send("conversation.item.retrieve", item_id="note")
    assert talk.error()["code"] == "item_not_found"
    talk.send("conversation.item.create", item=first)
    assert talk.error()["code"] == "item_already_exists"


def test_nobody_can_put_sound_into_the_assistants_mouth(talk):
    part = {"type": "input_audio", "audio": ""}
    item = {"type": "message", "role": "assistant", "content": [part]}
    talk.send("conversation.item.create", item=item)

    assert talk.error()["code"] == "invalid_value"


def test_an_answer_of_the_supervisor_is_spoken_word_for_word(make_talk):
    talk = make_talk(transcripts=["Hello, how can I help?"])
    talk.telephone(tools=[SUPERVISOR])
    talk.turn()
    call = talk.last("response.function_call_arguments.done")
    output = json.dumps({"nextResponse": "Do you accept Delta Dental?"})
    item = {"type": "function_call_output", "call_id": call["call_id"]}
    talk.send("conversation.item.create", item={**item, "output": output})
    talk.send("response.create")
    talk.run(3000)

    done = talk.last("response.output_audio_transcript.done")
    assert done["transcript"] == "Do you accept Delta Dental?"


def test_an_answer_with_nothing_to_say_is_silence(talk):
    talk.telephone(tools=[SUPERVISOR])
    call = {"type": "function_call", "name": SUPERVISOR["name"], "arguments": "{}"}
    talk.send("conversation.item.create", item={**call, "call_id": "call_1"})
    item = {"type": "function_call_output", "call_id": "call_1"}
    output = json.dumps({"nextResponse": ""})
    talk.send("conversation.item.create", item={**item, "output": output})
    talk.send("response.create")

    assert talk.last("response.done")["response"]["output"] == []


def test_an_input_that_names_no_item_is_refused(talk):
    missing = [{"type": "item_reference", "id": "item_none"}]
    talk.send("response.create", response={"input": missing})

    assert talk.error()["code"] == "item_not_found"
    assert "response.created" not in talk.types()


def test_a_session_ends_after_its_time_in_openais_words(make_talk):
    talk = make_talk(settings=Settings(session_max_s=30))
    talk.run(31_000)

    assert talk.error()["code"] == "session_expired"
    assert talk.closed.code == 1001
    assert talk.closed.reason == (
        "Your session hit the maximum duration of 60 minutes."
    )
