"""Mistakes of the client: each becomes an `error` event; the session goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


class ClientError(Exception):
    """A client event that cannot be followed.

    `code`, `param` and the message are OpenAI's where they are known.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        param: str | None = None,
        kind: str = "invalid_request_error",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.param = param
        self.kind = kind


def from_validation(error: ValidationError, *, prefix: str = "") -> ClientError:
    """Return the first complaint of a model's validation in OpenAI's words."""
    first = error.errors()[0]
    path = [prefix] if prefix else []
    path += [str(part) for part in first["loc"] if not _is_tag(str(part))]
    param = ".".join(path)
    if first["type"] == "extra_forbidden":
        return ClientError(
            f"Unknown parameter: '{param}'.", code="unknown_parameter", param=param
        )
    if first["type"] == "missing":
        return ClientError(
            f"Missing required parameter: '{param}'.",
            code="missing_required_parameter",
            param=param,
        )
    return ClientError(
        f"Invalid value for '{param}': {first['msg']}.",
        code="invalid_value",
        param=param,
    )


def _is_tag(part: str) -> bool:
    """Whether a step of pydantic's path names a union's member, not a field."""
    return part in {"server_vad", "semantic_vad", "str"} or part[:1].isupper()
