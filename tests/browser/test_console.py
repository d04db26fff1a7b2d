"""An operator at a call: hears it, speaks on it, and is not alone."""

import json

import numpy as np
import pytest

from dashboard.components import asset
from panda.audio.mulaw import decode, encode
from panda.call import CallState
from panda.operator.wire import (
    End,
    HandBack,
    Hold,
    Keys,
    Note,
    Resume,
    Say,
    TakeOver,
    Transfer,
    Whisper,
)
from panda.operator.words import MOST_NOTE
from tests.browser.conftest import MICROPHONE_HZ, Console, loudest_hz, until
from tests.dashboard.stage import OVER, TALKING

CALL = f"call?call={TALKING}"


@pytest.fixture
def console(visit, door):
    return Console(visit(CALL))


def asked(door, kind):
    return [one for _, one in door.messages if isinstance(one, kind)]


def test_an_operator_hears_the_callee_less_than_300_ms_late(console):
    console.press("Listen")
    console.says("Listening")
    until(lambda: console.number("heard") > 60, "no sound came")
    assert 0 < console.number("behind") <= 300
    width = console.root.locator(".they").evaluate("bar => bar.style.width")
    assert float(width.removesuffix("%")) > 50


def test_the_microphone_is_asked_for_only_to_speak(console, door):
    watch = "window.asked = 0; const m = navigator.mediaDevices; const old ="
    watch += " m.getUserMedia.bind(m);"
    watch += " m.getUserMedia = (c) => { window.asked += 1; return old(c); }"
    console.page.evaluate(f"() => {{ {watch} }}")
    console.press("Listen")
    console.says("Listening")
    assert console.page.evaluate("window.asked") == 0
    console.press("Take over")
    console.says("You are speaking")
    assert console.page.evaluate("window.asked") == 1


def test_who_takes_over_is_heard_and_gives_back(console, door):
    console.press("Take over")
    console.says("You are speaking")
    until(lambda: len(door.speech) > 8000 * 2, "the callee heard nothing")
    hz, share = loudest_hz(decode(bytes(door.speech[-8000:])).astype(float))
    assert abs(hz - MICROPHONE_HZ) <= 2
    assert share > 0.9  # the tone, and not what resampling made of it
    suggestion = console.root.locator(".suggestion")
    assert "You could say" in suggestion.inner_text()
    assert "<b>Tuesday</b>" in suggestion.inner_text()
    assert suggestion.is_disabled()
    assert console.root.get_by_text("Say aloud").is_disabled()
    console.press("Hand back")
    console.says("Listening")
    assert asked(door, HandBack)
    sent = console.number("sent")
    console.page.wait_for_timeout(300)
    assert console.number("sent") == sent
    assert suggestion.is_hidden()


def test_of_two_operators_one_is_told_who_has_the_call(visit, console, door):
    other = Console(visit(CALL, name="lee"))
    other.press("Listen")
    other.says("Listening")
    console.press("Take over")
    console.says("You are speaking")
    other.says("kim is speaking")
    # Who presses in the same moment is refused by the call, not by the page.
    other.root.locator(".take").evaluate("b => { b.disabled = false; b.click(); }")
    other.warns("kim has the call")
    assert door.fenced == 0


def test_a_lost_connection_comes_back_with_a_new_ticket(console, door):
    console.press("Take over")
    console.says("You are speaking")
    door.drop()
    until(lambda: door.opened == 2, "the browser did not come back")
    console.says("You are speaking")
    heard = len(door.speech)
    until(lambda: len(door.speech) > heard + 8000, "not heard after coming back")


def test_who_is_back_before_the_call_has_missed_them_is_heard_again(console, door):
    console.press("Take over")
    console.says("You are speaking")
    door.unaware = True
    door.drop()
    console.says("Coming back to you")
    console.says("You are speaking")
    heard = len(door.speech)
    until(lambda: len(door.speech) > heard + 8000, "not heard after coming back")


