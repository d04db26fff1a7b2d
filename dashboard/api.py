"""The HTTP API, as the dashboard uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dashboard.diary import AppointmentApi
from dashboard.reach import ApiError, quoted
from panda.alerts.alert import Alert
from panda.campaign import CallResult, CallSnapshot, Campaign
from panda.changed import CampaignChanged
from panda.compliance.donotcall import DoNotCall
from panda.events import EVENT, CallEvent
from panda.functions.spec import FunctionResult, FunctionSpec, FunctionUse
from panda.menu.memory import Graph
from panda.menu.memory.stats import RouteStats
from panda.menu.menu import Route
from panda.notes import FoundNote
from panda.progress import CampaignProgress
from panda.research.comparison import Comparison
from panda.research.followup import FollowUp, FollowUpPolicy
from panda.users import Role
from panda.views import (
    CallView,
    CampaignText,
    CampaignView,
    Created,
    Health,
    SystemView,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from panda.operator.views import NoteText

__all__ = ["Api", "ApiError"]

NOT_FOUND = 404
USE_S = 32.0
"""How long a function's use is waited for; the API answers within 30 s."""


class Api(AppointmentApi):
    """One installation's API.

    Raises (every method):
        ApiError: It could not be asked, or said no.
    """

    def now(self) -> datetime:
        """The wall time of the installation."""
        return Health.model_validate(self._ask("GET", "/health")).now

    def system(self) -> SystemView:
        """Say what runs there, and with what settings."""
        return SystemView.model_validate(self._ask("GET", "/api/system"))

    # --- alerts

    def alerts(self) -> list[Alert]:
        """List open alerts, the most urgent first."""
        return self._list("/api/alerts", Alert.model_validate)

    def acknowledge(self, alert_id: str, operator: str) -> Alert:
        """Say who has an alert in hand; the first to say so stands."""
        path = f"/api/alerts/{quoted(alert_id)}/acknowledge"
        return Alert.model_validate(self._ask("POST", path, {"operator": operator}))

    # --- the do-not-call list

    def do_not_call(self) -> list[DoNotCall]:
        """List the numbers that no campaign calls again."""
        return self._list("/api/do-not-call", DoNotCall.model_validate)

    def bar(self, number: str) -> None:
        """Have a number called by no campaign again."""
        self._ask("PUT", f"/api/do-not-call/{quoted(number)}")

    def unbar(self, number: str) -> None:
        """Let campaigns call a number again."""
        self._ask("DELETE", f"/api/do-not-call/{quoted(number)}")

    # --- what changes, and what is asked

    def change(self, path: str, change: Mapping[str, Any]) -> None:
        """Change `campaigns/<id>` or `calls/<id>`, as `panda.changes` has it."""
        self._ask("PATCH", f"/api/{path}", dict(change))

    def answer(
        self, call_id: str, question_id: str, answer: str, operator: str
    ) -> None:
        """Answer what a call has asked."""
        path = f"/api/calls/{quoted(call_id)}/questions/{quoted(question_id)}/answer"
        self._ask("POST", path, {"answer": answer, "author": operator})

    def attended(self, call_id: str, operator: str) -> None:
        """Say that somebody has seen to what a person was needed for."""
        path = f"/api/calls/{quoted(call_id)}/attended"
        self._ask("POST", path, {"author": operator})

    def pin(self, call_id: str, note: NoteText) -> None:
        """Pin a note to a moment of a call, live or over."""
        path = f"/api/calls/{quoted(call_id)}/note"
        self._ask("POST", path, note.model_dump(mode="json"))

    def notes(self, words: str) -> list[FoundNote]:
        """Find pinned notes, the latest first."""
        return self._list(f"/api/notes?q={quoted(words)}", FoundNote.model_validate)

    def use_function(self, call_id: str, name: str, use: FunctionUse) -> FunctionResult:
        """Use a function on a live call, and wait for what comes of it.

        Asked again with the same `request` it is not done again.
        """
        path = f"/api/calls/{quoted(call_id)}/functions/{quoted(name)}"
        body = use.model_dump(mode="json")
        return FunctionResult.model_validate(
            self._ask("POST", path, body, within_s=USE_S)
        )

    # --- campaigns

    def campaigns(self) -> list[Campaign]:
        """List campaigns, newest first."""
        return self._list("/api/campaigns", Campaign.model_validate)

    def campaign(self, campaign_id: str) -> CampaignView:
        """Return a campaign and how far it is."""
        path = f"/api/campaigns/{quoted(campaign_id)}"
        return CampaignView.model_validate(self._ask("GET", path))

    def progress(self, campaign_id: str) -> CampaignProgress:
        """Return how far a campaign is, without its businesses."""
        path = f"/api/campaigns/{quoted(campaign_id)}/progress"
        return CampaignProgress.model_validate(self._ask("GET", path))

    def begin(self, text: CampaignText, request: str) -> Created:
        """Begin a campaign given as a list and its questions, once for each request."""
        body = text.model_dump(mode="json")
        asked = self._ask("POST", "/api/campaigns/from-files", body, once=request)
        return Created.model_validate(asked)

    def set_status(self, campaign_id: str, order: str) -> None:
        """Have a campaign `pause`, `resume` or `cancel`."""
        self._ask("POST", f"/api/campaigns/{quoted(campaign_id)}/{order}")

    def changes(self, campaign_id: str) -> list[CampaignChanged]:
        """List what was changed of a campaign, the oldest first."""
        path = f"/api/campaigns/{quoted(campaign_id)}/changes"
        return self._list(path, CampaignChanged.model_validate)

    def comparison(self, campaign_id: str, weights: Sequence[str] = ()) -> Comparison:
        """Return a campaign's answers, side by side.

        Args:
            campaign_id: Which.
            weights: What counts, as `panda.research.criteria.read_weights` takes it.
        """
        path = f"/api/campaigns/{quoted(campaign_id)}/comparison{_weighed(weights)}"
        return Comparison.model_validate(self._ask("GET", path))

    def report(self, campaign_id: str, kind: str, weights: Sequence[str] = ()) -> bytes:
        """Return a campaign's report as `html` or `pdf`; weights as for comparing."""
        path = f"/api/campaigns/{quoted(campaign_id)}/report.{kind}{_weighed(weights)}"
        return self._answer("GET", path).content

    def follow_up(self, campaign_id: str, policy: FollowUpPolicy) -> FollowUp:
        """Say who would be called once more, and for what; nobody is called by it."""
        wanted = urlencode(policy.model_dump(mode="json"))
        path = f"/api/campaigns/{quoted(campaign_id)}/follow-up?{wanted}"
        return FollowUp.model_validate(self._ask("GET", path))

    def begin_follow_up(self, campaign_id: str, policy: FollowUpPolicy) -> Created:
        """Begin the campaign that calls them."""
        path = f"/api/campaigns/{quoted(campaign_id)}/follow-up"
        asked = self._ask("POST", path, policy.model_dump(mode="json"))
        return Created.model_validate(asked)

    def results(self, campaign_id: str) -> list[CallResult]:
        """List what came of a campaign's calls so far."""
        path = f"/api/campaigns/{quoted(campaign_id)}/results"
        return self._list(path, CallResult.model_validate)

    # --- calls

    def all_calls(self) -> list[CallSnapshot]:
        """List live and recent calls of all campaigns as they stand."""
        return self._list("/api/calls", CallSnapshot.model_validate)

    def call(self, call_id: str) -> CallView:
        """Return a call as it stands, or what came of it."""
        path = f"/api/calls/{quoted(call_id)}"
        return CallView.model_validate(self._ask("GET", path))

    def events(self, call_id: str, *, after: int = 0) -> list[CallEvent]:
        """Return the log of a call after the event of that number."""
        path = f"/api/calls/{quoted(call_id)}/events?after={after}"
        return self._list(path, EVENT.validate_python)

    def audio(self, call_id: str, from_ms: int, to_ms: int) -> bytes | None:
        """Return a stretch of a call as WAV, if sound was kept of it.

        Times are ms since the answer.
        """
        path = f"/api/calls/{quoted(call_id)}/audio?from_ms={from_ms}&to_ms={to_ms}"
        try:
            return self._answer("GET", path).content
        except ApiError as error:
            if error.status == NOT_FOUND:
                return None
            raise

    def ticket(self, call_id: str, operator: str, role: Role) -> str:
        """Return where an operator's browser reaches a call; good once, and soon."""
        path = f"/api/calls/{quoted(call_id)}/operator"
        listens = "viewer" if role is Role.VIEWER else "operator"
        body = {"operator": operator, "role": listens}
        return str(self._ask("POST", path, body)["url"])

    # --- functions

    def functions(self) -> list[FunctionSpec]:
        """List functions, all versions."""
        return self._list("/api/functions", FunctionSpec.model_validate)

    # --- menus

    def routes(self) -> list[Route]:
        """List all learned ways through menus."""
        return self._list("/api/routes", Route.model_validate)

    def graphs(self, number: str) -> list[Graph]:
        """Return all versions of a number's menus, oldest first."""
        return self._list(f"/api/routes/{quoted(number)}", Graph.model_validate)

    def route_stats(self) -> list[RouteStats]:
        """Sum up all trips through menus, by number and version."""
        return self._list("/api/routes/stats?by=version", RouteStats.model_validate)


def _weighed(weights: Sequence[str]) -> str:
    return f"?{urlencode([('weight', one) for one in weights])}" if weights else ""
