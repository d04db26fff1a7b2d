"""The Responses API as a reasoner, against a server that answers as told."""

import asyncio
import json
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from openai.types.responses import Response

from gateways.reasoner import OpenAIReasoner
from panda.errors import ReasonerError
from panda.functions.supervisor import SUPERVISOR_FUNCTIONS
from panda.reasoning import Message, ReasonerRequest, ToolOutput, ToolUse

SECRET = "sk-not-a-real-key"


def text(words):
    return {
        "type": "message",
        "id": "msg_1",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": words, "annotations": []}],
    }


def use(name, **arguments):
    return {
        "type": "function_call",
        "id": "fc_1",
        "call_id": "call_1",
        "name": name,
        "arguments": json.dumps(arguments),
        "status": "completed",
    }


def response(*output, status="completed"):
    body = {
        "id": "resp_1",
        "object": "response",
        "created_at": 1,
        "status": status,
        "model": "gpt-5-mini",
        "output": list(output),
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": 321,
            "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
            "output_tokens": 12,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": 333,
        },
    }
    Response.model_validate(body)
    return body


@dataclass
class FakeOpenAI:
    """The far side: keeps what it is sent and answers from a script."""

    answers: list[object]
    requests: list[dict] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    async def create(self, request):
        self.requests.append(await request.json())
        self.keys.append(request.headers["Authorization"])
        answer = self.answers.pop(0)
        if isinstance(answer, int):
            error = {"message": "it is $120 for Mrs. Example", "type": "x", "code": "y"}
            return web.json_response({"error": error}, status=answer)
        if answer is None:
            await asyncio.Event().wait()
        return web.json_response(answer)


@pytest.fixture
async def server():
    fake = FakeOpenAI([])
    app = web.Application()
    app.router.add_post("/v1/responses", fake.create)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    fake.url = f"http://{host}:{port}/v1"
    yield fake
    await runner.cleanup()


@pytest.fixture
async def reasoner(server):
    one = OpenAIReasoner("gpt-5-mini", api_key=SECRET, base_url=server.url)
    yield one
    await one.close()


REQUEST = ReasonerRequest(
    instructions="Be brief.",
    input=(
        Message(role="assistant", text="How much is it?"),
        Message(role="user", text="$120."),
    ),
    tools=SUPERVISOR_FUNCTIONS.tools,
)


async def test_a_turn_is_asked_for_as_the_api_has_it(server, reasoner):
    server.answers.append(response(text(" Thank you. ")))
    reply = await reasoner.reply(REQUEST)
    (sent,) = server.requests

    assert (reply.reply_id, reply.text, reply.uses) == ("resp_1", "Thank you.", ())
    assert (reply.tokens_in, reply.tokens_out) == (321, 12)
    assert server.keys == [f"Bearer {SECRET}"]
    assert sent["model"] == "gpt-5-mini"
    assert sent["instructions"] == "Be brief."
    assert sent["input"] == [
        {"type": "message", "role": "assistant", "content": "How much is it?"},
        {"type": "message", "role": "user", "content": "$120."},
    ]
    assert sent["reasoning"] == {"effort": "minimal"}
    assert "previous_response_id" not in sent


async def test_functions_are_offered_strictly_where_that_is_possible(server, reasoner):
    server.answers.append(response(text("Hm.")))
    loose = REQUEST.tools[0].model_copy(
        update={
            "name": "loose",
            "parameters": {
                "type": "object",
                "properties": {"a": {"type": "string"}},
                "required": [],
                "additionalProperties": False,
            },
        }
    )
    await reasoner.reply(REQUEST.model_copy(update={"tools": (*REQUEST.tools, loose)}))
    tools = {tool["name"]: tool for tool in server.requests[0]["tools"]}

    assert {name: tool["strict"] for name, tool in tools.items()} == {
        **dict.fromkeys(SUPERVISOR_FUNCTIONS.names, True),
        "promptUserForInfo": False,
        "loose": False,
    }
    assert tools["recordFinding"]["type"] == "function"
    assert tools["recordFinding"]["parameters"]["required"] == [
        "field", "value", "quote",
    ]  # fmt: skip


async def test_functions_it_wants_run_come_back(server, reasoner):
    server.answers.append(response(use("endCall", reason="done"), text("Goodbye.")))
    reply = await reasoner.reply(REQUEST)

    assert reply.text == "Goodbye."
    assert reply.uses == (
        ToolUse(call="call_1", name="endCall", arguments='{"reason": "done"}'),
    )


async def test_what_functions_said_follows_the_reply_before(server, reasoner):
    server.answers.append(response(text("Goodbye.")))
    await reasoner.reply(
        REQUEST.model_copy(
            update={
                "previous": "resp_0",
                "input": (ToolOutput(call="call_1", output="recorded price"),),
            }
        )
    )
    (sent,) = server.requests

    assert sent["previous_response_id"] == "resp_0"
    assert sent["input"] == [
        {
            "type": "function_call_output",
            "call_id": "call_1",
            "output": "recorded price",
        }
    ]
    assert sent["instructions"] == "Be brief."


@pytest.mark.parametrize(
    ("model", "effort"),
    [
        ("gpt-5", {"effort": "minimal"}),
        ("gpt-5-mini-2025-08-07", {"effort": "minimal"}),
        ("gpt-5.4", {"effort": "none"}),
        ("gpt-4.1-mini", None),
    ],
)
async def test_a_reasoning_model_thinks_as_little_as_it_can(server, model, effort):
    server.answers.append(response(text("Hm.")))
    reasoner = OpenAIReasoner(model, api_key=SECRET, base_url=server.url)
    await reasoner.reply(REQUEST)
    await reasoner.close()

    assert server.requests[0].get("reasoning") == effort


@pytest.mark.parametrize("status", [400, 401, 404, 409, 429, 500, 503])
async def test_a_refusal_fails_at_once_and_quotes_nobody(server, reasoner, status):
    server.answers += [status, response(text("never asked"))]

    with pytest.raises(ReasonerError, match=f"HTTP {status}") as caught:
        await reasoner.reply(REQUEST)
    assert "Example" not in str(caught.value)
    assert SECRET not in str(caught.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", ["incomplete", "failed", "cancelled"])
async def test_an_answer_that_was_cut_short_is_none(server, reasoner, status):
    server.answers.append(response(text("Thank y"), status=status))

    with pytest.raises(ReasonerError, match=status):
        await reasoner.reply(REQUEST)


async def test_a_turn_takes_no_longer_than_it_may(server, reasoner):
    server.answers.append(None)

    with pytest.raises(ReasonerError, match="too late"):
        await reasoner.reply(REQUEST.model_copy(update={"timeout_s": 0.2}))
    assert len(server.requests) == 1


async def test_a_server_that_is_not_there_is_a_failure():
    reasoner = OpenAIReasoner(
        "gpt-5-mini", api_key=SECRET, base_url="http://127.0.0.1:9/v1"
    )
    with pytest.raises(ReasonerError):
        await reasoner.reply(REQUEST)
    await reasoner.close()
