import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st

from simulator.ports import FRAME_BYTES, SILENCE
from simulator.speech import modem, mulaw
from simulator.speech.data import Counters, DataEar, DataVoice
from simulator.speech.music import hold_music
from simulator.speech.tones import dtmf, ring_back

TEXT = "Yes, we take Aetna. A cleaning is $129; ¿algo más?"


def frames(audio):
    return [audio[at : at + FRAME_BYTES] for at in range(0, len(audio), FRAME_BYTES)]


def listen(ear, chunks):
    return [text for chunk in chunks for text in ear.feed(chunk)]


@pytest.fixture
def voice():
    return DataVoice("CA1/business")


@pytest.fixture
def ear():
    return DataEar("CA1/business")


async def test_a_text_arrives_exactly(voice, ear):
    audio = await voice.speak(TEXT, voice="marin")

    assert listen(ear, frames(audio)) == [TEXT]
    assert ear.counters == Counters(received=len(audio) // FRAME_BYTES)


def test_a_text_takes_about_as_long_as_speech(voice):
    seconds = len(voice.tones("x" * 150)) / 8000

    assert seconds == pytest.approx(7.5, abs=0.1)
    assert len(voice.tones("x" * 150, speed=2.0)) / 8000 == pytest.approx(3.75, abs=0.1)


def test_texts_follow_each_other(voice, ear):
    audio = b"".join(voice.tones(text) for text in ("one", "two", "three"))

    assert listen(ear, frames(audio)) == ["one", "two", "three"]
    assert ear.counters.skipped == 0


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=3),
    chunk=st.integers(1, 500),
    shift=st.integers(0, 400),
)
@example(texts=["0"], chunk=1, shift=159)  # a frame whose first octet is silent
def test_any_text_survives_any_chunking_and_alignment(texts, chunk, shift):
    voice, ear = DataVoice("a", pace=150), DataEar()
    line = b"\xff" * shift + b"".join(voice.tones(text) for text in texts)
    line += SILENCE * 3
    chunks = (line[at : at + chunk] for at in range(0, len(line), chunk))

    assert listen(ear, chunks) == texts
    assert ear.counters.lost == ear.counters.garbled == ear.counters.duplicated == 0


def test_a_change_of_alignment_loses_only_the_frame_it_breaks(voice, ear):
    whole = voice.tones(TEXT)
    line = whole[:1600] + whole[1700:]  # 100 samples are missing inside frame 10

    texts = listen(ear, [*frames(line), SILENCE * 30])

    assert len(texts) == 1
    assert ear.counters.resynchronised == 1
    assert ear.counters.lost == 1


def test_lost_doubled_and_reordered_frames_are_counted(voice, ear):
    sent = frames(voice.tones(TEXT))
    line = [*sent[:5], *sent[6:9], sent[10], sent[9], sent[11], sent[11], *sent[12:]]

    listen(ear, [*line, SILENCE * 30])

    assert ear.counters == Counters(
        received=len(sent), lost=1, duplicated=1, reordered=1, cut=ear.counters.cut
    )


def test_reordering_does_not_change_the_text(voice, ear):
    sent = frames(voice.tones(TEXT))
    sent[3], sent[4] = sent[4], sent[3]

    assert listen(ear, sent) == [TEXT]


def test_a_frame_of_another_call_is_cross_talk_and_not_text(voice, ear):
    sent = frames(voice.tones(TEXT))
    other = frames(DataVoice("CA2/business").tones("intruder"))

    texts = listen(ear, [*sent[:4], other[0], *sent[4:]])

    assert texts == [TEXT]
    assert ear.counters.cross_talk == 1


def test_without_a_hint_the_first_talker_is_the_expected_one(voice):
    ear = DataEar()

    texts = listen(ear, frames(voice.tones("hi") + DataVoice("other").tones("no")))

    assert texts == ["hi"]
    assert ear.counters.cross_talk > 0


def test_after_a_pause_another_talker_may_follow_and_is_counted(voice):
    ear, other = DataEar(), DataVoice("session 2")

    first = listen(ear, [*frames(voice.tones("hi")), *[SILENCE] * 30])
    second = listen(ear, frames(other.tones("hello again")))

    assert first + second == ["hi", "hello again"]
    assert (ear.counters.talkers, ear.counters.cross_talk) == (2, 0)


