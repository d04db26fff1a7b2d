"""A data directory and its ports belong to one installation."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from actors import start as module
from actors.claim import claim, is_reachable
from actors.start import FILE, join, start
from panda.errors import BadInput
from panda.settings import Settings


@contextmanager
def listening():
    """A port at which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def settings(tmp_path):
    return Settings(
        twilio_account_sid="AC1",
        twilio_auth_token="unused",
        twilio_from="+12175550100",
        openai_api_key="unused",
        public_url="https://panda.example",
        api_token="t" * 16,
        signing_key="k" * 16,
        data_dir=str(tmp_path / "data"),
        front_port=0,
        serve_port=0,
    )


def test_a_second_installation_is_told_that_one_runs_and_the_first_keeps_its_file(
    settings, tmp_path
):
    first = claim(settings)
    file = tmp_path / "data" / FILE
    file.write_text("of the first")
    with pytest.raises(BadInput, match="an installation runs here already"):
        start(settings)
    assert file.read_text() == "of the first"
    first.release()
    claim(settings).release()


def test_who_could_not_start_leaves_the_directory_to_the_next(settings, monkeypatch):
    def fail(_):
        raise BadInput("no cluster today")

    monkeypatch.setattr(module, "_embed", fail)
    with pytest.raises(BadInput, match="no cluster today"):
        start(settings)
    claim(settings).release()


def test_a_killed_installation_does_not_keep_its_directory(settings):
    holder = (
        "import sys; from types import SimpleNamespace as S\n"
        "from actors.claim import claim\n"
        "claim(S(data_dir=sys.argv[1], front_host='127.0.0.1', front_port=0,"
        " serve_port=0))\n"
        "print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, settings.data_dir],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(BadInput, match="runs here already"):
            claim(settings)
        process.send_signal(signal.SIGKILL)
        process.wait()
    claim(settings).release()


@pytest.mark.parametrize(
    ("name", "variable"),
    [("front_port", "PANDA_FRONT_PORT"), ("serve_port", "PANDA_SERVE_PORT")],
)
def test_a_port_that_is_taken_is_named_and_the_directory_let_go(
    settings, name, variable
):
    with listening() as port:
        busy = settings.model_copy(update={name: port})
        with pytest.raises(BadInput, match=f"{variable}: .*{port} already"):
            claim(busy)
    claim(settings).release()


def test_joining_one_that_has_ended_is_told_at_once(settings, tmp_path):
    with listening() as port:
        address = f"127.0.0.1:{port}"
        assert is_reachable(address)
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / FILE
    file.write_text(json.dumps({"address": address, "token": "t"}))
    with pytest.raises(BadInput, match="the installation that ran here has ended"):
        join(settings)


@pytest.mark.parametrize(
    "address", ["", "nowhere", "127.0.0.1:none", "127.0.0.1:99999"]
)
def test_an_address_that_is_none_is_not_reachable(address):
    assert not is_reachable(address)
