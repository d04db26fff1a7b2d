"""`/v1/responses` over HTTP: create (also streaming), retrieve, delete."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web
from pydantic import ValidationError

from simulator.model.engine import tasks
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Decision,
    Entry,
    Message,
    Say,
    Silence,
)
from simulator.model.realtime.ids import Ids
from simulator.model.responses import stream, wire
from simulator.model.responses.errors import ApiError
from simulator.model.tokens import text_tokens

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable

    from simulator.model.settings import Settings
    from simulator.ports import Ledger

_KEPT = 5000
"""Responses remembered for `previous_response_id`; the oldest go first."""
_CACHE_FROM = 1024
"""Prompts from this many tokens on are cached, in steps of `_CACHE_STEP`."""
_CACHE_STEP = 128


@dataclass(frozen=True, slots=True)
class Stored:
    """A response that was given, with the conversation up to and including it."""

    entries: tuple[Entry, ...]
    body: wire.JsonObject


class ResponsesApi:
    """The handlers of the Responses API and what they remember."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        settings: Settings,
        rng: random.Random,
        api_key: str,
        now_ms: Callable[[], int],
        epoch_s: Callable[[], float],
    ) -> None:
        self._ledger = ledger
        self._settings = settings
        self._rng = rng
        self._ids = Ids(rng)
        self._api_key = api_key
        self._now_ms = now_ms
        self._epoch_s = epoch_s
        self._stored: OrderedDict[str, Stored] = OrderedDict()
        self._recent: deque[int] = deque()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Put the handlers on their paths."""
        router.add_post("/v1/responses", self._guarded(self._create))
        router.add_get("/v1/responses/{id}", self._guarded(self._retrieve))
        router.add_delete("/v1/responses/{id}", self._guarded(self._delete))

    def _guarded(
        self, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Check the key, and turn errors into OpenAI's bodies."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            try:
                if request.headers.get("Authorization") != f"Bearer {self._api_key}":
                    raise ApiError.wrong_key()
                return await handler(request)
            except ApiError as error:
                return error.response()

        return guarded

    async def _create(self, http: web.Request) -> web.StreamResponse:
        begun = self._now_ms()
        self._count(begun)
        request = _read(await http.read())
        before = self._before(request)
        prompt = request.prompt(before)
        decision = tasks.decide(prompt, _layout(request))
        await asyncio.sleep(self._settings.reasoner_delay_ms / 1000)
        if self._rng.random() < self._settings.error_rate:
            raise ApiError.server()
        response_id = self._ids.new("resp")
        output, said = self._output(decision)
        spent = wire.prompt_tokens(prompt)
        usage = wire.Usage(
            input=spent,
            cached=spent // _CACHE_STEP * _CACHE_STEP
            if request.previous_response_id and spent >= _CACHE_FROM
            else 0,
            output=max(1, text_tokens(json.dumps(output))),
        )
        created = self._epoch_s()
        body = wire.response_object(
            request, response_id, created, output=output, usage=usage
        )
        self._remember(response_id, Stored((*prompt.entries, *said), body))
        self._note(response_id, said, usage, self._now_ms() - begun)
        if not request.stream:
            return web.json_response(body, headers={"x-request-id": response_id})
        started = wire.response_object(
            request, response_id, created, output=[], usage=None, status="in_progress"
        )
        return await _streamed(http, started, body)

    async def _retrieve(self, http: web.Request) -> web.Response:
        return web.json_response(self._known(http.match_info["id"]).body)

    async def _delete(self, http: web.Request) -> web.Response:
        response_id = http.match_info["id"]
        self._known(response_id)
        del self._stored[response_id]
        deleted = {"id": response_id, "object": "response", "deleted": True}
        return web.json_response(deleted)

    def _count(self, now_ms: int) -> None:
        """Hold to the rate limit, if one is set."""
        limit = self._settings.requests_per_min
        if not limit:
            return
        while self._recent and self._recent[0] <= now_ms - 60_000:
            self._recent.popleft()
        if len(self._recent) >= limit:
            raise ApiError.too_fast()
        self._recent.append(now_ms)

    def _before(self, request: wire.Request) -> tuple[Entry, ...]:
        previous = request.previous_response_id
        if previous is None:
            return ()
        stored = self._stored.get(previous)
        if stored is None:
            raise ApiError(
                400,
                f"Previous response with id '{previous}' not found.",
                param="previous_response_id",
                code="previous_response_not_found",
            )
        return stored.entries

    def _known(self, response_id: str) -> Stored:
        stored = self._stored.get(response_id)
        if stored is None:
            raise ApiError(404, f"Response with id '{response_id}' not found.")
        return stored

    def _remember(self, response_id: str, stored: Stored) -> None:
        self._stored[response_id] = stored
        if len(self._stored) > _KEPT:
            self._stored.popitem(last=False)

    def _output(
        self, decision: Decision
    ) -> tuple[list[wire.JsonObject], tuple[Entry, ...]]:
        """Return the decision as output items and as entries of the conversation."""
        match decision:
            case Say(text):
                item = wire.message_item(self._ids.new("msg"), text)
                return [item], (Message("assistant", text),)
            case Silence():
                return [wire.message_item(self._ids.new("msg"), "")], ()
            case CallFunctions(wanted):
                calls = tuple(
                    Call(call.name, call.arguments, self._ids.new("call"))
                    for call in wanted
                )
                items = [wire.call_item(self._ids.new("fc"), call) for call in calls]
                return items, calls

    def _note(
        self, response_id: str, said: tuple[Entry, ...], usage: wire.Usage, ms: int
    ) -> None:
        self._ledger.write("latency", stage="reasoner", ms=ms)
        for entry in said:
            if isinstance(entry, Call):
                self._ledger.write("function", name=entry.name)
        self._ledger.write(
            "response", id=response_id, api="responses", usage=usage.wire()
        )


def _read(body: bytes) -> wire.Request:
    try:
        return wire.Request.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        param = ".".join(str(part) for part in first["loc"])
        if first["type"] == "missing":
            raise ApiError.missing(param) from error
        raise ApiError(
            400,
            f"Invalid value for '{param}': {first['msg']}.",
            param=param or None,
            code="invalid_value" if param else "invalid_json",
        ) from error


def _layout(request: wire.Request) -> wire.JsonObject | None:
    """Return the JSON schema the answer must follow, if any."""
    wanted = request.text.format
    return (wanted.schema_ or {}) if wanted.type == "json_schema" else None


async def _streamed(
    http: web.Request, started: wire.JsonObject, finished: wire.JsonObject
) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await answer.prepare(http)
    for event in stream.events(started, finished):
        await answer.write(event)
    await answer.write_eof()
    return answer
