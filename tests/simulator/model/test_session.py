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


def test_speech_is_found_committed_and_written_down(make_talk):
    talk = make_talk(transcripts=["How can I help you?"])
    talk.telephone(tools=[SUPERVISOR])
    talk.forget_events()
    talk.silence(400)
    talk.turn()

    order = talk.types()
    assert order[:5] == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        "conversation.item.added",
        "conversation.item.done",
    ]
    started = talk.last("input_audio_buffer.speech_started")
    stopped = talk.last("input_audio_buffer.speech_stopped")
    assert 80 <= started["audio_start_ms"] <= 120  # 300 ms before the first sound
    assert stopped["audio_end_ms"] == 1900  # the silence that ended it included
    kind = "conversation.item.input_audio_transcription.completed"
    assert talk.last(kind)["transcript"] == "How can I help you?"
    usage = talk.last(kind)["usage"]
    assert usage["input_tokens"] == 18
    call = talk.last("response.function_call_arguments.done")
    assert json.loads(call["arguments"]) == {
        "relevantContextFromLastUserMessage": "How can I help you?"
    }


def test_recognition_begins_at_the_first_pause_and_is_reused(make_talk):
    talk = make_talk(deaf=True)
    talk.telephone()
    talk.hear(800)
    talk.silence(220)
    assert len(talk.transcribed) == 1
    talk.recognise(talk.transcribed[0], "We take Delta.")
    talk.silence(400)

    assert len(talk.transcribed) == 1
    kind = "conversation.item.input_audio_transcription.completed"
    assert talk.last(kind)["transcript"] == "We take Delta."
    latency = [fields for kind, fields in talk.notes if kind == "latency"]
    assert {"stage": "transcript", "ms": 500} in latency


def test_a_pause_that_was_no_end_is_recognised_again(make_talk):
    talk = make_talk(deaf=True)
    talk.telephone()
    talk.hear(600)
    talk.silence(240)
    talk.hear(400)
    talk.silence(600)

    assert [effect.version for effect in talk.forgotten] == [1]
    assert len(talk.transcribed[-1].mulaw) > len(talk.transcribed[0].mulaw)
    talk.recognise(talk.transcribed[0], "We take")
    kind = "conversation.item.input_audio_transcription.completed"
    assert not talk.all(kind)  # overtaken
    talk.recognise(talk.transcribed[-1], "We take Delta.")
    assert talk.last(kind)["transcript"] == "We take Delta."


def test_a_failed_recognition_is_told_and_answered_all_the_same(make_talk):
    talk = make_talk(deaf=True)
    talk.telephone()
    talk.turn()
    talk.recognise(talk.transcribed[-1], failed=True)

    kind = "conversation.item.input_audio_transcription.failed"
    assert talk.last(kind)["error"]["code"] == "audio_transcription_failed"
    assert talk.last("response.created")


def test_speaking_over_the_model_cuts_it_off(talk):
    talk.telephone()
    talk.send("response.create", response={"instructions": SAY})
    talk.run(40)
    talk.hear(100)
    done = talk.last("response.done")["response"]

    assert done["status"] == "cancelled"
    assert done["status_details"] == {"type": "cancelled", "reason": "turn_detected"}
    order = talk.types()
    started = order.index("input_audio_buffer.speech_started")
    assert started < order.index("response.done")


def test_interruption_can_be_switched_off(talk):
    turns = {"type": "server_vad", "interrupt_response": False}
    talk.telephone(turns=turns)
    talk.send("response.create", response={"instructions": SAY})
    talk.run(40)
    talk.hear(3000)

    assert talk.last("response.done")["response"]["status"] == "completed"


def test_turns_can_be_heard_without_being_answered(talk):
    talk.telephone(turns={"type": "server_vad", "create_response": False})
    talk.turn()

    assert talk.last("conversation.item.input_audio_transcription.completed")
    assert "response.created" not in talk.types()


