"""Scout, then fan out: of businesses that share a phone menu one is called first.

Branches of a chain mostly have the same menus. One call explores them; the others wait
until its way is known, but never for long. Pure: the dispatcher asks, and holds back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from panda.campaign import TargetStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from panda.campaign import Provider, Target

LEAST_BRANCHES = 3
"""From so many numbers on it is worth while to wait for a scout."""
PATIENCE_S = 120.0
"""So long others wait for a scout that is out; then they are called all the same."""
MOST_SCOUTS = 2
"""After so many that came back without a way all are called."""
_PLACE = re.compile(
    r"(?:\s*[,(]|\s+(?:[-#/@|]|at |of |in |no\.? ?\d|\d)).*$", re.IGNORECASE
)
_BRANDS = ("brand", "chain")
_SITES = ("website", "url", "site")
"""Columns of a list that say whose a business is, as people name them."""
_LANDLORDS = re.compile(
    r"(^|\.)(facebook|instagram|yelp|google|linktr|wixsite|business\.site|sites)\."
)
"""Hosts at which businesses have pages that are nothing to each other."""


def chain_of(provider: Provider) -> str:
    """Return by what a business shares its menus with others.

    That is its brand, else its website's host, else its name without the place.
    """
    columns = {name.casefold(): value for name, value in provider.extra.items()}
    brand = next((columns[name] for name in _BRANDS if columns.get(name)), "")
    if brand:
        return _plain(brand)
    site = next((columns[name] for name in _SITES if columns.get(name)), "")
    return _host(site) or _plain(_PLACE.sub("", provider.name.strip()))


def held_back(
    branches: Sequence[Target],
    *,
    now: datetime,
    out_s: float | None = None,
    busy: Collection[str] = (),
) -> set[str]:
    """Return the ids of a chain's targets that wait for its scout.

    Whenever somebody could be called and no scout is out, one of them is not held: that
    is the next scout. A chain of which a way is known need not be asked about.

    Args:
        branches: All targets of the chain, in the order of the list.
        now: The wall time.
        out_s: How long the first call under way has been; None if there is none.
        busy: Numbers that are being called, which cannot be scouts now.
    """
    waiting = [one for one in branches if one.status is TargetStatus.WAITING]
    back = [
        one
        for one in branches
        if one.attempts and one.status is not TargetStatus.CALLING
    ]
    is_settled = any(one.status is TargetStatus.DONE for one in back)
    if len(branches) < LEAST_BRANCHES or is_settled or len(back) >= MOST_SCOUTS:
        return set()
    if out_s is not None:
        return set() if out_s >= PATIENCE_S else {one.target_id for one in waiting}
    ripe = (
        one
        for one in waiting
        if (one.due_at is None or one.due_at <= now) and one.provider.phone not in busy
    )
    scout = next(ripe, None)
    if scout is None:
        return set()
    return {one.target_id for one in waiting if one is not scout}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _host(site: str) -> str:
    try:
        host = urlsplit(site if "//" in site else f"//{site}").hostname or ""
    except ValueError:  # no address at all
        return ""
    host = host.removeprefix("www.")
    return "" if "." not in host or _LANDLORDS.search(host) else host
