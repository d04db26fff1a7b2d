"""What every router needs: the installation, its settings, and who may come in."""

import hmac
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException

from gateways.signature import HEADER, SETTINGS_HEADER, is_signed
from panda.dispatch.ports import Installation
from panda.settings import Settings
from panda.views import Problem
from serve_api.bulletin import Newsroom

ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem} for code in (400, 401, 403, 404, 409, 413, 422, 503)
}
"""What a request of the API may be answered instead."""


def _panda(request: Request) -> Installation:
    panda: Installation = request.app.state.panda
    return panda


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _newsroom(request: Request) -> Newsroom:
    newsroom: Newsroom = request.app.state.newsroom
    return newsroom


Panda = Annotated[Installation, Depends(_panda)]
News = Annotated[Newsroom, Depends(_newsroom)]
Configured = Annotated[Settings, Depends(_settings)]


def bearer(
    settings: Configured,
    given: Annotated[
        HTTPAuthorizationCredentials | None,
        Depends(HTTPBearer(auto_error=False, description="PANDA_API_TOKEN")),
    ],
) -> None:
    """Let nobody by without the token; takes as long whatever was given."""
    token = given.credentials if given else ""
    if not hmac.compare_digest(token.encode(), settings.api_token.encode()):
        raise HTTPException(
            HTTPStatus.UNAUTHORIZED,
            "the bearer token is wrong" if token else "a bearer token is needed",
            headers={"WWW-Authenticate": "Bearer"},
        )


async def signed(request: Request, settings: Configured) -> dict[str, str]:
    """Return the form of a request that is the carrier's.

    The URL is that of our settings, never of the request's `Host`.
    """
    try:
        body = (await request.body()).decode()
        pairs = parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body))
    except ValueError:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "not a form") from None
    url = settings.public_url + request.url.path
    if request.url.query:
        url += f"?{request.url.query}"
    if not is_signed(
        request.headers.get(HEADER, ""),
        token=settings.twilio_auth_token,
        url=url,
        params=pairs,
        settings=request.headers.get(SETTINGS_HEADER, ""),
    ):
        raise HTTPException(HTTPStatus.FORBIDDEN, "not signed by the carrier")
    return dict(pairs)
