"""`/v1/models`: the names this server answers to (it answers to any other as well)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from simulator.model.responses.errors import ApiError

if TYPE_CHECKING:
    from simulator.model.access import Access
    from simulator.model.realtime.config import JsonObject

NAMES = (
    "gpt-realtime", "gpt-realtime-1.5", "gpt-realtime-2", "gpt-realtime-2.1",
    "gpt-realtime-2.1-mini", "gpt-realtime-mini", "gpt-5", "gpt-5-mini",
    "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "whisper-1", "gpt-4o-mini-tts",
)  # fmt: skip


def routes(access: Access) -> list[web.RouteDef]:
    """Return the routes that list and show models."""

    async def every(request: web.Request) -> web.Response:
        access.check(request)
        shown = [_shown(name) for name in NAMES]
        return web.json_response({"object": "list", "data": shown})

    async def one(request: web.Request) -> web.Response:
        access.check(request)
        name = request.match_info["model"]
        if name not in NAMES:
            message = f"The model '{name}' does not exist"
            raise ApiError(404, message, param="model", code="model_not_found")
        return web.json_response(_shown(name))

    return [web.get("/v1/models", every), web.get("/v1/models/{model}", one)]


def _shown(name: str) -> JsonObject:
    return {"id": name, "object": "model", "created": 0, "owned_by": "simulator"}
