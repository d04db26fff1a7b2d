"""How a call came out, by rules that hold whoever saw it end.

A call's own session sees most ends. Where its actor died, the dispatcher goes by the
log and by what the carrier says (`panda.dispatch.salvage`, `panda.dialing.reconcile`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from panda.call import Outcome

if TYPE_CHECKING:
    from panda.carrier import CallStatus, StatusUpdate

CUT_SHORT = frozenset(
    {Outcome.HUNG_UP, Outcome.FAILED, Outcome.INTERRUPTED, Outcome.TIME_LIMIT}
)
"""Ends that take nothing away from a call that had found out everything."""

FORBIDS = frozenset({Outcome.DECLINED, Outcome.WRONG_NUMBER})
"""Ends after which a number is never called again, by any campaign."""

_SAID = frozenset({Outcome.COMPLETED, Outcome.HUNG_UP, Outcome.TIME_LIMIT})
"""Ends that somebody's turning us away explains."""

NOT_IN_SERVICE = "not_in_service"
"""Why a call failed whose number nobody has, as results have it."""

GONE: dict[str, str] = {
    "sip_404": NOT_IN_SERVICE,
    "sip_410": NOT_IN_SERVICE,
    "sip_604": NOT_IN_SERVICE,
}
"""The network's answers that say there is no such number (RFC 3261 21.4.5, 21.4.11 and
21.6.3; RFC 3398 8.2.6.1 has unallocated and changed numbers come as 404 and 410)."""

_FINAL: dict[CallStatus, Outcome] = {
    "busy": Outcome.BUSY,
    "no-answer": Outcome.NO_ANSWER,
    "failed": Outcome.FAILED,
    "canceled": Outcome.CANCELLED,
}


def settled(
    outcome: Outcome,
    *,
    opted_out: bool,
    answered: bool,
    found_all: bool,
    turned_away: Outcome | None = None,
) -> Outcome:
    """Return what an end comes to.

    Args:
        outcome: How the call ended.
        opted_out: Whether they asked never to be called again; that holds whoever hung
            up.
        answered: Whether somebody or something had picked up.
        found_all: Whether every required question had its answer.
        turned_away: What was said instead of any answer: that they are closed, or that
            it is the wrong number.
    """
    if opted_out:
        return Outcome.DECLINED
    if turned_away is not None and outcome in _SAID:
        return turned_away
    if outcome in CUT_SHORT and answered and found_all:
        return Outcome.COMPLETED
    return outcome


def outcome_of(status: CallStatus, *, attended: bool = False) -> Outcome | None:
    """Say what the carrier's word means for a call of which nothing was heard.

    None if it runs on. `completed` is HUNG_UP if we were there to listen (`attended`);
    if not, the phone was answered and nobody spoke: that is our failure.
    """
    if status == "completed":
        return Outcome.HUNG_UP if attended else Outcome.FAILED
    return _FINAL.get(status)


def reason_of(update: StatusUpdate) -> str:
    """Say why the carrier ended a call: its word, or how the network answered.

    Example:
        >>> from panda.carrier import StatusUpdate
        >>> call = {"call_id": "c1", "call_sid": "CA1", "status": "failed"}
        >>> reason_of(StatusUpdate(**call, sip_code=404))
        'sip_404'
        >>> reason_of(StatusUpdate(**call))
        'failed'
    """
    if update.status == "failed" and update.sip_code:
        return f"sip_{update.sip_code}"
    return update.status


def explained(reason: str) -> tuple[str, ...]:
    """Return the codes that tell a person why a call failed, the plainest first."""
    if reason == Outcome.FAILED:  # all the carrier said: it explains nothing
        return ()
    return (GONE[reason], reason) if reason in GONE else (reason,) if reason else ()
