import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from actors.hub import HubActor
from panda.call import Outcome
from panda.campaign import CampaignStatus, IntentState, Limits, TargetStatus
from panda.changes import CampaignChange
from panda.cost import prices, reserve_usd
from panda.dispatch import vigil
from panda.errors import BadInput, CarrierUnsure, Conflict, StoreError
from panda.mailbox import Take
from tests.panda.dispatch.world import NUMBERS, World, dies_at_once, ends


async def test_everybody_on_the_list_is_called_once_and_the_campaign_is_done(world):
    campaign = await world.create(5)
    await world.done(campaign)
    targets = await world.targets(campaign)
    assert [one.status for one in targets] == [TargetStatus.DONE] * 5
    assert [one.outcome for one in targets] == [Outcome.COMPLETED] * 5
    assert sorted(order.to for order in world.carrier.dialled) == NUMBERS[:5]
    assert len(await world.store.results(campaign.campaign_id)) == 5
    assert await world.store.open_intents() == []


async def test_a_busy_line_is_tried_again_after_a_while(world):
    world.scripts[NUMBERS[0]] = [ends(Outcome.BUSY), ends(Outcome.COMPLETED)]
    began = world.clock.now()
    campaign = await world.create(1, retry_busy_s=120)
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert (target.attempts, target.outcome) == (2, Outcome.COMPLETED)
    assert (world.clock.now() - began).total_seconds() >= 120


async def test_a_line_that_stays_busy_is_given_up(world):
    world.scripts[NUMBERS[0]] = [ends(Outcome.BUSY)]
    campaign = await world.create(1, attempts=3, retry_busy_s=60)
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert (target.attempts, target.outcome) == (3, Outcome.BUSY)
    assert len(world.carrier.dialled) == 3


async def test_a_number_that_is_not_in_service_is_called_once_and_says_why(world):
    async def gone(actor):
        await actor.place()
        actor.reason = "sip_404"
        return Outcome.FAILED

    world.scripts[NUMBERS[0]] = [gone]
    campaign = await world.create(1, attempts=3, retry_failed_s=60)
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert (target.attempts, target.outcome) == (1, Outcome.FAILED)
    assert target.reasons == ("not_in_service", "sip_404")
    assert len(world.carrier.dialled) == 1


async def test_a_number_that_may_not_be_called_is_refused_with_a_reason(world):
    campaign = await world.create(numbers=["+12175552001", "+1911"])
    await world.done(campaign)
    fine, refused = await world.targets(campaign)
    assert fine.outcome is Outcome.COMPLETED
    assert refused.outcome is Outcome.REFUSED
    assert refused.reasons
    assert [order.to for order in world.carrier.dialled] == ["+12175552001"]


async def test_nobody_is_called_without_the_creators_word(world):
    campaign = await world.create(2, attested=False)
    await world.done(campaign)
    assert world.carrier.dialled == []


async def test_outside_office_hours_a_call_waits_for_them(world):
    world.clock.advance(seconds=12 * 3600)  # ten at night in Chicago
    campaign = await world.create(1)

    async def postponed():
        (target,) = await world.targets(campaign)
        return target.due_at is not None

    await world.until(postponed)
    assert world.carrier.dialled == []
    world.clock.advance(seconds=12 * 3600)
    await world.done(campaign)
    assert len(world.carrier.dialled) == 1


async def test_two_requests_of_one_name_are_one_campaign_that_calls_once(world):
    asked = [world.create(2, more={"request": "monday"}) for _ in range(3)]
    first, *others = await asyncio.gather(*asked)
    assert others == [first, first]
    await world.done(first)
    assert (await world.create(2, more={"request": "monday"})).status is (
        CampaignStatus.DONE
    )
    assert len(world.carrier.dialled) == 2


