"""`/v1/responses` over HTTP: create (also streaming), retrieve, delete."""

from __future__ import annotations

import asyncio
import json
import math
from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web
from pydantic import ValidationError

from simulator.faults import kinds
from simulator.model.engine import tasks
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Decision,
    Entry,
    Message,
    Prompt,
    Say,
    Silence,
)
from simulator.model.realtime.errors import from_validation
from simulator.model.realtime.ids import Ids
from simulator.model.responses import history, stream, wire
from simulator.model.responses.errors import ApiError
from simulator.model.tokens import text_tokens, within

if TYPE_CHECKING:
    import random
    from collections.abc import Awaitable, Callable

    from simulator.faults.book import FaultBook
    from simulator.model.access import Access
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


@dataclass(frozen=True, slots=True)
class _Answer:
    """A response that is being made."""

    request: wire.Request
    prompt: Prompt
    id: str
    created_s: float


class ResponsesApi:
    """The handlers of the Responses API and what they remember."""

    def __init__(
        self,
        *,
        access: Access,
        ledger: Ledger,
        settings: Settings,
        faults: FaultBook,
        rng: random.Random,
        now_ms: Callable[[], int],
        epoch_s: Callable[[], float],
    ) -> None:
        self._ledger = ledger
        self._settings = settings
        self._rng = rng
        self._ids = Ids(rng)
        self._access = access
        self._faults = faults
        self._now_ms = now_ms
        self._epoch_s = epoch_s
        self._stored: OrderedDict[str, Stored] = OrderedDict()
        self._recent: deque[int] = deque()

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Put the handlers on their paths."""
        router.add_post("/v1/responses", self._guarded(self._create))
        router.add_get("/v1/responses/{id}", self._guarded(self._retrieve))
        router.add_delete("/v1/responses/{id}", self._guarded(self._delete))
        path = "/v1/responses/{id}/input_items"
        router.add_get(path, self._guarded(self._inputs))

    def _guarded(
        self, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """Check the key first."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            self._access.check(request)
            return await handler(request)

        return guarded

    async def _create(self, http: web.Request) -> web.StreamResponse:
        begun = self._now_ms()
        if self._faults.strikes(kinds.Model429) is not None:
            raise ApiError.too_fast()
        self._count(begun)
        request = _read(await http.read())
        prompt = request.prompt(self._before(request))
        history.check(prompt.entries)
        answer = _Answer(request, prompt, self._ids.new("resp"), self._epoch_s())
        if request.stream:
            return await self._streamed(http, answer, begun)
        body = await self._answered(answer, begun)
        return web.json_response(body, headers={"x-request-id": answer.id})

    async def _answered(self, answer: _Answer, begun: int) -> wire.JsonObject:
        """Let the model think, and return the finished response.

        Raises:
            ApiError: It fails, on order or by the rate that is set.
        """
        request, prompt = answer.request, answer.prompt
        late = self._faults.strikes(kinds.ModelDelay)
        late_ms = self._settings.reasoner_delay_ms + (late.ms if late else 0)
        await asyncio.sleep(late_ms / 1000)
        failing = self._faults.strikes(kinds.ModelError)
        if failing is not None:
            raise ApiError.server(failing.http)
        if self._rng.random() < self._settings.error_rate:
            raise ApiError.server()
        decision = prompt.allows(tasks.decide(prompt, _layout(request)))
        output, said, whole = self._output(decision, request.max_output_tokens)
        spent = wire.prompt_tokens(prompt)
        usage = wire.Usage(
            input=spent,
            cached=spent // _CACHE_STEP * _CACHE_STEP
            if request.previous_response_id and spent >= _CACHE_FROM
            else 0,
            output=max(1, text_tokens(json.dumps(output))),
        )
        body = wire.response_object(
            request,
            answer.id,
            answer.created_s,
            output=output,
            usage=usage,
            status="completed" if whole else "incomplete",
        )
        if request.store is not False:
            self._remember(answer.id, Stored((*prompt.entries, *said), body))
        self._note(answer.id, said, usage, self._now_ms() - begun)
        return body

    async def _streamed(
        self, http: web.Request, answer: _Answer, begun: int
    ) -> web.StreamResponse:
        told = stream.Events()
        headers = {"Content-Type": "text/event-stream", "x-request-id": answer.id}
        out = web.StreamResponse(headers=headers)
        await out.prepare(http)
        started = wire.response_object(
            answer.request,
            answer.id,
            answer.created_s,
            output=[],
            usage=None,
            status="in_progress",
        )
        for event in told.begin(started):
            await out.write(event)
        try:
            ending = told.finish(await self._answered(answer, begun))
        except ApiError as error:
            failure = {"code": error.code, "message": error.message}
            ending = told.fail({**started, "status": "failed", "error": failure})
        for event in ending:
            await out.write(event)
        await out.write_eof()
        return out

    async def _inputs(self, http: web.Request) -> web.Response:
        stored = self._known(http.match_info["id"])
        items = history.shown(stored.entries, self._ids)
        return web.json_response(
            {
                "object": "list",
                "data": items[::-1],
                "first_id": items[-1]["id"] if items else None,
                "last_id": items[0]["id"] if items else None,
                "has_more": False,
            }
        )

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
        self, decision: Decision, limit: int | None
    ) -> tuple[list[wire.JsonObject], tuple[Entry, ...], bool]:
        """Return output items, entries of the conversation, and whether it is whole."""
        match decision:
            case Say(text):
                said = within(text, limit or math.inf)
                whole = said == text
                status: wire.Status = "completed" if whole else "incomplete"
                item = wire.message_item(self._ids.new("msg"), said, status)
                return [item], (Message("assistant", said),), whole
            case Silence():
                return [wire.message_item(self._ids.new("msg"), "")], (), True
            case CallFunctions(wanted):
                calls = tuple(
                    Call(call.name, call.arguments, self._ids.new("call"))
                    for call in wanted
                )
                items = [wire.call_item(self._ids.new("fc"), call) for call in calls]
                return items, calls, True

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
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ApiError(
            400,
            "We could not parse the JSON body of your request.",
            code="invalid_json",
        ) from error
    try:
        return wire.Request.model_validate(raw)
    except ValidationError as error:
        wrong = from_validation(error)
        param = wrong.param
        raise ApiError(400, wrong.message, param=param, code=wrong.code) from error


def _layout(request: wire.Request) -> wire.JsonObject | None:
    """Return the JSON schema the answer must follow, if any."""
    wanted = request.text.format
    return (wanted.schema_ or {}) if wanted.type == "json_schema" else None
