"""The list of calls: filters and pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from simulator.carrier.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from simulator.carrier.calls import Call
    from simulator.carrier.params import Form

MAX_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Query:
    """What a client asks to see; the time filters are by day, in UTC."""

    to: str
    caller: str
    status: str
    parent: str
    days: tuple[tuple[str, date], ...]
    """Filters on days: parameter name (``StartTime<`` …) and day."""
    page: int
    page_size: int
    filters: tuple[tuple[str, str], ...]
    """As given, for the links to other pages."""


def query(form: Form) -> Query:
    """Read the query string of a list request.

    Raises:
        BadParameter: A day, a page or a page size is malformed.
    """
    names = [
        f"{edge}Time{sign}" for edge in ("Start", "End") for sign in ("", "<", ">")
    ]
    known = ["To", "From", "Status", "ParentCallSid", *names]
    return Query(
        to=form.one("To"),
        caller=form.one("From"),
        status=form.one("Status"),
        parent=form.one("ParentCallSid"),
        days=tuple((name, _day(form.one(name))) for name in names if form.one(name)),
        page=_number(form, "Page", 0, low=0),
        page_size=min(MAX_PAGE, _number(form, "PageSize", 50, low=1)),
        filters=tuple((name, form.one(name)) for name in known if form.one(name)),
    )


def matching(calls: Iterable[Call], asked: Query) -> Iterable[Call]:
    """Keep the calls that pass every filter."""
    return (call for call in calls if _matches(call, asked))


def page(calls: Iterable[Call], asked: Query, path: str) -> dict[str, object]:
    """Return one page of calls in Twilio's envelope."""
    start = asked.page * asked.page_size
    found: Sequence[Call] = list(islice(calls, start, start + asked.page_size + 1))
    shown = found[: asked.page_size]

    def link(number: int, *token: tuple[str, str]) -> str:
        pairs = [*asked.filters, ("PageSize", asked.page_size), ("Page", number)]
        return f"{path}?{urlencode([*pairs, *token])}"

    more = len(found) > asked.page_size
    return {
        "calls": [call.resource() for call in shown],
        "end": start + len(shown) - 1 if shown else 0,
        "first_page_uri": link(0),
        "next_page_uri": (
            link(asked.page + 1, ("PageToken", f"PA{shown[-1].sid}")) if more else None
        ),
        "page": asked.page,
        "page_size": asked.page_size,
        "previous_page_uri": link(asked.page - 1) if asked.page else None,
        "start": start,
        "uri": link(asked.page),
    }


def _matches(call: Call, asked: Query) -> bool:
    if asked.parent and call.request.parent != asked.parent:
        return False
    if asked.to and call.request.to != asked.to:
        return False
    if asked.caller and call.request.caller != asked.caller:
        return False
    if asked.status and call.status != asked.status:
        return False
    return all(_on_day(call, name, day) for name, day in asked.days)


def _on_day(call: Call, name: str, day: date) -> bool:
    # A call that was never answered starts and ends when it was given up.
    ended = call.ended_s
    seconds = ended if name.startswith("End") else call.started_s or ended
    if seconds is None:
        seconds = call.created_s
    actual = datetime.fromtimestamp(seconds, UTC).date()
    match name[-1]:
        case "<":
            return actual <= day
        case ">":
            return actual >= day
        case _:
            return actual == day


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise BadParameter(20001, "Times are written YYYY-MM-DD.") from None


def _number(form: Form, name: str, default: int, *, low: int) -> int:
    text = form.one(name)
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) < low:
        raise BadParameter(20001, f"{name} must be a number of at least {low}.")
    return int(text)
