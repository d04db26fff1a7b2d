"""How the dashboard asks an installation: HTTP, its token, what is wrong in words."""

from __future__ import annotations

import json
import os
import threading
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import quote

import httpx

from panda.errors import BadInput, PandaError
from panda.settings import Settings
from panda.views import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

Model = TypeVar("Model")

TIMEOUT_S = 5.0


class Place(NamedTuple):
    """Where an installation's API is, and its token."""

    url: str
    token: str


class ApiError(PandaError):
    """The installation did not answer, or not with what was asked for."""

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status
        """Of HTTP; 0 if it did not answer."""


class Reach:
    """One installation's HTTP API, without what can be asked there.

    Args:
        url: Where it listens.
        token: Of its API.
        transport: Carries requests, if not the network.
        look: Says where the installation is by now; a simulated one has another
            address and another token whenever it is started.
    """

    def __init__(
        self,
        url: str,
        token: str,
        transport: httpx.BaseTransport | None = None,
        look: Callable[[], Place | None] | None = None,
    ) -> None:
        self._place = Place(url, token)
        self._transport = transport
        self._look = look or _nowhere
        self._lock = threading.Lock()
        self._http = self._client()

    def _client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self._place.url,
            headers={"Authorization": f"Bearer {self._place.token}"},
            timeout=TIMEOUT_S,
            transport=self._transport,
        )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Return the API of `PANDA_API_URL` (or the public address) and its token.

        Where `PANDA_SIMULATED_FILE` names what `panda up --simulate` leaves for other
        programs, it is found again there after a restart.

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
        file = environ.get("PANDA_SIMULATED_FILE", "")
        return cls(url, token, look=partial(left_at, Path(file)) if file else None)

    def _list(self, path: str, read: Callable[[Any], Model]) -> list[Model]:
        return [read(one) for one in self._ask("GET", path)]

    def _ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        within_s: float = TIMEOUT_S,
        once: str = "",
    ) -> Any:
        return self._answer(method, path, body, within_s=within_s, once=once).json()

    def _answer(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        within_s: float = TIMEOUT_S,
        once: str = "",
    ) -> httpx.Response:
        """Ask; what is named by `once` is done once, however often it is asked."""
        key = {"Idempotency-Key": once} if once else {}
        try:
            answer = self._http.request(
                method, path, json=body, timeout=within_s, headers=key
            )
        except httpx.ConnectError as error:
            if self._moved():
                return self._answer(method, path, body, within_s=within_s, once=once)
            raise ApiError(
                f"nothing answers at {self._place.url}: start the installation again "
                "(`panda up`)"
            ) from error
        except httpx.TimeoutException as error:
            late = f"the installation has not answered for {within_s:.0f} s"
            raise ApiError(f"{late}; it may be busy") from error
        except httpx.HTTPError as error:
            raise ApiError("the connection to the installation broke") from error
        if answer.status_code == HTTPStatus.UNAUTHORIZED and self._moved():
            return self._answer(method, path, body, within_s=within_s, once=once)
        if answer.is_error:
            told = f"{answer.status_code}: {_detail(answer)}"
            raise ApiError(told, status=answer.status_code)
        return answer

    def _moved(self) -> bool:
        """Whether the installation is elsewhere by now; then that is asked next."""
        with self._lock:
            place = self._look()
            if place is None or place == self._place:
                return False
            self._place = place
            self._http = self._client()
            return True


def left_at(file: Path) -> Place | None:
    """Read where a simulated installation is from what it has left; None if it is not.

    It is written while we may read it: half of a file is none.
    """
    try:
        left: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
        settings = Settings.from_env({**os.environ, **left})
    except (OSError, ValueError, BadInput):
        return None
    return Place(f"http://127.0.0.1:{settings.front_port}", settings.api_token)


def _nowhere() -> Place | None:
    """Say that an installation stays where it is."""
    return None


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
