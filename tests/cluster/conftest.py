"""One installation on Ray for all the tests of this folder.

The cluster is embedded in this process, the simulated network is a child of it. Its
people understand tones instead of speech (`--ears data`): that needs little of the
machine, and shows every lost frame.
"""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from panda.settings import Settings
from panda_cli.network import environment, simulated_network
from panda_cli.running import installation as running, workspace
from tests.cluster import town, truths
from tests.cluster.installation import Installation
from tests.cluster.outside import Outside
from tests.cluster.witness import Witness

ROOT = Path(__file__).parents[2]


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
            values["PANDA_TRANSFER_PHONES"] = town.PHONES
            with running(values):
                from actors.blocking import connect  # it loads Ray

                settings = Settings.from_env(os.environ)
                witness = Witness(network.carrier_url, Path(network.ledger))
                made = Installation(settings, witness, connect(settings), scenario)
                with closing(Outside()) as outside:
                    added = made.post("/api/webhooks", {"url": outside.url}, status=201)
                    outside.secret = added["secret"]
                    yield made
                    truths.check(made, outside)
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


@pytest.fixture(scope="package")
def unheard(installation):
    """A campaign that calls an office which notices no tones.

    That takes half a minute, so it runs beside the tests of the API.
    """
    return installation.begin("Unheard", town.PINE)


@pytest.fixture(scope="package")
def example(installation, tmp_path_factory):
    """The example, run with what a stranger has: the settings, and nothing of Ray's.

    It needs half a minute, so it runs beside the tests of the API.
    """
    providers = tmp_path_factory.mktemp("example") / "providers.csv"
    providers.write_text(town.listed(town.BEECH))
    settings = {k: v for k, v in os.environ.items() if not k.startswith("RAY_")}
    questions = installation.folder / "questions.yaml"
    program = subprocess.Popen(
        [sys.executable, ROOT / "examples" / "one_campaign.py", providers, questions],
        env=settings | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with program:
        yield program
        program.kill()


@pytest.fixture(scope="package")
def notebooks(installation, tmp_path_factory):
    """All notebooks, run at the same time as the example is; the folder they fill."""
    out = tmp_path_factory.mktemp("notebooks")
    questions = str(installation.folder / "questions.yaml")

    def world(name, *offices, **more):
        providers = out / f"{name}.csv"
        providers.write_text(town.listed(*offices))
        return {"PROVIDERS": str(providers), "QUESTIONS": questions, **more}

    parameters = {
        "campaign": world("campaign", town.HOLLY, town.IVY),
        "routes": world("routes", town.CHERRY, VISITS=2),
        "hundred": world("hundred", *town.STREET, CALLS=5, AT_ONCE=3),
    }
    (out / "parameters.json").write_text(json.dumps(parameters))
    settings = {k: v for k, v in os.environ.items() if not k.startswith("RAY_")}
    command = [sys.executable, "-m", "docs.notebooks", "--out", out]
    program = subprocess.Popen(
        [*command, "--here", out / "parameters.json"],
        env=settings | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with program:
        yield program, out
        program.kill()
