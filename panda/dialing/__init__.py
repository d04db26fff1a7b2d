"""Whom to dial, when, and what follows, without dialling anybody.

`plan` picks the next targets, `pacing` keeps the carrier's rate, `retries` says what an
outcome means for a target, `intents` is the life of one dial as a table, `reconcile`
decides whether a lost dial was placed, `ids` makes the ids of calls. Time comes in as
an argument everywhere, so whole campaigns are tested in no time at all.
"""

from panda.dialing.ids import new_call_id
from panda.dialing.intents import (
    RESOLVED,
    IntentStep,
    advanced,
    concluded,
    may_advance,
    require_step,
)
from panda.dialing.pacing import Bucket
from panda.dialing.plan import DialPlan
from panda.dialing.reconcile import (
    Listing,
    NotPlaced,
    StillUnsure,
    WasPlaced,
    reconcile,
)
from panda.dialing.retries import (
    after,
    calling,
    cancelled,
    given_up,
    postponed,
    refused,
)

__all__ = [
    "RESOLVED",
    "Bucket",
    "DialPlan",
    "IntentStep",
    "Listing",
    "NotPlaced",
    "StillUnsure",
    "WasPlaced",
    "advanced",
    "after",
    "calling",
    "cancelled",
    "concluded",
    "given_up",
    "may_advance",
    "new_call_id",
    "postponed",
    "reconcile",
    "refused",
    "require_step",
]