def test_nobody_but_the_expected_talker_may_follow(ear):
    line = [*[SILENCE] * 30, *frames(DataVoice("session 2").tones("hello"))]

    assert listen(ear, line) == []
    assert ear.counters.cross_talk == len(line) - 30


def test_barge_in_cuts_the_text_where_it_was_heard(voice, ear):
    sent = frames(voice.tones(TEXT))

    during = listen(ear, sent[:30])
    partial, talking = ear.partial, ear.talking
    after = listen(ear, [SILENCE] * 30)

    assert during == []
    assert talking
    assert TEXT.startswith(partial)
    assert after == [partial]
    assert not ear.talking
    assert (ear.counters.cut, ear.counters.lost) == (1, 0)


def test_a_text_that_was_starved_goes_on_and_no_frame_of_it_is_lost(voice, ear):
    sent = frames(voice.tones(TEXT))

    texts = listen(ear, [*sent[:30], *[SILENCE] * 100, *sent[30:]])

    assert "".join(texts) == TEXT
    assert len(texts) == 2
    assert ear.counters == Counters(received=len(sent), resumed=1)


def test_frames_lost_while_a_text_was_starved_are_counted(voice, ear):
    sent = frames(voice.tones(TEXT))

    listen(ear, [*sent[:30], *[SILENCE] * 100, *sent[33:]])

    assert (ear.counters.lost, ear.counters.resumed) == (3, 1)


def test_a_cut_text_is_not_taken_up_by_a_talker_who_starts_anew(voice, ear):
    cut = frames(voice.tones(TEXT))[:30]
    anew = frames(DataVoice("CA1/business").tones("hello"))

    texts = listen(ear, [*cut, *[SILENCE] * 30, *anew])

    assert texts[1] == "hello"
    assert (ear.counters.cut, ear.counters.lost, ear.counters.resumed) == (1, 0, 0)


def test_the_next_text_ends_one_that_was_cut(voice, ear):
    cut = frames(voice.tones(TEXT))[:30]

    first, second = listen(ear, [*cut, *frames(voice.tones("Pardon?"))])

    assert TEXT.startswith(first)
    assert second == "Pardon?"


def test_a_text_that_was_never_played_shows_as_skipped(voice, ear):
    first, _dropped, third = (frames(voice.tones(word)) for word in "abc")

    assert listen(ear, first + third) == ["a", "c"]
    assert ear.counters.skipped == 1


def test_a_talker_may_start_anew(ear):
    for _ in range(2):
        said = frames(DataVoice("CA1/business").tones("hello"))
        assert listen(ear, [*said, *[SILENCE] * 30]) == ["hello"]
    assert ear.counters.duplicated == 0


def test_it_talks_until_the_last_frame(voice, ear):
    sent = frames(voice.tones(TEXT))
    states = []
    for frame in sent:
        ear.feed(frame)
        states.append(ear.talking)

    assert states == [True] * (len(sent) - 1) + [False]


@pytest.mark.parametrize("sound", [hold_music(1), ring_back(), dtmf("0123456789")])
def test_music_and_tones_are_no_text(sound, ear):
    assert listen(ear, frames(sound)) == []
    assert ear.counters.received == ear.counters.cross_talk == 0


def test_noise_is_no_text(ear):
    noise = np.random.default_rng(5).standard_normal(160_000) * 0.07

    assert listen(ear, frames(mulaw.encode(noise))) == []
    assert ear.counters.received == ear.counters.cross_talk == 0


def test_the_tones_are_never_clipped(voice):
    wave = mulaw.samples(voice.tones("\0" * 40 + TEXT * 20))

    assert np.abs(wave).max() < 0.9
    assert 0.05 < np.sqrt(np.mean(wave**2)) < 0.1


def test_a_frame_says_what_was_put_into_it():
    packet = modem.Packet(b"abc", 7, 65535, 300, b"hello", ends=True)

    assert modem.demodulate(modem.modulate([packet])) == packet


def test_nothing_to_say_is_no_sound(voice):
    assert voice.tones("") == b""


def test_a_pace_that_does_not_fit_the_frames_is_refused():
    with pytest.raises(ValueError, match="250 octets"):
        DataVoice("a", pace=251)


def test_a_text_too_long_for_the_offsets_is_refused(voice):
    with pytest.raises(ValueError, match="several"):
        voice.tones("x" * 65536)
