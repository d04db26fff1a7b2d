"""What each codec is sent when all is well: hostile inputs are these, bent."""

from __future__ import annotations

from panda.operator.ticket import Role, Ticket, issue

SID = "MZ" + "0" * 32
CARRIER_SAYS = [
    {"event": "connected", "protocol": "Call", "version": "1.0.0"},
    {
        "event": "start",
        "sequenceNumber": "1",
        "streamSid": SID,
        "start": {
            "accountSid": "AC1",
            "callSid": "CA1",
            "streamSid": SID,
            "tracks": ["inbound"],
            "mediaFormat": {
                "encoding": "audio/x-mulaw",
                "sampleRate": 8000,
                "channels": 1,
            },
            "customParameters": {"token": "t"},
        },
    },
    {
        "event": "media",
        "sequenceNumber": "2",
        "streamSid": SID,
        "media": {
            "track": "inbound",
            "chunk": "1",
            "timestamp": "0",
            "payload": "//8=",
        },
    },
    {
        "event": "dtmf",
        "sequenceNumber": "3",
        "streamSid": SID,
        "dtmf": {"track": "inbound_track", "digit": "1"},
    },
    {
        "event": "mark",
        "sequenceNumber": "4",
        "streamSid": SID,
        "mark": {"name": "a"},
    },
    {
        "event": "stop",
        "sequenceNumber": "5",
        "streamSid": SID,
        "stop": {"accountSid": "AC1", "callSid": "CA1"},
    },
]
BOT_SAYS = [
    {"event": "media", "streamSid": SID, "media": {"payload": "//8="}},
    {"event": "mark", "streamSid": SID, "mark": {"name": "a"}},
    {"event": "clear", "streamSid": SID},
]
MODEL_SAYS = [
    {
        "type": "session.created",
        "event_id": "e",
        "session": {"id": "sess_1", "type": "realtime", "expires_at": 1},
    },
    {"type": "input_audio_buffer.speech_started", "audio_start_ms": 0, "item_id": "i"},
    {"type": "input_audio_buffer.speech_stopped", "audio_end_ms": 9, "item_id": "i"},
    {"type": "input_audio_buffer.committed", "item_id": "i", "previous_item_id": None},
    {
        "type": "conversation.item.input_audio_transcription.completed",
        "item_id": "i",
        "content_index": 0,
        "transcript": "Hello.",
        "usage": {"type": "tokens", "total_tokens": 3, "input_tokens": 2},
    },
    {
        "type": "response.output_audio.delta",
        "response_id": "r",
        "item_id": "o",
        "output_index": 0,
        "content_index": 0,
        "delta": "//8=",
    },
    {
        "type": "response.output_audio_transcript.done",
        "response_id": "r",
        "item_id": "o",
        "transcript": "Hi.",
    },
    {
        "type": "response.function_call_arguments.done",
        "response_id": "r",
        "item_id": "f",
        "call_id": "c",
        "name": "wait",
        "arguments": "{}",
    },
    {
        "type": "response.done",
        "response": {
            "id": "r",
            "status": "completed",
            "status_details": None,
            "output": [{"id": "o", "type": "message"}],
            "usage": {"total_tokens": 1, "input_token_details": {"cached_tokens": 0}},
        },
    },
    {"type": "error", "error": {"type": "x", "code": "y", "message": "z"}},
]
OPERATOR_SAYS = [
    {"type": "take_over", "comfort": True},
    {"type": "hand_back", "note": "She is in a hurry."},
    {"type": "whisper", "text": "Ask about Saturday."},
    {"type": "say", "text": "One question more."},
    {"type": "keys", "digits": "12w#"},
    {"type": "hold"},
    {"type": "heartbeat"},
    {"type": "note", "text": "A friendly person."},
]
TICKETS = [
    issue(Ticket("c1", name, Role.OPERATOR, 30, "s1"), b"key")
    for name in ("Ann", "Zo\u00eb")
]
CLIENT_SAYS = [
    {
        "type": "session.update",
        "session": {
            "type": "realtime",
            "model": "gpt-realtime",
            "instructions": "Be kind.",
            "audio": {
                "input": {
                    "format": {"type": "audio/pcmu"},
                    "turn_detection": {"type": "server_vad", "threshold": 0.5},
                },
                "output": {"format": {"type": "audio/pcmu"}, "voice": "marin"},
            },
            "tools": [{"type": "function", "name": "f", "parameters": {}}],
        },
    },
    {"type": "input_audio_buffer.append", "audio": "//8="},
    {"type": "input_audio_buffer.commit"},
    {
        "type": "conversation.item.create",
        "item": {
            "type": "message",
            "role": "user",
            "content": [{"type": "input_text", "text": "Hi"}],
        },
    },
    {
        "type": "conversation.item.truncate",
        "item_id": "o",
        "content_index": 0,
        "audio_end_ms": 20,
    },
    {"type": "response.create", "response": {"conversation": "none", "input": []}},
    {"type": "response.cancel"},
]
REQUESTS = [
    {
        "model": "gpt-5",
        "instructions": "Be kind.",
        "input": [{"role": "user", "content": "Hi"}],
        "tools": [{"type": "function", "name": "f", "parameters": {"type": "object"}}],
        "text": {"format": {"type": "json_schema", "name": "n", "schema": {}}},
        "stream": True,
    },
    {"model": "gpt-5", "input": "Hi", "previous_response_id": "resp_1"},
]
DOCUMENTS = [
    '<Response><Connect><Stream url="wss://h/media"><Parameter name="a" value="b"/>\
</Stream></Connect><Redirect>https://h/r</Redirect></Response>',
    '<Response><Say voice="alice" loop="2">Hi</Say><Pause length="3"/>\
<Play digits="1w2"/><Play loop="0">https://h/a.wav</Play></Response>',
    '<Response><Gather numDigits="1" timeout="5" action="/g"><Say>1</Say></Gather>\
<Reject reason="busy"/><Hangup/></Response>',
    '<Response><Dial timeout="20" callerId="+15550100001"><Number>+15550100002\
</Number></Dial></Response>',
    '<Response><Dial><Conference startConferenceOnEnter="true" beep="onEnter">Room\
</Conference></Dial><Record maxLength="30" playBeep="false"/></Response>',
    '<Response><Start><Stream url="wss://h/m" track="both_tracks"/></Start></Response>',
]
CREATE = [
    "To", "From", "Url", "Twiml", "Method", "StatusCallback", "StatusCallbackEvent",
    "Timeout", "TimeLimit", "SendDigits", "MachineDetection", "AsyncAmd", "Record",
    "MachineDetectionTimeout", "FallbackUrl", "Status", "ApplicationSid",
]  # fmt: skip
VALUES = [
    "+15550100001", "https://h/voice#rc=2&rt=100", "<Response/>", "POST", "answered",
    "30", "ww12#", "DetectMessageEnd", "true", "completed", "2026-11-22", "50",
]  # fmt: skip
JOIN = [
    "Muted", "Hold", "HoldUrl", "AnnounceUrl", "AnnounceMethod", "Coaching", "Beep",
    "CallSidToCoach", "EndConferenceOnExit", "StartConferenceOnEnter", "Label",
    "MaxParticipants", "WaitUrl", "ConferenceRecord", "ConferenceStatusCallback",
    "ConferenceStatusCallbackEvent", "RecordingStatusCallback", "EarlyMedia",
]  # fmt: skip
LIST = [
    "To",
    "From",
    "Status",
    "StartTime",
    "StartTime>",
    "EndTime<",
    "PageSize",
    "Page",
]
FAULTS = ["drop_media:after_ms=50", "media_drop:rate=0.1,direction=both", "leg_drop"]
