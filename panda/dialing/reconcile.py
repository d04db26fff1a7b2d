"""Whether a dial whose answer was lost was placed after all (RELIABILITY 2.1, 2-3).

The carrier offers no key to ask by: a call it lists is ours if it goes to the intent's
number, came into being since, and belongs to no other intent of ours. Since a number
has at most one unresolved intent, that is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from panda.campaign import DialIntent
    from panda.carrier import ProviderCall

CLEAN_APART = timedelta(seconds=60)
"""Two listings without the call, at least so far apart, rule it out ..."""

SINCE_POST = timedelta(seconds=120)
"""... if the later is at least so long after the carrier was asked: before that the
call may still sit in the carrier's one-a-second queue."""

SKEW = timedelta(seconds=5)
"""How far the carrier's clock, which counts whole seconds, may be behind ours."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The carrier's calls to the intent's number, as listed at `at`."""

    at: datetime
    calls: tuple[ProviderCall, ...]


@dataclass(frozen=True, slots=True)
class WasPlaced:
    """The carrier has this call: the intent is ACCEPTED."""

    call: ProviderCall


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """The carrier never placed it: the next attempt is allowed."""


@dataclass(frozen=True, slots=True)
class StillUnsure:
    """List again, at `again_at` or later."""

    again_at: datetime


Reconciled = WasPlaced | NotPlaced | StillUnsure


def reconcile(
    intent: DialIntent,
    *,
    posted_at: datetime,
    listings: Sequence[Listing],
    known_sids: Collection[str],
    now: datetime,
) -> Reconciled:
    """Decide what became of an AMBIGUOUS intent.

    Args:
        intent: The intent, from its reservation on.
        posted_at: When the carrier was asked, wall time; if that is not known (whoever
            asked is gone), when the intent was found, which is later and so safe.
        listings: What the carrier listed since, oldest first. One that could not be
            had is left out: only an answer counts as clean.
        known_sids: Call sids of other intents of ours.
        now: Wall time.
    """
    for listing in listings:
        ours = [call for call in listing.calls if _is_of(intent, call, known_sids)]
        if ours:
            return WasPlaced(min(ours, key=_age_key))
    clean = [one.at for one in listings if one.at >= posted_at]
    if not clean:
        return StillUnsure(now)
    first, last = clean[0], clean[-1]
    if last - first >= CLEAN_APART and last - posted_at >= SINCE_POST:
        return NotPlaced()
    return StillUnsure(max(first + CLEAN_APART, posted_at + SINCE_POST))


def _is_of(intent: DialIntent, call: ProviderCall, known_sids: Collection[str]) -> bool:
    if call.to != intent.number or call.call_sid in known_sids:
        return False
    return call.created_at is None or call.created_at >= intent.began_at - SKEW


def _age_key(call: ProviderCall) -> tuple[bool, float, str]:
    made = call.created_at
    return (made is None, made.timestamp() if made else 0.0, call.call_sid)
