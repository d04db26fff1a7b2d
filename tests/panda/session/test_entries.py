"""Menus that ask for private data: what is given, what is not, and what is told."""

import pytest

from panda.audio.sounds import Sound
from panda.call import CallState, Outcome
from panda.events import EVENT, Ended, Pressed, PutThrough, Released
from panda.private import Grant, PrivateField as F
from panda.session.commands import PlayEntry, PlayKeys, RecordRoute
from panda.session.inputs import (
    EntryMade,
    EntryUnfit,
    KeysRefused,
    KeysUnsure,
    PhoneClosed,
    PhoneOpened,
    SoundChanged,
)
from panda.testing.briefings import briefing
from panda.testing.player import SessionPlayer

GOAL = "schedule a cleaning"
ASKS = "Please enter your member ID, followed by the pound key."
PERSON = "Front desk, this is Ada. How can I help you?"
SEALED = {F.MEMBER_ID: "sealed-member", F.DATE_OF_BIRTH: "sealed-birth"}


def grant(field, **more):
    terms = {"consent": "Maria, today", "purpose": GOAL, "machine": True}
    return Grant(field=field, **(terms | more))


def called(*grants, sealed=SEALED):
    call = SessionPlayer(briefing(grants=grants, sealed=sealed))
    call.answer()
    call.callee_says("For billing, press 1. For appointments, press 2.", ms=4_000)
    call.wait(2_000)
    assert call.pressed == "2"
    call.keys_played()
    return call


def hears(call, text, ms=3_000):
    call.callee_says(text, ms=ms)
    call.wait(1_500)


def given(call):
    return [one for one in call.events if isinstance(one, Released)]


def test_a_value_that_may_be_given_is_keyed_in_and_the_call_goes_on():
    call = called(grant(F.MEMBER_ID))
    hears(call, ASKS)
    (entry,) = call.all(PlayEntry)
    assert (entry.field, entry.entry.end) == (F.MEMBER_ID, "#")
    call.keys_played()
    hears(call, PERSON)
    assert call.session.state is CallState.TALKING
    assert [(one.field, one.refused) for one in given(call)] == [(F.MEMBER_ID, "")]


def test_the_log_has_the_name_of_what_was_given_and_nothing_more():
    call = called(grant(F.MEMBER_ID))
    hears(call, ASKS)
    keys = [one.keys for one in call.events if isinstance(one, Pressed)]
    assert keys == ["2", "[MEMBER_ID]"]
    log = "".join(EVENT.dump_json(one).decode() for one in call.events)
    assert "sealed" not in log


@pytest.mark.parametrize(
    ("grants", "sealed", "reason"),
    [
        ((), SEALED, "no_consent"),
        ((grant(F.MEMBER_ID, machine=False),), SEALED, "no_machines"),
        ((grant(F.MEMBER_ID, purpose="sell insurance"),), SEALED, "other_purpose"),
        ((grant(F.MEMBER_ID),), {}, "unknown"),
    ],
)
def test_what_may_not_be_given_is_withheld_once_in_the_log(grants, sealed, reason):
    call = called(*grants, sealed=sealed)
    hears(call, ASKS)
    assert call.all(PlayEntry) == []
    assert [(one.field, one.refused) for one in given(call)] == [(F.MEMBER_ID, reason)]
    assert call.pressed == "20"  # the first key that may lead out


def test_a_social_security_number_is_never_given():
    call = called(grant(F.SSN), sealed={F.SSN: "sealed"})
    hears(call, "Enter the last four digits of your social security number.")
    assert call.all(PlayEntry) == []
    assert given(call)[0].refused == "forbidden"


def test_after_being_put_through_nothing_is_given():
    call = called(grant(F.MEMBER_ID))
    call.feed(SoundChanged(Sound.RING))
    call.wait(2_000)
    call.feed(SoundChanged(Sound.SILENCE))
    hears(call, ASKS)
    assert given(call)[0].refused == "transferred"


