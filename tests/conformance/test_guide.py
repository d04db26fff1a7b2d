"""The guide names every visitor and everything that a visitor is told."""

from pathlib import Path

import pytest

from conformance import running
from conformance.visitors import VISITORS
from panda_cli.simulated import Network

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guides" / "conformance.md").read_text()
NETWORK = Network(
    carrier_url="http://127.0.0.1:1",
    model_url="http://127.0.0.1:2",
    ledger="ledger.jsonl",
    account_sid="AC1",
    auth_token="token",
    api_key="key",
)
OF_CLIENTS = {"TWILIO_FROM_NUMBER", "TWILIO_TO_NUMBER", "OPENAI_AGENTS_DISABLE_TRACING"}


@pytest.mark.parametrize("visitor", VISITORS, ids=lambda visitor: visitor.name)
def test_the_guide_tells_of_every_visitor(visitor):
    assert f"| `{visitor.name}` |" in GUIDE


def test_the_guide_tells_of_every_variable():
    told = running.environment(NETWORK, port=7)
    assert all(f"`{name}`" in GUIDE for name in told.keys() - OF_CLIENTS)


def test_the_realtime_url_is_the_models_as_a_socket():
    told = running.environment(NETWORK, port=7)
    assert told["OPENAI_REALTIME_URL"] == "ws://127.0.0.1:2/v1/realtime"
