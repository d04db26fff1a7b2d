"""The conversation a request builds on: whether it hangs together, and how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.model.engine.prompt import Call, Message, Output
from simulator.model.responses.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.model.engine.prompt import Entry
    from simulator.model.realtime.ids import Ids
    from simulator.model.responses.wire import JsonObject


def check(entries: Sequence[Entry]) -> None:
    """Refuse calls without an output, and outputs without a call.

    Raises:
        ApiError: 400, in OpenAI's words.
    """
    open_: dict[str, None] = {}
    seen: set[str] = set()
    for entry in entries:
        match entry:
            case Call(call_id=call_id):
                open_[call_id] = None
                seen.add(call_id)
            case Output(call_id=call_id):
                if call_id not in seen:
                    raise _broken("tool call", "function call output", call_id)
                open_.pop(call_id, None)
            case Message():
                continue
    for call_id in open_:
        raise _broken("tool output", "function call", call_id)


def shown(entries: Sequence[Entry], ids: Ids) -> list[JsonObject]:
    """Return a conversation as input items, oldest first."""
    return [_item(entry, ids) for entry in entries]


def _item(entry: Entry, ids: Ids) -> JsonObject:
    fields: JsonObject
    match entry:
        case Message(role, text):
            kind = "output_text" if role == "assistant" else "input_text"
            part: JsonObject = {"type": kind, "text": text}
            if role == "assistant":
                part |= {"annotations": [], "logprobs": []}
            fields = {"type": "message", "role": role, "content": [part]}
        case Call(name, arguments, call_id):
            fields = {"type": "function_call", "name": name, "arguments": arguments}
            fields["call_id"] = call_id
        case Output(call_id, text):
            fields = {"type": "function_call_output", "output": text}
            fields["call_id"] = call_id
    return {"id": ids.new("item"), "status": "completed", **fields}


def _broken(missing: str, of: str, call_id: str) -> ApiError:
    suffix = f" with call_id {call_id}." if missing == "tool call" else f" {call_id}."
    return ApiError(400, f"No {missing} found for {of}{suffix}", param="input")
