import pytest

from simulator.ports import SILENCE
from simulator.speech.activity import SpeechActivity, speech_ms
from simulator.speech.tones import beep, busy, dtmf, ring_back, special_information


def chances(activity, audio, chunk=160):
    chunks = range(0, len(audio), chunk)
    return [activity.speech(audio[at : at + chunk]) for at in chunks]


@pytest.mark.speech
@pytest.mark.parametrize("voice", ["hazel", "poppy", "hugo", "pearl", "edith", "lucia"])
def test_speech_is_noticed_within_200_ms_and_for_most_of_its_length(cast, voice):
    words = cast.speak("Thank you for calling Bright Smile Dental.", voice=voice)

    heard = chances(SpeechActivity(), SILENCE * 50 + words)[50:]

    assert any(chance > 0.5 for chance in heard[:15])
    assert sum(chance > 0.5 for chance in heard) > 0.6 * len(heard)


@pytest.mark.speech
def test_it_is_quiet_again_half_a_second_after_the_last_word(cast):
    activity = SpeechActivity()
    chances(activity, cast.speak("How can I help you?", voice="hazel"))

    after = chances(activity, SILENCE * 50)

    assert max(after[25:]) < 0.1


@pytest.mark.speech
def test_the_size_of_the_chunks_does_not_matter(cast):
    words = cast.speak("One moment, please.", voice="oscar")

    last = [chances(SpeechActivity(), words, size)[-1] for size in (80, 160, 320)]

    assert last[0] == last[1] == last[2]


def test_silence_is_no_speech():
    assert max(chances(SpeechActivity(), SILENCE * 100)) == 0.0


@pytest.mark.parametrize(
    "sound",
    [ring_back(), busy(), special_information(), beep(800), dtmf("0123456789*#")],
    ids=["ring-back", "busy", "special information", "beep", "keys"],
)
def test_tones_are_no_speech(sound):
    assert max(chances(SpeechActivity(), sound)) < 0.5


@pytest.mark.speech
def test_reset_forgets_what_was_said(cast):
    words = cast.speak("Hello?", voice="hazel")
    used, fresh = SpeechActivity(), SpeechActivity()
    chances(used, words[:-100])

    used.reset()

    assert chances(used, words) == pytest.approx(chances(fresh, words), abs=1e-5)


@pytest.mark.speech
def test_the_speech_of_a_recording_is_measured(cast):
    words = cast.speak("We are open from eight to five.", voice="hazel")
    length = len(words) / 8

    assert 0.6 * length < speech_ms(SILENCE * 50 + words) <= length + 200
    assert speech_ms(ring_back()) == 0
