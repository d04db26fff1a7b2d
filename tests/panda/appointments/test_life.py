"""What may become of an offered time."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from panda.appointments.booking import Errand, ErrandKind, calendar_status
from panda.appointments.life import (
    ASKING,
    HOLDING,
    MOVES,
    CannotMove,
    Move,
    Stage,
    after,
    may,
)
from tests.panda.appointments.material import NOW, at, booking


def test_every_stage_has_its_row_and_the_last_ones_lead_nowhere():
    assert set(MOVES) == set(Stage)
    over = {stage for stage, moves in MOVES.items() if not moves}
    assert over == {Stage.CANCELLED, Stage.RELEASED, Stage.FAILED}


def test_what_is_asked_by_call_can_end_in_each_way():
    for stage in ASKING:
        assert set(MOVES[stage]) == {Move.AGREE, Move.REFUSE, Move.MISS, Move.LOSE}


def test_a_step_the_table_lacks_is_refused_and_nothing_happens():
    noted = booking()
    with pytest.raises(CannotMove, match="cannot cancel what is noted"):
        noted.moved(Move.CANCEL, NOW)
    assert noted.stage is Stage.NOTED


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(Move), max_size=12))
def test_a_lost_call_is_only_made_certain_by_another(moves):
    stage, doubtful = Stage.CONFIRMING, False
    for move in moves:
        if not may(stage, move):
            continue
        before, stage = stage, after(stage, move)
        doubtful = stage is Stage.UNCERTAIN
        if before is Stage.UNCERTAIN:
            assert stage in ASKING
    assert not doubtful or stage in HOLDING


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(Move), max_size=12))
def test_nothing_is_certain_but_what_was_agreed_to_since_the_last_lost_call(moves):
    seen, agreed = booking(stage=Stage.CONFIRMING, written=0), False
    for move in moves:
        if not may(seen.stage, move):
            continue
        seen = seen.moved(move, NOW)
        agreed = (agreed or move is Move.AGREE) and move is not Move.LOSE
        if not agreed:
            assert seen.stage is not Stage.CONFIRMED
            assert calendar_status(seen) != "CONFIRMED"
            assert not seen.reminders(at(3, 14))


def test_what_was_agreed_to_and_lost_is_not_certain_because_they_cancel_nothing():
    taken = booking(stage=Stage.CONFIRMED, written=0)
    lost = taken.moved(Move.CANCEL, NOW).moved(Move.LOSE, NOW)
    again = lost.moved(Move.CANCEL, NOW).moved(Move.REFUSE, NOW)
    assert again.stage is Stage.UNCERTAIN
    assert (calendar_status(again), again.to_write) == ("TENTATIVE", True)


def test_moved_by_call_it_has_the_new_time_and_the_calendar_must_hear_of_it():
    confirmed = booking(stage=Stage.CONFIRMED, written=0)
    errand = Errand(kind=ErrandKind.RESCHEDULE, campaign_id="e", slot=at(4, 9))

    asked = confirmed.moved(Move.RESCHEDULE, NOW, errand=errand)
    assert (asked.slot, asked.sequence, asked.to_write) == (at(3, 14, 30), 0, False)

    agreed = asked.moved(Move.AGREE, NOW)
    assert (agreed.stage, agreed.slot) == (Stage.CONFIRMED, at(4, 9))
    assert (agreed.sequence, agreed.to_write) == (1, True)
    assert agreed.version == confirmed.version + 2


def test_refused_or_missed_the_old_time_stands():
    errand = Errand(kind=ErrandKind.RESCHEDULE, campaign_id="e", slot=at(4, 9))
    asked = booking(stage=Stage.CONFIRMED).moved(Move.RESCHEDULE, NOW, errand=errand)
    for move in (Move.REFUSE, Move.MISS):
        kept = asked.moved(move, NOW)
        assert (kept.stage, kept.slot) == (Stage.CONFIRMED, at(3, 14, 30))


def test_reminders_come_once_and_not_of_what_is_past_or_given_up():
    taken = booking(stage=Stage.CONFIRMED)
    day_before, hour_before = at(2, 14, 30), at(3, 13, 30)

    assert taken.reminders(at(2, 14, 29)) == ()
    assert taken.reminders(at(2, 14, 31)) == (day_before,)
    told = taken.changed(NOW, reminded=(day_before,))
    assert told.reminders(at(3, 14, 0)) == (hour_before,)
    assert told.reminders(at(3, 14, 30)) == ()
    assert booking(stage=Stage.CANCELLED).reminders(at(3, 14, 0)) == ()
    # Agreed after the moment: nobody is reminded of what they have just heard.
    late = booking(stage=Stage.CONFIRMED, agreed_at=at(2, 15))
    assert late.reminders(at(2, 16)) == ()
