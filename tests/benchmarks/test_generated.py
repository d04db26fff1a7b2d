"""The benchmarks on generated scenarios count what they say they count."""

import random

import pytest

from benchmarks import menus, recognition
from simulator.generator import world
from simulator.generator.draft import Written
from simulator.generator.mix import Mix


def offered(text, *options):
    return Written("main", "en", "for_press", text, options)


def test_a_menu_that_is_read_right_is_exact():
    menu = offered(
        "For appointments, press 1. For billing, press 2.",
        ("1", "appointments"),
        ("2", "billing"),
    )
    assert menus.judge(menu).exact


def test_a_key_that_was_not_found_is_missing():
    menu = offered("For appointments, press 1.", ("1", "appointments"), ("2", "fax"))
    judged = menus.judge(menu)
    assert judged.missing == ("2",)
    assert not judged.wrong


def test_a_key_with_the_label_of_another_option_is_wrong():
    menu = offered(
        "For appointments, press 1. For billing, press 2.",
        ("1", "billing"),
        ("2", "appointments"),
    )
    assert menus.judge(menu).wrong == ("1", "2")


def test_the_worst_of_each_wording_come_first():
    bad = offered("Hello.", ("1", "billing"), ("2", "fax"))
    less = offered("For billing, press 1.", ("1", "billing"), ("2", "fax"))
    good = offered("For billing, press 1.", ("1", "billing"))
    readings = [menus.judge(one) for one in (good, less, bad)]
    assert [one.offered for one in menus.worst(readings, 5)] == [bad, less]


def test_plainly_worded_menus_are_read_without_a_wrong_key():
    mix = Mix(
        wordings={"for_press": 1, "to_press": 1, "if_to": 1}, sectors={"hotel": 1}
    )
    made = world.make(4, 30, mix)
    readings = [menus.judge(menu) for one in made.made for menu in one.menus]
    exact = sum(one.exact for one in readings)
    assert len(readings) > 40
    assert exact >= 0.97 * len(readings)


def test_sentences_of_every_kind_are_found_in_a_world():
    made = world.make(1, 40, Mix(languages={"en": 1, "es": 1}))
    picked = recognition.chosen(
        list(recognition.sentences(made.made, 1)), 2, random.Random(1)
    )
    kinds = {"menu prompts", "greetings", "prices", "dates", "times", "yes and no"}
    kinds |= {"names", "hold", "machines"}
    for language in ("en", "es"):
        assert kinds <= {one.kind for one in picked if one.language == language}
    assert not [one for one in picked if "{" in one.text]


def test_a_lossy_line_loses_some_frames_and_keeps_the_length():
    audio = bytes(range(160)) * 500
    heard = recognition.lossy(audio, random.Random(1))
    assert len(heard) == len(audio)
    frames = [heard[at : at + 160] for at in range(0, len(heard), 160)]
    lost = sum(frame != bytes(range(160)) for frame in frames)
    assert 1 <= lost <= 40


@pytest.mark.speech
def test_a_plain_sentence_on_a_clean_line_is_understood():
    from simulator.speech.recogniser import Whisper
    from simulator.speech.voices import Voices

    said = recognition.Sentence("prices", "en", "hazel", "A cleaning is $120.")
    whisper = Whisper("base")
    try:
        audio = Voices().speak(said.text, voice=said.voice)
        tally = recognition.measure(whisper, said, audio)
    finally:
        whisper.close()
    assert (tally.sentences, tally.errors) == (1, 0)
    assert tally.words > 3
    assert tally.audio_s > 0.5
    assert tally.cpu_s > 0
