"""What the HTTP side answers when something goes wrong (RFC 9457, with `advice`)."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from actors.forward import BODY_BYTES
from panda.changes import VERSION
from panda.errors import BadInput, Conflict, Missing, PandaError, ProtocolError
from panda.views import Problem

_log = logging.getLogger(__name__)


def tell_problems(app: FastAPI) -> None:
    """Have an application answer all that goes wrong as a problem."""
    app.middleware("http")(_limit_body)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(PandaError, _on_panda)


def _problem(
    status: HTTPStatus, detail: str, *, where: str = "", advice: str = ""
) -> JSONResponse:
    problem = Problem(
        title=status.phrase, status=status, detail=detail, where=where, advice=advice
    )
    return JSONResponse(
        problem.model_dump(), status, media_type="application/problem+json"
    )


def _mends(request: Request) -> dict[HTTPStatus, tuple[str, str]]:
    """Where to look and what to do, by what a request of the API was answered."""
    listed = {
        "campaign_id": "/api/campaigns",
        "call_id": "/api/calls",
        "alert_id": "/api/alerts",
        "endpoint_id": "/api/webhooks",
    }
    names = [name for name in listed if name in request.path_params]
    where = names[0] if names else "path"
    advice = f"see GET {listed[where]}" if names else "the paths are at /api/docs"
    return {
        HTTPStatus.UNAUTHORIZED: (
            "Authorization",
            "send `Bearer` and the value of PANDA_API_TOKEN",
        ),
        HTTPStatus.NOT_FOUND: (where, advice),
        HTTPStatus.CONFLICT: (where, advice),
    }


def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    where, advice = _mends(request).get(status, ("", ""))
    answer = _problem(status, str(error.detail), where=where, advice=advice)
    answer.headers.update(error.headers or {})
    return answer


def _on_invalid(_request: Request, error: Exception) -> Response:
    """Say where a body is wrong, without quoting it."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        at = first["loc"][-1]
        return _problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"this is no JSON: it goes wrong at character {at}",
            where="body",
            advice="send one JSON value, and Content-Type: application/json",
        )
    where = ".".join(map(str, first["loc"]))
    return _problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        first["msg"],
        where=where,
        advice="the models are at /api/docs",
    )


def _on_panda(_request: Request, error: Exception) -> Response:
    match error:
        case Missing(problem=problem, where=where, advice=advice):
            return _problem(HTTPStatus.NOT_FOUND, problem, where=where, advice=advice)
        case Conflict(problem=problem, where=where, advice=advice):
            return _problem(HTTPStatus.CONFLICT, problem, where=where, advice=advice)
        case BadInput(problem=problem, where=where, advice=advice):
            conflict = where in {"status", "call_id", VERSION}
            status = HTTPStatus.CONFLICT if conflict else HTTPStatus.BAD_REQUEST
            return _problem(status, problem, where=where, advice=advice)
        case ProtocolError():
            return _problem(HTTPStatus.BAD_REQUEST, "the request makes no sense")
        case _:
            _log.warning("not served: %s", type(error).__name__)
            return _problem(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "a part of the installation is away",
                advice="try again in a few seconds",
            )


async def _limit_body(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Turn away bodies that are too long, or do not say how long they are."""
    length = request.headers.get("content-length", "")
    if "transfer-encoding" in request.headers:
        return _problem(HTTPStatus.LENGTH_REQUIRED, "say how long the body is")
    if length and (not length.isdecimal() or int(length) > BODY_BYTES):
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return _problem(status, f"the body is over {BODY_BYTES} bytes")
    return await call_next(request)
