"""OpenAI's Responses API as a `panda.ports.Reasoner`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

import openai
from openai import AsyncOpenAI
from openai.types.responses import (
    FunctionToolParam,
    ResponseFunctionToolCall,
    ResponseInputItemParam,
)

from panda.errors import ReasonerError
from panda.reasoning import Message, ReasonerReply, ToolOutput, ToolUse

if TYPE_CHECKING:
    from openai.types.responses import Response

    from panda.reasoning import ReasonerRequest, ReasonerTool

MAX_OUTPUT_TOKENS = 600
"""Two spoken sentences and a few function calls; more would be too late anyway."""

_MINIMAL = re.compile(r"^gpt-5(?:-mini|-nano)?(?:-\d{4}-\d{2}-\d{2})?$")
_NONE = re.compile(r"^gpt-5\.\d")
"""Reasoning families and the least effort each allows; other models take no effort."""


class OpenAIReasoner:
    """A model behind the Responses API.

    Nothing is retried: a turn that failed once is too late for somebody who waits on
    the phone. The conversation is kept at OpenAI between the turns of one consultation
    (`previous_response_id`), so each turn sends only what is new.

    Args:
        model: Name of a Responses model.
        api_key: Secret; sent to `base_url` only.
        base_url: The API, ending in ``/v1``.
    """

    def __init__(self, model: str, *, api_key: str, base_url: str) -> None:
        self._model = model
        self._client = AsyncOpenAI(api_key=api_key, base_url=base_url, max_retries=0)

    async def reply(self, request: ReasonerRequest) -> ReasonerReply:
        """Take one turn.

        Raises:
            ReasonerError: It failed, was refused, cut short, or took longer than
                `request.timeout_s`.
        """
        try:
            response = await self._client.responses.create(
                model=self._model,
                instructions=request.instructions,
                input=[_item(one) for one in request.input],
                tools=[_tool(one) for one in request.tools],
                max_output_tokens=MAX_OUTPUT_TOKENS,
                timeout=request.timeout_s,
                **_options(self._model, request.previous),
            )
        except openai.APITimeoutError:
            raise ReasonerError("too late") from None
        except openai.APIStatusError as error:  # its text may quote the conversation
            raise ReasonerError(f"HTTP {error.status_code}") from None
        except openai.OpenAIError as error:
            raise ReasonerError(type(error).__name__) from None
        return _reply(response)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()


def _options(model: str, previous: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if previous:
        options["previous_response_id"] = previous
    if _MINIMAL.match(model):
        options["reasoning"] = {"effort": "minimal"}
    elif _NONE.match(model):
        options["reasoning"] = {"effort": "none"}
    return options


def _item(one: Message | ToolUse | ToolOutput) -> ResponseInputItemParam:
    match one:
        case Message(role=role, text=text):
            return {"type": "message", "role": role, "content": text}
        case ToolUse(call=call, name=name, arguments=arguments):
            return {
                "type": "function_call",
                "call_id": call,
                "name": name,
                "arguments": arguments,
            }
        case ToolOutput(call=call, output=output):
            return {"type": "function_call_output", "call_id": call, "output": output}


def _tool(tool: ReasonerTool) -> FunctionToolParam:
    parameters = cast("dict[str, object]", tool.parameters)
    return {
        "type": "function",
        "name": tool.name,
        "description": tool.description,
        "parameters": parameters,
        "strict": _is_strict(parameters),
    }


def _is_strict(parameters: dict[str, object]) -> bool:
    """Say whether OpenAI can hold the model to a schema: every property required."""
    properties = cast("dict[str, object]", parameters.get("properties", {}))
    required = cast("list[str]", parameters.get("required", []))
    return (
        set(required) == set(properties)
        and parameters.get("additionalProperties") is False
    )


def _reply(response: Response) -> ReasonerReply:
    if response.status != "completed":
        raise ReasonerError(f"the answer is {response.status}")
    usage = response.usage
    return ReasonerReply(
        reply_id=response.id,
        text=response.output_text.strip(),
        uses=tuple(
            ToolUse(call=item.call_id, name=item.name, arguments=item.arguments)
            for item in response.output
            if isinstance(item, ResponseFunctionToolCall)
        ),
        tokens_in=usage.input_tokens if usage else 0,
        tokens_out=usage.output_tokens if usage else 0,
    )
