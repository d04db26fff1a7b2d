"""The do-not-call list: numbers that no campaign calls again, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from panda.call import Outcome

if TYPE_CHECKING:
    from panda.campaign import CallResult

Why = Literal["declined", "wrong_number", "by_hand"]
"""They asked not to be called, nobody there is whom we wanted, or somebody says so."""


class DoNotCall(BaseModel):
    """A number that is never to be called again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str
    """E.164, without an extension: whoever answers asks for all who answer there."""
    since: AwareDatetime
    why: Why = "by_hand"
    call_id: str = ""
    """The call that put it there; empty if somebody did."""


def barred_by(result: CallResult, number: str) -> DoNotCall | None:
    """Return the entry that a call's result makes of its number, if it makes one."""
    if result.outcome is Outcome.DECLINED:
        why: Why = "declined"
    elif result.outcome is Outcome.WRONG_NUMBER:
        why = "wrong_number"
    else:
        return None
    return DoNotCall(
        number=number, since=result.ended_at, why=why, call_id=result.call_id
    )
