"""I1 and I2 of RELIABILITY 2.0, over orchestrators that die and carriers that lie.

The world here is a store that outlives everybody, a carrier that may place a call and
lose its answer, and an orchestrator that may die between any two steps. What must hold
is read from the carrier's ledger, never from the plan.
"""

from collections import Counter
from datetime import timedelta

from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from panda.call import Outcome
from panda.campaign import CampaignStatus, DialIntent, IntentState, TargetStatus
from panda.carrier import ProviderCall
from panda.dialing import (
    Bucket,
    DialPlan,
    IntentStep,
    Listing,
    NotPlaced,
    StillUnsure,
    WasPlaced,
    advanced,
    after,
    calling,
    reconcile,
)
from panda.dialing.intents import RESOLVED
from panda.outcomes import outcome_of
from tests.panda.dialing.world import NOW, campaign, target

CAP = 2
PHONES = [f"+1217555010{i}" for i in range(3)]
ENDS = ["completed", "busy", "no-answer", "failed"]
OUTCOMES = [
    Outcome.COMPLETED, Outcome.BUSY, Outcome.NO_ANSWER, Outcome.FAILED,
    Outcome.HUNG_UP, Outcome.VOICEMAIL,
]  # fmt: skip


class Dialing(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.now = NOW
        self.ledger: list[tuple[str, int, str]] = []
        self.calls: dict[str, ProviderCall] = {}
        self.intents: dict[str, DialIntent] = {}
        self.targets = {}
        self.listings: dict[str, list[Listing]] = {}
        self.posted_at: dict[str, object] = {}

    @initialize(count=st.integers(1, 5), priority=st.integers(-1, 1))
    def begin(self, count, priority):
        self.of = campaign(
            "a", priority=priority, concurrency=3, attempts=3, retry_busy_s=60
        )
        for place in range(count):
            one = target(place, phone=PHONES[place // 2])
            self.targets[one.target_id] = one
        self.reload()

    def reload(self):
        """A new orchestrator knows what the store knows, and nothing else."""
        self.plan = DialPlan(max_concurrent=CAP, bucket=Bucket(rate=1.0))
        self.plan.put_campaign(self.of)
        for one in self.targets.values():
            self.plan.put_target(one)

    # --- the store

    def open_intents(self):
        return [one for one in self.intents.values() if one.state not in RESOLVED]

    def move(self, intent, step):
        done = intent.model_copy(update={"state": advanced(intent.state, step)})
        self.intents[intent.call_id] = done
        return done

    def keep(self, one):
        self.targets[one.target_id] = one
        self.plan.put_target(one)

    # --- the orchestrator

    @rule(fate=st.sampled_from(["placed", "refused", "lost", "lost but placed"]))
    def dial(self, fate):
        due = self.plan.due(self.now, self.open_intents())
        if due:
            intent = self.reserve(due[0])
            self.submit(intent, fate)

    @rule()
    def die_before_asking(self):
        due = self.plan.due(self.now, self.open_intents())
        if due:
            self.reserve(due[0])
            self.reload()

    def reserve(self, one):
        intent = DialIntent(
            call_id=f"{one.target_id}.{one.attempts + 1}",
            campaign_id=one.campaign_id,
            target_id=one.target_id,
            number=one.provider.phone,
            attempt=one.attempts + 1,
            reserved_at=self.now,
        )
        assert intent.call_id not in self.intents
        self.intents[intent.call_id] = intent
        self.keep(calling(one))
        self.plan.dialled(self.now)
        return intent

    def submit(self, intent, fate):
        intent = self.move(intent, IntentStep.SUBMIT)
        self.posted_at[intent.call_id] = self.now
        if fate in ("placed", "lost but placed"):
            self.place(intent)
        if fate == "placed":
            self.move(intent, IntentStep.ACCEPT)
        elif fate == "refused":
            self.move(intent, IntentStep.REJECT)
            self.finish(intent, Outcome.FAILED)
        else:
            self.move(intent, IntentStep.LOSE)
            one = self.targets[intent.target_id]
            self.keep(after(one, Outcome.UNCERTAIN, self.of.limits, self.now))

    def place(self, intent):
        self.ledger.append((intent.target_id, intent.attempt, intent.number))
        self.calls[intent.call_id] = ProviderCall(
            call_sid=f"CA{intent.call_id}",
            to=intent.number,
            status="in-progress",
            created_at=self.now,
        )

    def finish(self, intent, outcome):
        one = self.targets[intent.target_id]
        self.keep(after(one, outcome, self.of.limits, self.now))

    @rule(outcome=st.sampled_from(OUTCOMES), data=st.data())
    def end_a_call(self, outcome, data):
        live = [i for i in self.open_intents() if i.state is IntentState.ACCEPTED]
        if live:
            intent = data.draw(st.sampled_from(live))
            self.calls[intent.call_id] = self.calls[intent.call_id].model_copy(
                update={"status": "completed"}
            )
            self.move(intent, IntentStep.FINISH)
            self.finish(intent, outcome)

    @rule(status=st.sampled_from(ENDS))
    def calls_nobody_attends_end(self, status):
        for intent in self.open_intents():
            call = self.calls.get(intent.call_id)
            if call and intent.state is IntentState.AMBIGUOUS:
                ended = call.model_copy(update={"status": status})
                self.calls[intent.call_id] = ended

    @rule()
    def restart(self):
        self.reload()
        for intent in self.open_intents():
            if intent.state is IntentState.RESERVED:
                self.move(intent, IntentStep.WITHDRAW)
                self.finish(intent, Outcome.FAILED)

    @rule(seen=st.booleans(), waits=st.sampled_from([(0,), (0, 61), (61, 61), (130,)]))
    def list_calls(self, seen, waits=(0,)):
        for wait_s in waits:
            self.now += timedelta(seconds=wait_s)
            for intent in self.open_intents():
                if intent.state is IntentState.AMBIGUOUS:
                    self.list_calls_of(intent, seen)

    def list_calls_of(self, intent, seen):
        posted = self.posted_at[intent.call_id]
        # The carrier may be slow to show a call, though never for two minutes.
        shows = seen or self.now - posted >= timedelta(seconds=120)
        calls = [c for c in self.calls.values() if c.to == intent.number and shows]
        listed = self.listings.setdefault(intent.call_id, [])
        listed.append(Listing(self.now, tuple(calls)))
        self.reconcile(intent, posted, listed)

    def reconcile(self, intent, posted, listed):
        known = {
            call.call_sid for key, call in self.calls.items() if key != intent.call_id
        }
        match reconcile(
            intent, posted_at=posted, listings=listed, known_sids=known, now=self.now
        ):
            case WasPlaced(call=call):
                assert call.call_sid == f"CA{intent.call_id}"
                outcome = outcome_of(call.status)
                accepted = self.move(intent, IntentStep.ACCEPT)
                if outcome is not None:
                    self.move(accepted, IntentStep.FINISH)
                    self.finish(intent, outcome)
            case NotPlaced():
                assert intent.call_id not in self.calls
                self.move(intent, IntentStep.RULE_OUT)
                self.finish(intent, Outcome.FAILED)
            case StillUnsure(again_at=again_at):
                assert again_at - self.now <= timedelta(seconds=180)

    # --- time and people

    @rule(seconds=st.sampled_from([1, 1, 61, 700, 7200]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule(
        status=st.sampled_from(
            [CampaignStatus.PAUSED, CampaignStatus.RUNNING, CampaignStatus.RUNNING]
        )
    )
    def pause_or_resume(self, status):
        self.of = self.of.model_copy(update={"status": status})
        self.plan.put_campaign(self.of)

    # --- what must hold

    @invariant()
    def nothing_is_dialled_twice(self):
        assert max(Counter(self.ledger).values(), default=1) == 1

    @invariant()
    def a_number_has_one_unresolved_dial_at_most(self):
        numbers = Counter(intent.number for intent in self.open_intents())
        assert max(numbers.values(), default=0) <= 1

    @invariant()
    def who_may_be_ringing_does_not_wait_to_be_dialled(self):
        for intent in self.open_intents():
            status = self.targets[intent.target_id].status
            assert status is TargetStatus.CALLING

    @invariant()
    def the_cap_holds(self):
        assert len(self.open_intents()) <= CAP

    @invariant()
    def attempts_are_counted_once_and_bounded(self):
        dials = Counter(target_id for target_id, _, _ in self.ledger)
        for one in self.targets.values():
            assert dials[one.target_id] <= one.attempts <= 3

    @precondition(lambda self: bool(self.targets))
    @invariant()
    def a_target_on_the_phone_has_an_intent(self):
        on_phone = {intent.target_id for intent in self.open_intents()}
        for one in self.targets.values():
            if one.status is TargetStatus.CALLING:
                assert one.target_id in on_phone

    def teardown(self):
        """Nobody is skipped: left alone, every target comes to an end."""
        if not self.targets:
            return
        self.pause_or_resume(CampaignStatus.RUNNING)
        self.restart()
        for _ in range(80):
            if self.plan.is_finished("a"):
                break
            for intent in self.open_intents():
                if intent.state is IntentState.ACCEPTED:
                    self.move(intent, IntentStep.FINISH)
                    self.finish(intent, Outcome.BUSY)
            self.calls_nobody_attends_end("busy")
            self.list_calls(seen=True)
            self.dial("placed")
            self.now += timedelta(seconds=1800)
        assert self.plan.is_finished("a"), self.targets
        assert all(one.outcome is not None for one in self.targets.values())


TestDialing = Dialing.TestCase
TestDialing.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
