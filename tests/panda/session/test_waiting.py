"""In a queue: news is shown, offers are answered, what is saved is counted."""

from base64 import b64decode

import pytest
from pydantic import ValidationError

from panda.audio.sounds import Sound
from panda.bridge import Hear, MediaBridge
from panda.call import CallState, Outcome
from panda.campaign import CallbackPolicy, Limits
from panda.cost import saved_usd
from panda.events import CallbackAnswered, HearingChanged, QueueNews
from panda.session.commands import LetHear, PlayKeys
from panda.session.inputs import (
    KeysRefused,
    PhoneClosed,
    PhoneOpened,
    SoundChanged,
)
from panda.session.session import CallSession
from panda.testing.briefings import briefing
from panda.testing.frames import FakeStream
from panda.testing.player import SessionPlayer

ACCEPTING = Limits(callback=CallbackPolicy.ACCEPT, callback_number="+12175550100")


def waiting(**limits):
    call = SessionPlayer(briefing(**limits))
    call.answer()
    call.callee_says("All of our agents are busy. Please stay on the line.")
    call.wait(2_000)
    assert call.session.state is CallState.ON_HOLD
    return call


def of(call, kind):
    return [one for one in call.events if isinstance(one, kind)]


def test_the_place_in_the_queue_is_logged_once_and_shown_while_we_wait():
    call = waiting()
    for _ in range(2):
        call.callee_says("You are number four in the queue.")
        call.feed(SoundChanged(Sound.MUSIC))
        call.wait(2_000)
    assert [one.position for one in of(call, QueueNews)] == [4]
    assert call.session.record.snapshot(call.now_ms).queue.position == 4

    call.feed(SoundChanged(Sound.SPEECH))
    call.callee_says("Hello, this is Ann, how can I help?")
    assert call.session.state is CallState.TALKING
    assert call.session.record.snapshot(call.now_ms).queue is None


def test_an_offer_to_call_back_is_declined_unless_the_campaign_accepts():
    call = waiting()
    for _ in range(2):
        call.callee_says("Press 1 and we will call you back.")
        call.feed(SoundChanged(Sound.MUSIC))
        call.wait(2_000)
    assert [one.accepted for one in of(call, CallbackAnswered)] == [False]
    assert (call.pressed, call.session.state) == ("", CallState.ON_HOLD)


def test_an_accepted_callback_gives_our_number_and_ends_the_call():
    call = waiting(limits=ACCEPTING)
    call.callee_says("Press 1 and we will call you back.")
    call.callee_says("Please enter your phone number, followed by the pound key.")
    call.callee_says("If this is correct, press 1. To change it, press 2.")
    call.callee_says("Thank you. We will call you. Goodbye.")
    call.wait(15_000)
    assert call.pressed == "12175550100#1"
    assert call.result.outcome is Outcome.CALLBACK
    assert call.result.callback.number == "+12175550100"


def test_a_queue_that_hangs_up_after_an_accepted_callback_has_not_failed():
    call = waiting(limits=ACCEPTING)
    call.callee_says("Press 1 and we will call you back.")
    call.feed(PhoneClosed(stopped=True))
    assert call.result.outcome is Outcome.CALLBACK


def calling_back(*sounds):
    call = waiting(limits=ACCEPTING)
    call.callee_says("Press 1 and we will call you back.")
    assert (call.pressed, of(call, CallbackAnswered)) == ("1", [])
    call.keys_played()
    for sound in sounds:
        call.feed(SoundChanged(sound))
    return call


@pytest.mark.parametrize("sound", [Sound.MUSIC, Sound.RING])
def test_a_queue_that_goes_on_is_pressed_by_all_there_is_and_then_waited_in(sound):
    call = calling_back(sound)
    call.wait(7_000)
    call.keys_played()
    call.wait(7_000)
    call.feed(PhoneOpened("CA1", "MZ2"))  # the carrier has pressed it
    call.wait(60_000)
    sent = [(one.digits, one.transport) for one in call.all(PlayKeys)]
    assert sent == [("1", "in-band"), ("1", "slow"), ("1", "update")]
    assert call.result is None
    assert call.session.state is CallState.ON_HOLD
    assert call.session.record.is_suspended
    assert call.session.record.callback is None

    call.feed(SoundChanged(Sound.SPEECH))
    call.callee_says("Press 1 and we will call you back.")
    assert len(call.all(PlayKeys)) == 3
    call.callee_says("Hello, this is Ann, how can I help?")
    assert call.session.state is CallState.TALKING


def test_the_same_offer_again_has_not_heard_the_key():
    call = calling_back(Sound.SILENCE)
    call.wait(4_000)
    call.callee_says("Press 1 and we will call you back.")
    assert [one.transport for one in call.all(PlayKeys)] == ["in-band", "slow"]
    assert of(call, CallbackAnswered) == []