def test_a_takeover_that_was_lost_on_the_way_can_be_asked_for_again(console, door):
    door.deaf = True
    console.press("Take over")
    console.says("Taking over")
    until(lambda: asked(door, TakeOver))
    door.deaf = False
    door.drop()
    until(lambda: door.opened == 2, "the browser did not come back")
    console.says("Listening")
    console.press("Take over")
    console.says("You are speaking")
    assert len(asked(door, TakeOver)) == 2


def test_what_is_pressed_while_not_connected_is_not_done_later(console, door):
    console.press("Listen")
    console.says("Listening")
    door.drop()
    console.says("Connecting again")
    words = console.root.locator("textarea")
    words.fill("One moment.")
    console.root.evaluate(
        """(console) => ["key", "hold", "end", "say"].forEach(
            (name) => console.querySelector(`button.${name}`).click()
        )"""
    )
    console.warns("Not done: not connected")
    assert words.input_value() == "One moment."
    console.says("Listening")
    console.press("Key 7")
    until(lambda: asked(door, Keys))
    assert [one for _, one in door.messages] == [Keys(digits="7")]


def test_words_keys_and_hold_reach_the_call(console, door):
    words = console.root.locator("textarea")
    console.press("Pin note")
    console.warns("Write the words first.")
    for button, text, done in (
        ("Whisper", "ask about Tuesday", "Whispered."),
        ("Say aloud", "One moment.", "The AI says it."),
        ("Pin note", "kind <i>voice</i>", "Note pinned."),
    ):
        words.fill(text)
        console.press(button)
        console.warns(done)
        until(lambda: words.input_value() == "", "accepted words stayed")
    console.press("Key 5")
    console.warns("Keys pressed.")
    console.press("Hold")
    console.says("On hold")
    console.press("Resume")
    console.says("Connected")
    told = [one for _, one in door.messages]
    assert told == [
        Whisper(text="ask about Tuesday"),
        Say(text="One moment."),
        Note(text="kind <i>voice</i>"),
        Keys(digits="5"),
        Hold(),
        Resume(),
    ]


def test_words_are_the_writers_until_the_call_has_taken_them(console, door):
    console.press("Listen")
    console.says("Listening")
    words = console.root.locator("textarea")
    door.deaf = True
    words.fill("ask about Tuesday")
    console.press("Whisper")
    until(lambda: asked(door, Whisper), "the call was not told")
    assert words.input_value() == "ask about Tuesday"
    assert console.root.get_by_role("button", name="Pin note").is_disabled()
    door.drop()  # before it has answered
    console.says("Connecting again")
    door.deaf = False
    console.says("Listening")
    assert words.input_value() == "ask about Tuesday"
    console.press("Whisper")
    console.warns("Whispered.")
    until(lambda: words.input_value() == "", "accepted words stayed")


def test_what_is_refused_stays_in_the_field(visit, console, door):
    other = Console(visit(CALL, name="lee"))
    other.press("Listen")
    other.says("Listening")
    words = other.root.locator("textarea")
    words.fill("One moment.")
    console.press("Take over")
    console.says("You are speaking")
    other.says("kim is speaking")
    # Who presses in the same moment is refused by the call, not by the page.
    other.root.locator(".say").get_by_role("button", name="Say aloud").evaluate(
        "b => { b.disabled = false; b.click(); }"
    )
    other.warns("Not done (say)")
    assert words.input_value() == "One moment."


def test_a_note_is_counted_and_never_cut(console, door):
    console.press("Listen")
    console.says("Listening")
    words = console.root.locator("textarea")
    pin, whisper = (
        console.root.get_by_role("button", name=name)
        for name in ("Pin note", "Whisper")
    )
    words.fill("x" * (MOST_NOTE + 1))
    console.root.locator(".counter", has_text=f"{MOST_NOTE + 1} characters").wait_for()
    assert pin.is_disabled()
    words.fill("x" * MOST_NOTE)
    assert whisper.is_disabled()
    pin.click()
    console.warns("Note pinned.")
    assert asked(door, Note) == [Note(text="x" * MOST_NOTE)]


