"""The HTTP API, as the dashboard uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from panda.campaign import CallSnapshot, Campaign
from panda.errors import BadInput, PandaError
from panda.research.comparison import Comparison
from panda.views import CampaignView, Health, TranscriptLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

Model = TypeVar("Model")

TIMEOUT_S = 5.0


class ApiError(PandaError):
    """The installation did not answer, or not with what was asked for."""


class Api:
    """One installation's API.

    Raises (every method):
        ApiError: It could not be asked, or said no.
    """

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
    def from_env(cls, environ: Mapping[str, str]) -> Api:
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

    def now(self) -> datetime:
        """The wall time of the installation."""
        return Health.model_validate(self._ask("GET", "/health")).now

    def campaigns(self) -> list[Campaign]:
        """List campaigns, newest first."""
        return self._list("/api/campaigns", Campaign.model_validate)

    def campaign(self, campaign_id: str) -> CampaignView:
        """Return a campaign and how far it is."""
        path = f"/api/campaigns/{campaign_id}"
        return CampaignView.model_validate(self._ask("GET", path))

    def comparison(self, campaign_id: str) -> Comparison:
        """Return a campaign's answers, side by side."""
        path = f"/api/campaigns/{campaign_id}/comparison"
        return Comparison.model_validate(self._ask("GET", path))

    def set_status(self, campaign_id: str, order: str) -> None:
        """Have a campaign `pause`, `resume` or `cancel`."""
        self._ask("POST", f"/api/campaigns/{campaign_id}/{order}")

    def calls(self, campaign_id: str) -> list[CallSnapshot]:
        """List a campaign's calls as they stand."""
        path = f"/api/calls?campaign_id={campaign_id}"
        return self._list(path, CallSnapshot.model_validate)

    def transcript(self, call_id: str) -> list[TranscriptLine]:
        """Return what was said and done on a call."""
        path = f"/api/calls/{call_id}/transcript"
        return self._list(path, TranscriptLine.model_validate)

    def end_call(self, call_id: str) -> None:
        """End a live call."""
        self._ask("POST", f"/api/calls/{call_id}/end")

    def _list(self, path: str, read: Callable[[Any], Model]) -> list[Model]:
        return [read(one) for one in self._ask("GET", path)]

    def _ask(self, method: str, path: str) -> Any:
        try:
            answer = self._http.request(method, path)
        except httpx.HTTPError as error:
            kind = type(error).__name__
            raise ApiError(f"the installation does not answer ({kind})") from error
        if answer.is_error:
            raise ApiError(f"{answer.status_code}: {_detail(answer)}")
        return answer.json()


def _detail(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, LookupError, TypeError):
        return answer.reason_phrase
