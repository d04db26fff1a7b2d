"""Functions: which there are, and one used on a live call."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from panda.errors import BadInput, Missing
from panda.functions.spec import FunctionResult, FunctionSpec, FunctionUse
from serve_api.doors import Panda
from serve_api.telling import not_live

router = APIRouter(prefix="/api", tags=["functions"])

STATUS = {
    "arguments": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_yours": HTTPStatus.FORBIDDEN,
    "not_now": HTTPStatus.CONFLICT,
}
"""How a refusal is answered; any other is the function's own and an answer like all."""


def _unknown() -> Missing:
    return Missing("no such function", where="name", advice="see GET /api/functions")


@router.get("/functions")
async def list_functions(panda: Panda) -> list[FunctionSpec]:
    """List functions with their schemas, and who may call them when."""
    return list(await panda.functions())


@router.get("/functions/{name}")
async def get_function(name: str, panda: Panda) -> list[FunctionSpec]:
    """List all versions of one function."""
    named = [one for one in await panda.functions() if one.name == name]
    if not named:
        raise _unknown()
    return named


@router.post("/calls/{call_id}/functions/{name}")
async def use_function(
    call_id: str, name: str, use: FunctionUse, panda: Panda
) -> FunctionResult:
    """Use a function on a live call, as an operator, and wait for what comes of it.

    It is checked by its schema and by who may call it when; the call's log has it.
    """
    if all(one.name != name for one in await panda.functions()):
        raise _unknown()
    try:
        done = await panda.use_function(call_id, name, use)
    except BadInput as error:
        if error.where == "call_id":
            raise await not_live(call_id, panda) from None
        raise
    if done.refused in STATUS:
        raise HTTPException(STATUS[done.refused], done.result)
    return done
