"""In a queue: places, waits and offers are read, and people told from recordings."""

import pytest
from hypothesis import given, settings, strategies as st

from panda.audio.sounds import Sound
from panda.line.queue import Offer, Place, QueueListener, offer, place
from panda.line.queue.numerals import numerals
from panda.line.queue.speaker import CERTAIN, marks
from panda.menu.menu import LineKind


@pytest.mark.parametrize(
    ("text", "language", "position", "wait_s"),
    [
        ("You are caller number seven.", "en", 7, None),
        ("You are number four in the queue.", "en", 4, None),
        ("There are currently two callers ahead of you.", "en", 3, None),
        ("You are next in line.", "en", 1, None),
        ("You're third in line.", "en", 3, None),
        ("You are the 2nd in line.", "en", 2, None),
        ("Your position in the queue is twelve.", "en", 12, None),
        ("The wait will be between 5 and 10 minutes.", "en", None, (300, 600)),
        ("Expected hold time: less than a minute.", "en", None, (0, 60)),
        ("The wait is one hour and ten minutes.", "en", None, (4200, 4200)),
        ("You are number 2. Your wait is about 90 seconds.", "en", 2, (90, 90)),
        ("Usted ocupa el lugar número cinco en la fila.", "es", 5, None),
        ("Es usted el próximo en la cola.", "es", 1, None),
        ("El tiempo de espera es de veinticinco minutos.", "es", None, (1500, 1500)),
        ("Il y a trois personnes avant vous.", "fr", 4, None),
        ("Votre temps d'attente est de dix à quinze minutes.", "fr", None, (600, 900)),
        ("Sie sind auf Platz drei in der Warteschlange.", "de", 3, None),
        ("Die Wartezeit beträgt weniger als fünf Minuten.", "de", None, (0, 300)),
        ("Você é o número quatro na fila.", "pt", 4, None),
        ("O tempo de espera é de cerca de oito minutos.", "pt", None, (480, 480)),
    ],
)
def test_places_and_waits_are_read(text, language, position, wait_s):
    assert place(text, language) == Place(position, wait_s)


@pytest.mark.parametrize(
    "text",
    [
        "Your call will be answered by the next available agent.",
        "Please stay on the line.",
        "Our appointments take thirty minutes.",
        "We are open from nine to five, five days a week.",
        "Press two to hear our opening hours.",
        "For four out of five families we are number one.",
        "We have waited three years for this.",
    ],
)
def test_other_numbers_are_no_place_and_no_wait(text):
    assert place(text) is None


@given(st.integers(1, 59), st.sampled_from(["en", "es", "fr", "de", "pt"]))
@settings(max_examples=60)
def test_every_number_up_to_59_is_read_as_it_is_spoken(number, language):
    assert numerals(spelled(number, language), language) == str(number)


def spelled(number, language):
    from panda.line.queue.numerals import _WORDS

    return next(word for word, value in _WORDS[language].items() if value == number)


@pytest.mark.parametrize(
    ("text", "language", "digits"),
    [
        ("To keep your place and be called back, press 3.", "en", "3"),
        ("Press 1 for a callback, or press 2 to continue holding.", "en", "1"),
        ("Pulse dos y le devolvemos la llamada.", "es", "2"),
    ],
)
def test_an_offer_to_call_back_is_read_with_its_key(text, language, digits):
    assert offer(text, language) == Offer(digits)


@pytest.mark.parametrize(
    "text",
    [
        "For billing, press 1. For appointments, press 2.",
        "Somebody will call you back.",
        "We return your call within a day.",
    ],
)
def test_what_no_key_accepts_is_no_offer(text):
    assert offer(text) is None


NAMES = st.sampled_from(["Ana", "Bill", "Chandra", "Dee"])
PLACES = st.sampled_from(["accounts", "the pharmacy", "intake", "sales"])


@given(
    NAMES, PLACES, st.sampled_from(["", "Thanks for waiting. ", "Sorry for the wait. "])
)
@settings(max_examples=40)
def test_who_says_their_name_is_a_person_whatever_they_thank_for(name, where, before):
    for said in (
        f"{before}Hi, this is {name} in {where}.",
        f"{before}{name} speaking, how can I help?",
        f"Hello? {before}My name is {name}.",
    ):
        assert marks(said) >= CERTAIN, said


@given(
    st.sampled_from(["our website", "our app", "our newsletter"]),
    st.sampled_from(["Did you know about", "Have you visited", "Ask us about"]),
)
@settings(max_examples=20)
def test_who_advertises_is_a_recording(what, how):
    assert marks(f"{how} {what}?") < 0


