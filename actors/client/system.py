"""A client's side for the installation itself: is it well, who is told what."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import ray

from actors.away import unless_away
from actors.client.reach import Reach
from actors.service import NAMESPACE
from panda.compliance.donotcall import DoNotCall
from panda.research.phones import number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from panda.alerts.alert import Alert
    from panda.carrier import StatusUpdate
    from panda.people.following import FollowedQuestion


class SystemSide(Reach):
    """What a client asks of the installation as a whole."""

    async def paused(self) -> str:
        """Say why nobody is dialled, for no fault of theirs; "" when all is well.

        It is the orchestrator that says so, after the store has answered, too.

        Raises:
            PandaError: One of them is away.
        """
        await self._store.intent("")  # looked up by its key: cheap, however large it is
        return await unless_away(self._orchestrator.paused.remote())

    async def parts(self) -> Sequence[str]:
        """List the actors that live, by name: `store`, `supervisor:0`, `call:<key>`.

        One that is just being started anew is not among them.
        """
        named = await asyncio.to_thread(ray.util.list_named_actors, True)  # noqa: FBT003
        return sorted(one["name"] for one in named if one["namespace"] == NAMESPACE)

    def metrics_url(self) -> str:
        """Say where Prometheus finds the metrics of the node this process is on."""
        ours = ray.get_runtime_context().get_node_id()
        nodes = ray.nodes()  # type: ignore[no-untyped-call]
        node = next(one for one in nodes if one["NodeID"] == ours)
        host, port = node["NodeManagerAddress"], node["MetricsExportPort"]
        return f"http://{host}:{port}/metrics"

    async def alerts(self) -> Sequence[Alert]:
        """List alerts: open ones, the most urgent first, then those that are over."""
        return await unless_away(self._hub.alerts())

    async def alerts_since(self, since: int) -> Sequence[Alert]:
        """Return alerts that have changed; see `HubActor.alerts_since`."""
        return await unless_away(self._hub.alerts_since(since))

    async def questions_since(self, since: int) -> Sequence[FollowedQuestion]:
        """Return questions that have changed; see `HubActor.questions_since`."""
        return await unless_away(self._hub.questions_since(since))

    async def acknowledge(self, alert_id: str, by: str) -> Alert:
        """Say who has an alert in hand; the first to say so stands.

        Raises:
            BadInput: No alert of this id is open.
        """
        now = self._clock.now()
        alert = await unless_away(self._hub.acknowledge(alert_id, by, now))
        await self._store.put_alerts([alert])
        return alert

    async def do_not_call(self) -> Sequence[DoNotCall]:
        """List the numbers that no campaign calls again, and why."""
        return await self._store.do_not_call()

    async def bar(self, number: str) -> None:
        """Have a number called by no campaign again.

        Args:
            number: As in a list: with its country's prefix, or of the US.

        Raises:
            BadInput: It is no telephone number.
        """
        one = DoNotCall(number=number_of(number), since=self._clock.now())
        await unless_away(self._orchestrator.bar.remote(one))

    async def unbar(self, number: str) -> None:
        """Let campaigns call a number again that is on the do-not-call list.

        Raises:
            BadInput: It is not on the list, or no telephone number.
        """
        await unless_away(self._orchestrator.unbar.remote(number_of(number)))

    async def recover(self, call_id: str, epoch: int) -> str:
        """Return the TwiML with which a call goes on whose stream has ended.

        Raises:
            PandaError: The orchestrator is away.
        """
        return await unless_away(self._orchestrator.recover.remote(call_id, epoch))

    async def report(self, report: StatusUpdate) -> bool:
        """Take in the carrier's report on a call; see `Callbacks.receive`."""
        return await self._callbacks.receive(report)
