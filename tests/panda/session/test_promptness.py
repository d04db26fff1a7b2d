from panda.realtime.agent import SpeechStarted, SpeechStopped
from panda.session.inputs import Tick, UtteranceBegan
from panda.session.promptness import MOST_OPEN, Promptness


def told(*moments):
    made = Promptness()
    for now_ms, what in moments:
        made.take(what, now_ms)
    return made


def test_the_first_sound_after_they_fell_silent_answers_them():
    made = told(
        (1000, SpeechStarted(0)),
        (3000, SpeechStopped(0)),
        (3100, Tick()),
        (3650, UtteranceBegan("a")),
        (5000, UtteranceBegan("b")),
    )
    assert made.after_ms("a") == 650
    assert made.after_ms("b") == 0
    assert made.after_ms("unknown") == 0


def test_who_speaks_again_was_not_waiting():
    made = told(
        (3000, SpeechStopped(0)), (3500, SpeechStarted(0)), (4000, UtteranceBegan("a"))
    )
    assert made.after_ms("a") == 0


def test_utterances_whose_words_never_come_are_forgotten():
    moments = []
    for number in range(MOST_OPEN + 5):
        moments += [(number, SpeechStopped(0)), (number, UtteranceBegan(f"{number}"))]
    made = told(*moments)
    assert made.after_ms("0") == 0
    assert made.after_ms(f"{MOST_OPEN + 4}") == 1
