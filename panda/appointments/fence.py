"""What a store must refuse: a change of what changed meanwhile, a wish held twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from panda.appointments.life import HOLDING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from panda.appointments.booking import Booking


def may_put(new: Sequence[Booking], kept: Iterable[Booking]) -> bool:
    """Say whether bookings may replace those that are kept; all of them, or none.

    Each must be the next version of the one that is kept, so that of two who read the
    same one wins; and of no wish may two be held afterwards.

    Args:
        new: What is to be written.
        kept: All that is kept of the same wishes.
    """
    after = {one.booking_id: one for one in kept}
    for one in new:
        before = after.get(one.booking_id)
        if before is None or before.version != one.version - 1:
            return False
        if before.wish_id != one.wish_id:
            return False
    after |= {one.booking_id: one for one in new}
    held = Counter(one.wish_id for one in after.values() if one.stage in HOLDING)
    return all(count == 1 for count in held.values())
