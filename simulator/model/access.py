"""Who may come in: the key of the account, or a client secret made with it.

A secret (`POST /v1/realtime/client_secrets`) opens Realtime sessions only, for a while,
and fixes how they begin; browsers send it as a WebSocket subprotocol.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from simulator.model.realtime.config import JsonObject, SessionConfig, described
from simulator.model.realtime.errors import ClientError, from_validation
from simulator.model.realtime.updating import created
from simulator.model.responses.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp import web

    from simulator.model.realtime.ids import Ids

_PROTOCOL_KEY = "openai-insecure-api-key."
_MOST = 1000
"""Secrets remembered; the oldest go first."""


class ExpiresAfter(BaseModel):
    """When a secret can no longer be used (a session that was begun goes on)."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    anchor: Literal["created_at"] = "created_at"
    seconds: int = Field(default=600, ge=10, le=7200)


class SecretRequest(BaseModel):
    """The body of `POST /v1/realtime/client_secrets`."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    expires_after: ExpiresAfter = ExpiresAfter()
    session: JsonObject = Field(default_factory=lambda: {"type": "realtime"})


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret that was given out."""

    config: SessionConfig
    expires_s: int
    """Epoch seconds."""


class Access:
    """Checks keys and keeps secrets."""

    def __init__(self, api_key: str, ids: Ids, epoch_s: Callable[[], float]) -> None:
        self._api_key = api_key
        self._ids = ids
        self._epoch_s = epoch_s
        self._secrets: OrderedDict[str, Secret] = OrderedDict()

    def check(self, request: web.Request) -> None:
        """Let the account's own key in.

        Raises:
            ApiError: 401, it is another or none.
        """
        if given(request) != self._api_key:
            raise ApiError.wrong_key()

    def session(self, request: web.Request) -> SessionConfig:
        """Return how a Realtime session begins for whoever asks.

        Raises:
            ApiError: 401 without a valid key, 400 without a model.
        """
        key, model = given(request), request.query.get("model")
        secret = self._secrets.get(key)
        if secret is not None and secret.expires_s > self._epoch_s():
            return secret.config
        if key != self._api_key:
            raise ApiError.wrong_key()
        if not model:
            raise ApiError.missing("model")
        return SessionConfig(type="realtime", model=model)

    async def give_secret(self, request: web.Request) -> JsonObject:
        """Make a secret and return the answer's body.

        Raises:
            ApiError: The request is not valid.
        """
        self.check(request)
        body = await request.read() or b"{}"
        try:
            wanted = SecretRequest.model_validate_json(body)
            config = created(wanted.session)
        except ValidationError as error:
            raise _refused(from_validation(error)) from error
        except ClientError as error:
            raise _refused(error) from error
        expires = int(self._epoch_s()) + wanted.expires_after.seconds
        value = self._ids.new("ek")
        self._secrets[value] = Secret(config, expires)
        if len(self._secrets) > _MOST:
            self._secrets.popitem(last=False)
        session = described(config, self._ids.new("sess"), expires)
        return {"value": value, "expires_at": expires, "session": session}


def given(request: web.Request) -> str:
    """Return the key a request carries, as a bearer token or a subprotocol."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    for protocol in protocols(request):
        if protocol.startswith(_PROTOCOL_KEY):
            return protocol.removeprefix(_PROTOCOL_KEY)
    return ""


def protocols(request: web.Request) -> list[str]:
    """Return the WebSocket subprotocols a client offers."""
    offered = request.headers.get("Sec-WebSocket-Protocol", "")
    return [one.strip() for one in offered.split(",") if one.strip()]


def _refused(error: ClientError) -> ApiError:
    return ApiError(400, error.message, param=error.param, code=error.code)
