"""Bad lines: noise, losses, late packets and echo."""

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from simulator.businesses import documents
from simulator.businesses.impaired import impaired
from simulator.businesses.testing import ListLedger
from simulator.ports import SILENCE, Leg
from simulator.speech import mulaw
from simulator.speech.impair.noise import Background, loop
from simulator.speech.impair.packets import Gilbert, Lateness
from simulator.speech.tones import ToneDetector, dtmf

LEG = Leg("CA1", "+12175550123", "+12175550199", 1)
KINDS = list(documents.Noise.model_fields["kind"].annotation.__args__)


class Scripted:
    """A callee that says given frames and keeps what it hears."""

    def __init__(self, says=()):
        self.says = list(says)
        self.heard = []
        self.closed = 0

    def exchange(self, frame, now_ms):
        self.heard.append(frame)
        return self.says.pop(0) if self.says else SILENCE

    def press(self, digit, now_ms):
        self.heard.append(digit)

    def close(self):
        self.closed += 1


def tone(level=0.3):
    return mulaw.encode(level * np.sin(np.arange(160) * 2 * np.pi * 500 / 8000))


def line(callee, ledger=None, **quality):
    quality = documents.LineQuality.model_validate(quality)
    return impaired(callee, quality, LEG, ledger or ListLedger(), "1/x")


def play(line, frames):
    return [line.exchange(frame, at * 20) for at, frame in enumerate(frames)]


def db(audio):
    return 20 * np.log10(np.sqrt(np.mean(np.square(audio))))


@pytest.mark.parametrize("kind", KINDS)
def test_noise_is_as_far_below_speech_as_the_file_says(kind):
    heard = play(line(Scripted(), noise={"kind": kind, "snr_db": 15}), [SILENCE] * 600)
    level = db(mulaw.samples(b"".join(heard)))
    assert level == pytest.approx(-35, abs=1)


@pytest.mark.parametrize("kind", KINDS)
def test_no_noise_presses_a_key(kind):
    noise, ear = Background(kind, 0.0), ToneDetector()
    quiet = np.zeros(160, np.float32)
    assert not any(ear.feed(mulaw.encode(noise.add(quiet))) for _ in range(600))


@pytest.mark.parametrize("kind", KINDS)
def test_keys_are_heard_through_noise(kind):
    callee = Scripted()
    noisy = line(callee, noise={"kind": kind, "snr_db": 20, "heard_by": "business"})
    keys = dtmf("159#")
    play(noisy, [keys[at : at + 160] for at in range(0, len(keys), 160)])
    ear = ToneDetector()
    assert [key for frame in callee.heard for key in ear.feed(frame)] == list("159#")


def test_noises_do_not_sound_alike():
    spectra = {
        kind: np.abs(np.fft.rfft(loop(kind)))[: 12 * 4000].reshape(-1, 480).mean(axis=1)
        for kind in KINDS
    }
    for one in KINDS:
        for other in KINDS[KINDS.index(one) + 1 :]:
            distance = spectra[one] / spectra[one].sum() - (
                spectra[other] / spectra[other].sum()
            )
            assert np.abs(distance).sum() > 0.05, (one, other)


@settings(max_examples=30, deadline=None)
@given(rate=st.floats(0.01, 0.3), burst=st.floats(1, 8), seed=st.integers(0, 1000))
def test_losses_have_the_rate_and_the_bursts_asked_for(rate, burst, seed):
    fate = Gilbert(rate, burst, random.Random(seed))
    lost = [fate.lost() for _ in range(60_000)]
    assert sum(lost) / len(lost) == pytest.approx(rate, rel=0.35)
    begun = sum(now and not before for before, now in itertools.pairwise(lost))
    # Bursts cannot be shorter than good stretches allow at this rate.
    assert sum(lost) / max(1, begun) == pytest.approx(burst, rel=0.35, abs=0.25)


def test_late_packets_are_lost_as_often_as_the_buffer_is_short():
    fate = Lateness(20, 60, random.Random(1))
    share = sum(fate.lost() for _ in range(20_000)) / 20_000
    assert share == pytest.approx(np.exp(-3), rel=0.15)


