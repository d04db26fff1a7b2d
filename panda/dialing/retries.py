"""What an outcome means for its target: done, or again, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from panda.call import Outcome
from panda.campaign import Target, TargetStatus
from panda.outcomes import GONE, NOT_IN_SERVICE, explained

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.campaign import Limits


@dataclass(frozen=True, slots=True)
class Final:
    """The target is done."""


@dataclass(frozen=True, slots=True)
class Again:
    """The target is dialled again after a delay, `Limits.attempts` permitting."""

    delay: str
    """The field of `Limits` that holds the seconds to wait."""
    dials: int = 5
    """Never more dials than this in all, whatever the limits."""
    counts: bool = True
    """Whether it counts as one of `Limits.attempts`; not if it is our own doing."""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Nobody knows whether the phone rang: no dial until reconciliation says so."""


@dataclass(frozen=True, slots=True)
class Reopening:
    """The target is dialled again when they open, `Limits` permitting."""

    dials: int = 3
    """Never more dials than this in all: some notices are never taken off."""


Rule = Final | Again | Reopening | Unresolved

RULES: dict[Outcome, Rule] = {
    Outcome.COMPLETED: Final(),
    # A machine that takes messages has answered: calling again in the same hours meets
    # it again, so a person decides.
    Outcome.VOICEMAIL: Final(),
    Outcome.CLOSED: Reopening(),
    Outcome.BUSY: Again("retry_busy_s"),
    Outcome.NO_ANSWER: Again("retry_no_answer_s"),
    Outcome.FAILED: Again("retry_failed_s"),
    Outcome.HOLD_TOO_LONG: Again("retry_no_answer_s", dials=2),
    # It is theirs to call now; who reads the result knows where and since when.
    Outcome.CALLBACK: Final(),
    # Once more at most: who hangs up twice does not want the call.
    Outcome.HUNG_UP: Again("retry_failed_s", dials=2),
    Outcome.MENU_STUCK: Final(),
    Outcome.TIME_LIMIT: Final(),
    Outcome.DECLINED: Final(),
    Outcome.WRONG_NUMBER: Final(),
    Outcome.REFUSED: Final(),
    Outcome.CANCELLED: Final(),
    Outcome.INTERRUPTED: Again("retry_failed_s", counts=False),
    Outcome.UNCERTAIN: Unresolved(),
}
"""The retry policy, one row an outcome ..."""

PERMANENT = frozenset({NOT_IN_SERVICE, *GONE})
"""... and why a call fails that would fail tomorrow too: no other dial."""


def calling(target: Target) -> Target:
    """Return the target as it is while it is dialled; goes with its intent's commit."""
    return target.model_copy(
        update={
            "status": TargetStatus.CALLING,
            "attempts": target.attempts + 1,
            "due_at": None,
        }
    )


def after(
    target: Target,
    outcome: Outcome,
    limits: Limits,
    now: datetime,
    *,
    dialled: bool = True,
    reason: str = "",
    opens_at: datetime | None = None,
) -> Target:
    """Return the target as it is once its call came out so.

    A call that never came to be dialled does not count as an attempt. Its `reason`
    (`CallResult.reason`) goes with a target that failed for good, and decides alone if
    it is one of `PERMANENT`.

    `opens_at` is when a business that was found closed may be called again; without it,
    or later than `Limits.reopen_within_s`, the target is done.

    With `Outcome.UNCERTAIN` it stays CALLING: its number is dialled again only once
    `reconcile` has shown that the call was not placed (then call this again with
    `Outcome.FAILED`) or has ended (with `panda.outcomes.outcome_of` its
    status).
    """
    failed = outcome is Outcome.FAILED
    rule: Rule = Final() if failed and reason in PERMANENT else RULES[outcome]
    reasons = explained(reason) if failed else ()
    match rule:
        case Final():
            return _done(target, outcome, reasons)
        case Unresolved():
            return target.model_copy(
                update={"status": TargetStatus.CALLING, "outcome": outcome}
            )
        case Again(delay=delay, dials=dials, counts=counts):
            if not (dialled and counts):
                target = _excused(target)
            if target.attempts - target.excused >= min(limits.attempts, dials):
                return _done(target, outcome, reasons)
            wait = timedelta(seconds=getattr(limits, delay))
            return target.model_copy(
                update={
                    "status": TargetStatus.WAITING,
                    "outcome": outcome,
                    "due_at": now + wait,
                }
            )
        case Reopening(dials=dials):
            dialled_often = target.attempts - target.excused
            within = timedelta(seconds=limits.reopen_within_s)
            in_vain = dialled_often >= min(limits.attempts, dials)
            if opens_at is None or opens_at - now > within or in_vain:
                return _done(target, outcome)
            waits = {"status": TargetStatus.WAITING, "due_at": opens_at}
            return target.model_copy(update={**waits, "outcome": outcome})
        case _:
            assert_never(rule)


def postponed(target: Target, until: datetime) -> Target:
    """Return the target waiting for its calling hours; no attempt is counted."""
    return target.model_copy(update={"status": TargetStatus.WAITING, "due_at": until})


def given_up(target: Target, now: datetime) -> Target:
    """Return the target of a dial that was taken back before the carrier was asked."""
    return postponed(_excused(target), now)


def refused(target: Target, reasons: Sequence[str]) -> Target:
    """Return the target as never to be called, with the codes that say why."""
    return _done(target, Outcome.REFUSED, reasons)


def cancelled(target: Target) -> Target:
    """Return the target as called off before it was dialled."""
    return _done(target, Outcome.CANCELLED)


def _excused(target: Target) -> Target:
    return target.model_copy(update={"excused": target.excused + 1})


def _done(target: Target, outcome: Outcome, reasons: Sequence[str] = ()) -> Target:
    return target.model_copy(
        update={
            "status": TargetStatus.DONE,
            "outcome": outcome,
            "reasons": tuple(reasons),
            "due_at": None,
        }
    )
