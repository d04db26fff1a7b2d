"""How the dashboard asks an installation: HTTP, its token, what is wrong in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

import httpx

from panda.errors import BadInput, PandaError
from panda.views import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

Model = TypeVar("Model")

TIMEOUT_S = 5.0


class ApiError(PandaError):
    """The installation did not answer, or not with what was asked for."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status
        """Of HTTP; 0 if it did not answer."""


class Reach:
    """One installation's HTTP API, without what can be asked there."""

    def __init__(
        self, url: str, token: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._http = httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=TIMEOUT_S,
            transport=transport,
        )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Return the API of `PANDA_API_URL` (or the public address) and its token.

        Raises:
            BadInput: One is missing.
        """
        url = environ.get("PANDA_API_URL") or environ.get("PANDA_PUBLIC_URL")
        token = environ.get("PANDA_API_TOKEN")
        if not url or not token:
            raise BadInput(
                "PANDA_API_URL and PANDA_API_TOKEN are needed",
                where="environment",
                advice="start the dashboard by `panda dash`",
            )
        return cls(url, token)

    def _list(self, path: str, read: Callable[[Any], Model]) -> list[Model]:
        return [read(one) for one in self._ask("GET", path)]

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        return self._answer(method, path, body).json()

    def _answer(self, method: str, path: str, body: Any = None) -> httpx.Response:
        try:
            answer = self._http.request(method, path, json=body)
        except httpx.HTTPError as error:
            kind = type(error).__name__
            raise ApiError(f"the installation does not answer ({kind})") from error
        if answer.is_error:
            told = f"{answer.status_code}: {_detail(answer)}"
            raise ApiError(told, status=answer.status_code)
        return answer


def quoted(part: str) -> str:
    """Write one part of a path; what a person put into the address bar stays in it."""
    return quote(part, safe="")


def _detail(answer: httpx.Response) -> str:
    """What is wrong, where, and what helps, as the API says it."""
    try:
        problem = Problem.model_validate_json(answer.content)
    except ValueError:
        return answer.reason_phrase
    told = f"{problem.where}: {problem.detail}" if problem.where else problem.detail
    return f"{told} ({problem.advice})" if problem.advice else told
