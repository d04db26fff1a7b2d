"""A finished response told as the events of a stream (`stream: true`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.model.responses.wire import JsonObject

_WORDS_PER_DELTA = 3


class Events:
    """The server-sent events of one response, numbered."""

    def __init__(self) -> None:
        self._number = 0

    def begin(self, started: JsonObject) -> Iterator[bytes]:
        """Yield what comes before the model has thought."""
        yield self._event({"type": "response.created", "response": started})
        yield self._event({"type": "response.in_progress", "response": started})

    def finish(self, finished: JsonObject) -> Iterator[bytes]:
        """Yield the output, to `response.completed` (or `response.incomplete`)."""
        for index, item in enumerate(finished["output"]):
            for event in _item(index, item):
                yield self._event(event)
        kind = f"response.{finished['status']}"
        yield self._event({"type": kind, "response": finished})

    def fail(self, failed: JsonObject) -> Iterator[bytes]:
        """Yield the end of a response that could not be made."""
        yield self._event({"type": "response.failed", "response": failed})

    def _event(self, event: JsonObject) -> bytes:
        data = json.dumps({**event, "sequence_number": self._number})
        self._number += 1
        return f"event: {event['type']}\ndata: {data}\n\n".encode()


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
