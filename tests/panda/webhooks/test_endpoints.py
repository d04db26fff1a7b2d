"""Where endpoints may be, and where nothing is ever sent."""

from ipaddress import ip_address, ip_network

import pytest

from panda.errors import BadInput
from panda.webhooks.endpoints import Endpoint, check_url, is_allowed
from panda.webhooks.messages import TYPES, TrialData, WebhookTest
from tests.panda.webhooks.material import NOON, endpoint, found, started

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "192.168.1.1",
    "172.16.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
]


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_is_sent_inside_a_network(address):
    assert not is_allowed(ip_address(address), simulated=False)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::1111"])
def test_the_public_internet_is_fine(address):
    assert is_allowed(ip_address(address), simulated=False)


def test_a_network_of_ours_is_fine_if_the_settings_name_it():
    ours = [ip_network("10.1.0.0/16"), ip_network("fc00::/7")]
    for address in ("10.1.2.3", "::ffff:10.1.2.3", "fc00::1"):
        assert is_allowed(ip_address(address), simulated=False, networks=ours)
    assert not is_allowed(ip_address("10.2.0.1"), simulated=False, networks=ours)


def test_this_machine_is_fine_on_a_simulated_network_alone():
    assert is_allowed(ip_address("127.0.0.1"), simulated=True)
    assert not is_allowed(ip_address("10.0.0.1"), simulated=True)


@pytest.mark.parametrize(
    "url",
    ["https://example.com/hook?x=1", "https://example.com:8443/", "https://1.1.1.1/a"],
)
def test_an_address_with_a_certificate_will_do(url):
    assert check_url(url, simulated=False) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "https://",
        "example.com",
        "https://user:pass@example.com/",
        "https://example.com/#part",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://example.com/a b",
        "https://example.com:99999/",
        "https://[::1/",
        "http://127.0.0.1:80/",
        "http://localhost/",
    ],
)
def test_any_other_address_is_refused_before_it_is_kept(url):
    with pytest.raises(BadInput) as refused:
        check_url(url, simulated=False)
    assert refused.value.where == "url"
    assert refused.value.advice


def test_plain_http_goes_to_this_machine_on_a_simulated_network():
    check_url("http://127.0.0.1:9000/hook", simulated=True)
    with pytest.raises(BadInput):
        check_url("http://10.0.0.1/hook", simulated=True)


def test_an_endpoint_is_told_what_it_asked_for():
    assert endpoint().wants(started())
    picky = endpoint("e1", "call.found")
    assert picky.wants(found())
    assert not picky.wants(started())
    assert not endpoint(disabled="gone").wants(found())


def test_a_test_is_for_one_endpoint_alone_whatever_it_asked_for():
    test = WebhookTest(timestamp=NOON, data=TrialData(endpoint_id="e1"))
    assert endpoint("e1", "call.found").wants(test)
    assert not endpoint("e2").wants(test)


def test_a_type_that_is_none_is_answered_with_those_there_are():
    with pytest.raises(BadInput) as refused:
        Endpoint.of("e1", "https://example.com", ["call.exploded"], NOON)
    assert all(one in refused.value.advice for one in TYPES)
