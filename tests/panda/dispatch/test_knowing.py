"""What another campaign has found out is not asked again, while it holds."""

import asyncio
from datetime import timedelta

import pytest

from panda.appointments.life import Stage
from panda.booking import BookingTerms, Manner
from panda.call import Outcome
from panda.campaign import CampaignStatus, Limits, TargetStatus
from panda.cost import reserve_usd
from panda.dispatch.books import KNOWN
from panda.errors import BadInput
from panda.newcampaign import NewCampaign
from panda.private import Grant
from panda.research.comparing import compared, follow_up, planned
from panda.research.comparison import CellStatus
from panda.research.finding import Finding
from panda.research.followup import FollowUpPolicy
from panda.research.questionnaire import FieldType, Question
from panda.research.sources import Source
from panda.testing.briefings import QUESTIONS
from tests.panda.appointments.material import booking
from tests.panda.dispatch.world import NUMBERS

YES = Finding(field="insurance", value=True, quote="Yes, we do.", at_ms=4000)
PRICE = Finding(field="price", value=120.0, quote="It's $120.", at_ms=9000)
POLICY = FollowUpPolicy(after_hours=0.25)


def says(*findings, seen=None):
    """A script: talk, and tell something; `seen` gets the fields that were asked."""

    async def script(actor):
        await actor.place()
        asked = [one.name for one in actor.briefing.questionnaire.fields]
        if seen is not None:
            seen.append(asked)
        actor.findings = [one for one in findings if one.field in asked]
        return Outcome.COMPLETED

    return script


async def first(world, *scripts):
    for number, script in zip(NUMBERS, scripts, strict=False):
        world.scripts[number] = [script]
    campaign = await world.create(len(scripts))
    await world.done(campaign)
    return campaign


async def rows(world, campaign):
    kept = await world.store.campaign(campaign.campaign_id)
    return (await compared(world.store, kept)).rows


async def test_a_second_campaign_dials_only_those_it_must(world):
    seen = []
    before = await first(world, says(YES, PRICE), says(YES))
    world.scripts[NUMBERS[1]] = [says(PRICE, seen=seen)]
    again = await world.create(3)
    await world.done(again)

    dialled = [order.to for order in world.carrier.dialled[2:]]
    assert sorted(dialled) == NUMBERS[1:3]
    assert seen == [["price"]]
    known, half, new = await rows(world, again)
    cell = known.cells["price"]
    assert (cell.value, cell.source, cell.status) == (
        120.0, Source.EARLIER, CellStatus.FOUND,
    )  # fmt: skip
    earlier = await world.store.results(before.campaign_id)
    assert cell.call_id in {one.call_id for one in earlier}
    assert (half.cells["insurance"].source, half.cells["price"].source) == (
        Source.EARLIER, Source.CALL,
    )  # fmt: skip
    assert new.cells["price"].status is CellStatus.UNKNOWN
    target = (await world.targets(again))[0]
    assert (target.status, target.attempts, target.reasons) == (
        TargetStatus.DONE, 0, (KNOWN,),
    )  # fmt: skip


async def test_who_wants_it_fresh_asks_anew(world):
    await first(world, says(YES, PRICE))
    again = await world.create(1, more={"fresh": True})
    await world.done(again)
    assert len(world.carrier.dialled) == 2


async def test_what_has_expired_is_asked_again(world):
    await first(world, says(YES, PRICE))
    world.clock.advance(seconds=182 * 86_400)
    again = await world.create(1)
    await world.done(again)
    assert len(world.carrier.dialled) == 2


async def test_how_long_an_answer_holds_may_be_said_with_the_question(world):
    brief = [one.model_copy(update={"holds_days": 7}) for one in QUESTIONS.fields]
    asked = QUESTIONS.model_copy(update={"fields": tuple(brief)})
    world.scripts[NUMBERS[0]] = [says(YES, PRICE)]
    for days, calls in ((0, 1), (4, 1), (3, 2)):
        world.clock.advance(seconds=days * 86_400)
        await world.done(await world.create(1, more={"questionnaire": asked}))
        assert len(world.carrier.dialled) == calls


async def test_a_question_in_other_words_is_another_question(world):
    await first(world, says(YES, PRICE))
    fields = (
        QUESTIONS.fields[0],
        QUESTIONS.fields[1].model_copy(update={"ask": "How much is a crown?"}),
    )
    crowns = QUESTIONS.model_copy(update={"fields": fields})
    seen = []
    world.scripts[NUMBERS[0]] = [says(seen=seen)]
    await world.done(await world.create(1, more={"questionnaire": crowns}))
    assert seen == [["price"]]


