"""A client's side for campaigns: begin, follow, change, and what came of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Literal

from actors.away import unless_away
from actors.client import frames
from actors.client.reach import Reach
from actors.private import seal
from panda.campaign import CampaignStatus, Limits
from panda.errors import BadInput
from panda.functions.registry import check_pins
from panda.newcampaign import NewCampaign
from panda.progress import Progress, progress
from panda.recording.consent import check_recording
from panda.research.comparing import compared, follow_up, planned, reported
from panda.research.followup import FollowUpPolicy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from panda.booking import BookingTerms
    from panda.campaign import CallResult, CallSnapshot, Campaign, Provider, Target
    from panda.changed import CampaignChanged
    from panda.changes import CampaignChange
    from panda.features import Plan
    from panda.private import Grant
    from panda.progress import CampaignProgress
    from panda.research.comparison import Comparison
    from panda.research.followup import FollowUp
    from panda.research.private import Entrusted
    from panda.research.questionnaire import Questionnaire
    from panda.research.report.contents import Report

WATCH_S = 1.0
EVERY_S = 0.5
"""A hundred calls have news a hundred times a second; nobody reads that."""

Table = Literal["answers", "evidence", "calls"]
"""What of a campaign is laid out for pandas."""


class CampaignSide(Reach):
    """What a client does with campaigns."""

    async def create(
        self,
        *,
        title: str,
        questionnaire: Questionnaire,
        providers: Sequence[Provider],
        limits: Limits | None = None,
        attested: bool = False,
        priority: int = 0,
        entrusted: Sequence[Entrusted] = (),
        grants: Sequence[Grant] = (),
        booking: BookingTerms | None = None,
        functions: Mapping[str, str] | None = None,
        voice: str = "",
        features: Plan | None = None,
        fresh: bool = False,
        request: str = "",
    ) -> Campaign:
        """Begin a campaign; nobody is called unless you attested (see `Campaign`).

        Where `grants` say that calls may give private data, `entrusted` has the
        businesses with the values, in place of `providers`; they are sealed here.

        What another campaign has found out by the same questions, and still holds, is
        taken over and not asked again, unless `fresh` is set.

        Give a `request` a name of your choice if you may have to ask again: it begins
        one campaign, however often it is made.

        Raises:
            Conflict: The request's name was another campaign's.
            BadInput: There is nobody to call, or nothing to seal values with.
            PandaError: The orchestrator is away, as it is with all that goes there.
        """
        if entrusted:
            providers = seal(entrusted, self._settings)
        if not providers:
            raise BadInput(
                "nobody to call", where="providers", advice="name a business to call"
            )
        new = NewCampaign(
            title=title,
            questionnaire=questionnaire,
            providers=tuple(providers),
            limits=limits or Limits(),
            attested=attested,
            priority=priority,
            grants=tuple(grants),
            booking=booking,
            functions=dict(functions or {}),
            voice=voice,
            features=dict(features or {}),
            fresh=fresh,
            request=request,
        )
        return await self.create_from(new)

    async def create_from(self, new: NewCampaign) -> Campaign:
        """Begin a campaign that was asked for in one piece.

        Raises:
            BadInput: It wants calls recorded, which is not possible here, or functions
                that there are not.
        """
        if new.functions:
            check_pins(new.functions, await self.functions())
        check_recording(new, self._settings.keep_audio_days)
        return await unless_away(self._orchestrator.create.remote(new))

    async def set_status(self, campaign_id: str, status: CampaignStatus) -> Campaign:
        """Pause, resume or cancel a campaign.

        Raises:
            BadInput: There is none of this id, or it is over.
        """
        asked = self._orchestrator.set_status.remote(campaign_id, status)
        return await unless_away(asked)

    async def change_campaign(
        self, campaign_id: str, change: CampaignChange
    ) -> Campaign:
        """Change a campaign while it runs; what may be changed is `CampaignChange`.

        Raises:
            BadInput: It was changed meanwhile, or may not be so; says why.
        """
        return await unless_away(self._orchestrator.change.remote(campaign_id, change))

    async def changes(self, campaign_id: str) -> Sequence[CampaignChanged]:
        """List the changes of a campaign, in order: what, by whom, when."""
        return await self._store.changes(campaign_id)

    async def campaigns(self) -> Sequence[Campaign]:
        """List all campaigns, newest first."""
        return await self._store.campaigns()

    async def campaign(self, campaign_id: str) -> Campaign | None:
        """Return a campaign, if there is one."""
        return await self._store.campaign(campaign_id)

    async def standing(self, campaign_id: str) -> CampaignProgress | None:
        """Return how far a campaign is by count; None if there is none."""
        return await self._store.standing(campaign_id)

    async def targets(self, campaign_id: str) -> Sequence[Target]:
        """List the businesses of a campaign, as they stand."""
        return await self._store.targets(campaign_id)

    async def held(self, campaign_id: str) -> frozenset[str]:
        """Return the ids of a campaign's targets that wait for a scout."""
        return await unless_away(self._orchestrator.held.remote(campaign_id))

    async def results(self, campaign_id: str) -> Sequence[CallResult]:
        """List what came of a campaign's calls so far."""
        return await self._store.results(campaign_id)

    async def watch(
        self, since: int, timeout_s: float
    ) -> tuple[int, Sequence[CallSnapshot]]:
        """Wait for news of calls; see `HubActor.watch`."""
        return await unless_away(self._hub.watch(since, timeout_s))

    async def follow(self, campaign_id: str) -> AsyncIterator[CallSnapshot]:
        """Yield every change of a campaign's calls until all businesses are done."""
        version = 0
        while True:
            version, news = await self.watch(version, WATCH_S)
            for snapshot in news:
                if snapshot.campaign_id == campaign_id:
                    yield snapshot
            standing = await self._store.standing(campaign_id)
            if standing is None or standing.done == standing.total:
                return

    async def progress(
        self, campaign_id: str, *, every_s: float = EVERY_S
    ) -> AsyncIterator[Progress]:
        """Yield how far a campaign has come: at once, after news, and in the end.

        Args:
            campaign_id: Which one.
            every_s: Least seconds between two of them; they come a second apart if
                there is no news.

        Raises:
            BadInput: There is none of this id.
        """
        await self._existing(campaign_id)
        known: dict[str, CallSnapshot] = {}
        version = 0
        while True:
            version, news = await self.watch(version, WATCH_S)
            known |= {
                one.call_id: one for one in news if one.campaign_id == campaign_id
            }
            targets = await self._store.targets(campaign_id)
            seen = progress(targets, known.values(), self.now())
            yield seen
            if seen.finished:
                return
            await asyncio.sleep(every_s)

    async def comparison(
        self, campaign_id: str, weights: Sequence[str] = ()
    ) -> Comparison:
        """Lay out what is known now, a row a business, ranked; see `compare`.

        Args:
            campaign_id: Which.
            weights: What counts, as `panda.research.criteria.read_weights` takes it;
                what the campaign itself says if left out.

        Raises:
            BadInput: There is none of this id, or a weight cannot be used.
        """
        return await compared(self, await self._existing(campaign_id), weights)

    async def follow_up_plan(
        self, campaign_id: str, policy: FollowUpPolicy | None = None
    ) -> FollowUp:
        """Say who would be called once more, and for what; nobody is called by it.

        Raises:
            BadInput: There is none of this id.
        """
        campaign = await self._existing(campaign_id)
        return await planned(self, campaign, policy or FollowUpPolicy(), self.now())

    async def begin_follow_up(
        self, campaign_id: str, policy: FollowUpPolicy | None = None
    ) -> Campaign:
        """Begin a campaign that asks for what stayed open, and for that only.

        Raises:
            BadInput: There is none of this id, nothing is open, or it is followed up
                already.
        """
        campaign = await self._existing(campaign_id)
        policy = policy or FollowUpPolicy()
        bookings = await self._store.bookings(campaign.wish)
        return await self.create_from(
            await follow_up(self, campaign, policy, self.now(), bookings=bookings)
        )

    async def campaign_report(
        self, campaign_id: str, weights: Sequence[str] = ()
    ) -> Report:
        """Put in words what is known now; `page` and `documents.pdf` write it.

        Raises:
            BadInput: As `comparison`.
        """
        campaign = await self._existing(campaign_id)
        return await reported(
            self,
            campaign,
            weights,
            made_at=self._clock.now(),
            simulated=self._settings.simulated,
            bookings=await self._store.bookings(campaign.wish),
        )

    async def to_pandas(self, campaign_id: str, of: Table = "answers") -> Any:
        """Return a campaign as a `pandas.DataFrame`.

        Args:
            campaign_id: Which one.
            of: `answers` has a row a business and a column a question; `evidence` a
                row an answer, with its quote; `calls` a row a call.

        Raises:
            BadInput: There is none of this id, or pandas is not installed.
        """
        match of:
            case "answers":
                return frames.answers(await self.comparison(campaign_id))
            case "evidence":
                return frames.evidence(await self.comparison(campaign_id))
            case "calls":
                await self._existing(campaign_id)
                targets = await self._store.targets(campaign_id)
                return frames.calls(targets, await self._store.results(campaign_id))

    async def _existing(self, campaign_id: str) -> Campaign:
        if (campaign := await self._store.campaign(campaign_id)) is None:
            raise BadInput(
                "there is no such campaign",
                where=campaign_id,
                advice="campaigns() lists those there are",
            )
        return campaign