async def test_a_request_whose_answer_was_lost_is_found_again_and_goes_on(world):
    keep = world.store.add_campaign

    async def keeps_and_does_not_say_so(*campaign):
        world.store.add_campaign = keep
        await keep(*campaign)
        raise StoreError("gone")

    world.store.add_campaign = keeps_and_does_not_say_so
    with pytest.raises(StoreError):
        await world.create(1, more={"request": "monday"})
    again = await world.create(1, more={"request": "monday"})
    await world.done(again)
    assert len(world.carrier.dialled) == 1


async def test_a_request_of_a_name_that_was_anothers_is_refused(world):
    await world.create(1, more={"request": "monday"})
    with pytest.raises(Conflict, match="another campaign's"):
        await world.create(2, more={"request": "monday"})


async def test_whoever_asked_not_to_be_called_is_not_called_by_another_campaign(world):
    world.scripts[NUMBERS[0]] = [ends(Outcome.DECLINED)]
    await world.done(await world.create(1))
    again = await world.create(1)
    await world.done(again)
    (target,) = await world.targets(again)
    assert target.reasons == ("do_not_call",)
    assert len(world.carrier.dialled) == 1


def closed_for(minutes):
    async def script(actor):
        await actor.place()
        actor.opens_at = actor.world.clock.now() + timedelta(minutes=minutes)
        return Outcome.CLOSED

    return script


async def test_who_is_closed_is_called_again_when_they_open(world):
    world.scripts[NUMBERS[0]] = [closed_for(180), ends(Outcome.COMPLETED)]
    began = world.clock.now()
    campaign = await world.create(1)
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert (target.outcome, target.attempts) == (Outcome.COMPLETED, 2)
    assert timedelta(hours=3) <= world.clock.now() - began < timedelta(hours=4)


async def test_who_is_closed_and_says_no_more_is_called_on_the_next_business_day(world):
    world.scripts[NUMBERS[0]] = [ends(Outcome.CLOSED), ends(Outcome.COMPLETED)]
    campaign = await world.create(1)

    async def waits():
        (target,) = await world.targets(campaign)
        return target.due_at is not None

    await world.until(waits)
    (target,) = await world.targets(campaign)
    due = target.due_at.astimezone(ZoneInfo("America/Chicago"))
    assert (due.date().isoformat(), due.hour) == ("2026-11-24", 9)


async def test_a_closed_notice_that_is_never_taken_off_is_heard_three_times(world):
    world.scripts[NUMBERS[0]] = [closed_for(10)]
    campaign = await world.create(1, attempts=5)
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert (target.outcome, target.attempts) == (Outcome.CLOSED, 3)


async def test_nobody_is_waited_for_where_the_campaign_does_not_want_it(world):
    world.scripts[NUMBERS[0]] = [ends(Outcome.CLOSED)]
    campaign = await world.create(1, reopen_within_s=0)
    await world.done(campaign)
    assert len(world.carrier.dialled) == 1


async def test_a_wrong_number_is_never_called_again_by_any_campaign(world):
    world.scripts[NUMBERS[0]] = [ends(Outcome.WRONG_NUMBER)]
    first = await world.create(1)
    await world.done(first)
    (target,) = await world.targets(first)
    assert (target.outcome, target.attempts) == (Outcome.WRONG_NUMBER, 1)
    again = await world.create(1)
    await world.done(again)
    (target,) = await world.targets(again)
    assert target.outcome is Outcome.REFUSED
    assert len(world.carrier.dialled) == 1


async def test_that_wish_is_known_after_a_restart(world):
    world.scripts[NUMBERS[0]] = [ends(Outcome.DECLINED)]
    await world.done(await world.create(1))
    await world.stop()
    world.dispatcher = world.new_dispatcher()
    world.start()
    again = await world.create(1)
    await world.done(again)
    assert len(world.carrier.dialled) == 1


