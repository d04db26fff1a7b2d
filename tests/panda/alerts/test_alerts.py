from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from panda.alerts.alert import (
    ALERT_NEWS,
    AlertAcknowledged,
    AlertCleared,
    AlertKind,
    AlertRaised,
    AlertStatus,
    describe,
)
from panda.alerts.episode import CALM, STEPS, Level, Phase
from panda.alerts.outlook import CampaignStanding, Outlook
from panda.alerts.rules import RULES
from panda.alerts.thresholds import ThresholdChanges, Thresholds, read_changes
from panda.alerts.watch import HEARD_AGAIN, MOST_CLEARED, AlertWatch
from panda.call import CallState
from panda.campaign import CallSnapshot
from panda.errors import BadInput
from panda.people.need import Need

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CLEANINGS = CampaignStanding(campaign_id="k1", title="Cleanings", budget_usd=10.0)


def at(seconds):
    return NOON + seconds * SECOND


def call(state=CallState.TALKING, call_id="c1", updated_s=0, **more):
    return CallSnapshot(
        call_id=call_id,
        campaign_id="k1",
        target_id="t1",
        business="Lakeside Dental",
        number="+12175550100",
        state=state,
        since=NOON,
        started_at=NOON,
        updated_at=at(updated_s),
        **more,
    )


class Room:
    """An operator's room: looks at moments, and keeps the news."""

    def __init__(self, **thresholds):
        self.watch = AlertWatch()
        self.thresholds = Thresholds(**thresholds)
        self.news = []

    def look(self, seconds, *calls, campaigns=(CLEANINGS,), paused=""):
        outlook = Outlook(
            now=at(seconds),
            thresholds=self.thresholds,
            campaigns=campaigns,
            paused=paused,
        )
        news = self.watch.look(outlook, calls)
        self.news += news
        return [(type(one), one.alert.kind) for one in news]

    @property
    def open(self):
        return [one.kind for one in self.watch.alerts() if one.is_open]


def test_a_call_on_which_nothing_goes_on_is_told_of_once():
    room = Room(stuck_s=60)
    assert room.look(59, call()) == []
    assert room.look(60, call()) == [(AlertRaised, AlertKind.CALL_STUCK)]
    assert room.look(75, call()) == []
    (alert,) = room.watch.alerts()
    assert (alert.call_id, alert.campaign_id) == ("c1", "k1")
    assert alert.about == "Lakeside Dental"
    assert alert.raised_at == at(60)
    assert describe(alert) == "nothing was said or done for 75 s"


@pytest.mark.parametrize(
    "state",
    [CallState.ON_HOLD, CallState.HELD, CallState.TAKEN_OVER, CallState.TRANSFERRED],
)
def test_who_waits_or_is_in_an_operator_s_hands_is_not_stuck(state):
    room = Room(hold_s=0)
    assert room.look(3600, call(state)) == []


def test_an_alert_is_over_when_things_have_been_well_for_a_while():
    room = Room(stuck_s=60)
    room.look(60, call())
    calm = CALM.total_seconds()
    assert room.look(61, call(updated_s=61)) == []
    assert room.look(60 + calm, call(updated_s=61)) == []
    cleared = [(AlertCleared, AlertKind.CALL_STUCK)]
    assert room.look(61 + calm, call(updated_s=61)) == cleared
    (alert,) = room.watch.alerts()
    assert alert.status is AlertStatus.CLEARED
    assert alert.cleared_at == at(61 + calm)


def test_a_measure_that_hovers_about_its_threshold_raises_one_alert():
    room = Room(errors=0.5)
    for second in range(100):
        failed = (9, 10, 11)[second % 3]
        some = CLEANINGS.model_copy(update={"ended": 20, "failed": failed})
        room.look(second, campaigns=(some,))
    assert [type(one) for one in room.news] == [AlertRaised]


def test_a_long_hold_and_its_end():
    room = Room(hold_s=600)
    assert room.look(599, call(CallState.ON_HOLD)) == []
    assert room.look(600, call(CallState.ON_HOLD)) == [
        (AlertRaised, AlertKind.HOLD_TOO_LONG)
    ]
    assert room.look(601, call(CallState.ENDED)) == [
        (AlertCleared, AlertKind.HOLD_TOO_LONG)
    ]


def test_a_campaign_may_want_to_know_sooner_or_not_at_all():
    room = Room(hold_s=600)
    soon = CLEANINGS.model_copy(update={"thresholds": ThresholdChanges(hold_s=30)})
    never = CLEANINGS.model_copy(update={"thresholds": ThresholdChanges(hold_s=0)})
    assert room.look(900, call(CallState.ON_HOLD), campaigns=(never,)) == []
    room.look(901, call(CallState.ON_HOLD), campaigns=(soon,))
    assert room.open == [AlertKind.HOLD_TOO_LONG]