def test_a_lost_packet_is_heard_as_the_one_before_then_as_nothing():
    callee = Scripted([tone()] * 200)
    heard = play(line(callee, loss={"rate": 0.2, "burst": 3}), [SILENCE] * 200)
    levels = {round(db(mulaw.samples(frame) + 1e-9)) for frame in heard}
    whole = round(db(mulaw.samples(tone())))
    assert levels == {whole, whole - 6, -180}


def test_a_receivers_buffer_delays_all_sound():
    callee = Scripted([SILENCE] * 5 + [tone()] * 5)
    jittery = line(callee, jitter={"ms": 1, "buffer_ms": 60})
    heard = play(jittery, [SILENCE] * 20)
    assert heard.index(tone()) == 5 + 3


def test_the_caller_hears_himself_back():
    said = [tone()] * 10 + [SILENCE] * 20
    echoing = line(Scripted(), echo={"delay_ms": 100, "level_db": -20})
    heard = play(echoing, said)
    loud = [at for at, frame in enumerate(heard) if frame != SILENCE]
    assert loud == list(range(5, 15))
    echo = db(mulaw.samples(heard[10]))
    assert echo == pytest.approx(db(mulaw.samples(tone())) - 20, abs=0.5)


def test_the_business_hears_itself_back():
    callee = Scripted([tone()] * 10)
    echoing = line(callee, echo={"delay_ms": 100, "heard_by": "business"})
    assert play(echoing, [SILENCE] * 30)[:10] == [tone()] * 10
    # What it says now comes back five frames later, and it hears a frame late.
    loud = [at for at, frame in enumerate(callee.heard) if frame != SILENCE]
    assert loud == list(range(6, 16))


def test_pauses_hold_comfort_noise_and_speech_does_not():
    callee = Scripted([tone(), SILENCE, SILENCE])
    first, *pauses = play(line(callee, comfort_noise=True), [SILENCE] * 3)
    assert first == tone()
    assert all(-70 < db(mulaw.samples(frame)) < -55 for frame in pauses)
    assert callee.heard == [SILENCE] * 3


def test_the_same_seed_loses_the_same_packets():
    def once():
        return play(line(Scripted([tone()] * 99), loss={"rate": 0.1}), [SILENCE] * 99)

    assert once() == once()


def test_the_ledger_says_what_the_line_was_and_what_it_lost():
    ledger, callee = ListLedger(), Scripted([tone()] * 500)
    bad = line(callee, ledger, loss={"rate": 0.1, "burst": 2})
    play(bad, [SILENCE] * 500)
    bad.close()
    bad.close()
    assert ledger.of("line")[0]["loss"]["rate"] == 0.1
    ends = {one["heard_by"]: one for one in ledger.of("line_end")}
    assert ends["caller"]["packets"] == 500
    assert 20 < ends["caller"]["lost"] < 90
    assert callee.closed == 1


def test_a_hang_up_and_a_key_beside_the_sound_pass_through():
    class Gone(Scripted):
        def exchange(self, frame, now_ms):
            return None

    callee = Gone()
    clean = line(callee, comfort_noise=True)
    clean.press("5", 0)
    assert callee.heard == ["5"]
    assert clean.exchange(SILENCE, 0) is None


async def test_a_business_with_a_line_is_called_through_it(call, ledger):
    caller = call("""
answers: hello
line: {noise: {snr_db: 30}}
nodes: {hello: {type: notice, prompt: Hello and welcome.}}
""")
    await caller.wait(400)
    assert ledger.of("line")[0]["noise"]["kind"] == "room"
    assert bytes(caller.audio[:160]) != SILENCE


async def test_people_do_not_answer_their_own_echo(call, ledger):
    caller = call("""
answers: ann
line: {echo: {delay_ms: 200, level_db: -3, heard_by: business}}
nodes: {ann: {type: person, name: Ann, greeting: ["Good morning, this is Ann."]}}
""")
    # An echo at -3 dB changes the code words, so the test plays it back itself.
    await caller.say("Good morning, this is Ann.")
    await caller.until_quiet(2500)
    assert caller.heard == ["Good morning, this is Ann."]
    assert [one["text"] for one in ledger.of("echoed")] == caller.heard
    await caller.say("Who am I speaking to?")
    await caller.hear("This is Ann.")