async def test_no_more_calls_at_a_time_than_a_campaign_allows():
    world = World(max_calls=10)
    world.start()

    async def waits(actor):
        await actor.place()
        return await actor.until_told_to_end()

    for number in NUMBERS[:6]:
        world.scripts[number] = [waits]
    await world.create(6, concurrency=2)
    await world.until(lambda: len(world.carrier.dialled) == 2)
    for _ in range(20):
        await world.sleep(1)
    assert len(world.carrier.dialled) == 2
    await world.stop()


@pytest.mark.parametrize(("model", "calls"), [("gpt-realtime-2.1", 1), ("mini", 2)])
async def test_a_budget_is_kept_at_the_prices_of_the_models_in_use(model, calls):
    world = World(prices=prices(model))
    world.start()

    async def waits(actor):
        await actor.place()
        return await actor.until_told_to_end()

    for number in NUMBERS[:3]:
        world.scripts[number] = [waits]
    budget = 1.5 * reserve_usd(Limits())
    assert 2 * reserve_usd(Limits(), prices("mini")) <= budget
    await world.create(2, budget_usd=budget)
    for _ in range(20):
        await world.sleep(1)
    assert len(world.carrier.dialled) == calls
    assert world.crew.briefings[0].prices == prices(model)
    await world.stop()


async def test_of_a_cancel_and_a_change_in_the_same_moment_both_hold(world):
    campaign = await world.create(
        2, more={"not_before": world.clock.now() + timedelta(days=1)}
    )
    may_write = asyncio.Event()
    write = world.store.set_status

    async def slowly(*asked):
        await may_write.wait()
        await write(*asked)

    world.store.set_status = slowly
    cancelling = asyncio.ensure_future(
        world.dispatcher.set_status(campaign.campaign_id, CampaignStatus.CANCELLED)
    )
    await world.until(world.dispatcher.books._changing.locked)
    changing = asyncio.ensure_future(
        world.dispatcher.change(
            campaign.campaign_id,
            CampaignChange(version=1, author="Ann", priority=4),
        )
    )
    may_write.set()
    await cancelling
    done = await asyncio.gather(changing, return_exceptions=True)
    kept = world.dispatcher.books.plan.campaign(campaign.campaign_id)
    assert kept is None or kept.status is CampaignStatus.CANCELLED
    stored = await world.store.campaign(campaign.campaign_id)
    assert stored.status is CampaignStatus.CANCELLED
    assert isinstance(done[0], BadInput) or stored.priority == 4
    assert not world.carrier.dialled


async def test_a_paused_campaign_calls_nobody_new(world):
    campaign = await world.create(1, concurrency=1)
    await world.dispatcher.set_status(campaign.campaign_id, CampaignStatus.PAUSED)
    for _ in range(20):
        await world.sleep(1)
    called = len(world.carrier.dialled)
    assert called <= 1
    await world.dispatcher.set_status(campaign.campaign_id, CampaignStatus.RUNNING)
    await world.done(campaign)
    assert len(world.carrier.dialled) == 1


async def test_cancelling_ends_live_calls_and_calls_nobody_else(world):
    async def waits(actor):
        await actor.place()
        return await actor.until_told_to_end()

    for number in NUMBERS[:3]:
        world.scripts[number] = [waits]
    campaign = await world.create(3, concurrency=1)
    await world.until(lambda: len(world.carrier.dialled) == 1)
    await world.dispatcher.set_status(campaign.campaign_id, CampaignStatus.CANCELLED)

    async def all_over():
        return all(
            one.status is TargetStatus.DONE for one in await world.targets(campaign)
        )

    await world.until(all_over)
    targets = await world.targets(campaign)
    assert {one.outcome for one in targets} == {Outcome.CANCELLED}
    assert len(world.carrier.dialled) == 1


async def test_a_campaign_that_is_over_cannot_be_resumed(world):
    campaign = await world.create(1)
    await world.done(campaign)
    with pytest.raises(BadInput):
        await world.dispatcher.set_status(campaign.campaign_id, CampaignStatus.RUNNING)


