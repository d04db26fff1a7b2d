"""How OpenAI Realtime GA spells what we ask: each function returns one client event.

Shapes are those of PROTOCOLS B1, held in tests to the openai SDK's own types and to
OpenAI's schema. `event_id` is added by the codec when it sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.realtime.agent import Remember

if TYPE_CHECKING:
    from panda.realtime.agent import Configure, Tool, Turns

Event = dict[str, object]
"""A client event about to be written as JSON."""

_PCMU = {"type": "audio/pcmu"}
"""8 kHz mu-law, as the telephone has it: nothing is resampled on the way."""
_CONTENT = {"system": "input_text", "user": "input_text", "assistant": "output_text"}


def session_update(
    configure: Configure, *, transcription_model: str, language: str | None
) -> Event:
    """Set up, or change, what `configure` names.

    Audio format and transcription always go along, so that every update stands alone.
    """
    transcription = {"model": transcription_model}
    if language:
        transcription["language"] = language
    heard: Event = {"format": _PCMU, "transcription": transcription}
    said: Event = {"format": _PCMU}
    session: Event = {
        "type": "realtime",
        "output_modalities": ["audio"],
        "audio": {"input": heard, "output": said},
    }
    if configure.turns is not None:
        heard["turn_detection"] = _server_vad(configure.turns)
    if configure.voice is not None:
        said["voice"] = configure.voice
    if configure.instructions is not None:
        session["instructions"] = configure.instructions
    if configure.tools is not None:
        session["tools"] = [_function(tool) for tool in configure.tools]
        session["tool_choice"] = "auto"
    return {"type": "session.update", "session": session}


def _server_vad(turns: Turns) -> Event:
    return {
        "type": "server_vad",
        "threshold": turns.threshold,
        "prefix_padding_ms": turns.prefix_ms,
        "silence_duration_ms": turns.silence_ms,
        "create_response": turns.respond,
        "interrupt_response": turns.interruptible,
    }


def _function(tool: Tool) -> Event:
    return {
        "type": "function",
        "name": tool.name,
        "description": tool.description,
        "parameters": dict(tool.parameters),
    }


def message(line: Remember) -> Event:
    """Put a line into the conversation; an assistant's can only be text."""
    content = {"type": _CONTENT[line.role], "text": line.text}
    item = {"type": "message", "role": line.role, "content": [content]}
    return {"type": "conversation.item.create", "item": item}


def function_output(request: str, output: str) -> Event:
    """Answer a function call."""
    item = {"type": "function_call_output", "call_id": request, "output": output}
    return {"type": "conversation.item.create", "item": item}


def exact_words(text: str, *, aside: bool) -> Event:
    """Have words spoken as they stand, and nothing else done."""
    response: Event = {"instructions": f"Say exactly: {text}", "tool_choice": "none"}
    if aside:
        response |= {"conversation": "none", "input": []}
    return {"type": "response.create", "response": response}


def answer(instructions: str) -> Event:
    """Ask for an answer to the conversation as it stands."""
    response: Event = {"instructions": instructions} if instructions else {}
    return {"type": "response.create", "response": response}


def truncation(item: str, heard_ms: int) -> Event:
    """Cut an utterance back to what was heard of it."""
    return {
        "type": "conversation.item.truncate",
        "item_id": item,
        "content_index": 0,
        "audio_end_ms": heard_ms,
    }


def append(audio: str) -> str:
    """Return the wire text that lets the voice hear; `audio` is checked base64."""
    return f'{{"type":"input_audio_buffer.append","audio":"{audio}"}}'


def replayed(lines: list[Remember]) -> list[Event]:
    """Return the events that tell a new session what an earlier one knew."""
    note = Remember(
        "system",
        "The connection was interrupted for a moment. The call goes on; "
        "do not greet or introduce yourself again.",
    )
    return [message(line) for line in (*lines, note)] if lines else []
