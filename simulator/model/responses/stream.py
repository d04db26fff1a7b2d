"""A finished response told as the events of a stream (`stream: true`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.model.responses.wire import JsonObject

_WORDS_PER_DELTA = 3


def events(started: JsonObject, finished: JsonObject) -> Iterator[bytes]:
    """Yield server-sent events from `response.created` to `response.completed`."""
    told: Iterator[JsonObject] = _told(started, finished)
    for number, event in enumerate(told):
        numbered = {**event, "sequence_number": number}
        data = json.dumps(numbered, ensure_ascii=False)
        yield f"event: {event['type']}\ndata: {data}\n\n".encode()


def _told(started: JsonObject, finished: JsonObject) -> Iterator[JsonObject]:
    yield {"type": "response.created", "response": started}
    yield {"type": "response.in_progress", "response": started}
    for index, item in enumerate(finished["output"]):
        yield from _item(index, item)
    yield {"type": "response.completed", "response": finished}


def _item(index: int, item: JsonObject) -> Iterator[JsonObject]:
    place: JsonObject = {"output_index": index}
    if item["type"] == "message":
        begun = {**item, "status": "in_progress", "content": []}
        told = _text({**place, "item_id": item["id"]}, item["content"][0])
    else:
        begun = {**item, "status": "in_progress", "arguments": ""}
        told = _arguments({**place, "item_id": item["id"]}, item)
    yield {"type": "response.output_item.added", **place, "item": begun}
    yield from told
    yield {"type": "response.output_item.done", **place, "item": item}


def _text(place: JsonObject, part: JsonObject) -> Iterator[JsonObject]:
    place = {**place, "content_index": 0}
    text: str = part["text"]
    empty = {**part, "text": ""}
    yield {"type": "response.content_part.added", **place, "part": empty}
    for delta in _pieces(text):
        said = {"delta": delta, "logprobs": []}
        yield {"type": "response.output_text.delta", **place, **said}
    done = {"text": text, "logprobs": []}
    yield {"type": "response.output_text.done", **place, **done}
    yield {"type": "response.content_part.done", **place, "part": part}


def _arguments(place: JsonObject, item: JsonObject) -> Iterator[JsonObject]:
    kind = "response.function_call_arguments"
    yield {"type": f"{kind}.delta", **place, "delta": item["arguments"]}
    done = {"arguments": item["arguments"], "name": item["name"]}
    yield {"type": f"{kind}.done", **place, **done}


def _pieces(text: str) -> Iterator[str]:
    words = text.split(" ")
    for start in range(0, len(words), _WORDS_PER_DELTA):
        glue = " " if start else ""
        yield glue + " ".join(words[start : start + _WORDS_PER_DELTA])