async def test_what_is_over_is_forgotten_and_not_read_again(world):
    cancelled, done = await world.create(1), await world.create(numbers=NUMBERS[1:2])
    await world.dispatcher.set_status(cancelled.campaign_id, CampaignStatus.CANCELLED)
    await world.done(done)
    await world.until(lambda: not world.dispatcher.books.plan.campaigns())
    assert world.dispatcher.books.spent == {}
    again = world.new_dispatcher()
    await again.books.load()
    assert again.books.plan.campaigns() == []
    for campaign, change in ((cancelled, "running"), (done, "cancelled")):
        with pytest.raises(BadInput, match="cannot become"):
            await world.dispatcher.set_status(
                campaign.campaign_id, CampaignStatus(change)
            )
    settled = await world.dispatcher.set_status(
        cancelled.campaign_id, CampaignStatus.CANCELLED
    )
    assert settled.status is CampaignStatus.CANCELLED
    with pytest.raises(BadInput, match="no such campaign"):
        await world.dispatcher.set_status("nobody", CampaignStatus.PAUSED)


async def test_a_campaign_that_was_cancelled_by_a_process_that_died_is_closed():
    world = World()
    world.start()
    campaign = await world.create(2)
    world._running.cancel()
    await world.dispatcher.stop()
    await world.store.set_status(campaign.campaign_id, CampaignStatus.CANCELLED)
    world.dispatcher = world.new_dispatcher()
    world.start()

    async def all_over():
        over = {one.outcome for one in await world.targets(campaign)}
        return over == {Outcome.CANCELLED}

    await world.until(all_over)
    assert world.carrier.dialled == []
    await world.stop()


async def test_an_empty_list_is_no_campaign(world):
    with pytest.raises(ValidationError):
        await world.create(numbers=[])


async def test_an_actor_that_dies_before_it_dialled_is_replaced(world):
    world.scripts[NUMBERS[0]] = [dies_at_once, ends(Outcome.COMPLETED)]
    campaign = await world.create(1)
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert (target.attempts, target.outcome) == (1, Outcome.COMPLETED)
    assert [one.epoch for one in world.crew.briefings] == [0, 1]
    assert len(world.carrier.dialled) == 1


async def test_an_actor_that_dies_while_it_talks_is_replaced_by_one_that_knows(world):
    async def dies_talking(actor):
        await actor.place()
        await actor.talk(("price", 90.0))
        await dies_at_once(actor)

    world.scripts[NUMBERS[0]] = [dies_talking, ends(Outcome.COMPLETED)]
    campaign = await world.create(1)
    await world.done(campaign)
    first, second = world.crew.briefings
    assert first.call_sid == ""
    assert [second.call_sid] == list(world.carrier.calls)
    assert len(second.restored) == 5
    assert '"price"' in second.restored[-1]


class Forgetful(HubActor):
    """A board that loses the first briefing."""

    lost = None

    async def post(self, mailbox, order):
        if isinstance(order, Take) and self.lost is None:
            self.lost = order
            return True
        return await super().post(mailbox, order)


async def test_a_briefing_that_the_board_has_lost_is_given_again(world, monkeypatch):
    monkeypatch.setattr(vigil, "LOOK_S", 0.01)
    await world.stop()
    world.hub = Forgetful()
    world.dispatcher = world.new_dispatcher()
    world.start()
    campaign = await world.create(1)
    await world.done(campaign)
    assert len(world.crew.briefings) == 1
    assert len(world.carrier.dialled) == 1


async def test_a_call_that_ends_before_its_actor_knows_it_has_the_carriers_id(world):
    async def forgets_its_id(actor):
        await actor.place()
        actor.call_sid = ""
        return Outcome.CANCELLED

    world.scripts[NUMBERS[0]] = [forgets_its_id]
    campaign = await world.create(1)
    await world.done(campaign)
    (result,) = await world.store.results(campaign.campaign_id)
    assert [result.call_sid] == list(world.carrier.calls)
    await world.until(lambda: is_over(world, result.call_sid))


