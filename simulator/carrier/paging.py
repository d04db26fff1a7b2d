"""Lists in Twilio's envelope: pages, the links between them, filters by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from simulator.carrier.errors import BadParameter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from simulator.carrier.form import Form

MAX_PAGE = 1000
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page a client asks for."""

    number: int
    size: int
    filters: tuple[tuple[str, str], ...]
    """As given, for the links to other pages."""


def paging(form: Form, known: Iterable[str]) -> Paging:
    """Read a page request; `known` are the names of the resource's filters.

    Raises:
        BadParameter: The page or its size is malformed.
    """
    return Paging(
        number=_number(form, "Page", 0, low=0),
        size=min(MAX_PAGE, _number(form, "PageSize", 50, low=1)),
        filters=tuple((name, form.one(name)) for name in known if form.one(name)),
    )


def page(
    items: Iterable[Item],
    asked: Paging,
    path: str,
    key: str,
    show: Callable[[Item], dict[str, object]],
) -> dict[str, object]:
    """Return one page of `items` under `key`."""
    start = asked.number * asked.size
    found: Sequence[Item] = list(islice(items, start, start + asked.size + 1))
    shown = [show(item) for item in found[: asked.size]]

    def link(number: int, *token: tuple[str, str]) -> str:
        pairs = [*asked.filters, ("PageSize", asked.size), ("Page", number)]
        return f"{path}?{urlencode([*pairs, *token])}"

    more = len(found) > asked.size
    last = str(shown[-1].get("sid", shown[-1].get("call_sid"))) if shown else ""
    return {
        key: shown,
        "end": start + len(shown) - 1 if shown else 0,
        "first_page_uri": link(0),
        "next_page_uri": (
            link(asked.number + 1, ("PageToken", f"PA{last}")) if more else None
        ),
        "page": asked.number,
        "page_size": asked.size,
        "previous_page_uri": link(asked.number - 1) if asked.number else None,
        "start": start,
        "uri": link(asked.number),
    }


Days = tuple[tuple[str, date], ...]
"""Filters by day, in UTC: parameter name (``StartTime<`` …) and day."""


def day_names(*fields: str) -> list[str]:
    """Return the parameters that filter `fields` by day.

    Example:
        >>> day_names("DateCreated")
        ['DateCreated', 'DateCreated<', 'DateCreated>']
    """
    return [f"{name}{sign}" for name in fields for sign in ("", "<", ">")]


def days(form: Form, names: Iterable[str]) -> Days:
    """Read the filters by day.

    Raises:
        BadParameter: A day is malformed.
    """
    return tuple((name, _day(form.one(name))) for name in names if form.one(name))


def on_day(seconds: float, name: str, day: date) -> bool:
    """Whether a moment passes the filter `name`."""
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
