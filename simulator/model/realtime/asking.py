"""What a response asks of the model: its prompt, and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.model.engine.prompt import Entry, Prompt, Tool
from simulator.model.realtime.config import FunctionTool, NamedChoice, RetentionRatio
from simulator.model.realtime.errors import ClientError
from simulator.model.realtime.items import written
from simulator.model.realtime.wire import ReferenceIn
from simulator.model.tokens import Tokens, text_tokens

if TYPE_CHECKING:
    from simulator.model.realtime.config import AnyTool, SessionConfig
    from simulator.model.realtime.conversation import Conversation
    from simulator.model.realtime.wire import ResponseParams

_CONTEXT = 28_224
"""Input tokens of a 32k model with 4096 for its answer (OpenAI's own example)."""


def prompt(
    params: ResponseParams, config: SessionConfig, conversation: Conversation
) -> Prompt:
    """Return all the model sees for a response.

    Raises:
        ClientError: The response's input names an item that does not exist.
    """
    own = params.tool_choice
    chosen = own if own is not None else config.tool_choice
    parallel = params.parallel_tool_calls
    if parallel is None:
        parallel = config.parallel_tool_calls
    return Prompt(
        instructions=config.instructions,
        entries=_entries(params, conversation),
        tools=tuple(
            Tool(tool.name, tool.description or "", tool.parameters or {})
            for tool in _tools(params, config)
            if isinstance(tool, FunctionTool)
        ),
        tool_choice=chosen.name if isinstance(chosen, NamedChoice) else chosen,
        order=params.instructions or "",
        parallel=parallel is not False,
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


def shorten(config: SessionConfig, conversation: Conversation) -> bool:
    """Drop what no longer fits the model; returns whether anything was dropped.

    Raises:
        ClientError: It does not fit and may not be truncated.
    """
    limit, ratio = _CONTEXT, 1.0
    if isinstance(config.truncation, RetentionRatio):
        limits, ratio = (
            config.truncation.token_limits,
            config.truncation.retention_ratio,
        )
        if limits is not None and limits.post_instructions is not None:
            limit = limits.post_instructions
    elif config.truncation == "disabled" and conversation.tokens().total > limit:
        raise ClientError(
            "The conversation exceeds the model's input token limit.",
            code="context_length_exceeded",
        )
    return conversation.shorten(limit, ratio)


def _unheard(_sound: bytes) -> bytes:
    """Leave out sound in a response's own input: only its transcript is known."""
    return b""


def _tools(params: ResponseParams, config: SessionConfig) -> list[AnyTool]:
    return params.tools if params.tools is not None else config.tools


def _entries(params: ResponseParams, conversation: Conversation) -> tuple[Entry, ...]:
    if params.input is None:
        return tuple(item.entry() for item in conversation.shown())
    entries: list[Entry] = []
    for given in params.input:
        if isinstance(given, ReferenceIn):
            entries.append(conversation.find(given.id).entry())
        else:
            entries.append(written(given, given.id or "input", _unheard).entry())
    return tuple(entries)
