"""An appointment is right only if the ledger of the network bears it out."""

import json

import pytest

from benchmarks.dental import booking, world

NUMBER, OTHER = "+12175550141", "+16085550142"
EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20261123T160000Z
SUMMARY:Cleaning: {name}
DTSTART;TZID=America/Chicago:20261201T093000
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    """The scenario of a seed, with a name of its own for the office at the number."""
    made = world(1, tmp_path_factory.mktemp("world"))
    listed = (made / "providers.csv").read_text().splitlines()
    (name,) = [line.split(",")[0] for line in listed if NUMBER in line]
    return made, name


def entry(what, number=NUMBER, slot="2026-12-01T09:30", party="Maria Alvarez", to=""):
    fields = {"number": number, "what": what, "slot": slot, "party": party, "to": to}
    return {"kind": "appointment", "call_sid": "CA1", "t_ms": 1, "seq": 1, **fields}


def judged(scenario, folder, *entries, name=None, written=True):
    made, office = scenario
    (folder / "callee.jsonl").write_text(
        "".join(json.dumps(one) + "\n" for one in entries)
    )
    if written:
        file = folder / "appointment.ics"
        file.write_text(EVENT.format(name=name or office))
    return booking(made, folder, folder)["right"]


BOOKED = entry("booked")


def test_what_one_office_keeps_at_that_time_is_right(scenario, tmp_path):
    assert judged(scenario, tmp_path, entry("offered"), BOOKED)


@pytest.mark.parametrize(
    "entries",
    [
        (),
        (entry("offered"),),
        (entry("refused"),),
        (entry("booked", slot="2026-12-01T10:30"),),
        (entry("booked", party="Bob Ray"),),
        (BOOKED, entry("booked", OTHER)),
        (BOOKED, entry("cancelled")),
        (BOOKED, entry("moved", to="2026-12-02T09:30")),
    ],
    ids=["none", "offered", "refused", "time", "party", "two", "cancelled", "moved"],
)
def test_anything_else_is_wrong(scenario, tmp_path, entries):
    assert not judged(scenario, tmp_path, *entries)


def test_another_office_in_the_calendar_is_wrong(scenario, tmp_path):
    assert not judged(scenario, tmp_path, BOOKED, name="Sunrise Dental Care")


def test_nothing_written_is_right_if_nothing_is_kept(scenario, tmp_path):
    assert judged(scenario, tmp_path, entry("offered"), written=False)
    assert not judged(scenario, tmp_path, BOOKED, written=False)


def test_seeds_name_the_offices_anew(tmp_path):
    lists = {
        seed: (world(seed, tmp_path) / "providers.csv").read_text()
        for seed in (1, 2, 3)
    }
    assert len(set(lists.values())) > 1
    assert all(NUMBER in text for text in lists.values())