def test_what_is_said_while_they_hear_music_stays_at_the_desk(console, door):
    console.press("Take over")
    console.says("You are speaking")
    until(lambda: console.number("sent") > 10)
    console.press("Hold")
    console.says("On hold")
    sent = console.number("sent")
    console.page.wait_for_timeout(300)
    assert console.number("sent") == sent
    console.press("Resume")
    console.says("You are speaking")
    until(lambda: console.number("sent") > sent + 10, "not heard after the music")


def test_a_call_is_put_through_to_a_telephone_of_the_list(console, door):
    console.press("Listen")
    choice = console.root.get_by_label("Put through to")
    choice.wait_for()  # hidden until the call has said whereto
    assert choice.locator("option").all_inner_texts() == [
        "Put through …",
        "Put through to Ann",
        "Put through to front <b>desk</b>",
    ]
    choice.select_option("Ann")
    until(lambda: asked(door, Transfer), "the call was not told")
    assert asked(door, Transfer) == [Transfer(to="Ann")]
    assert choice.input_value() == "", "ready for another"


def test_a_call_is_not_ended_by_one_slip(console, door):
    console.press("End call")
    assert not asked(door, End)
    console.press("End it? Press again")
    until(lambda: asked(door, End))
    door.end()
    console.says("Over")
    console.warns("completed")
    assert console.root.get_by_role("button", name="Take over").is_disabled()


def test_words_come_as_they_are_spoken_and_as_text_only(console, door):
    console.press("Listen")
    console.says("Listening")
    door.say("We have <script>window.hurt = 1</script>")
    console.root.locator(".partial", has_text="<script>").wait_for()
    assert console.page.evaluate("window.hurt") is None


def test_a_viewer_listens_and_no_more(visit, door):
    console = Console(visit(CALL, name="vic"))
    console.press("Listen")
    console.says("Listening")
    assert console.root.get_by_role("button").count() == 1
    assert console.root.locator("textarea").is_hidden()


def test_leaving_the_page_lets_go_of_the_call(console, door):
    console.press("Take over")
    console.says("You are speaking")
    console.page.get_by_role("link", name="Live").click()
    console.page.locator(".board").wait_for()
    until(lambda: not door._sockets, "the socket stayed open")


def test_a_call_that_has_ended_cannot_be_joined(visit, stage, door):
    console = Console(visit(f"call?call={OVER}"))
    console.press("Listen")
    console.warns("This call has ended")
    console.says("Over")
    assert stage.shown[OVER].state is CallState.ENDED


def test_mu_law_in_the_browser_is_the_telephones(visit):
    page = visit()
    script = asset("mulaw.js")
    both = page.evaluate(
        f"""() => {{ {script}
        const bytes = Array.from({{ length: 256 }}, (_, i) => i);
        const levels = Array.from({{ length: 6554 }}, (_, i) => i * 10 - 32768);
        return JSON.stringify([
            bytes.map((byte) => decodeMulaw(byte) * 32768),
            levels.map((level) => encodeMulaw(level / 32768)),
        ]); }}"""
    )
    decoded, encoded = json.loads(both)
    assert decoded == decode(bytes(range(256))).tolist()
    levels = np.arange(-32768, 32772, 10)[:6554].astype(np.int16)
    assert bytes(encoded) == encode(levels)


def test_another_page_of_the_same_person_does_not_speak_too(visit, console, door):
    other = Console(visit(CALL))
    other.press("Listen")
    other.says("Listening")
    console.press("Take over")
    console.says("You are speaking")
    other.says("kim is speaking")
    until(lambda: len(door.speech) > 8000)
    assert other.number("sent") == 0
    assert door.fenced == 0
