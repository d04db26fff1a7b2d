import numpy as np

from panda.audio import mulaw
from panda.audio.level import FLOOR_DB, Meter, level_db


def test_every_code_word_but_minus_zero_survives_a_round_trip():
    codes = bytes(code for code in range(256) if code != 0x7F)
    assert mulaw.encode(mulaw.decode(codes)) == codes


def test_the_table_is_the_one_of_g711():
    known = {0x00: -32124, 0x0F: -16764, 0x10: -15996, 0x7E: -8, 0x7F: 0, 0xFF: 0}
    known |= {0x80: 32124, 0x8F: 16764, 0xF0: 120, 0xFE: 8}
    assert {code: int(mulaw.decode(bytes([code]))[0]) for code in known} == known


def test_a_sample_is_off_by_less_than_its_step():
    samples = np.arange(-32768, 32768, dtype=np.int32)
    again = mulaw.decode(mulaw.encode(samples.astype(np.int16))).astype(np.int32)
    clipped = samples.clip(-32635, 32635)
    assert np.all(np.abs(again - clipped) <= np.abs(clipped) / 16 + 8)


def test_levels_agree_with_arithmetic(rng):
    samples = (rng.standard_normal(8_000) * 3_000).astype(np.int16)
    sound = mulaw.encode(samples)
    exact = 10 * np.log10(((mulaw.decode(sound) / 32768.0) ** 2).mean())
    assert abs(level_db(sound) - exact) < 0.5


def test_silence_has_a_floor():
    assert level_db(b"\xff" * 160) == level_db(b"") == FLOOR_DB


def test_the_meter_forgets_after_a_second():
    meter = Meter()
    meter.add(b"\x00\x80" * 80, now_ms=0)
    assert meter.db(900) > -1
    meter.add(b"\xff" * 160, now_ms=950)
    assert meter.db(1_100) == FLOOR_DB
