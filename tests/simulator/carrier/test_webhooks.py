"""The time limits of webhooks, against a server that is slow, absent or broken."""

import asyncio

import pytest
from aiohttp import web

from simulator.carrier.addresses import Addresses
from simulator.carrier.overrides import Limits, limits
from simulator.carrier.params import Fetch
from simulator.carrier.testing import Desk
from simulator.carrier.webhooks import WebhookFailed, Webhooks


@pytest.fixture
async def desk():
    desk = Desk()
    await desk.open()
    yield desk
    await desk.close()


@pytest.fixture
async def webhooks():
    webhooks = Webhooks("secret", Addresses({}))
    yield webhooks
    await webhooks.close()


@pytest.fixture
async def silent():
    """Return the URL of a server that takes connections and never answers."""
    hang = asyncio.Event()

    async def serve(_reader, writer):
        await hang.wait()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    hang.set()
    server.close()


async def failure(webhooks, url: str, allowed: Limits) -> WebhookFailed:
    with pytest.raises(WebhookFailed) as caught:
        await webhooks.send(Fetch(url), {"a": "b"}, token="t", limits=allowed)
    return caught.value


async def test_the_total_limit_ends_all_tries(webhooks, silent):
    began = asyncio.get_running_loop().time()
    allowed = limits("#rt=100&tt=250&rc=5&rp=all")
    assert (await failure(webhooks, silent, allowed)).code == 11205
    assert 0.2 < asyncio.get_running_loop().time() - began < 0.6


async def test_no_answer_in_time_is_not_tried_again_by_default(webhooks, silent):
    began = asyncio.get_running_loop().time()
    assert (await failure(webhooks, silent, limits("#rt=100"))).code == 11205
    assert asyncio.get_running_loop().time() - began < 0.3


async def test_a_refused_connection_is_an_http_failure(webhooks, desk):
    await desk.close()
    assert (await failure(webhooks, desk.url, Limits())).http == 0
    await desk.open()


async def test_an_error_is_tried_again_only_if_the_policy_says_so(webhooks, desk):
    answers = iter([503, 503, 200])
    desk.respond("/x", lambda: web.Response(status=next(answers), text="fine"))
    error = await failure(webhooks, f"{desk.url}/x", Limits())
    assert (error.code, error.http) == (11200, 503)
    answer = await webhooks.send(
        Fetch(f"{desk.url}/x"), {}, token="t", limits=limits("#rc=1&rp=5xx")
    )
    assert (answer.http, answer.text, len(desk.hooks)) == (200, "fine", 3)


async def test_the_signed_host_is_the_public_one(webhooks, desk):
    port = desk.url.rpartition(":")[2]
    webhooks.addresses = Addresses({"phone.example": f"127.0.0.1:{port}"})
    await webhooks.send(Fetch("https://phone.example/x#rc=1"), {}, token="t")
    assert desk.hooks[0].url == "http://phone.example/x"


async def test_a_public_host_without_a_route_is_not_contacted(webhooks):
    error = await failure(webhooks, "https://example.com/", Limits())
    assert error.code == 11210
