"""One contract for every calendar, on a real CalDAV server and in memory."""

import asyncio
from zoneinfo import ZoneInfo

import httpx
import pytest
from icalendar import Calendar

from gateways.calendar import CalDav
from gateways.ics import ics_object
from panda.appointments.booking import Errand, ErrandKind
from panda.appointments.calendar import CalendarError
from panda.appointments.choice import Busy
from panda.appointments.life import Move, Stage
from panda.testing.calendar import MemoryCalendar
from tests.gateways import radicale_server
from tests.gateways.radicale_server import PASSWORD, USER, event
from tests.panda.appointments.material import NOW, at, booking

ZONE = ZoneInfo("America/Chicago")
TAKEN = booking(stage=Stage.CONFIRMED)
START, END = at(1, 0), at(9, 0)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with radicale_server.radicale(tmp_path_factory.mktemp("radicale")) as url:
        yield url


@pytest.fixture
async def caldav(server):
    for name in ("call-a-0", "dentist", "weekly"):
        if radicale_server.get(server, name) is not None:
            radicale_server.delete(server, name)
    calendar = CalDav(server, user=USER, password=PASSWORD, zone=ZONE)
    yield calendar
    await calendar.close()


@pytest.fixture(params=["memory", "caldav"])
def calendar(request):
    if request.param == "memory":
        return MemoryCalendar(Busy(at(2, 9), at(2, 10)))
    server = request.getfixturevalue("server")
    real = request.getfixturevalue("caldav")
    mine = ["DTSTART:20261202T150000Z", "DTEND:20261202T160000Z"]
    radicale_server.put(server, "dentist", event("dentist", *mine))
    return real


def spans(found):
    return [(one.start, one.end) for one in found]


async def test_a_booking_takes_its_time_until_it_is_cancelled(calendar):
    mine = at(2, 9), at(2, 10)
    assert spans(await calendar.busy(START, END)) == [mine]

    written = await calendar.write(TAKEN)
    assert spans(await calendar.busy(START, END)) == [
        mine,
        (at(3, 14, 30), at(3, 15, 30)),
    ]
    assert spans(await calendar.busy(START, END, leave_out=TAKEN.booking_id)) == [mine]

    kept = TAKEN.changed(NOW, etag=written.etag, written=0)
    gone = kept.moved(
        Move.CANCEL, NOW, errand=Errand(kind=ErrandKind.CANCEL, campaign_id="e")
    ).moved(Move.AGREE, NOW)
    await calendar.write(gone)
    assert spans(await calendar.busy(START, END)) == [mine]


async def test_written_twice_it_is_there_once(calendar):
    await calendar.write(TAKEN)
    await calendar.write(TAKEN)
    assert len(await calendar.busy(at(3, 0), at(4, 0))) == 1


async def test_a_span_is_told_as_far_as_it_was_asked_for(calendar):
    assert spans(await calendar.busy(at(2, 9, 30), END)) == [(at(2, 9, 30), at(2, 10))]
    assert await calendar.busy(at(2, 10), END) == []


# --- the server's side of it


async def test_what_the_user_changed_meanwhile_is_not_written_over(server, caldav):
    written = await caldav.write(TAKEN)
    text = radicale_server.get(server, "call-a-0").decode()
    changed = text.replace("Cleaning at Office a", "Teeth!").replace("\r\n", "\n")
    radicale_server.put(server, "call-a-0", changed)

    kept = TAKEN.changed(NOW, etag=written.etag, written=0)
    errand = Errand(kind=ErrandKind.RESCHEDULE, campaign_id="e", slot=at(4, 9))
    later = kept.moved(Move.RESCHEDULE, NOW, errand=errand).moved(Move.AGREE, NOW)
    again = await caldav.write(later)

    (shown,) = Calendar.from_ical(radicale_server.get(server, "call-a-0")).events
    assert (str(shown["SUMMARY"]), shown["DTSTART"].dt) == ("Teeth!", at(4, 9))
    assert shown["SEQUENCE"] == 1
    assert again.etag not in {"", written.etag}


async def test_what_the_user_has_taken_out(server, caldav):
    written = await caldav.write(TAKEN)
    kept = TAKEN.changed(NOW, etag=written.etag, written=0)
    radicale_server.delete(server, "call-a-0")
    gone = kept.moved(
        Move.CANCEL, NOW, errand=Errand(kind=ErrandKind.CANCEL, campaign_id="e")
    ).moved(Move.AGREE, NOW)
    assert (await caldav.write(gone)).etag == ""
    assert radicale_server.get(server, "call-a-0") is None
    await caldav.write(kept)
    assert radicale_server.get(server, "call-a-0") is not None


async def test_recurring_events_count_each_time(server, caldav):
    rule = ["RRULE:FREQ=DAILY;COUNT=3", "DTSTART:20261202T150000Z", "DURATION:PT15M"]
    radicale_server.put(server, "weekly", event("weekly", *rule))
    assert len(await caldav.busy(START, END)) == 3


async def test_a_calendar_that_is_none_says_what_to_do(server, caldav):
    await caldav.check()
    for url, user, said in (
        (server, "nobody", "check user and password"),
        (server.replace("calendar/", "nowhere/"), USER, "no calendar at this address"),
        (server.replace("calendar/", ""), USER, "something else than a calendar"),
        ("http://127.0.0.1:1/x/", USER, "cannot be reached"),
    ):
        wrong = CalDav(url, user=user, password=PASSWORD)
        with pytest.raises(CalendarError, match=said) as caught:
            await wrong.check()
        assert PASSWORD not in str(caught.value)
        await wrong.close()


def answering(status=200, body=b"", seconds=0.0):
    async def answer(request):
        await asyncio.sleep(seconds)
        return httpx.Response(status, content=body)

    return CalDav("https://c.example/x", transport=httpx.MockTransport(answer))


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        (answering(200, b"<html>"), "does not speak CalDAV"),
        (answering(207, b"<html>"), "no CalDAV answer"),
        (answering(207, b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "no CalDAV"),
        (answering(302), "elsewhere"),
        (answering(503), "answered 503"),
    ],
)  # fmt: skip
async def test_a_wrong_server_is_told_from_a_calendar(calendar, said):
    with pytest.raises(CalendarError, match=said):
        await calendar.busy(START, END)


async def test_a_slow_server_is_waited_for_no_longer_than_agreed():
    gone = asyncio.Event()

    async def never(reader, writer):
        await reader.read()
        writer.close()
        await writer.wait_closed()
        gone.set()

    async with await asyncio.start_server(never, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        slow = CalDav(f"http://127.0.0.1:{port}/x/", time_limit_s=0.05)
        with pytest.raises(CalendarError, match="in time"):
            await slow.busy(START, END)
        await slow.close()
        await gone.wait()


async def test_an_event_that_changes_all_the_time_is_given_up():
    async def answer(request):
        if request.method == "GET":
            body = ics_object(TAKEN)
            return httpx.Response(200, content=body, headers={"ETag": '"x"'})
        return httpx.Response(412)

    calendar = CalDav("https://c.example/x", transport=httpx.MockTransport(answer))
    with pytest.raises(CalendarError, match="somebody else"):
        await calendar.write(TAKEN)
