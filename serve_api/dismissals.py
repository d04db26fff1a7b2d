"""Operators who may come no more."""

from fastapi import APIRouter

from panda.operator.dismissal import dismiss
from panda.operator.views import Dismissed
from serve_api.doors import Panda

router = APIRouter(prefix="/api/operators", tags=["operators"])


@router.delete("/{operator}")
async def dismissed(operator: str, panda: Panda) -> Dismissed:
    """Close an operator's sockets at all live calls, and let their tickets open none.

    Whoever may ask for tickets can still have another for that name: drop them from
    the dashboard's users first (`panda users drop` does both).
    """
    return Dismissed(operator=operator, calls=await dismiss(panda, operator))
