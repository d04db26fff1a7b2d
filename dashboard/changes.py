"""A campaign's changes and its queue, as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.rows import spaced
from panda.campaign import TargetStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from panda.campaign import Target
    from panda.changed import CampaignChanged
    from panda.changes import CampaignChange, FormChange

LIMITS = {
    "concurrency": "Calls at a time",
    "attempts": "Tries a business",
    "budget_usd": "Budget, USD",
    "call_s": "Longest call, s",
    "hold_s": "Longest wait, s",
}
"""Limits that may change while calls run, as they are labelled."""
TARGET, BUSINESS, PLACE = "Id", "Business", "Priority"


def queue_rows(targets: Sequence[Target]) -> list[dict[str, Any]]:
    """One row a business that waits, in the order in which they are called."""
    waiting = [one for one in targets if one.status is TargetStatus.WAITING]
    later = any(one.due_at for one in waiting)
    return [
        {
            BUSINESS: one.provider.name,
            PLACE: one.priority,
            "Tries so far": one.attempts,
            **({"Not before": one.due_at} if later else {}),
            TARGET: one.target_id,
        }
        for one in sorted(waiting, key=_rank)
    ]


def _rank(target: Target) -> tuple[int, bool, float, int]:
    due = target.due_at
    return (
        -target.priority,
        due is not None,
        due.timestamp() if due else 0.0,
        target.position,
    )


def change_rows(
    changes: Sequence[CampaignChanged], names: Mapping[str, str]
) -> list[dict[str, object]]:
    """One row a change, the latest first: who made it, and what it is now.

    Args:
        changes: The oldest first.
        names: Of businesses, by target.
    """
    return [
        {
            "Version": one.version,
            "When": one.at,
            "Who": one.change.author,
            "What": "; ".join(_parts(one.change, names)),
        }
        for one in reversed(changes)
    ]


def _parts(change: CampaignChange, names: Mapping[str, str]) -> Iterator[str]:
    if change.limits is not None:
        for name, value in change.limits.model_dump(exclude_none=True).items():
            yield f"{LIMITS[name]}: {value}"
    if change.goal is not None:
        yield f"Goal: {change.goal}"
    if change.voice is not None:
        yield f"Voice: {change.voice}"
    if change.priority is not None:
        yield f"Priority: {change.priority}"
    for target, place in change.first.items():
        yield f"Priority of {names.get(target, target)}: {place}"
    for feature, share in change.features.items():
        yield f"{spaced(feature).capitalize()}: {share:.0%} of calls"
    if change.questions is not None:
        yield from _questions(change.questions)


def _questions(form: FormChange) -> Iterator[str]:
    for question in form.add:
        yield f"Added {question.name}: {question.ask}"
    for name in form.remove:
        yield f"Dropped {name}"
    for name, ask in form.reword.items():
        yield f"{name} is asked so: {ask}"
