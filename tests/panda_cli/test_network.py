from pathlib import Path

from panda_cli.network import environment
from panda_cli.simulated import Network

NETWORK = Network(
    carrier_url="http://127.0.0.1:1",
    model_url="http://127.0.0.1:2",
    ledger="ledger.jsonl",
    account_sid="AC1",
    auth_token="a token",
    api_key="a key",
)
GIVEN_AWAY = 32_768
"""From here on Linux gives ports to whoever does not care which."""


def test_the_ports_of_an_installation_are_none_that_the_system_gives_to_others():
    values = environment(NETWORK, folder=Path("somewhere"), clock_start=None)
    ports = {int(values[name]) for name in ("PANDA_FRONT_PORT", "PANDA_SERVE_PORT")}
    assert len(ports) == 2
    assert all(1024 < port < GIVEN_AWAY for port in ports)
