"""The lease and the bridge together: whatever operators do, one voice at a time.

Random histories of operators who come, ask, speak, stall, vanish and return; what
reaches the callee is checked at the bridge, the last place before the carrier
(RELIABILITY 5.5).
"""

import base64
import json
import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings, strategies as st

from panda.bridge import MediaBridge, Talker
from panda.effects import ToPhone
from panda.operator.lease import (
    BEAT_MS,
    GRACE_MS,
    LEASE,
    QUIET_MS,
    Lease,
    LeaseState,
    Seat,
)
from panda.testing.frames import FakeLine

NAMES = "ABCDE"
VOICE = {name: bytes([ord(name)]) * 160 for name in NAMES}
VOICES = {sound: name for name, sound in VOICE.items()}


# --- the lease alone -----------------------------------------------------------------


def test_every_state_can_be_reached_and_left():
    reached = {LeaseState.FREE} | {
        after for row in LEASE.values() for after in row.values()
    }
    assert reached == set(LeaseState)
    assert all(LEASE[state] for state in LeaseState)


def test_ten_thousand_who_race_leave_one_holder():
    rng = random.Random(1)
    for _ in range(2_000):
        lease = Lease()
        seats = [Seat(number, name) for number, name in enumerate(NAMES, 1)]
        rng.shuffle(seats)
        assert [lease.take(seat, 0) for seat in seats] == [True] + [False] * 4
        assert lease.holder == seats[0].name


def test_a_holder_is_missed_then_gone():
    lease, seat = Lease(), Seat(1, "A")
    lease.take(seat, 0)
    assert lease.tick(QUIET_MS - 1) is None
    assert lease.tick(QUIET_MS) == "missed"
    assert not lease.is_held_by(seat)
    assert lease.tick(GRACE_MS - 1) is None
    assert lease.tick(GRACE_MS) == "lapsed"
    assert lease.holder == ""


def test_the_name_brings_it_back_and_no_other():
    lease = Lease()
    lease.take(Seat(1, "A"), 0)
    assert lease.gone(Seat(1, "A"), 100)
    assert not lease.take(Seat(2, "B"), 200)
    assert lease.take(Seat(3, "A"), 300)
    assert lease.is_held_by(Seat(3, "A"))
    assert not lease.is_held_by(Seat(1, "A")), "the old socket is a stranger now"
    assert not lease.sign(Seat(1, "A"), 400)


def test_a_new_socket_has_the_lease_once_the_old_one_is_silent_for_a_beat():
    lease, old, new = Lease(), Seat(1, "A"), Seat(2, "A")
    lease.take(old, 0)
    assert not lease.claim(new, BEAT_MS), "the old one may be there"
    assert not lease.claim(Seat(3, "B"), BEAT_MS + 1)
    assert lease.claim(new, BEAT_MS + 1)
    assert lease.is_held_by(new)
    assert not lease.claim(new, 2 * QUIET_MS), "it has it"
    assert not lease.gone(old, BEAT_MS + 2), "news that is late changes nothing"
    assert lease.is_held_by(new)


def test_nobody_claims_what_is_nobodys():
    lease = Lease()
    assert not lease.claim(Seat(1, "A"), GRACE_MS)
    assert not lease.claim(Seat(1, ""), GRACE_MS)


# --- histories, at the bridge --------------------------------------------------------


@dataclass
class Room:
    """Five operators, a lease, a bridge, and a callee who notes whom they hear."""

    lease: Lease = field(default_factory=Lease)
    bridge: MediaBridge = field(default_factory=MediaBridge)
    now: int = 0
    known: dict = field(default_factory=dict)
    """The epoch each operator was told last."""
    entitled: dict = field(default_factory=dict)
    """Who was given the floor, by epoch."""
    heard: list = field(default_factory=list)
    """(epoch, whose) of each frame that went to the carrier."""

    def __post_init__(self):
        line = FakeLine()
        self.bridge.from_phone(line.start(), 0)
        self.seats = {name: Seat(n, name) for n, name in enumerate(NAMES, 1)}

    def give(self, talker, name=""):
        epoch = self.lease.raised()
        assert epoch not in self.entitled
        self.entitled[epoch] = name
        if name:
            self.known[name] = epoch
        self.note(self.bridge.give_floor(talker, epoch, self.now))

    def note(self, effects):
        for effect in effects:
            if isinstance(effect, ToPhone):
                message = json.loads(effect.text)
                sound = base64.b64decode(message.get("media", {}).get("payload", ""))
                if sound in VOICES:
                    self.heard.append((self.bridge.epoch, VOICES[sound]))

    def do(self, what, name, wait):
        self.now += wait
        getattr(self, what)(name, self.seats[name])
        if self.lease.tick(self.now) is not None:
            self.give(Talker.AI)
        self.note(self.bridge.tick(self.now))

    def take(self, name, seat):
        had = self.lease.is_held_by(seat)
        if self.lease.take(seat, self.now) and not had:
            self.give(Talker.OPERATOR, name)

    def give_back(self, _, seat):
        if self.lease.give_back(seat):
            self.give(Talker.AI)

    def vanish(self, name, seat):
        if self.lease.gone(seat, self.now):
            self.give(Talker.AI)
        self.seats[name] = Seat(seat.number + 10, name)

    def come_again(self, name, seat):
        if self.lease.come_back(seat, self.now):
            self.give(Talker.OPERATOR, name)

    def claim(self, name, seat):
        """A socket whose loss nobody has noticed yet is followed by another."""
        after = self.seats[name] = Seat(seat.number + 10, name)
        if self.lease.claim(after, self.now):
            self.give(Talker.OPERATOR, name)

    def speak(self, name, seat):
        """Even one who holds nothing sends, with the epoch they know."""
        if self.lease.sign(seat, self.now):
            self.give(Talker.OPERATOR, name)
        frame, epoch = VOICE[name], self.known.get(name, 0)
        self.note(self.bridge.from_operator(frame, epoch, self.now))

    def music(self, *_):
        self.give(Talker.MUSIC)


STEPS = ["take", "give_back", "vanish", "come_again", "claim", "music", *["speak"] * 3]


def checked(room):
    """Mutual exclusion by epoch, at the media sink; epochs never go back."""
    assert all(room.entitled[epoch] == whose for epoch, whose in room.heard)
    epochs = [epoch for epoch, _ in room.heard]
    assert epochs == sorted(epochs)
    assert sorted(room.entitled) == list(range(1, room.lease.epoch + 1))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(STEPS),
            st.sampled_from(NAMES),
            st.sampled_from([0, 20, 900]),
        ),
        max_size=40,
    )
)
def test_only_who_was_given_the_floor_of_an_epoch_is_heard_in_it(history):
    room = Room()
    for what, name, wait in history:
        room.do(what, name, wait)
    checked(room)


def test_over_many_histories_operators_are_heard_and_never_two_at_once():
    rng = random.Random(7)
    heard = 0
    for _ in range(300):
        room = Room()
        for _ in range(60):
            wait = rng.choice([0, 20, 20, 20, 400, 3_100])
            room.do(rng.choice(STEPS), rng.choice(NAMES), wait)
        checked(room)
        heard += len(room.heard)
    assert heard > 300, "the histories are about something"


@pytest.mark.parametrize("epoch", [0, 1, 3])
def test_a_frame_of_another_epoch_is_dropped(epoch):
    room = Room()
    room.do("take", "A", 0)
    room.do("give_back", "A", 20)
    room.do("take", "B", 20)
    assert room.lease.epoch == 3
    sent = room.bridge.from_operator(VOICE["A"], epoch, room.now)
    assert bool(sent) is (epoch == 3)
