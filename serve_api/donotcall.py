"""The do-not-call list."""

from fastapi import APIRouter

from panda.compliance.donotcall import DoNotCall
from serve_api.doors import Panda

router = APIRouter(prefix="/api/do-not-call", tags=["do not call"])


@router.get("")
async def listed(panda: Panda) -> list[DoNotCall]:
    """List the numbers that no campaign calls again, and why."""
    return list(await panda.do_not_call())


@router.put("/{number}")
async def bar(number: str, panda: Panda) -> list[DoNotCall]:
    """Have a number called by no campaign again; answer with the list."""
    await panda.bar(number)
    return list(await panda.do_not_call())


@router.delete("/{number}")
async def unbar(number: str, panda: Panda) -> list[DoNotCall]:
    """Let campaigns call a number again that is on the list by mistake."""
    await panda.unbar(number)
    return list(await panda.do_not_call())
