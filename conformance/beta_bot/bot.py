"""A Twilio voice bot in the Realtime API's beta dialect, as samples of 2024 were.

What marks the dialect: the header `OpenAI-Beta: realtime=v1`, a flat session with
`input_audio_format: g711_ulaw`, and server events named `response.audio.delta`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect
from twilio.rest import Client
from websockets.asyncio.client import connect

from conformance.beta_bot.bridge import Bridge, HangUp, ToModel, ToPhone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from websockets.asyncio.client import ClientConnection

    from conformance.beta_bot.bridge import Out

MODEL = "gpt-4o-realtime-preview-2024-10-01"
TWIML = """<?xml version="1.0" encoding="UTF-8"?>
<Response><Connect><Stream url="wss://{host}/media-stream"/></Connect></Response>"""

app = FastAPI()
_log = logging.getLogger("uvicorn.error")


@app.post("/incoming-call")
async def incoming_call(request: Request) -> Response:
    """Answer Twilio's webhook: connect the call to our media stream."""
    host = request.headers["host"]
    return Response(TWIML.format(host=host), media_type="application/xml")


@app.websocket("/media-stream")
async def media_stream(phone: WebSocket) -> None:
    """Hold one call: both sockets, until either closes."""
    await phone.accept()
    bridge = Bridge(os.environ["BOT_INSTRUCTIONS"])
    headers = {
        "Authorization": f"Bearer {os.environ['OPENAI_API_KEY']}",
        "OpenAI-Beta": "realtime=v1",
    }
    url = f"{os.environ['OPENAI_REALTIME_URL']}?model={MODEL}"
    async with connect(url, additional_headers=headers) as model:
        await carry_out(bridge.opening(), phone, model)
        listening = asyncio.create_task(from_phone(bridge, phone, model))
        speaking = asyncio.create_task(from_model(bridge, phone, model))
        both = {listening, speaking}
        done, left = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()
        for task in done:
            task.result()


async def from_phone(bridge: Bridge, phone: WebSocket, model: ClientConnection) -> None:
    """Pass on what Twilio sends, until it hangs up."""
    with suppress(WebSocketDisconnect):
        async for text in phone.iter_text():
            await carry_out(bridge.from_phone(json.loads(text)), phone, model)


async def from_model(bridge: Bridge, phone: WebSocket, model: ClientConnection) -> None:
    """Pass on what OpenAI sends, until it closes."""
    async for text in model:
        event = json.loads(text)
        if event["type"] == "error":
            _log.error("the model refused something: %s", event["error"]["code"])
        await carry_out(bridge.from_model(event), phone, model)


async def carry_out(
    outs: Iterable[Out], phone: WebSocket, model: ClientConnection
) -> None:
    """Send what the bridge decided."""
    for out in outs:
        match out:
            case ToPhone(message):
                await phone.send_json(message)
            case ToModel(event):
                await model.send(json.dumps(event))
            case HangUp(call_sid):
                await asyncio.to_thread(hang_up, call_sid)


def hang_up(call_sid: str) -> None:
    """End the call over REST."""
    client = Client(os.environ["TWILIO_ACCOUNT_SID"], os.environ["TWILIO_AUTH_TOKEN"])
    client.api.base_url = os.environ["TWILIO_API_URL"]
    client.calls(call_sid).update(status="completed")


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]))
