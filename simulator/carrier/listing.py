"""The list of calls: its filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.carrier import paging
from simulator.carrier.paging import day_names, days, on_day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from simulator.carrier.calls import Call
    from simulator.carrier.form import Form
    from simulator.carrier.paging import Days, Paging


@dataclass(frozen=True, slots=True)
class Query:
    """What a client asks to see; the time filters are by day, in UTC."""

    to: str
    caller: str
    status: str
    parent: str
    days: Days
    paging: Paging


def query(form: Form) -> Query:
    """Read the query string of a list request.

    Raises:
        BadParameter: A day, a page or a page size is malformed.
    """
    names = day_names("StartTime", "EndTime")
    return Query(
        to=form.one("To"),
        caller=form.one("From"),
        status=form.one("Status"),
        parent=form.one("ParentCallSid"),
        days=days(form, names),
        paging=paging.paging(form, ["To", "From", "Status", "ParentCallSid", *names]),
    )


def matching(calls: Iterable[Call], asked: Query) -> Iterable[Call]:
    """Keep the calls that pass every filter."""
    return (call for call in calls if _matches(call, asked))


def page(calls: Iterable[Call], asked: Query, path: str) -> dict[str, object]:
    """Return one page of calls in Twilio's envelope."""
    return paging.page(calls, asked.paging, path, "calls", lambda call: call.resource())


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
    return on_day(call.created_s if seconds is None else seconds, name, day)
