from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from panda.audio.sounds import Sound
from panda.line import LineListener
from panda.menu.menu import LineKind

VAD_MS = 350
RECOGNISE_MS = 250


class Heard:
    """Feeds a listener with pieces at the times a recogniser would."""

    def __init__(self, **options):
        self.line = LineListener(**options)
        self.now = 0
        self.decisions = []

    def says(self, text, pause=0):
        """Speak, then be silent until the words are recognised."""
        self.line.speech(started=True, now_ms=self.now)
        self.wait(60 * len(text) + VAD_MS)
        self.ended = self.now - VAD_MS
        self.line.speech(started=False, now_ms=self.now)
        self.wait(RECOGNISE_MS)
        self._note(self.line.hear(text, self.now))
        self.wait(pause)

    def sounds(self, sound):
        self._note(self.line.sound(sound, self.now))

    def wait(self, ms):
        for _ in range(0, ms, 50):
            self.now += 50
            self._note(self.line.tick(self.now))

    def _note(self, reading):
        if reading is not None:
            self.decisions.append((reading.kind, self.now))

    @property
    def kinds(self):
        return [kind for kind, _ in self.decisions]


@pytest.mark.parametrize(
    "text",
    [
        "Cedar Dental, this is Lou, how can I help you?",
        "Hello?",
        "Hi, this is Lou.",
        "Front desk, how may I direct your call?",
        "Yes, who is this?",
    ],
)
def test_a_person_who_speaks_clearly_is_known_within_300_ms_of_the_words(text):
    heard = Heard()
    heard.says(text)
    words_at = heard.now
    heard.wait(1000)
    assert heard.kinds == [LineKind.HUMAN]
    assert heard.decisions[0][1] - words_at <= 300


@pytest.mark.parametrize("text", ["Front desk.", "Cedar Dental.", "Doctor's office."])
def test_a_short_utterance_and_silence_is_a_person_within_1200_ms(text):
    heard = Heard()
    heard.says(text)
    heard.wait(3000)
    kind, at = heard.decisions[0]
    assert kind is LineKind.HUMAN
    assert at - heard.ended <= 1200 + 400


def test_a_friendly_greeting_alone_is_awaited():
    heard = Heard()
    heard.says("Thank you for calling Bright Dental.", pause=500)
    assert heard.decisions == []
    heard.says("For appointments, press 1.")
    assert heard.kinds == [LineKind.MENU]


def test_a_friendly_greeting_and_silence_is_a_person():
    heard = Heard()
    heard.says("Thank you for calling Bright Dental.")
    heard.wait(2000)
    assert heard.kinds == [LineKind.HUMAN]


@pytest.mark.parametrize(
    ("text", "language"),
    [("How may we help you today?", "en"), ("¿En qué podemos ayudarle?", "es")],
)
def test_a_question_that_recordings_ask_is_a_persons_once_it_is_waited_after(
    text, language
):
    option = {"en": "For billing, press 1.", "es": "Para pagos, oprima 1."}[language]
    menu = Heard(language=language)
    menu.says(text, pause=400)
    assert menu.decisions == []
    menu.says(option)
    assert menu.kinds == [LineKind.MENU]

    person = Heard(language=language)
    person.says(text, pause=1_000)
    assert person.kinds == [LineKind.HUMAN]


def test_a_menu_is_known_while_it_is_still_being_read():
    line = LineListener()
    line.speech(started=True, now_ms=0)
    line.speech(started=False, now_ms=2000)
    line.speech(started=True, now_ms=2300)
    reading = line.hear("For billing, press 2.", 2500)
    assert reading.kind is LineKind.MENU


def test_a_voicemail_greeting_that_begins_like_a_person_is_voicemail():
    heard = Heard()
    heard.says("Hi, this is Lou.", pause=0)
    heard.says("I can't come to the phone right now.", pause=0)
    heard.says("Please leave a message after the tone.", pause=3000)
    assert heard.kinds[-1] is LineKind.VOICEMAIL
    assert LineKind.HUMAN not in heard.kinds


def test_a_beep_after_a_greeting_is_voicemail_at_once():
    heard = Heard()
    heard.says("You have reached Bright Dental.")
    heard.sounds(Sound.BEEP)
    assert heard.kinds == [LineKind.VOICEMAIL]


def test_music_is_a_queue():
    heard = Heard()
    heard.says("One moment.")
    heard.sounds(Sound.MUSIC)
    heard.wait(1500)
    assert heard.kinds == [LineKind.HOLD]


def test_a_closing_notice_is_believed_only_when_no_menu_follows():
    heard = Heard()
    heard.says("Our office is closed.", pause=400)
    heard.says("For billing questions, press 2.", pause=3000)
    assert heard.kinds == [LineKind.MENU]


def test_a_recording_that_falls_silent_is_no_person():
    heard = Heard()
    heard.says("This call may be recorded for quality purposes.")
    heard.wait(8000)
    assert heard.kinds == [LineKind.MENU]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("hear"), st.text(max_size=40)),
            st.tuples(st.just("speech"), st.booleans()),
            st.tuples(st.just("sound"), st.sampled_from(Sound)),
            st.tuples(st.just("tick"), st.integers(1, 5000)),
        ),
        max_size=25,
    )
)
def test_it_never_reports_the_same_twice_in_a_row_nor_uncertain(happenings):
    line, now, kinds = LineListener(), 0, []
    for what, value in happenings:
        now += value if what == "tick" else 100
        reading = None
        if what == "hear":
            reading = line.hear(value, now)
        elif what == "speech":
            line.speech(started=value, now_ms=now)
        elif what == "sound":
            reading = line.sound(value, now)
        else:
            reading = line.tick(now)
        if reading is not None:
            kinds.append(reading.kind)
    assert all(one is not other for one, other in pairwise(kinds))
    assert LineKind.UNCERTAIN not in kinds
