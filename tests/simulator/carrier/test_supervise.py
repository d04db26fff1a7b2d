"""``python -m simulator serve``: starts, tells where, and ends everything."""

import asyncio
import json
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp
import psutil
import pytest

from simulator import ledger, supervise
from simulator.carrier.testing import until

ROOT = Path(__file__).parents[3]
SCENARIO = ROOT / "scenarios" / "dental5"


async def serve(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "simulator", "serve", "--ears", "data", *arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def finished(process) -> tuple[int, str]:
    _, errors = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, errors.decode()


@pytest.fixture
async def world(tmp_path):
    process = await serve(
        *("--scenario", str(SCENARIO), "--ledger-dir", str(tmp_path / "run")),
        *("--ready-file", str(tmp_path / "ready.json"), "--set", "trace=true"),
    )
    yield process, tmp_path
    if process.returncode is None:
        process.terminate()
        await finished(process)


def children(process) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


async def test_the_world_starts_tells_where_it_is_and_ends_cleanly(world):
    process, path = world
    line = await asyncio.wait_for(process.stdout.readline(), 40)
    ready = json.loads(line)
    assert json.loads((path / "ready.json").read_text()) == ready
    assert set(ready) == {
        "carrier_url",
        "model_url",
        "speech_url",
        "ledger",
        "model_ledger",
        "account_sid",
        "auth_token",
        "api_key",
    }
    header = aiohttp.encode_basic_auth(ready["account_sid"], ready["auth_token"])
    url = f"{ready['carrier_url']}/2010-04-01/Accounts/{ready['account_sid']}"
    number = (SCENARIO / "providers.csv").read_text().splitlines()[1].split(",")[1]
    async with aiohttp.ClientSession(headers={"Authorization": header}) as client:
        twiml = "<Response><Pause length='1'/></Response>"
        form = {"To": number, "From": "+15550100001", "Twiml": twiml}
        async with client.post(f"{url}/Calls.json", data=form) as answer:
            assert answer.status == 201
    alive = children(process)
    assert len(alive) == 2
    process.terminate()
    code, errors = await finished(process)
    assert (code, errors) == (0, "")
    await until(lambda: not any(child.is_running() for child in alive))
    kinds = [record["kind"] for record in ledger.read(Path(ready["ledger"]))]
    assert "create" in kinds
    assert kinds[-1] in {"end", "status_callback"}


async def test_the_death_of_one_ends_all_with_a_clear_error(world):
    process, _ = world
    await asyncio.wait_for(process.stdout.readline(), 40)
    first, *others = children(process)
    os.kill(first.pid, signal.SIGKILL)
    code, errors = await finished(process)
    assert code == 1
    assert "died with code -9" in errors
    await until(lambda: not any(child.is_running() for child in others))


async def test_nobody_outlives_a_supervisor_that_was_killed(world):
    process, _ = world
    await asyncio.wait_for(process.stdout.readline(), 40)
    alive = children(process)
    process.kill()
    await until(lambda: not any(child.is_running() for child in alive), seconds=15)


def test_one_folder_has_the_ledger_of_one_run(tmp_path, capsys):
    (tmp_path / "ledger.jsonl").write_text('{"seq": 1}\n')
    with pytest.raises(SystemExit, match="2"):
        supervise.main(["--scenario", str(SCENARIO), "--ledger-dir", str(tmp_path)])
    assert "has the ledger of another run" in capsys.readouterr().err


async def test_a_scenario_that_cannot_be_used_is_a_clear_error(tmp_path):
    code, errors = await finished(await serve("--scenario", str(tmp_path / "none")))
    assert code == 2
    assert errors.startswith(f"simulator: {tmp_path}/none/scenario.yaml:1: the file is")
    assert "Traceback" not in errors


@pytest.mark.parametrize("port", ["99999", "65536", "-1", "http", "1e3", "²"])
@pytest.mark.parametrize("name", ["carrier", "model", "speech"])
def test_what_is_no_port_is_a_wrong_command(name, port, capsys):
    with pytest.raises(SystemExit, match="2"):
        supervise.main(["--scenario", str(SCENARIO), f"--{name}-port={port}"])
    assert "a port is a number from 0 to 65535" in capsys.readouterr().err


def test_a_port_where_something_listens_is_a_wrong_command(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        given = ["--scenario", str(SCENARIO), "--ledger-dir", str(tmp_path)]
        assert supervise.main([*given, "--carrier-port", port]) == 2
    told = capsys.readouterr().err
    assert (
        told == f"simulator: --carrier-port {port}: something listens there already\n"
    )


@pytest.mark.parametrize("option", ["--audio", "--ledger-dir"])
def test_a_folder_that_cannot_be_made_is_a_wrong_command(tmp_path, option, capsys):
    file = tmp_path / "file"
    file.touch()
    given = ["--scenario", str(SCENARIO), "--ledger-dir", str(tmp_path / "ledger")]
    assert supervise.main([*given, option, str(file / "x")]) == 2
    told = capsys.readouterr().err
    assert told.startswith(
        f"simulator: {option} {file}/x: no folder can be here: Not a"
    )


def test_a_file_is_no_scenario(tmp_path, capsys):
    given = ["--scenario", str(ROOT / "README.md"), "--ledger-dir", str(tmp_path)]
    assert supervise.main(given) == 2
    assert "README.md/scenario.yaml:1: cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("abrubt_close=drop", "did you mean abrupt_close?"),
        ("vad=fast", "no such switch; there are: "),
        ("session_max_s=soon", "session_max_s=NUMBER"),
        ("error_rate", "error_rate=NUMBER"),
        ("session_max_s=nan", "session_max_s=NUMBER"),
        ("abrupt_close=perhaps", "known: "),
    ],
)
def test_a_switch_that_nobody_knows_is_a_wrong_command(word, why, capsys):
    with pytest.raises(SystemExit, match="2"):
        supervise.main(["--scenario", str(SCENARIO), "--set", word])
    assert why in capsys.readouterr().err
