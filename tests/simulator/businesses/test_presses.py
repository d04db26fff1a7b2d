"""A telephone of somebody who is asked to press a key, and does."""

from simulator.businesses import documents
from simulator.businesses.scene import Entered, Go, HangUp, Press, Tick
from simulator.businesses.waiting import PressScene

TICK = Tick(quiet=True)


def scene(**keys):
    presses = documents.Presses(type="presses", keys="1", after_s=2, **keys)
    return PressScene(presses)


def test_the_key_is_pressed_once_after_a_moment():
    node = scene(then="desk")
    assert node.on(Entered(), 500) == []
    assert node.on(TICK, 2_480) == []
    assert node.on(TICK, 2_500) == [Press("1"), Go("desk")]
    assert node.on(TICK, 2_520) == []


def test_who_leads_nowhere_hangs_up():
    node = scene()
    node.on(Entered(), 0)
    assert node.on(TICK, 2_000) == [Press("1"), HangUp()]