def test_having_been_put_through_is_not_forgotten_in_a_queue_or_another_actor():
    call = called(grant(F.MEMBER_ID))
    call.feed(SoundChanged(Sound.RING))
    call.wait(2_000)
    call.feed(SoundChanged(Sound.MUSIC))
    call.wait(4_000)
    assert call.session.state is CallState.ON_HOLD
    call.feed(SoundChanged(Sound.SILENCE))
    hears(call, "For a cleaning, press 1. For billing, press 2.", 4_000)
    call.keys_played()
    hears(call, ASKS)
    assert call.session.state is CallState.NAVIGATING
    assert call.all(PlayEntry) == []
    assert given(call)[-1].refused == "transferred"
    log = tuple(EVENT.dump_json(one).decode() for one in call.events)
    again = SessionPlayer(briefing(epoch=1, restored=log))
    assert again.session.record.put_through


def test_ringing_while_waiting_counts_once_and_before_anything_was_done_not_at_all():
    call = SessionPlayer(briefing(grants=(grant(F.MEMBER_ID),), sealed=SEALED))
    call.answer()
    call.feed(SoundChanged(Sound.RING))
    assert not call.session.record.put_through
    call.feed(SoundChanged(Sound.SILENCE))
    call.callee_says("For billing, press 1. For appointments, press 2.", ms=4_000)
    call.wait(2_000)
    for sound in (Sound.MUSIC, Sound.RING, Sound.SILENCE, Sound.RING):
        call.feed(SoundChanged(sound))
    assert [type(one) for one in call.events].count(PutThrough) == 1


def test_an_entry_that_was_not_taken_is_made_once_more_slower_and_no_third_time():
    call = called(grant(F.MEMBER_ID))
    for _ in range(3):
        hears(call, f"Sorry, that is not valid. {ASKS}")
        call.keys_played()
    assert [one.transport for one in call.all(PlayEntry)] == ["in-band", "slow"]
    assert given(call)[-1].refused == "too_often"
    assert call.pressed == "20"


def test_silence_after_an_entry_is_answered_with_a_slower_one():
    call = called(grant(F.MEMBER_ID))
    hears(call, ASKS)
    call.keys_played()
    call.wait(9_000)
    assert [one.transport for one in call.all(PlayEntry)] == ["in-band", "slow"]


def test_a_way_out_that_is_offered_comes_before_any_guess():
    call = called()
    hears(call, "Enter your member ID. If you do not have it, press 9.")
    assert call.pressed == "29"


def test_a_value_that_does_not_fit_is_not_keyed_and_another_way_is_taken():
    call = called(grant(F.MEMBER_ID))
    call.auto_enter = False
    hears(call, ASKS)
    call.feed(EntryUnfit(F.MEMBER_ID))
    assert call.pressed == "20"
    assert given(call) == []
    record = call.session.record
    assert (record.keys, record.releases[F.MEMBER_ID]) == ("20", 0)


def test_what_was_given_is_in_the_log_once_it_is_keyed_and_not_before():
    call = called(grant(F.MEMBER_ID))
    call.auto_enter = False
    hears(call, ASKS)
    (entry,) = call.all(PlayEntry)
    call.feed(EntryMade(entry.press - 1))  # another's
    assert (given(call), call.session.record.keys) == ([], "2")
    for _ in range(2):
        call.feed(EntryMade(entry.press))
    assert [(one.field, one.refused) for one in given(call)] == [(F.MEMBER_ID, "")]
    assert call.session.record.keys == "2[MEMBER_ID]"


def by_carrier():
    call = SessionPlayer(
        briefing(grants=(grant(F.MEMBER_ID),), sealed=SEALED), transports=["update"]
    )
    call.answer()
    call.callee_says("For billing, press 1. For appointments, press 2.", ms=4_000)
    call.wait(2_000)
    call.feed(PhoneOpened("CA1", "MZ2"))
    hears(call, ASKS)
    (entry,) = call.all(PlayEntry)
    assert (entry.transport, given(call)) == ("update", [])
    return call, entry


