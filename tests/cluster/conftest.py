"""One installation on Ray for all the tests of this folder.

The cluster is embedded in this process, the simulated network is a child of it. Its
people understand tones instead of speech (`--ears data`): that needs little of the
machine, and shows every lost frame.
"""

import os
from pathlib import Path

import pytest

from panda.settings import Settings
from panda_cli.network import environment, simulated_network
from panda_cli.running import installation as running, workspace
from tests.cluster import town, truths
from tests.cluster.installation import Installation
from tests.cluster.witness import Witness


@pytest.fixture(scope="package")
def installation():
    """An installation that runs; in the end the truth about all its calls is told."""
    before = dict(os.environ)
    with workspace(keep=False) as folder:
        scenario = town.build(folder / "town")
        with simulated_network(
            scenario, folder / "ledger", seed=1, ears="data"
        ) as network:
            values = environment(network, folder=folder, clock_start=town.CLOCK)
            with running(values):
                from actors.client import Panda  # it loads Ray

                settings = Settings.from_env(os.environ)
                witness = Witness(network.carrier_url, Path(network.ledger))
                made = Installation(settings, witness, Panda(settings), scenario)
                yield made
                truths.check(made)
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)
