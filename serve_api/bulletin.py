"""Bulletins: what is new after a version, put together once for all who follow.

Twenty-five followers ask for the same news at about the same moment. Each would cost a
question at the hub, one at the books for every campaign, and a text made of answers:
together more than the calls they look at. So whoever asks for what another has just
asked for gets the same bulletin, and followers that are served together ask together
the next time.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from panda.alerts.alert import Alert
    from panda.campaign import CallSnapshot
    from panda.dispatch.ports import Installation
    from panda.people.following import FollowedQuestion
    from panda.progress import CampaignProgress

QUIET_S = 5.0
"""After this without news a bulletin is empty, so that nobody takes us for dead."""
KEPT = 8
"""Bulletins that are kept for those who ask a little later: more than come out while
the slowest follower is served."""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news, as it is sent."""

    campaign_id: str
    """Empty if it concerns all campaigns."""
    text: str


@dataclass(frozen=True, slots=True)
class Bulletin:
    """All news up to a version."""

    version: int
    """What to ask with next."""
    items: tuple[Item, ...]

    def text(self, campaign_id: str | None) -> str:
        """Return it as Server-Sent Events, of one campaign only if one is named.

        The id goes last: a bulletin that broke off comes again as a whole.
        """
        told = "".join(
            one.text
            for one in self.items
            if campaign_id is None or one.campaign_id in {"", campaign_id}
        )
        return f"{told}id: {self.version}\n: here\n\n"


class Newsroom:
    """Makes bulletins of an installation; one serves all followers of a process."""

    def __init__(self, panda: Installation) -> None:
        self._panda = panda
        self._bulletins: dict[int, asyncio.Task[Bulletin]] = {}

    async def after(self, version: int) -> Bulletin:
        """Wait for news after a version; 0 for all there is now.

        Raises:
            PandaError: A part of the installation is away.
        """
        made = self._bulletins.get(version)
        if made is None:
            made = asyncio.create_task(self._make(version))
            made.add_done_callback(lambda task: self._keep(version, task))
            self._bulletins[version] = made
            while len(self._bulletins) > KEPT:
                self._bulletins.pop(next(iter(self._bulletins)))
        return await asyncio.shield(made)  # one who leaves leaves it to the others

    def _keep(self, version: int, made: asyncio.Task[Bulletin]) -> None:
        """Keep it, unless whoever asks again should be given another.

        An empty one, the first of all and a failure are of their moment only.
        """
        news = not made.cancelled() and made.exception() is None and made.result()
        lasting = news and version not in {0, news.version}
        if not lasting and self._bulletins.get(version) is made:
            del self._bulletins[version]

    async def _make(self, after: int) -> Bulletin:
        version, calls = await self._panda.watch(after, QUIET_S)
        alerts = await self._panda.alerts_since(after)
        questions = await self._panda.questions_since(after)
        items = [
            *(Item(one.campaign_id, _event("call", one)) for one in calls),
            *await self._progress(calls),
            *(Item(one.campaign_id, _event("question", one)) for one in questions),
            *(Item(one.campaign_id, _event("alert", one)) for one in alerts),
        ]
        return Bulletin(version, tuple(items))

    async def _progress(self, news: Iterable[CallSnapshot]) -> list[Item]:
        """Tell how far the campaigns are whose calls there is news of."""
        told = []
        for campaign_id in sorted({one.campaign_id for one in news}):
            progress = await self._panda.standing(campaign_id)
            if progress is not None:
                told.append(Item(campaign_id, _event("campaign", progress)))
        return told


def _event(
    name: str, data: Alert | CallSnapshot | CampaignProgress | FollowedQuestion
) -> str:
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"
