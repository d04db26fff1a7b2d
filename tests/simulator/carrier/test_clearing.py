"""The ledger tells when a client cut its own audio off, and whether it was heard."""

from simulator.carrier.ear import CalleeEar
from simulator.ports import SILENCE

LOUD = bytes(160)


class Notes:
    def __init__(self):
        self.records = []

    def write(self, kind, **fields):
        self.records.append((kind, fields))


def cleared(ear, notes):
    ear.cleared()
    kind, fields = notes.records[-1]
    assert kind == "clear"
    return fields["audible"]


def test_clearing_in_mid_speech_is_told_as_audible():
    notes = Notes()
    ear = CalleeEar(notes, "CA1")
    ear.hear(LOUD, 0)

    assert cleared(ear, notes) is True


def test_clearing_after_all_was_heard_is_not():
    notes = Notes()
    ear = CalleeEar(notes, "CA1")
    ear.hear(LOUD, 0)
    for now_ms in range(20, 400, 20):
        ear.hear(SILENCE, now_ms)

    assert cleared(ear, notes) is False


def test_clearing_an_empty_line_is_not():
    notes = Notes()

    assert cleared(CalleeEar(notes, "CA1"), notes) is False
