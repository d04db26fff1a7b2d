"""A directory of offices, asked over HTTP: a plugin that answers in our look-ups.

It is asked by the office's telephone number. What it does not know it says so
(`FunctionError`), and the look-up says what else is known.
"""

import os
from typing import Annotated

import httpx
from pydantic import Field, JsonValue

from panda.plugin import Asked, Costs, FreeAt, FunctionError, Plugin, Says, TakesPlan

plugin = Plugin("directory")

WAIT_S = 0.5
"""For the server; the whole answer has 0.8 seconds."""
MOST_BYTES = 16_384
NOT_FOUND = 404


async def _ask(asked: Asked, what: str, **query: str) -> dict[str, JsonValue]:
    """Return what the directory says of the office that is on the phone."""
    address = f"{os.environ['DIRECTORY_URL']}/offices/{asked.number}/{what}"
    read = bytearray()
    try:
        async with (
            httpx.AsyncClient(timeout=WAIT_S, trust_env=False) as client,
            client.stream("GET", address, params=query) as answer,
        ):
            if answer.status_code == NOT_FOUND:
                raise FunctionError("the directory does not know")
            answer.raise_for_status()
            async for part in answer.aiter_bytes():
                read += part
                if len(read) > MOST_BYTES:
                    raise FunctionError("the directory says too much")
    except httpx.HTTPError:
        raise FunctionError("the directory does not answer") from None
    return dict(httpx.Response(200, content=bytes(read)).json())


@plugin.function(answers="validateInsurance")
async def directory_plan(
    asked: Asked, plan: Annotated[str, Field(description="The plan.")]
) -> str:
    """Say what the directory has of an office and a plan."""
    found = await _ask(asked, "plan", name=plan)
    return TakesPlan.model_validate(found, strict=False).model_dump_json()


@plugin.function(answers="lookupPricing")
async def directory_price(
    asked: Asked, service: Annotated[str, Field(description="What is paid for.")]
) -> str:
    """Say which price the directory has."""
    found = await _ask(asked, "price", service=service)
    return Costs.model_validate(found, strict=False).model_dump_json()


@plugin.function(answers="checkAvailability")
async def directory_slots(
    asked: Asked, service: Annotated[str, Field(description="What one comes for.")]
) -> str:
    """Say which times the directory has as free."""
    found = await _ask(asked, "slots", service=service)
    return FreeAt.model_validate(found, strict=False).model_dump_json()


@plugin.function(answers="getBusinessInfo")
async def directory_info(
    asked: Asked, topic: Annotated[str, Field(description="Such as hours.")]
) -> str:
    """Say what the directory has of a topic."""
    found = await _ask(asked, "info", topic=topic)
    return Says.model_validate(found, strict=False).model_dump_json()
