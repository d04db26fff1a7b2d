"""The user's calendar on a CalDAV server (RFC 4791): when they are taken, and events.

A write names the state it replaces (`If-Match`, or `If-None-Match: *` for a new one),
so that what the user changed meanwhile is never written over: it is read, our part of
it is changed, and it is written again.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import httpx

from gateways.ics import busy_of, ics_object, merged, read, uid_of
from panda.appointments.calendar import CalendarError, Written
from panda.appointments.life import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from panda.appointments.booking import Booking
    from panda.appointments.choice import Busy
    from panda.settings import Settings

TIME_LIMIT_S = 10.0
"""For one request: a person waits for the choice."""
MOST_BYTES = 16 * 1024 * 1024
"""Of one answer: years of a full calendar are far less."""
TRIES = 3
"""Writes of one event that somebody else is changing at the same time."""
_DAV, _CAL = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_QUERY = """\
<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
 <D:prop><D:getetag/><C:calendar-data/></D:prop>
 <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
  <C:time-range start="{start}" end="{end}"/>
 </C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""
_KIND = """\
<?xml version="1.0" encoding="utf-8"?>
<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/></D:prop></D:propfind>"""
_XML = {"Content-Type": "application/xml; charset=utf-8"}


class CalDav:
    """A `panda.appointments.calendar.Calendar` by HTTP.

    Args:
        url: Of one calendar (a collection), not of the server.
        user: Who signs in; nobody, if empty.
        password: Their password, or one for this application.
        zone: The user's: whole days, and times without zone, are by it.
        time_limit_s: For one request.
        transport: Another way to the server, for tests.
    """

    def __init__(
        self,
        url: str,
        *,
        user: str = "",
        password: str = "",
        zone: tzinfo = UTC,
        time_limit_s: float = TIME_LIMIT_S,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._url = url.rstrip("/") + "/"
        self._zone = zone
        self._client = httpx.AsyncClient(
            auth=httpx.BasicAuth(user, password) if user else None,
            timeout=time_limit_s,
            transport=transport,
            trust_env=False,
        )

    async def close(self) -> None:
        """Close connections."""
        await self._client.aclose()

    async def check(self) -> None:
        """Say whether there is a calendar that we may use.

        Raises:
            CalendarError: There is not; the text says why.
        """
        found = await self._ask("PROPFIND", self._url, _KIND, {**_XML, "Depth": "0"})
        self._expect(found, {207})
        if _parsed(found).find(f".//{_DAV}resourcetype/{_CAL}calendar") is None:
            raise CalendarError(
                "there is something else than a calendar at this address: name the "
                "address of one calendar"
            )

    async def busy(
        self, start: datetime, end: datetime, *, leave_out: str = ""
    ) -> Sequence[Busy]:
        """See `Calendar`."""
        query = _QUERY.format(start=_utc(start), end=_utc(end))
        found = await self._ask("REPORT", self._url, query, {**_XML, "Depth": "1"})
        self._expect(found, {207})
        texts = [one.text or "" for one in _parsed(found).iter(f"{_CAL}calendar-data")]

        def spans() -> list[Busy]:
            return [
                span
                for text in texts
                for span in busy_of(
                    read(text.encode()),
                    start,
                    end,
                    zone=self._zone,
                    leave_out=uid_of(leave_out) if leave_out else "",
                )
            ]

        # Some rules take seconds to write out, and calls are waiting for this loop.
        taken = await asyncio.to_thread(spans)
        return sorted(taken, key=lambda one: (one.start, one.end))

    async def write(self, booking: Booking) -> Written:
        """See `Calendar`."""
        etag, body = booking.etag, ics_object(booking)
        for _ in range(TRIES):
            condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
            wrote = await self._put(booking, body, condition)
            if wrote.status_code in {200, 201, 204}:
                return Written(wrote.headers.get("ETag") or await self._etag(booking))
            if wrote.status_code not in {404, 409, 412}:
                self._expect(wrote, {201, 204})
            kept = await self._ask("GET", self._place(booking))
            if kept.status_code in {404, 410}:
                if booking.stage is Stage.CANCELLED:
                    return Written("")  # the user has taken it out: so be it
                if wrote.status_code != 412:  # there is no such calendar
                    self._expect(wrote, {201, 204})
                etag, body = "", ics_object(booking)
                continue
            self._expect(kept, {200})
            etag, body = kept.headers.get("ETag", ""), merged(kept.content, booking)
        raise CalendarError("the event is being changed by somebody else: try again")

    async def _put(
        self, booking: Booking, body: bytes, condition: Mapping[str, str]
    ) -> httpx.Response:
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        return await self._ask("PUT", self._place(booking), body, headers)

    async def _etag(self, booking: Booking) -> str:
        """Ask what a state is called whose write was not answered with it."""
        kept = await self._ask("GET", self._place(booking))
        return kept.headers.get("ETag", "") if kept.status_code == 200 else ""

    def _place(self, booking: Booking) -> str:
        return f"{self._url}{quote(booking.booking_id, safe='')}.ics"

    async def _ask(
        self,
        method: str,
        url: str,
        body: str | bytes = b"",
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send one request and return its answer, whatever its status."""
        try:
            async with self._client.stream(
                method, url, content=body or None, headers=dict(headers or {})
            ) as answer:
                content = bytearray()
                async for part in answer.aiter_bytes():
                    content += part
                    if len(content) > MOST_BYTES:
                        raise CalendarError("the calendar's answer is far too long")
                kept = {
                    name: value
                    for name, value in answer.headers.items()
                    if name.casefold() in {"etag", "content-type", "location"}
                }
                return httpx.Response(
                    answer.status_code, headers=kept, content=bytes(content)
                )
        except httpx.TimeoutException:
            raise CalendarError("the calendar did not answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            name = type(error).__name__
            raise CalendarError(f"the calendar cannot be reached ({name})") from None

    def _expect(self, answer: httpx.Response, fine: set[int]) -> None:
        """Say in plain words what a status means.

        Raises:
            CalendarError: It is none of those.
        """
        if answer.status_code in fine:
            return
        host = urlsplit(self._url).hostname or "the server"
        match answer.status_code:
            case 401 | 403:
                raise CalendarError(
                    f"{host} does not let us in: check user and password"
                )
            case 404 | 405 | 409 | 410 | 501:
                raise CalendarError(f"{host} has no calendar at this address")
            case status if 300 <= status < 400:
                raise CalendarError(
                    f"{host} sends us elsewhere: name the address it moved to"
                )
            case 200:
                raise CalendarError(f"{host} does not speak CalDAV at this address")
            case status:
                raise CalendarError(f"{host} answered {status}: try again later")


def calendar_of(settings: Settings) -> CalDav | None:
    """Return the calendar that the settings name, if they name one."""
    if not settings.calendar_url:
        return None
    return CalDav(
        settings.calendar_url,
        user=settings.calendar_user,
        password=settings.calendar_password,
        zone=ZoneInfo(settings.calendar_zone),
    )


def _parsed(answer: httpx.Response) -> ET.Element:
    # No document type: none is needed, and entities could be made to grow.
    if re.search(rb"<!DOCTYPE", answer.content[:2000], re.IGNORECASE):
        raise CalendarError("the calendar sent what is no CalDAV answer")
    try:
        return ET.fromstring(answer.content)  # noqa: S314 - see above
    except ET.ParseError:
        raise CalendarError("the calendar sent what is no CalDAV answer") from None


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
