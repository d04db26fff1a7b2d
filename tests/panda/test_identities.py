from datetime import timedelta

import pytest

from panda.errors import BadInput
from panda.identities import AHEAD, STAYS, Admitted, Identities, Refusal
from panda.testing.clock import START
from panda.users import Role

SECRET = "nobody-may-read-this-in-a-message"
FILE = f"""
[auth]
redirect_uri = "https://panda.example.com/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "panda"
client_secret = "{SECRET}"
server_metadata_url = "https://id.example.com/.well-known/openid-configuration"

[people]
"Kim@example.com" = "operator"
"lee@example.com" = "admin"
"""
NOW = START.timestamp()


def admitted(**claims):
    known = {"email": "kim@example.com", "email_verified": True, "iat": NOW}
    return Identities.read(FILE, "f").admit(known | claims, START)


def test_a_verified_address_has_the_role_of_the_table_whatever_its_case():
    assert admitted() == Admitted("Kim@example.com", Role.OPERATOR)
    assert admitted(email="LEE@EXAMPLE.COM") == Admitted("lee@example.com", Role.ADMIN)
    assert admitted(email_verified="true") == Admitted("Kim@example.com", Role.OPERATOR)


@pytest.mark.parametrize("verified", [False, None, "false", 1.5, "yes"])
def test_an_address_that_is_not_verified_is_nobodys(verified):
    assert admitted(email_verified=verified) is Refusal.UNVERIFIED


@pytest.mark.parametrize("email", [None, 7, ["kim@example.com"]])
def test_who_has_no_address_is_not_let_in(email):
    assert admitted(email=email) is Refusal.UNVERIFIED


@pytest.mark.parametrize(
    "email",
    ["eve@example.com", "kim@example.org", "", "kim@example.com ", "xkim@example.com"],
)
def test_who_is_not_in_the_table_has_no_role(email):
    assert admitted(email=email) is Refusal.UNKNOWN


def test_a_claim_of_a_role_is_worth_nothing():
    claims = {"email": "eve@example.com", "role": "admin", "roles": ["admin"]}
    assert admitted(**claims) is Refusal.UNKNOWN


def test_a_sign_in_is_good_for_a_shift():
    stays, ahead = STAYS.total_seconds(), AHEAD.total_seconds()
    assert isinstance(admitted(iat=NOW - stays + 1), Admitted)
    assert isinstance(admitted(iat=NOW + ahead), Admitted)
    for issued in (NOW - stays, NOW + ahead + 1, None, True, "now"):
        assert admitted(iat=issued) is Refusal.EXPIRED


def test_who_is_dropped_from_the_table_is_out_at_once():
    file = FILE.replace('"Kim@example.com" = "operator"', "")
    claims = {"email": "kim@example.com", "email_verified": True, "iat": NOW}
    later = START + timedelta(minutes=1)
    assert Identities.read(file, "f").admit(claims, later) is Refusal.UNKNOWN


@pytest.mark.parametrize(
    ("was", "now", "where"),
    [
        ('"operator"', '"boss"', "people"),
        ("Kim@example.com", "Kim", "people"),
        ("https://id.", "http://id.", "auth"),
        ("/oauth2callback", "/", "auth"),
        ('client_id = "panda"', "", "client_id"),
        (f'cookie_secret = "{SECRET}"', f'cookie_secret = "{SECRET[:9]}"', "cookie"),
        ("[people]", "[peeple]", "people"),
        ("[auth]", "[auth", ""),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_not_quoted(was, now, where):
    with pytest.raises(BadInput) as refused:
        Identities.read(FILE.replace(was, now, 1), "f.toml")
    assert where in str(refused.value)
    assert SECRET[:9] not in str(refused.value)


def test_a_provider_on_this_machine_needs_no_tls():
    local = FILE.replace("https://id.example.com", "http://127.0.0.1:9000")
    assert Identities.read(local, "f").people


def test_no_secret_is_in_what_is_printed_of_it():
    assert SECRET not in repr(Identities.read(FILE, "f"))