async def test_a_time_told_to_others_is_asked_by_who_looks_for_an_appointment(world):
    soonest = Question(
        name="soonest", type=FieldType.DATETIME, ask="When is your next appointment?"
    )
    fields = (QUESTIONS.fields[0], soonest)
    asked = {"questionnaire": QUESTIONS.model_copy(update={"fields": fields})}
    told = Finding(field="soonest", value="2026-12-02T09:00", quote="nine", at_ms=1)
    seen = []
    world.scripts[NUMBERS[0]] = [says(YES, told, seen=seen)]
    terms = BookingTerms(
        first_day="2026-12-01", last_day="2026-12-05", manner=Manner.OFFERS
    )
    for more in ({}, {}, {"booking": terms}):
        await world.done(await world.create(1, more=asked | more))
    assert seen == [["insurance", "soonest"], ["soonest"]]


# --- the follow-up


async def followed_up(world, kept, *bookings):
    now = world.clock.now()
    return await follow_up(world.store, kept, POLICY, now, bookings=bookings)


async def over(world, *scripts, **more):
    """A campaign that is over, as it is kept."""
    for number, script in zip(NUMBERS, scripts, strict=False):
        world.scripts[number] = [script]
    campaign = await world.create(len(scripts), more=more)
    await world.done(campaign)
    return await world.store.campaign(campaign.campaign_id)


async def test_a_follow_up_is_in_all_else_as_the_campaign_was(world):
    terms = BookingTerms(first_day="2026-12-01", last_day="2026-12-05")
    grant = Grant(field="member_id", purpose="a cleaning", consent="by letter, 1 May")
    kept = await over(
        world, says(YES), booking=terms, fresh=True, priority=3, voice="coral",
        features={"lending": 0.5}, functions={"addNote": "^1"}, grants=(grant,),
        limits=Limits(attempts=2),
    )  # fmt: skip
    new = await followed_up(world, kept)
    its_own = {"title", "providers", "follows", "not_before", "request"}
    for name in set(NewCampaign.model_fields) - its_own:
        usual = NewCampaign.model_fields[name].get_default(call_default_factory=True)
        assert getattr(kept, name) != usual, f"{name} is to be tried here, too"
        assert getattr(new, name) == getattr(kept, name), name


async def test_who_has_an_appointment_looks_for_no_second_one(world):
    terms = BookingTerms(first_day="2026-12-01", last_day="2026-12-05")
    kept = await over(world, says(YES), booking=terms)
    held = booking(stage=Stage.UNCERTAIN)
    assert (await followed_up(world, kept, held)).booking is None
    offered = booking(stage=Stage.NOTED)
    assert (await followed_up(world, kept, offered)).booking == terms


async def test_a_follow_up_goes_on_with_the_wish_of_the_first_campaign(world):
    terms = BookingTerms(first_day="2026-12-01", last_day="2026-12-05")
    kept = await over(world, says(YES), says(), booking=terms)
    new = await followed_up(world, kept)
    second = await world.dispatcher.create(new)
    assert (kept.wish, second.wish) == (kept.campaign_id, kept.campaign_id)
    third = await world.dispatcher.create(
        new.model_copy(update={"follows": second.campaign_id})
    )
    assert third.wish == kept.campaign_id


async def test_nobody_books_a_second_time_once_an_earlier_offer_is_chosen(world):
    terms = BookingTerms(first_day="2026-12-01", last_day="2026-12-05")
    assert terms.manner is Manner.BOOK
    kept = await over(world, says(YES), booking=terms)
    new = await followed_up(world, kept)
    offered = booking(wish_id=kept.campaign_id, stage=Stage.CHOSEN)
    world.store.note([offered])
    await world.done(await world.dispatcher.create(new))
    assert [one.booking for one in world.crew.briefings] == [terms, None]


async def test_a_fresh_follow_up_asks_for_the_rest_and_trusts_no_other_campaign(world):
    seen = []
    await over(world, says(YES, PRICE))
    kept = await over(world, says(YES), fresh=True)
    world.scripts[NUMBERS[0]] = [says(PRICE, seen=seen)]
    await world.done(await world.dispatcher.create(await followed_up(world, kept)))
    assert seen == [["price"]]