def test_a_person_who_is_needed_comes_first():
    room = Room()
    holding = call(CallState.ON_HOLD, "c1")
    needy = call(call_id="c2", updated_s=600, needs_person=True)
    room.look(600, holding, needy)
    assert room.open == [AlertKind.PERSON_NEEDED, AlertKind.HOLD_TOO_LONG]


def test_why_a_person_is_needed_is_told():
    room = Room()
    room.look(0, call(needs_person=True, needs=(Need.INSISTED, Need.UNSURE)))
    (alert,) = room.watch.alerts()
    assert describe(alert) == (
        "a person is needed: it asks for a human being and is not sure what was said"
    )
    bare = alert.model_copy(update={"detail": ""})
    assert describe(bare) == "a person is needed"


def test_gaps_are_counted_within_a_minute():
    room = Room(gaps=5)
    room.look(0, call(gaps=0))
    room.look(30, call(gaps=4, updated_s=30))
    room.look(80, call(gaps=6, updated_s=80))
    assert room.open == []
    room.look(90, call(gaps=9, updated_s=90))
    assert room.open == [AlertKind.CONNECTION_BAD]


def test_a_call_that_another_actor_has_taken_up_counts_its_gaps_anew():
    room = Room(gaps=5)
    room.look(0, call(gaps=40))
    room.look(1, call(gaps=2, updated_s=1))
    room.look(2, call(gaps=4, updated_s=2))
    assert room.open == []


def test_the_budget_counts_what_live_calls_have_cost():
    room = Room(budget=0.8)
    spent = CLEANINGS.model_copy(update={"spent_usd": 7.0})
    room.look(0, call(cost_usd=0.5), campaigns=(spent,))
    assert room.open == []
    room.look(
        1, call(cost_usd=0.5), call(call_id="c2", cost_usd=0.6), campaigns=[spent]
    )
    (alert,) = room.watch.alerts()
    assert alert.kind is AlertKind.BUDGET_NEARLY_SPENT
    assert alert.about == "Cleanings"
    assert describe(alert) == "81% of the budget is spent"


@pytest.mark.parametrize(("ended", "raised"), [(4, False), (5, True)])
def test_few_calls_make_no_rate_of_errors(ended, raised):
    room = Room(errors=0.5)
    bad = CLEANINGS.model_copy(update={"ended": ended, "failed": ended})
    room.look(0, campaigns=(bad,))
    assert (AlertKind.ERROR_RATE in room.open) is raised


def test_nobody_being_dialled_is_told_with_its_reason():
    room = Room()
    room.look(0, paused="Twilio cannot be reached")
    (alert,) = room.watch.alerts()
    assert alert.kind is AlertKind.DIALLING_PAUSED
    assert (alert.about, alert.campaign_id) == ("Twilio cannot be reached", "")


def test_an_operator_has_an_alert_in_hand_and_the_first_to_say_so_stands():
    room = Room()
    room.look(60, call())
    (alert,) = room.watch.alerts()
    taken = room.watch.acknowledge(alert.alert_id, "kim", at(62))
    assert (taken.status, taken.acknowledged_by) == (AlertStatus.ACKNOWLEDGED, "kim")
    again = room.watch.acknowledge(alert.alert_id, "lee", at(63))
    assert again == taken
    assert room.look(64, call()) == [(AlertAcknowledged, AlertKind.CALL_STUCK)]
    assert room.look(65) == [(AlertCleared, AlertKind.CALL_STUCK)]
    (over,) = room.watch.alerts()
    assert over.acknowledged_by == "kim"


@pytest.mark.parametrize("alert_id", ["", "nothing", "call_stuck.c1.0"])
def test_what_is_not_open_cannot_be_taken_in_hand(alert_id):
    room = Room()
    room.look(60, call())
    with pytest.raises(BadInput, match="no such alert"):
        room.watch.acknowledge(alert_id, "kim", at(61))


def test_the_same_trouble_later_is_another_alert():
    room = Room()
    room.look(60, call())
    room.look(61)
    room.look(120, call())
    first, _, second = (one.alert for one in room.news)
    assert first.alert_id != second.alert_id


def test_alerts_that_are_over_are_kept_up_to_a_bound():
    room = Room()
    for number in range(MOST_CLEARED + 20):
        room.look(100 + number, call(call_id=f"c{number}"))
    assert len(room.watch.alerts()) == MOST_CLEARED + 1


def test_the_table_has_every_step_and_every_kind_a_rule():
    assert set(STEPS) == set(Phase)
    assert all(set(row) == set(Level) for row in STEPS.values())
    assert sorted(rule.kind for rule in RULES) == sorted(AlertKind)


