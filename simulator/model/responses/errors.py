"""Errors of the HTTP API in OpenAI's shape.

The body is `{"error": {"message", "type", "param", "code"}}`.
"""

from __future__ import annotations

from aiohttp import web


class ApiError(Exception):
    """A request that cannot be served."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        param: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.kind = kind
        self.param = param
        self.code = code

    @classmethod
    def wrong_key(cls) -> ApiError:
        """Return the 401 for a missing or unknown key."""
        return cls(
            401,
            "Incorrect API key provided. You can find your API key at "
            "https://platform.openai.com/account/api-keys.",
            code="invalid_api_key",
        )

    @classmethod
    def missing(cls, param: str) -> ApiError:
        """Return the 400 for a parameter that is not there."""
        return cls(
            400,
            f"Missing required parameter: '{param}'.",
            param=param,
            code="missing_required_parameter",
        )

    @classmethod
    def too_fast(cls) -> ApiError:
        """Return the 429."""
        return cls(
            429,
            "Rate limit reached for requests. Please try again later.",
            kind="requests",
            code="rate_limit_exceeded",
        )

    @classmethod
    def server(cls, status: int = 500) -> ApiError:
        """Return the 500, or another of its kind."""
        return cls(
            status,
            "The server had an error while processing your request.",
            kind="server_error",
            code="server_error",
        )

    def response(self) -> web.Response:
        """Return the answer to send."""
        body = {
            "message": self.message,
            "type": self.kind,
            "param": self.param,
            "code": self.code,
        }
        headers = {"Retry-After": "1"} if self.status == 429 else None
        return web.json_response({"error": body}, status=self.status, headers=headers)
