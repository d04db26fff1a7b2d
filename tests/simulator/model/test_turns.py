"""What a session makes of the sound it is sent: turns, pauses, interruptions."""

from __future__ import annotations

import base64
import json

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


def test_a_finished_sentence_ends_a_semantic_turn_early(make_talk):
    for text, ended in (("That is all.", True), ("so what we", False)):
        talk = make_talk(transcripts=[text])
        talk.telephone(turns={"type": "semantic_vad", "eagerness": "low"})
        talk.turn()
        assert ("input_audio_buffer.committed" in talk.types()) is ended


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
