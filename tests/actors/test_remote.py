"""The carrier's actor as a call sees it: it may die, and comes back."""

import pytest
from ray.exceptions import ActorUnavailableError

from actors import remote
from actors.carrier import CarrierActor, CarrierAway, RemoteCarrier
from actors.remote import CarrierDesk
from panda.campaign import IntentState
from panda.carrier import NOT_RESERVED, TURN_MS, DialOrder, Placed, Rejected
from panda.errors import CarrierError, CarrierUnsure
from panda.testing.store import MemoryStore
from tests.storage.material import calling, campaign, intent, target

CALL = "c1"
ORDER = DialOrder(call_id=CALL, to="+12175550100", ring_s=30, call_s=60, token="t")
PLACED = Placed(call_sid="CA1")


class Dies(ActorUnavailableError):  # noqa: N818 - reads as what happens
    def __init__(self):
        super().__init__("it is being started anew", None)


class Method:
    """A method of an actor's handle; answers from a list."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = 0

    async def remote(self, *_):
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Actor:
    def __init__(self, *answers):
        self.place = self.hang_up = Method(list(answers))


@pytest.fixture
async def store(monkeypatch):
    monkeypatch.setattr(remote, "AWAY_S", 0.0)
    store = MemoryStore()
    await store.add_campaign(campaign(), [target(0)])
    assert await store.reserve(intent(CALL), calling(0))
    return store


async def test_an_actor_that_died_before_it_dialled_is_asked_again(store):
    actor = Actor(Dies(), Dies(), PLACED)
    assert await CarrierDesk(actor, store).place(ORDER) == PLACED


async def test_what_an_actor_began_before_it_died_is_not_begun_again(store):
    await store.advance(CALL, IntentState.RESERVED, IntentState.SUBMITTING)
    actor = Actor(Dies(), PLACED)
    with pytest.raises(CarrierError):
        await CarrierDesk(actor, store).place(ORDER)
    assert actor.place.asked == 1


async def test_a_dial_that_went_through_after_all_is_not_taken_for_refused(store):
    actor = Actor(Dies(), Rejected(reason=NOT_RESERVED))
    with pytest.raises(CarrierError):
        await CarrierDesk(actor, store).place(ORDER)


async def test_a_dial_of_a_dead_call_actor_that_goes_on_is_not_taken_for_refused(store):
    with pytest.raises(CarrierError):
        await CarrierDesk(Actor(Rejected(reason=NOT_RESERVED)), store).place(ORDER)


async def test_a_refusal_is_passed_on(store):
    actor = Actor(Dies(), Rejected(reason="carrier_21210"))
    reply = await CarrierDesk(actor, store).place(ORDER)
    assert reply.reason == "carrier_21210"


async def test_an_actor_that_stays_away_is_not_waited_for_for_ever(store):
    actor = Actor(*(Dies() for _ in range(remote.AWAY_TRIES + 1)))
    with pytest.raises(CarrierError):
        await CarrierDesk(actor, store).place(ORDER)


async def test_a_call_is_hung_up_as_soon_as_the_actor_is_back(store):
    actor = Actor(Dies(), None)
    await CarrierDesk(actor, store).hang_up("CA1")
    assert actor.hang_up.asked == 2


async def test_whoever_asks_about_calls_is_told_that_the_actor_is_away():
    with pytest.raises(CarrierAway):
        await RemoteCarrier(Actor(Dies())).hang_up("CA1")


class Keypad:
    """The carrier; notes what it was asked to press."""

    def __init__(self):
        self.pressed = []

    async def press(self, call_sid, digits, *, resume):
        self.pressed.append((call_sid, digits, resume))


class Queue:
    """A handle of the carrier's actor whose turn comes `late_s` after it is asked."""

    def __init__(self, keypad, late_s):
        self.actor = CarrierActor.__new__(CarrierActor)
        self.actor._carrier = keypad
        self.late_s = late_s
        self.press = self

    async def remote(self, call_sid, digits, resume, before_s):
        return await self.actor.press(call_sid, digits, resume, before_s - self.late_s)


async def test_keys_that_have_waited_for_too_long_are_refused_and_never_pressed():
    keypad = Keypad()
    turn_s = TURN_MS / 1000
    await RemoteCarrier(Queue(keypad, turn_s - 1)).press("CA1", "2", resume="<R/>")
    assert keypad.pressed == [("CA1", "2", "<R/>")]
    with pytest.raises(CarrierError, match="too long") as caught:
        await RemoteCarrier(Queue(keypad, turn_s)).press("CA1", "3", resume="<R/>")
    assert not isinstance(caught.value, CarrierUnsure), "it is certainly not pressed"
    assert len(keypad.pressed) == 1
