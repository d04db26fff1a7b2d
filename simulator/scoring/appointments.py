"""Who holds which time in the end, by what the businesses wrote into their diaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class HeldTime(BaseModel):
    """A time that a business keeps for somebody."""

    model_config = ConfigDict(frozen=True)

    number: str
    """That was called for it."""
    slot: str
    """`YYYY-MM-DDTHH:MM` on the clocks of the business."""
    party: str
    """For whom; empty where nobody gave a name."""


def held(records: Iterable[Mapping[str, object]]) -> tuple[HeldTime, ...]:
    """Return all times that are booked after these records, the soonest first."""
    booked: dict[tuple[str, str], HeldTime] = {}
    for record in records:
        if record["kind"] != "appointment":
            continue
        number, slot, party, to = (
            str(record[name]) for name in ("number", "slot", "party", "to")
        )
        match record["what"]:
            case "booked":
                booked[number, slot] = HeldTime(number=number, slot=slot, party=party)
            case "moved":
                del booked[number, slot]
                booked[number, to] = HeldTime(number=number, slot=to, party=party)
            case "cancelled":
                del booked[number, slot]
            case _:
                pass
    return tuple(sorted(booked.values(), key=lambda one: (one.slot, one.number)))