def test_a_key_the_carrier_does_not_press_is_pressed_by_nothing_else_left():
    call = calling_back(Sound.MUSIC)
    call.wait(6_000)
    call.wait(6_000)
    (*_, last) = call.all(PlayKeys)
    assert last.transport == "update"
    call.feed(KeysRefused(last.press))
    call.wait(20_000)
    assert len(call.all(PlayKeys)) == 3
    assert call.session.state is CallState.ON_HOLD


def test_a_person_who_picks_up_after_the_key_is_talked_to():
    call = calling_back(Sound.SILENCE)
    call.callee_says("Hello, Riverside Dental, this is Ann, how can I help you?")
    call.wait(2_000)
    assert call.session.state is CallState.TALKING
    call.wait(13_000)
    assert call.session.record.callback is None


def test_the_key_goes_by_what_has_led_through_the_menu():
    call = SessionPlayer(briefing(limits=ACCEPTING))
    call.answer()
    for _ in range(2):
        call.callee_says("For billing, press 1. For appointments, press 2.", ms=4_000)
        call.wait(2_000)
        call.keys_played()
    call.callee_says("All of our agents are busy. Please stay on the line.")
    call.wait(2_000)
    call.callee_says("Press 1 and we will call you back.")
    sent = [(one.digits, one.transport) for one in call.all(PlayKeys)]
    assert sent == [("2", "in-band"), ("2", "slow"), ("1", "slow")]


def test_a_callback_cannot_be_accepted_without_a_number():
    with pytest.raises(ValidationError, match="callback_number"):
        Limits(callback=CallbackPolicy.ACCEPT)


def test_what_the_voice_did_not_hear_is_counted_and_priced():
    call = waiting()
    call.feed(SoundChanged(Sound.MUSIC))
    call.wait(100_000)
    call.feed(SoundChanged(Sound.SPEECH))
    call.wait(5_000)
    call.feed(PhoneClosed(stopped=True))
    replayed = of(call, HearingChanged)[-1].replayed_ms / 1000
    assert call.result.suspended_s == pytest.approx(100 - replayed)
    assert call.result.saved_usd == saved_usd(call.result.suspended_s) > 0


@pytest.mark.parametrize("after", [Sound.SILENCE, Sound.SPEECH])
def test_whatever_follows_the_music_is_listened_to_from_before_it_ended(after):
    """Words too soft or too short to be noticed may have gone before the silence."""
    call = waiting()
    call.feed(SoundChanged(Sound.MUSIC))
    call.wait(10_000)
    call.feed(SoundChanged(after))
    heard = call.all(LetHear)[-1]
    assert heard.on
    assert heard.replay_ms >= 2_000


def test_a_call_restored_while_it_was_suspended_counts_on():
    call = waiting()
    call.feed(SoundChanged(Sound.MUSIC))
    call.wait(10_000)
    log = tuple(one.model_dump_json() for one in call.events)
    again = CallSession(briefing(epoch=1, restored=log))
    assert again.record.is_suspended


def test_the_longest_hold_ends_the_call():
    call = waiting(limits=Limits(hold_s=20))
    call.feed(SoundChanged(Sound.MUSIC))
    call.wait(21_000)
    assert call.result.outcome is Outcome.HOLD_TOO_LONG


class Ear:
    """A bridge whose voice keeps what it hears, frame by frame."""

    def __init__(self):
        self.bridge, self.stream = MediaBridge(hears=True), FakeStream()
        self.heard = []
        for text in (self.stream.connected(), self.stream.start()):
            self.bridge.from_phone(text, 0)

    def take(self, effects):
        for audio in (b64decode(one.audio) for one in effects if isinstance(one, Hear)):
            self.heard += [audio[at : at + 160] for at in range(0, len(audio), 160)]

    def frame(self, frame, now_ms):
        self.take(self.bridge.from_phone(self.stream.media(frame), now_ms))

    def carry_out(self, commands):
        for one in commands:
            if isinstance(one, LetHear):
                self.take(self.bridge.let_hear(on=one.on, replay_ms=one.replay_ms))


def test_no_word_of_who_picks_up_is_lost():
    """Every frame from the person's first on reaches the voice, in order, once."""
    call, ear = waiting(), Ear()
    frames = [number.to_bytes(2, "big") * 80 for number in range(700)]
    for number, frame in enumerate(frames):  # ten seconds of music, then a person
        ear.frame(frame, number * 20)
        if number == 150:
            ear.carry_out(call.feed(SoundChanged(Sound.MUSIC)))
        if number == 600:  # two seconds after the first word
            ear.carry_out(call.feed(SoundChanged(Sound.SPEECH)))
    assert frames[300] not in ear.heard
    assert ear.heard[-200:] == frames[500:]
    assert len(ear.heard) == len(set(ear.heard))
