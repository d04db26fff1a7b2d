from __future__ import annotations

from datetime import date

import pytest

from benchmarks.texttown import Keys
from simulator.businesses.documents import Business

pytestmark = pytest.mark.speech

TODAY = date(2026, 11, 23)


@pytest.fixture
def office():
    return Business.model_validate(
        {
            "name": "Cedar Clinic",
            "numbers": ["+12175550100"],
            "answers": "main",
            "timezone": "America/Chicago",
            "voice": "hazel",
            "nodes": {
                "main": {
                    "type": "menu",
                    "prompt": "For billing, press 1. For appointments, press 2.",
                    "options": {
                        "1": {"goto": "money", "label": "billing"},
                        "2": {"goto": "desk", "label": "appointments"},
                    },
                },
                "money": {"type": "notice", "prompt": "Billing is closed."},
                "desk": {
                    "type": "notice",
                    "prompt": "Nobody is here on Sundays.",
                    "times": 2,
                },
            },
        }
    )


class Patient:
    """Presses 2 once appointments are named."""

    def __init__(self):
        self.heard = []
        self.turns = []
        self.played = 0

    def speech(self, *, started, now_ms):
        self.turns.append(started)
        return ()

    def hear(self, text, now_ms):
        self.heard.append(text.lower())
        return [Keys("2")] if "press 2" in self.heard[-1] and not self.played else []

    def sound(self, sound, now_ms):
        return ()

    def keys_played(self, now_ms):
        self.played += 1
        return ()

    def tick(self, now_ms):
        return ()


def test_a_business_is_heard_by_the_simulators_own_voice_and_recogniser(office):
    # Here and not above: only tests of speech have its packages.
    from benchmarks.earshot import Ears

    patient = Patient()
    with Ears() as ears:
        call = ears.call(office, attempt=1, today=TODAY, language="en")
        went = call.run(patient, limit_ms=40_000)
    assert [node for _, node in went.nodes][:2] == ["main", "desk"]
    assert [press.key for press in went.pressed] == ["2"]
    assert any("nobody is here" in text for text in patient.heard)
    assert not any("billing is closed" in text for text in patient.heard)
    assert patient.turns[:4] == [True, False, True, False]
