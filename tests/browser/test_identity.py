"""People sign in with an identity provider, in a browser, beside users of ours."""

import secrets
import socket

import pytest
from joserfc.jwk import RSAKey

from tests.browser.conftest import (
    PASSWORD,
    WAIT_MS,
    apart,
    dashboard_of,
    sign_in,
    watched,
)
from tests.browser.provider import CLIENT, SECRET, Provider, serving
from tests.dashboard.stage import served
from tests.serve.town import API_TOKEN

FILE = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{cookie}"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[people]
"kim@example.com" = "operator"
"lee@example.com" = "admin"
"""


@pytest.fixture(scope="module")
def provider():
    with serving(Provider()) as made:
        yield made


@pytest.fixture(scope="module")
def guarded(stage, provider, tmp_path_factory):
    """The address of a dashboard that this provider's people may sign in to."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("identity")
    file = folder / "identities.toml"
    file.write_text(
        FILE.format(
            port=port,
            cookie=secrets.token_hex(),
            client=CLIENT,
            secret=SECRET,
            provider=provider.url,
        )
    )
    with (
        served(stage) as api,
        dashboard_of(api, API_TOKEN, folder, port, identities=file) as url,
    ):
        # The host of the address that the provider sends people back to.
        yield url.replace("localhost", "127.0.0.1")


@pytest.fixture
def anybody(chromium, guarded):
    """A browser that nobody has signed in with."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(WAIT_MS)
    page = watched(context.new_page())
    page.goto(f"{guarded}/campaigns")
    yield page
    context.close()


def as_whom(page, email):
    page.get_by_role("button", name="Sign in with your identity provider").click()
    page.get_by_role("link", name=email).click()


def test_who_has_a_role_signs_in_and_what_they_do_bears_their_name(anybody, stage):
    as_whom(anybody, "kim@example.com")
    anybody.get_by_text("Signed in as kim@example.com").wait_for()
    anybody.get_by_role("link", name="Campaigns").click()
    anybody.locator("summary", has_text="Change").click()
    anybody.get_by_role("textbox", name="Goal").fill("ask for prices")
    anybody.get_by_role("button", name="Change", exact=True).click()
    anybody.get_by_text("Changed: this is version").wait_for()
    made = apart(stage.changes("c1"))[-1]
    assert (made.change.author, made.change.goal) == (
        "kim@example.com",
        "ask for prices",
    )
    anybody.reload()
    anybody.get_by_text("Signed in as kim@example.com").wait_for()
    anybody.get_by_role("button", name="Sign out").click()
    anybody.get_by_role("button", name="Sign in with").wait_for()


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("eve@example.com", "nobody has given you a role"),
        ("lee@example.com", "does not say that your address is yours"),
    ],
)
def test_who_has_no_role_is_told_so_and_sees_nothing(anybody, email, why):
    as_whom(anybody, email)
    anybody.get_by_text(why).wait_for()
    assert anybody.get_by_text("Signed in as").count() == 0
    assert anybody.get_by_text("Dentists").count() == 0
    anybody.get_by_role("button", name="Sign in as somebody else").click()
    as_whom(anybody, "kim@example.com")
    anybody.get_by_text("Signed in as kim@example.com").wait_for()


def test_what_somebody_else_signed_lets_nobody_in(anybody, provider):
    provider.signs_with = RSAKey.generate_key(2048, parameters={"kid": "k1"})
    try:
        as_whom(anybody, "kim@example.com")
        anybody.get_by_role("button", name="Sign in with").wait_for()
        assert anybody.get_by_text("Signed in as").count() == 0
    finally:
        provider.signs_with = provider.key


def test_users_of_ours_sign_in_beside_them(anybody):
    sign_in(anybody, "vic", PASSWORD)
    anybody.get_by_text("Signed in as vic").wait_for()
