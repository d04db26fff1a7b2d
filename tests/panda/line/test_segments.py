from hypothesis import given, strategies as st

from panda.audio.sounds import Sound
from panda.line import LineListener
from panda.line.segments import LATEST_MS, Segments
from panda.menu.menu import LineKind
from panda.menu.navigate import Navigator
from panda.menu.steps import Press


def spoken(*stretches):
    """Return segments in which each of (item, began, ended) was spoken."""
    segments = Segments()
    for item, began, ended in stretches:
        segments.mark(started=True, now_ms=began, item=item)
        segments.mark(started=False, now_ms=ended, item=item)
    return segments


@given(st.permutations(["a", "b", "c", "d"]))
def test_words_are_dated_by_their_item_in_whatever_order_they_come(order):
    stretches = {name: (at * 2000, at * 2000 + 1500) for at, name in enumerate("abcd")}
    segments = spoken(*((name, *times) for name, times in stretches.items()))
    claimed = {name: segments.claim(8000, name) for name in order}
    assert claimed == stretches
    assert not segments.pending(8000)


def test_words_without_a_name_are_those_of_the_oldest_speech():
    segments = spoken(("a", 0, 900), ("b", 1500, 2500))
    assert segments.claim(3000) == (0, 900)
    assert segments.claim(3000) == (1500, 2500)
    assert segments.claim(3000) == (3000, 3000)


def test_words_of_speech_that_is_not_known_do_not_take_the_time_of_another():
    segments = spoken(("a", 0, 900))
    assert segments.claim(2000, "earlier") == (2000, 2000)
    assert segments.claim(2000, "a") == (0, 900)


def test_speech_is_waited_for_until_its_words_can_no_longer_come():
    segments = spoken(("a", 0, 1000))
    assert segments.pending(1000 + LATEST_MS)
    assert not segments.pending(1001 + LATEST_MS)


def test_of_speech_that_began_before_we_listened_the_item_is_learned_at_its_end():
    segments = Segments()
    segments.mark(started=True, now_ms=500)
    segments.mark(started=False, now_ms=2500, item="late")
    assert segments.claim(4000, "late") == (500, 2500)


def test_words_spoken_before_a_key_are_no_prompt_after_it_however_late_they_come():
    navigator = Navigator("schedule a cleaning")
    for item, began in (("one", 0), ("two", 2500), ("three", 6000), ("four", 8500)):
        navigator.speech(started=True, now_ms=began, item=item)
        navigator.speech(started=False, now_ms=began + 2000, item=item)
    steps = navigator.hear("To schedule a visit, press 1.", 5000, "one")
    navigator.keys_played(5400)
    steps += navigator.hear("For billing, press 2.", 11_000, "two")
    steps += navigator.hear("You have reached scheduling.", 11_100, "three")
    steps += navigator.hear("To book a cleaning, press 4.", 11_200, "four")
    steps += [step for at in range(11_200, 14_000, 100) for step in navigator.tick(at)]
    assert [step.digits for step in steps if isinstance(step, Press)] == ["1", "4"]


def test_nobody_talks_for_twenty_seconds_to_somebody_who_is_silent():
    line = LineListener()
    line.speech(started=True, now_ms=0, item="a")
    line.speech(started=False, now_ms=2000, item="a")
    line.hear("To send a fax,", 2600, "a")
    line.speech(started=True, now_ms=2800, item="b")
    line.sound(Sound.SPEECH, 3000)
    read = [line.tick(at) for at in range(3000, 40_000, 100)]
    assert [one.kind for one in read if one] == [LineKind.MENU]
