"""Whether a private field may be given now: a table, the first rule broken decides.

From RELIABILITY 3.5. It is asked for each field, each time, by what is known then; the
value itself is not looked at, and nobody who asks has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from panda.private import CLASSES, DataClass, PrivateField

if TYPE_CHECKING:
    from collections.abc import Callable

    from panda.private import Grant

MOST_RELEASES = 2
"""The second is for an entry that was not understood; a third would be fishing."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All the rules look at."""

    field: PrivateField
    grant: Grant | None
    """The consent for this field and campaign, if there is one."""
    known: bool
    """Whether there is a value for this business."""
    goal: str
    """Of the campaign."""
    transferred: bool
    """Whether the call rang again after it was answered: elsewhere, perhaps."""
    machine: bool
    """Whether that is a machine."""
    asked: bool
    """Whether it asks for this field now, in words that we have read."""
    releases: int = 0
    """How often it was given on this call."""


@dataclass(frozen=True, slots=True)
class Release:
    """A decision, with a stable code for the audit."""

    field: PrivateField
    allowed: bool
    reason: str = ""


def _class(now: Circumstances) -> DataClass:
    return CLASSES[now.field]


def _needs_consent(now: Circumstances) -> bool:
    return _class(now) is not DataClass.PUBLIC


RULES: tuple[tuple[str, Callable[[Circumstances], bool]], ...] = (
    ("forbidden", lambda now: _class(now) is DataClass.FORBIDDEN),
    ("not_asked", lambda now: not now.asked),
    ("unknown", lambda now: not now.known),
    ("no_consent", lambda now: _needs_consent(now) and now.grant is None),
    (
        "other_field",
        lambda now: now.grant is not None and now.grant.field is not now.field,
    ),
    (
        "other_purpose",
        lambda now: now.grant is not None and now.grant.purpose != now.goal,
    ),
    (
        "no_machines",
        lambda now: (
            now.machine
            and _needs_consent(now)
            and not (now.grant is not None and now.grant.machine)
        ),
    ),
    ("transferred", lambda now: now.transferred and _needs_consent(now)),
    ("too_often", lambda now: now.releases >= MOST_RELEASES),
)
"""Each with the code of its refusal: refused if it holds."""


def may_release(now: Circumstances) -> Release:
    """Decide by the table."""
    for reason, refuses in RULES:
        if refuses(now):
            return Release(now.field, allowed=False, reason=reason)
    return Release(now.field, allowed=True)