def test_without_turn_detection_the_client_commits(make_talk):
    talk = make_talk(transcripts=["A menu."])
    talk.telephone()
    talk.update(audio={"input": {"turn_detection": None}})
    talk.hear(500)
    assert "input_audio_buffer.speech_started" not in talk.types()
    talk.send("input_audio_buffer.commit")

    kind = "conversation.item.input_audio_transcription.completed"
    assert talk.last(kind)["transcript"] == "A menu."
    assert len(talk.transcribed[0].mulaw) == 500 * 8
    talk.send("input_audio_buffer.commit")
    assert talk.error()["code"] == "input_audio_buffer_commit_empty"


def test_a_cleared_buffer_leaves_nothing_behind(talk):
    talk.telephone()
    talk.hear(500)
    assert talk.send("input_audio_buffer.clear") == ["input_audio_buffer.cleared"]
    talk.silence(800)

    assert "input_audio_buffer.committed" not in talk.types()


def test_audio_before_the_first_update_is_taken_as_wide_pcm(talk):
    payload = base64.b64encode(b"\x00\x40" * 480).decode()
    for _ in range(50):
        assert "error" not in talk.send("input_audio_buffer.append", audio=payload)

    assert talk.last("input_audio_buffer.speech_started")


def test_audio_that_is_not_base64_is_an_error(talk):
    talk.send("input_audio_buffer.append", audio="***")

    assert talk.error()["param"] == "audio"


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


def test_long_quiet_is_noticed_when_an_idle_timeout_is_set(talk):
    talk.telephone(turns={"type": "server_vad", "idle_timeout_ms": 6000})
    talk.silence(7000)
    assert "input_audio_buffer.timeout_triggered" not in talk.types()
    talk.send("response.create", response={"instructions": SAY})
    talk.silence(8600)  # the sentence plays for 2.8 s
    assert "input_audio_buffer.timeout_triggered" not in talk.types()
    talk.silence(400)

    idle = talk.last("input_audio_buffer.timeout_triggered")
    assert idle["audio_end_ms"] >= 15_000
    assert len(talk.all("response.created")) == 2


def test_idling_without_answers_does_not_repeat_itself_at_once(talk):
    turns = {"type": "server_vad", "idle_timeout_ms": 5000, "create_response": False}
    talk.telephone(turns=turns)
    talk.send("response.create", response={"instructions": SAY})
    talk.silence(14_000)

    assert len(talk.all("input_audio_buffer.timeout_triggered")) == 2


def test_an_input_that_names_no_item_is_refused(talk):
    missing = [{"type": "item_reference", "id": "item_none"}]
    talk.send("response.create", response={"input": missing})

    assert talk.error()["code"] == "item_not_found"
    assert "response.created" not in talk.types()


def test_a_finished_sentence_ends_a_semantic_turn_early(make_talk):
    for text, ended in (("That is all.", True), ("so what we", False)):
        talk = make_talk(transcripts=[text])
        talk.telephone(turns={"type": "semantic_vad", "eagerness": "low"})
        talk.turn()
        assert ("input_audio_buffer.committed" in talk.types()) is ended


def test_a_session_ends_after_its_time_in_openais_words(make_talk):
    talk = make_talk(settings=Settings(session_max_s=30))
    talk.run(31_000)

    assert talk.error()["code"] == "session_expired"
    assert talk.closed.code == 1001
    assert talk.closed.reason == (
        "Your session hit the maximum duration of 60 minutes."
    )


def test_sound_that_is_shown_again_has_the_format_it_was_sent_in(talk):
    talk.update(audio={"output": {"format": {"type": "audio/pcm", "rate": 24000}}})
    talk.send("response.create", response={"instructions": SAY})
    talk.run(3000)
    wide = sum(
        len(base64.b64decode(event["delta"]))
        for event in talk.all("response.output_audio.delta")
    )
    item = talk.last("response.output_item.done")["item"]["id"]
    talk.send("conversation.item.retrieve", item_id=item)
    audio = talk.last("conversation.item.retrieved")["item"]["content"][0]["audio"]

    assert wide == len(base64.b64decode(audio))
    assert wide % 480 == 0
