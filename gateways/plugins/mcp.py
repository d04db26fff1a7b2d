"""A server of the Model Context Protocol: its tools as functions.

Its arguments are checked against its own schemas before they go there, as strictly as
those say. What it asks of us beyond answering tools (sampling, roots, elicitation) is
not offered to it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import jsonschema
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import TextContent

from gateways.plugins.wire import Offered
from panda.errors import FunctionError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mcp.types import Tool

    from gateways.plugins.wire import Run
    from panda.functions.allowed import AllowedPlugin

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What a model's side takes as the name of a function."""
TIME_LIMIT_S = 3.0
"""A server may be a network away, and a person waits (RELIABILITY 3.3)."""
MOST_TOOLS = 64


class McpTools:
    """The tools of one server."""

    def __init__(
        self, allowed: AllowedPlugin, client: Client, tools: list[Tool]
    ) -> None:
        self.name = allowed.name
        self._client = client
        self._schemas = {tool.name: tool.input_schema for tool in tools}
        self.offered = tuple(_offered(tool, allowed.version) for tool in tools)

    async def run(self, wanted: Run) -> str:
        """Check the arguments, then have the server answer.

        Raises:
            FunctionError: They do not fit, or the server says so itself.
        """
        given = json.loads(wanted.arguments or "{}")
        wrong = next(
            jsonschema.Draft202012Validator(self._schemas[wanted.name]).iter_errors(
                given
            ),
            None,
        )
        if wrong is not None:
            where = ".".join(map(str, wrong.absolute_path)) or "arguments"
            rule = f"{where}: does not fit `{wrong.validator}`"
            raise FunctionError(f"{wanted.name}: {rule}")
        result = await self._client.call_tool(wanted.name, given)
        words = "\n".join(
            block.text for block in result.content if isinstance(block, TextContent)
        )
        if result.is_error:
            raise FunctionError(words or "it failed; do without it")
        return words or json.dumps(result.structured_content)


def _offered(tool: Tool, version: str) -> Offered:
    if NAME.fullmatch(tool.name) is None:
        raise ValueError("a tool's name has letters, digits, - and _, 64 at most")
    return Offered(
        name=tool.name,
        version=version,
        description=tool.description or tool.name,
        parameters=tool.input_schema,
        time_limit_s=TIME_LIMIT_S,
    )


@asynccontextmanager
async def served_tools(allowed: AllowedPlugin) -> AsyncIterator[McpTools]:
    """Start a server and list its tools.

    Raises:
        ValueError: It has too many, or one with a name no model takes.
    """
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "gateways.plugins.leashed", *allowed.command],
        env=dict(os.environ),  # which is what our parent has left of it
    )
    async with Client(stdio_client(server)) as client:
        listed = await client.list_tools()
        if len(listed.tools) > MOST_TOOLS or listed.next_cursor:
            raise ValueError(f"it has over {MOST_TOOLS} tools")
        yield McpTools(allowed, client, listed.tools)
