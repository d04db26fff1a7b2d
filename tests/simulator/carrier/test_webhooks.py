"""The time limits of webhooks, against a server that is slow, absent or broken."""

import asyncio

import pytest
from aiohttp import web

from simulator.carrier.addresses import Addresses
from simulator.carrier.form import Fetch
from simulator.carrier.overrides import Limits, limits
from simulator.carrier.signature import sign
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


async def test_the_signed_host_is_the_public_one(desk):
    port = desk.url.rpartition(":")[2]
    public = Webhooks("secret", Addresses({"phone.example": f"127.0.0.1:{port}"}))
    await public.send(Fetch("https://phone.example/x#rc=1"), {}, token="t")
    await public.close()
    assert desk.hooks[0].url == "http://phone.example/x"


async def test_a_public_host_without_a_route_is_not_contacted(webhooks):
    error = await failure(webhooks, "https://example.com/", Limits())
    assert error.code == 11210


def leads(desk: Desk, path: str, to: str, status: int) -> None:
    desk.respond(path, lambda: web.Response(status=status, headers={"Location": to}))


@pytest.mark.parametrize(
    ("status", "method", "form"),
    [
        (301, "GET", []),
        (302, "GET", []),
        (303, "GET", []),
        (307, "POST", [("a", "b")]),
        (308, "POST", [("a", "b")]),
    ],
)
async def test_a_redirect_is_followed_as_a_browser_does_and_signed_anew(
    webhooks, desk, status, method, form
):
    leads(desk, "/x", "/y?z=1", status)
    desk.respond("/y", lambda: web.Response(text="here"))
    page = await webhooks.send(Fetch(f"{desk.url}/x"), {"a": "b"}, token="t")
    [hook] = desk.at("/y")
    assert (page.text, page.url) == ("here", f"{desk.url}/y?z=1")
    assert (hook.method, hook.form) == (method, form)
    assert hook.signature == sign("secret", page.url, form)


async def test_redirects_in_a_circle_are_given_up(webhooks, desk):
    leads(desk, "/x", "/x", 307)
    error = await failure(webhooks, f"{desk.url}/x", Limits())
    assert error.code == 11215
    assert len(desk.hooks) == 11


@pytest.mark.parametrize(
    "away", ["https://example.com/", "ftp://127.0.0.1/", "ws://127.0.0.1/"]
)
async def test_no_redirect_leaves_the_machine_or_the_web(webhooks, desk, away):
    leads(desk, "/x", away, 302)
    assert (await failure(webhooks, f"{desk.url}/x", Limits())).code == 11210
    with pytest.raises(WebhookFailed) as caught:
        await webhooks.recording(f"{desk.url}/x", token="t")
    assert caught.value.code == 11210


async def test_a_recording_is_found_behind_a_redirect(webhooks, desk):
    leads(desk, "/x", "/sound", 302)
    desk.respond(
        "/sound", lambda: web.Response(body=b"\x00" * 160, content_type="audio/basic")
    )
    assert await webhooks.recording(f"{desk.url}/x", token="t") == b"\x00" * 160


async def test_cookies_are_kept_for_each_pair_of_numbers(webhooks, desk):
    visits = iter("abcdefgh")

    def greet() -> web.Response:
        response = web.Response(text="hello")
        response.set_cookie("visit", next(visits))
        return response

    desk.respond("/x", greet)
    here, there = ("+15550100001", "+15550100002"), ("+15550100001", "+15550100003")
    for pair in (here, there, here, there):
        await webhooks.send(Fetch(f"{desk.url}/x"), {}, token="t", pair=pair)
    assert [dict(hook.cookies) for hook in desk.hooks] == [
        {},
        {},
        {"visit": "a"},
        {"visit": "b"},
    ]


async def test_a_secure_cookie_of_a_public_host_comes_back(desk):
    port = desk.url.rpartition(":")[2]
    public = Webhooks("secret", Addresses({"phone.example": f"127.0.0.1:{port}"}))

    def greet() -> web.Response:
        response = web.Response(text="hello")
        response.set_cookie("visit", "a", secure=True, httponly=True)
        return response

    desk.respond("/x", greet)
    for scheme in ("https", "https", "http"):
        await public.send(Fetch(f"{scheme}://phone.example/x"), {}, token="t")
    await public.close()
    assert [len(hook.cookies) for hook in desk.hooks] == [0, 1, 0]