def test_every_kind_is_said_in_words():
    room = Room()
    room.look(60, call())
    (alert,) = room.watch.alerts()
    said = {describe(alert.model_copy(update={"kind": kind})) for kind in AlertKind}
    assert len(said) == len(AlertKind)


def test_thresholds_are_read_as_people_write_them():
    changes = read_changes(["hold_s=300", "person=false"])
    assert changes == ThresholdChanges(hold_s=300, person=False)
    assert Thresholds().changed(changes).hold_s == 300
    assert Thresholds().changed(changes).stuck_s == Thresholds().stuck_s


@pytest.mark.parametrize(
    "given", [["hold_s"], ["=3"], ["hold_s=soon"], ["holds=3"], ["gaps=1", "gaps=2"]]
)
def test_thresholds_that_cannot_be_read_are_refused(given):
    with pytest.raises(ValueError, match=r"is|has|known"):
        read_changes(given)


MOMENTS = st.lists(
    st.tuples(
        st.integers(1, 40),  # seconds until the next look
        st.sampled_from(["quiet", "speaks", "hold", "gaps", "needs", "ends", "gone"]),
        st.booleans(),  # whether an operator takes in hand what is open
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(MOMENTS)
def test_whatever_happens_alerts_are_raised_once_and_cleared_once(moments):
    """News of one alert come in order, and those open are those raised, not cleared."""
    room = Room(stuck_s=20, hold_s=30, gaps=3)
    now = gaps = updated = 0
    state, needs = CallState.TALKING, False
    for wait, deed, takes in moments:
        now += wait
        if deed != "quiet":
            updated = now
        gaps += 4 if deed == "gaps" else 0
        needs = deed == "needs"
        if deed in {"hold", "speaks"}:
            state = CallState.ON_HOLD if deed == "hold" else CallState.TALKING
        if deed == "ends":
            state = CallState.ENDED
        one = call(state, updated_s=updated, gaps=gaps, needs_person=needs)
        room.look(now, *([] if deed == "gone" else [one]))
        if takes and room.open:
            first = room.watch.alerts()[0]
            assert room.watch.acknowledge(first.alert_id, "kim", at(now)).is_open
    room.look(now + 1)
    told = {}
    for one in room.news:
        told.setdefault(one.alert.alert_id, []).append(type(one))
        assert ALERT_NEWS.validate_json(ALERT_NEWS.dump_json(one)) == one
    whole = [AlertRaised, AlertCleared]
    for steps in told.values():
        assert [one for one in steps if one is not AlertAcknowledged] == whole
        assert steps[0] is AlertRaised
        assert steps.count(AlertAcknowledged) <= 1
    keys = [(one.kind, one.call_id) for one in room.watch.alerts() if one.is_open]
    assert keys == []


def resumed(room, *alerts, seconds):
    again = Room()
    again.thresholds = room.thresholds
    again.watch.restore(alerts, at(seconds))
    return again


def test_after_a_restart_an_alert_stays_in_the_hands_it_was_in():
    room = Room(stuck_s=60)
    room.look(60, call())
    (alert,) = room.watch.alerts()
    taken = room.watch.acknowledge(alert.alert_id, "kim", at(61))
    again = resumed(room, taken, seconds=70)
    assert again.look(71) == [], "the calls have not told of themselves yet"
    assert again.look(75, call()) == []
    (still,) = again.watch.alerts()
    assert (still.alert_id, still.acknowledged_by) == (alert.alert_id, "kim")
    assert again.look(76) == [(AlertCleared, AlertKind.CALL_STUCK)]


def test_after_a_restart_what_is_not_heard_of_again_is_over():
    room = Room(stuck_s=60)
    room.look(60, call())
    again = resumed(room, *room.watch.alerts(), seconds=70)
    assert again.look(70 + HEARD_AGAIN.total_seconds() - 1) == []
    cleared = again.look(70 + HEARD_AGAIN.total_seconds())
    assert cleared == [(AlertCleared, AlertKind.CALL_STUCK)]


def test_of_two_that_were_open_about_one_thing_the_later_stands():
    room = Room(stuck_s=60)
    room.look(60, call())
    (late,) = room.watch.alerts()
    early = late.model_copy(update={"alert_id": "old", "raised_at": at(5)})
    again = resumed(room, late, early, seconds=70)
    assert again.look(71, call()) == [(AlertCleared, AlertKind.CALL_STUCK)]
    assert again.news[0].alert.alert_id == "old"
    assert [one.alert_id for one in again.watch.alerts() if one.is_open] == [
        late.alert_id
    ]
