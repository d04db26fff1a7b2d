"""Appointments as iCalendar: read back by two parsers, ours and another."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from gateways.ics import busy_of, ics_file, ics_object, merged, read, uid_of
from panda.appointments.booking import Errand, ErrandKind
from panda.appointments.calendar import CalendarError
from panda.appointments.choice import Busy
from panda.appointments.life import Move, Stage
from tests.gateways.radicale_server import event
from tests.panda.appointments.material import CHICAGO, NOW, at, booking

TAKEN = booking(
    stage=Stage.CONFIRMED,
    place="1 Main St; Suite 4, Austin",
    quote="We have Thursday, December 3 at 2:30 PM; " + "and it is quite long, " * 6,
)


def events(text):
    return list(Calendar.from_ical(text).walk("VEVENT"))


def the(text):
    (one,) = events(text)
    return one


def moved(to):
    errand = Errand(kind=ErrandKind.RESCHEDULE, campaign_id="e", slot=to)
    return TAKEN.moved(Move.RESCHEDULE, NOW, errand=errand).moved(Move.AGREE, NOW)


def test_another_parser_reads_the_same():
    other = vobject.readOne(ics_file([TAKEN]).decode()).vevent
    assert other.uid.value == "call-a-0@panda-assist"
    assert other.summary.value == "Cleaning at Office a"
    assert other.location.value == TAKEN.place
    assert other.description.value.startswith("Offered in these words: “We have")
    assert TAKEN.quote.strip() in other.description.value
    assert other.dtstart.value.astimezone(UTC) == TAKEN.slot.astimezone(UTC)
    assert other.dtend.value - other.dtstart.value == timedelta(minutes=60)
    assert other.status.value == "CONFIRMED"
    assert [one.trigger.value for one in other.valarm_list] == [
        timedelta(days=-1),
        timedelta(hours=-1),
    ]


def test_lines_are_folded_and_the_same_booking_makes_the_same_bytes():
    text = ics_file([TAKEN])
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert text == ics_file([TAKEN])
    assert Calendar.from_ical(text).to_ical() == text


def test_it_carries_the_rules_of_its_zone_or_floats():
    text = ics_file([TAKEN])
    assert b"DTSTART;TZID=America/Chicago:20261203T143000" in text
    zone = vobject.readOne(text.decode()).vtimezone.gettzinfo()
    for month in (1, 7):
        moment = datetime(2026, month, 15, 12, tzinfo=UTC)
        assert (
            moment.astimezone(zone).utcoffset()
            == moment.astimezone(CHICAGO).utcoffset()
        )
    nowhere = ics_file([TAKEN.model_copy(update={"zone": ""})])
    assert b"DTSTART:20261203T143000\r\n" in nowhere, "it floats"
    assert b"on the business's clocks" in nowhere.replace(b"\r\n ", b"")
    assert b"VTIMEZONE" not in nowhere


@pytest.mark.parametrize(
    "wall", ["2027-03-14T01:30", "2027-03-14T03:00", "2026-11-01T00:30"]
)
def test_it_lasts_an_hour_across_a_change_of_clocks(wall):
    slot = datetime.fromisoformat(wall).replace(tzinfo=CHICAGO)
    made = the(ics_file([booking(slot, stage=Stage.CONFIRMED)]))
    begins, ends = made["DTSTART"].dt, made["DTEND"].dt
    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=1)


def test_moved_and_cancelled_it_keeps_its_uid_and_its_sequence_rises():
    later = moved(at(4, 9))
    gone = later.moved(
        Move.CANCEL, NOW, errand=Errand(kind=ErrandKind.CANCEL, campaign_id="e2")
    )
    gone = gone.moved(Move.AGREE, NOW)

    texts = [ics_file([one]) for one in (TAKEN, later, gone)]
    assert {str(the(text)["UID"]) for text in texts} == {uid_of(TAKEN.booking_id)}
    assert [the(text)["SEQUENCE"] for text in texts] == [0, 1, 2]
    assert [the(text)["STATUS"] for text in texts] == [
        "CONFIRMED", "CONFIRMED", "CANCELLED",
    ]  # fmt: skip
    assert [str(Calendar.from_ical(text)["METHOD"]) for text in texts] == [
        "PUBLISH", "PUBLISH", "CANCEL",
    ]  # fmt: skip
    assert the(texts[1])["DTSTART"].dt == at(4, 9)
    assert the(texts[2]).walk("VALARM") == []
    assert b"METHOD" not in ics_object(gone)


def test_what_the_user_changed_of_the_event_stays():
    kept = ics_object(TAKEN).replace(
        b"SUMMARY:Cleaning at Office a", b"SUMMARY:Teeth!\r\nCOLOR:teal"
    )
    kept = kept.replace(b"SEQUENCE:0", b"SEQUENCE:7")

    event = the(merged(kept, moved(at(4, 9))))

    assert str(event["SUMMARY"]) == "Teeth!"
    assert str(event["COLOR"]) == "teal"
    assert event["DTSTART"].dt == at(4, 9)
    assert event["SEQUENCE"] == 8  # moved by us, after seven changes of theirs
    with pytest.raises(CalendarError, match="something else"):
        merged(ics_object(booking(name="b")), TAKEN)
    with pytest.raises(CalendarError, match="no iCalendar"):
        read(b"<html>")


START, END = at(30, 0, month=11), at(7, 0)


@pytest.mark.parametrize(
    ("lines", "spans"),
    [
        (["DTSTART:20261203T200000Z", "DTEND:20261203T210000Z"], [(3, 14, 3, 15)]),
        (["DTSTART:20261203T200000Z", "DURATION:PT30M"], [(3, 14, 3, 14.5)]),
        (["DTSTART;VALUE=DATE:20261203"], [(3, 0, 4, 0)]),
        (["DTSTART:20261203T140000", "DTEND:20261203T150000"], [(3, 14, 3, 15)]),
        (
            [
                "DTSTART;TZID=America/Chicago:20261001T090000",
                "DTEND;TZID=America/Chicago:20261001T100000",
                "RRULE:FREQ=WEEKLY;BYDAY=TU,TH",
                "EXDATE;TZID=America/Chicago:20261203T090000",
            ],
            [(1, 9, 1, 10)],
        ),
        (["DTSTART:20261203T200000Z", "DTEND:20261203T210000Z",
          "TRANSP:TRANSPARENT"], []),
        (["DTSTART:20261203T200000Z", "DTEND:20261203T210000Z",
          "STATUS:CANCELLED"], []),
        (["DTSTART:20261203T200000Z"], []),
        (["DTSTART:20261220T200000Z", "DURATION:PT30M"], []),
    ],
)  # fmt: skip
def test_what_takes_the_users_time(lines, spans):
    found = busy_of(
        read(event("x", *lines).encode()), START, END, zone=ZoneInfo("America/Chicago")
    )
    wanted = [
        Busy(at(a, int(b)), at(c, int(d), round(d % 1 * 60))) for a, b, c, d in spans
    ]
    assert [(one.start, one.end) for one in found] == [
        (one.start, one.end) for one in wanted
    ]


@pytest.mark.parametrize(
    "line", ["SEQUENCE:often", "SEQUENCE:1\nSEQUENCE:2", "DURATION:PT30M"]
)
def test_an_event_that_was_written_oddly_takes_our_changes(line):
    lines = ["DTSTART:20261203T203000Z", *line.split("\n")]
    theirs = event("x", *lines).replace("UID:x@user", f"UID:{uid_of('call-a-0')}")
    changed = the(merged(theirs.encode(), moved(at(4, 9))))
    assert changed["DTSTART"].dt == at(4, 9)
    assert "DURATION" not in changed
    assert changed["SEQUENCE"] == 1


def test_a_change_of_ours_comes_after_those_of_the_user():
    kept = ics_object(TAKEN).replace(b"SEQUENCE:0", b"SEQUENCE:3")
    once = merged(kept, moved(at(4, 9)))
    assert the(once)["SEQUENCE"] == 4
    assert the(merged(once, moved(at(4, 9))))["SEQUENCE"] == 4


@pytest.mark.parametrize(
    "rule", ["FREQ=MINUTELY", "FREQ=SECONDLY", "FREQ=DAILY;BYMINUTE=1,2;BYSECOND=3"]
)
def test_what_comes_all_the_time_takes_all_of_it_at_once(rule):
    lines = ["DTSTART:20200101T000000Z", "DURATION:PT10M", f"RRULE:{rule}"]
    found = read(event("x", *lines).encode())
    assert busy_of(found, START, END) == [Busy(START, END)]


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=XX", "FREQ=FOO", "UNTIL=never"])
def test_an_event_whose_rule_cannot_be_read_takes_its_time_once(rule):
    lines = ["DTSTART:20261203T200000Z", "DURATION:PT30M", f"RRULE:{rule}"]
    found = read(event("x", *lines).encode())
    assert busy_of(found, START, END) == [Busy(at(3, 14), at(3, 14, 30))]
    assert busy_of(found, START, END, leave_out="x@user") == []


def test_an_event_that_cannot_be_read_is_told():
    with pytest.raises(CalendarError, match="cannot be read"):
        busy_of(
            read(event("x", "DTSTART:soon", "RRULE:FREQ=NEVER").encode()), START, END
        )
