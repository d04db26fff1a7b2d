"""Moving along a table of transitions, as calls and recordings do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    State = TypeVar("State", bound=StrEnum)


class IllegalStep(Exception):  # noqa: N818 - reads as what happened
    """The table has no such step."""


def check(table: Mapping[State, frozenset[State]], before: State, after: State) -> None:
    """Make sure that `after` may follow `before`.

    Raises:
        IllegalStep: It may not.
    """
    if after not in table[before]:
        raise IllegalStep(f"cannot become {after} while {before}")
