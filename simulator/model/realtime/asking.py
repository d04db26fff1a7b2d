"""What a response asks of the model: its prompt, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.model.engine.prompt import Entry, Prompt, Tool
from simulator.model.realtime.config import NamedChoice
from simulator.model.realtime.conversation import written
from simulator.model.realtime.wire import ReferenceIn
from simulator.model.tokens import Tokens, text_tokens

if TYPE_CHECKING:
    from simulator.model.realtime.config import FunctionTool, SessionConfig
    from simulator.model.realtime.conversation import Conversation
    from simulator.model.realtime.wire import ResponseParams


def prompt(
    params: ResponseParams, config: SessionConfig, conversation: Conversation
) -> Prompt:
    """Return all the model sees for a response.

    Raises:
        ClientError: The response's input names an item that does not exist.
    """
    own = params.tool_choice
    chosen = own if own is not None else config.tool_choice
    return Prompt(
        instructions=config.instructions,
        entries=_entries(params, conversation),
        tools=tuple(
            Tool(tool.name, tool.description, tool.parameters)
            for tool in _tools(params, config)
            if tool.name
        ),
        tool_choice=chosen.name if isinstance(chosen, NamedChoice) else chosen,
        order=params.instructions or "",
    )


def fixed_part(params: ResponseParams, config: SessionConfig) -> str:
    """Return what stands before the conversation; a change of it empties the cache."""
    tools = "".join(tool.model_dump_json() for tool in _tools(params, config))
    return (params.instructions or config.instructions) + tools


def cost(
    params: ResponseParams, config: SessionConfig, conversation: Conversation
) -> Tokens:
    """Return what the input of a response costs."""
    fixed = Tokens(text_tokens(fixed_part(params, config)))
    if params.input is None:
        return fixed + conversation.tokens()
    text = "".join(item.model_dump_json() for item in params.input)
    return fixed + Tokens(text_tokens(text))


def _tools(params: ResponseParams, config: SessionConfig) -> list[FunctionTool]:
    return params.tools if params.tools is not None else config.tools


def _entries(params: ResponseParams, conversation: Conversation) -> tuple[Entry, ...]:
    if params.input is None:
        return tuple(item.entry() for item in conversation)
    entries: list[Entry] = []
    for given in params.input:
        if isinstance(given, ReferenceIn):
            entries.append(conversation.find(given.id).entry())
        else:
            entries.append(written(given, given.id or "input").entry())
    return tuple(entries)
