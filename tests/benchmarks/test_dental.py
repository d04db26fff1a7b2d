"""An appointment is right only if the ledger of the network bears it out."""

import json

import pytest

from benchmarks.dental import BOOKED, booking, world
from simulator.businesses.facts import resolve
from simulator.businesses.scenario import load

NUMBER = "+12175550141"
EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20261123T160000Z
SUMMARY:Cleaning: {name}
DTSTART;TZID=America/Chicago:{begins}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    """The scenario of a seed in which the office at the number says it is booked."""
    for seed in range(1, 9):
        scenario = world(seed, tmp_path_factory.mktemp("world"))
        (office,) = [one for one in load(scenario).businesses if NUMBER in one.numbers]
        if resolve(office, seed)[BOOKED].value is True:
            return scenario, seed, office.name
    raise AssertionError("no seed books")


def judged(offices, folder, *, told=True, begins="20261201T093000", name=None):
    scenario, seed, office = offices
    (folder / "ledger").mkdir()
    lines = [{"kind": "dial", "call_sid": "CA1", "to": NUMBER}]
    if told:
        lines.append({"kind": "said", "call_sid": "CA1", "facts": [BOOKED]})
    text = "\n".join(map(json.dumps, lines))
    (folder / "ledger" / "ledger.jsonl").write_text(text)
    (folder / "appointment.ics").write_text(
        EVENT.format(name=name or office, begins=begins)
    )
    field = {"field": "next_appointment", "truth": "2026-12-01T09:30"}
    truth = {"calls": [{"business": office, "fields": [field]}]}
    return booking(scenario, seed, folder, folder, truth)["right"]


def test_what_the_office_says_at_the_time_it_has_is_right(offices, tmp_path):
    assert judged(offices, tmp_path)


def test_what_no_office_has_said_is_wrong(offices, tmp_path):
    assert not judged(offices, tmp_path, told=False)


def test_another_time_is_wrong(offices, tmp_path):
    assert not judged(offices, tmp_path, begins="20261201T103000")


def test_another_office_is_wrong(offices, tmp_path):
    assert not judged(offices, tmp_path, name="Sunrise Dental Care")


def test_seeds_name_the_offices_anew(tmp_path):
    lists = {
        seed: (world(seed, tmp_path) / "providers.csv").read_text()
        for seed in (1, 2, 3)
    }
    assert len(set(lists.values())) > 1
    assert all(NUMBER in text for text in lists.values())