async def test_what_is_not_over_is_not_followed_up(world):
    campaign = await world.create(1)
    kept = await world.store.campaign(campaign.campaign_id)
    with pytest.raises(BadInput, match="not over yet"):
        await followed_up(world, kept)


async def test_a_cancelled_one_whose_calls_still_end_is_not_followed_up(world):
    kept = await over(world, says(YES), says())
    cancelled = kept.model_copy(update={"status": CampaignStatus.CANCELLED})
    last = (await world.targets(kept))[1]
    await world.store.put_target(
        last.model_copy(update={"status": TargetStatus.CALLING})
    )
    with pytest.raises(BadInput, match="not over yet"):
        await followed_up(world, cancelled)
    await world.store.put_target(last)
    assert (await followed_up(world, cancelled)).follows == kept.campaign_id


async def test_who_was_not_called_for_want_of_money_is_called_by_the_follow_up(world):
    campaign = await world.create(3, budget_usd=1.1 * reserve_usd(Limits()))
    await world.done(campaign)
    targets = await world.targets(campaign)
    unpaid = {one.target_id for one in targets if one.reasons == ("budget_spent",)}
    assert unpaid
    kept = await world.store.campaign(campaign.campaign_id)
    plan = await planned(world.store, kept, POLICY, world.clock.now())
    assert unpaid <= {one.target_id for one in plan.items}


async def test_of_two_who_follow_up_at_once_one_is_refused(world):
    kept = await over(world, says(YES))
    new = await followed_up(world, kept)
    create = world.dispatcher.create
    done = await asyncio.gather(create(new), create(new), return_exceptions=True)
    (refused,) = [one for one in done if isinstance(one, Exception)]
    assert isinstance(refused, BadInput)
    assert "followed up already" in str(refused)


async def test_a_follow_up_asks_for_what_is_open_when_it_is_time(world):
    seen = []
    campaign = await first(world, says(YES, PRICE), says(YES))
    kept = await world.store.campaign(campaign.campaign_id)
    plan = await planned(world.store, kept, POLICY, world.clock.now())
    (item,) = plan.items
    assert (item.unknown, item.contradicted, plan.round) == (("price",), (), 1)

    new = await followed_up(world, kept)
    world.scripts[NUMBERS[1]] = [says(PRICE, seen=seen)]
    begun = world.clock.now()
    begun_campaign = await world.dispatcher.create(new)
    assert begun_campaign.title == "Cleanings (follow-up 1)"
    await world.done(begun_campaign)
    assert seen == [["price"]]
    assert world.clock.now() - begun >= timedelta(minutes=14)
    (row,) = await rows(world, begun_campaign)
    assert row.is_complete


async def test_a_contradiction_is_asked_once_more_and_then_settled(world):
    other = PRICE.model_copy(update={"value": 140.0, "contradicts": True})
    seen = []
    campaign = await first(world, says(YES, PRICE, other))
    kept = await world.store.campaign(campaign.campaign_id)
    plan = await planned(world.store, kept, POLICY, world.clock.now())
    assert [one.contradicted for one in plan.items] == [("price",)]
    world.scripts[NUMBERS[0]] = [says(PRICE, seen=seen)]
    new = await followed_up(world, kept)
    after = await world.dispatcher.create(new)
    await world.done(after)
    assert seen == [["price"]]
    (row,) = await rows(world, after)
    assert (row.cells["price"].value, row.contradicted) == (120.0, ())


async def test_there_are_only_so_many_rounds(world):
    campaign = await first(world, says())
    for round_ in (1, 2):
        kept = await world.store.campaign(campaign.campaign_id)
        plan = await planned(world.store, kept, POLICY, world.clock.now())
        assert (plan.round, plan.exhausted) == (round_, False)
        new = await followed_up(world, kept)
        campaign = await world.dispatcher.create(new)
        await world.done(campaign)
    kept = await world.store.campaign(campaign.campaign_id)
    plan = await planned(world.store, kept, POLICY, world.clock.now())
    assert (plan.items, plan.exhausted) == ((), True)


async def test_who_asked_not_to_be_called_is_not_followed_up(world):
    async def declines(actor):
        await actor.place()
        return Outcome.DECLINED

    campaign = await first(world, declines)
    kept = await world.store.campaign(campaign.campaign_id)
    plan = await planned(world.store, kept, POLICY, world.clock.now())
    assert plan.items == ()