def test_what_the_carrier_refused_to_press_was_not_given():
    call, entry = by_carrier()
    call.feed(KeysRefused(entry.press))
    call.wait(2_000)
    assert given(call) == []
    assert "MEMBER_ID" not in call.session.record.keys
    assert call.session.record.releases[F.MEMBER_ID] == 0


@pytest.mark.parametrize(
    "news",
    [lambda _press: PhoneOpened("CA1", "MZ3"), KeysUnsure],
    ids=["pressed", "unsure"],
)
def test_what_the_carrier_has_pressed_or_may_have_was_given(news):
    call, entry = by_carrier()
    call.feed(news(entry.press))
    assert [one.refused for one in given(call)] == [""]
    assert call.session.record.releases[F.MEMBER_ID] == 1


def test_what_the_carrier_may_have_pressed_when_they_hung_up_was_given():
    call, _ = by_carrier()
    call.feed(PhoneClosed(stopped=True))
    call.news("completed")
    assert call.result.outcome is Outcome.HUNG_UP
    assert [one.refused for one in given(call)] == [""]


def test_a_value_that_fits_another_form_is_keyed_in_that():
    call = called(grant(F.MEMBER_ID))
    call.auto_enter = False
    hears(call, "Please enter your six digit member ID.")
    call.feed(EntryUnfit(F.MEMBER_ID))
    call.keys_played()
    hears(call, "Enter the last four digits of your member ID.")
    wanted = [(one.entry.most, one.entry.last) for one in call.all(PlayEntry)]
    assert wanted == [(6, False), (4, True)]


def test_what_was_entered_is_confirmed_when_it_is_read_back():
    call = called(grant(F.MEMBER_ID))
    hears(call, ASKS)
    call.keys_played()
    hears(
        call,
        "You entered [MEMBER_ID]. If this is correct, press 1. "
        "To enter it again, press 2.",
        5_000,
    )
    assert call.pressed == "21"


def test_a_confirmation_that_was_not_heard_is_made_again_and_is_no_step_of_the_way():
    call = called(grant(F.MEMBER_ID))
    hears(call, ASKS)
    call.keys_played()
    for _ in range(2):
        hears(call, "You entered [MEMBER_ID]. If this is correct, press 1.", 4_000)
        call.keys_played()
    assert len(call.all(PlayEntry)) == 1
    sent = [(one.digits, one.transport) for one in call.all(PlayKeys)]
    assert sent[:3] == [("2", "in-band"), ("1", "in-band"), ("1", "slow")]
    hears(call, PERSON)
    (way,) = call.all(RecordRoute)
    assert "1" not in [step.keys for step in (*way.trip.steps, *way.trip.dead)]


def test_another_field_in_a_row_is_a_request_of_its_own():
    call = called(grant(F.MEMBER_ID), grant(F.DATE_OF_BIRTH))
    hears(call, ASKS)
    call.keys_played()
    hears(call, "Now enter your date of birth, month, day and year.")
    assert [one.field for one in call.all(PlayEntry)] == [F.MEMBER_ID, F.DATE_OF_BIRTH]


def test_where_no_way_leads_out_the_call_ends_and_says_at_what():
    call = called()
    for _ in range(9):
        hears(call, ASKS)
        call.keys_played()
        call.wait(5_000)
    ended = [one for one in call.events if isinstance(one, Ended)]
    assert [(one.outcome, one.reason) for one in ended] == [
        (Outcome.MENU_STUCK, "entry:member_id")
    ]
    assert "#" not in call.pressed


def test_how_often_a_value_was_given_survives_a_lost_actor():
    call = called(grant(F.MEMBER_ID))
    hears(call, ASKS)
    log = tuple(EVENT.dump_json(one).decode() for one in call.events)
    again = SessionPlayer(
        briefing(grants=(grant(F.MEMBER_ID),), sealed=SEALED, epoch=1, restored=log)
    )
    assert again.session.record.releases[F.MEMBER_ID] == 1


def test_the_keys_that_go_out_are_none_the_session_knows():
    call = called(grant(F.MEMBER_ID))
    hears(call, ASKS)
    assert [one.digits for one in call.all(PlayKeys)] == ["2"]
