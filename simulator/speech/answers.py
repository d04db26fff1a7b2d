"""A transcript in each shape that `/v1/audio/transcriptions` offers.

The recogniser hears one stretch at a time, so there is one segment, as long as the
recording.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, assert_never

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.ports import Transcript

Format = Literal["json", "text", "verbose_json", "srt", "vtt"]
_NAMES = {
    "en": "english", "es": "spanish", "fr": "french", "de": "german", "it": "italian",
    "pt": "portuguese", "zh": "chinese",
}  # fmt: skip
_MS_PER_TOKEN = 100
"""OpenAI counts ten tokens for a second that was listened to."""
_CHARACTERS_PER_TOKEN = 4


def content(transcript: Transcript, form: Format, model: str) -> tuple[str, str]:
    """Return the answer's body and its media type."""
    match form:
        case "json":
            return _json(_brief(transcript, model)), "application/json"
        case "verbose_json":
            return _json(_verbose(transcript, model)), "application/json"
        case "text":
            return transcript.text + "\n", "text/plain"
        case "srt":
            return f"1\n{_span(transcript, ',')}\n{transcript.text}\n\n", "text/plain"
        case "vtt":
            lines = f"{_span(transcript, '.')}\n{transcript.text}\n"
            return f"WEBVTT\n\n{lines}\n", "text/vtt"
        case _:
            assert_never(form)


def events(transcript: Transcript, model: str) -> Iterator[bytes]:
    """Yield the server-sent events of a streamed transcript."""
    for number, word in enumerate(transcript.text.split()):
        delta = f" {word}" if number else word
        yield _event({"type": "transcript.text.delta", "delta": delta})
    done = {"type": "transcript.text.done", "text": transcript.text}
    yield _event({**done, "usage": usage(transcript, model)})


def usage(transcript: Transcript, model: str) -> dict[str, object]:
    """Return what it costs: by the second with Whisper, else by the token."""
    if not model.startswith("gpt"):
        return {"type": "duration", "seconds": round(transcript.audio_ms / 1000)}
    heard = -(-transcript.audio_ms // _MS_PER_TOKEN)
    said = -(-len(transcript.text) // _CHARACTERS_PER_TOKEN)
    return {
        "type": "tokens",
        "input_tokens": heard,
        "output_tokens": said,
        "total_tokens": heard + said,
        "input_token_details": {"audio_tokens": heard, "text_tokens": 0},
    }


def _brief(transcript: Transcript, model: str) -> dict[str, object]:
    return {"text": transcript.text, "usage": usage(transcript, model)}


def _verbose(transcript: Transcript, model: str) -> dict[str, object]:
    seconds = transcript.audio_ms / 1000
    segment = {
        "id": 0,
        "seek": 0,
        "start": 0.0,
        "end": seconds,
        "text": transcript.text,
        "tokens": [],
        "temperature": 0.0,
        "avg_logprob": transcript.logprob,
        "compression_ratio": 1.0,
        "no_speech_prob": 0.0,
    }
    return {
        "task": "transcribe",
        "language": _NAMES.get(transcript.language, transcript.language),
        "duration": seconds,
        "text": transcript.text,
        "segments": [segment] if transcript.text else [],
        "usage": usage(transcript, model),
    }


def _span(transcript: Transcript, point: str) -> str:
    seconds, ms = divmod(transcript.audio_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    end = f"{hours:02}:{minutes:02}:{seconds:02}{point}{ms:03}"
    return f"00:00:00{point}000 --> {end}"


def _event(fields: dict[str, object]) -> bytes:
    return f"data: {_json(fields)}\n\n".encode()


def _json(fields: dict[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False)