def is_over(world, call_sid):
    return world.carrier.calls[call_sid].status == "completed"


async def test_a_call_whose_actors_keep_dying_is_ended_and_its_findings_are_kept(world):
    async def dies_talking(actor):
        if actor.briefing.epoch == 0:
            await actor.place()
            await actor.talk(("price", 90.0))
        await dies_at_once(actor)

    world.scripts[NUMBERS[0]] = [dies_talking]
    campaign = await world.create(1, attempts=1)
    await world.done(campaign)
    (result,) = await world.store.results(campaign.campaign_id)
    assert result.outcome is Outcome.FAILED
    assert [one.field for one in result.findings] == ["price"]
    assert [one.epoch for one in world.crew.briefings] == [0, 1, 2]
    assert await world.carrier.live() == []
    snapshot = await world.hub.snapshot(result.call_id)
    assert snapshot.outcome is Outcome.FAILED


async def test_a_call_that_had_found_everything_out_counts_as_completed(world):
    async def dies_with_it_all(actor):
        if actor.briefing.epoch == 0:
            await actor.place()
            await actor.talk(("price", 90.0), ("insurance", True))
        await dies_at_once(actor)

    world.scripts[NUMBERS[0]] = [dies_with_it_all]
    campaign = await world.create(1)
    await world.done(campaign)
    (result,) = await world.store.results(campaign.campaign_id)
    assert result.outcome is Outcome.COMPLETED


async def test_a_call_nobody_can_vouch_for_is_not_dialled_again_before_it_is_known(
    world,
):
    world.carrier.troubles = [CarrierUnsure("no answer")]
    world.carrier.is_down = True

    async def tries(actor):
        reply = await actor.place()
        return Outcome.UNCERTAIN if reply.unsure else Outcome.FAILED

    world.scripts[NUMBERS[0]] = [tries, ends(Outcome.COMPLETED)]
    campaign = await world.create(1, retry_failed_s=1)

    async def uncertain():
        (target,) = await world.targets(campaign)
        return target.outcome is Outcome.UNCERTAIN

    await world.until(uncertain)
    for _ in range(50):
        await world.sleep(10)
    assert len(world.carrier.dialled) == 1
    (intent,) = await world.store.open_intents()
    assert intent.state is IntentState.AMBIGUOUS

    world.carrier.is_down = False
    await world.done(campaign)
    (target,) = await world.targets(campaign)
    assert (target.attempts, target.outcome) == (2, Outcome.COMPLETED)
    assert len(world.carrier.dialled) == 2


async def test_stopping_ends_every_live_call_at_the_carrier(world, monkeypatch):
    monkeypatch.setattr("panda.dispatch.dispatcher.LAST_WORDS_S", 0.1)

    async def is_deaf(actor):
        await actor.place()
        await asyncio.sleep(3600)

    async def forgets_to_hang_up(actor):
        await actor.place()
        return await actor.until_told_to_end()

    world.scripts = {NUMBERS[0]: [is_deaf], NUMBERS[1]: [forgets_to_hang_up]}
    await world.create(2)
    await world.until(lambda: len(world.carrier.calls) == 2)
    await world.stop()
    assert await world.carrier.live() == []


async def test_a_leg_that_outlives_its_call_is_hung_up(world):
    campaign = await world.create(1)
    await world.done(campaign)
    assert len(await world.carrier.live()) == 1
    for _ in range(40):
        await world.sleep(1)
    assert await world.carrier.live() == []


async def test_nobody_is_dialled_while_the_store_is_away(world):
    reserve = world.store.reserve

    async def fails(intent, target):
        raise StoreError("disk full")

    world.store.reserve = fails
    campaign = await world.create(1)
    for _ in range(20):
        await world.sleep(1)
    assert world.carrier.dialled == []
    world.store.reserve = reserve
    await world.done(campaign)
    assert len(world.carrier.dialled) == 1