class Line:
    """A queue in time."""

    def __init__(self):
        self.listener = QueueListener()
        self.now_ms = 0
        self.found = None

    def take(self, reading):
        self.found = self.found or reading

    def wait(self, ms):
        for _ in range(ms // 100):
            self.now_ms += 100
            self.take(self.listener.tick(self.now_ms))

    def sound(self, sound):
        self.take(self.listener.sound(sound, self.now_ms))

    def says(self, text, ms=1500):
        self.listener.speech(started=True, now_ms=self.now_ms)
        self.wait(ms)
        self.listener.speech(started=False, now_ms=self.now_ms)
        self.wait(400)
        self.take(self.listener.hear(text, self.now_ms))

    def falls_silent(self):
        self.wait(300)
        self.sound(Sound.SILENCE)


@pytest.fixture
def line():
    return Line()


def test_a_department_alone_is_a_person_once_it_is_silent(line):
    line.says("Parts department.")
    assert line.found is None
    line.falls_silent()
    line.wait(500)
    assert line.found.kind is LineKind.HUMAN


def test_the_same_words_before_music_were_an_announcement(line):
    line.says("Parts department.")
    line.sound(Sound.MUSIC)
    line.wait(20_000)
    assert line.found is None


def test_sound_in_which_nobody_speaks_is_music_before_it_is_called_so(line):
    line.says("A better tomorrow, since today.")
    line.sound(Sound.SPEECH)
    line.wait(20_000)
    assert line.found is None


def test_what_was_said_before_is_an_announcement_whatever_it_says(line):
    text = "Good morning, may I tell you about gum care?"
    line.says("Please hold. " + text)
    line.sound(Sound.MUSIC)
    line.wait(9_000)
    line.says(text)
    line.falls_silent()
    line.wait(20_000)
    assert line.found is None


def test_a_person_right_after_an_announcement_is_heard(line):
    line.says("You are next in line. Please hold.")
    line.wait(600)
    line.says("Hello, Kim speaking, how can I help?")
    assert line.found.kind is LineKind.HUMAN


def made_before(line, *turns):
    """An announcement of such turns that was followed by music."""
    for turn in turns:
        line.says(turn)
    line.sound(Sound.MUSIC)
    line.wait(9_000)
    line.sound(Sound.SPEECH)


@pytest.mark.parametrize(
    "turns",
    [
        ("Our workshop is closed on Labor Day.",),
        ("Good evening from Elm Street Motors.", "All mechanics are with a car."),
        ("We keep your place.", "Hang on"),
    ],
)
def test_few_words_after_an_announcement_made_before_do_not_belong_to_it(line, turns):
    made_before(line, *turns)
    for turn in turns:
        line.says(turn)
    line.wait(100)
    line.says("Workshop.", ms=400)
    line.falls_silent()
    line.wait(600)
    assert line.found.kind is LineKind.HUMAN


def test_an_announcement_made_before_is_nobodys_to_its_end(line):
    turns = ("All mechanics are with a car.", "Who likes", "to wait?")
    made_before(line, *turns)
    for turn in turns:
        line.says(turn, ms=700)
    line.falls_silent()
    line.wait(20_000)
    assert line.found is None


def test_words_the_voice_missed_do_not_make_a_persons_of_the_rest(line):
    """The line was not silent between: it is one sentence, of which a part is lost."""
    line.sound(Sound.SPEECH)
    line.says("Get your new")
    line.wait(800)
    line.says("garden chairs by the end of May")
    line.sound(Sound.SILENCE)
    line.wait(1_200)
    assert line.found is None


def test_likely_words_on_a_line_that_is_never_silent_are_nobodys(line):
    line.sound(Sound.SPEECH)
    line.says("Parts department.")
    line.wait(20_000)
    assert line.found is None


def test_a_greeting_that_goes_on_is_waited_for(line):
    line.says("Hi there!", ms=500)
    line.wait(200)
    line.listener.speech(started=True, now_ms=line.now_ms)
    line.wait(3_000)
    assert line.found is None


def test_music_noticed_late_does_not_undo_what_a_person_said(line):
    line.says("Hello?", ms=400)
    line.sound(Sound.MUSIC)
    line.wait(500)
    assert line.found.kind is LineKind.HUMAN


def test_a_menu_in_a_queue_is_one_but_an_offer_to_call_back_is_none(line):
    line.says("To be called back, press 1. To continue to hold, press 2.")
    line.wait(5_000)
    assert line.found is None
    line.says("For billing, press 1. For appointments, press 2.")
    assert line.found.kind is LineKind.MENU
