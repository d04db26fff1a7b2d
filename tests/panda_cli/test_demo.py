"""`panda demo` as people run it: its output, its exit code, what it leaves behind."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.ray, pytest.mark.timeout(400)]

ROOT = Path(__file__).parents[2]
DEMO = [sys.executable, "-m", "panda_cli", "demo", "--ears", "data"]


def test_five_offices_are_called_at_once_and_what_is_brought_back_is_true(tmp_path):
    file, out = tmp_path / "out.json", tmp_path / "out"
    done = subprocess.run(
        [*DEMO, "--json", str(file), "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
    data = json.loads(file.read_text())
    outcomes = {call["business"]: call["outcome"] for call in data["calls"]}
    assert len(outcomes) == 5
    assert outcomes["Mesa Gentle Dentistry"] == "voicemail"
    riverbend = next(c for c in data["calls"] if c["business"].startswith("Riverbend"))
    assert riverbend["attempts"] == 2, "it was busy, and was called again"
    for call in data["calls"]:
        for finding in call["findings"].values():
            assert finding["quote"]
    assert data["harness"]["seed"] == 1
    truth = data["truth"]
    assert truth["navigation_rate"] == 1.0
    assert truth["completion_rate"] >= 0.9
    assert truth["precision"] >= 0.98
    assert truth["disclosed_rate"] == 1.0
    assert (truth["double_dials"], truth["skipped"]) == (0, 0)
    assert truth["max_talking_at_once"] >= 3
    assert "$115.00" in done.stdout
    assert f"Written to {out}/" in done.stdout.replace("\n", "")
    assert "$115.00" in (out / "report.html").read_text()
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "Riverbend" in (out / "comparison.csv").read_text()


def test_ctrl_c_ends_live_calls_at_the_carrier_and_leaves_nothing(tmp_path):
    running = subprocess.Popen(
        [*DEMO, "--keep"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": "/tmp"},  # Ray's sockets need a short path
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    told = []
    for line in running.stdout:
        told.append(line)
        if line.rstrip().endswith(": talking"):
            os.kill(running.pid, signal.SIGINT)
            break
    rest, _ = running.communicate(timeout=120)
    output = "".join(told) + rest
    assert running.returncode == 130, output
    kept = Path(re.search(r"^Kept: (\S+)$", rest, re.MULTILINE)[1])
    text = (kept / "ledger" / "ledger.jsonl").read_text()
    records = [json.loads(line) for line in text.splitlines()]
    answered = {one["call_sid"] for one in records if one["kind"] == "answer"}
    hung_up = {
        one["call_sid"]
        for one in records
        if one["kind"] == "hangup" and one["by"] == "caller"
    }
    ended = {one["call_sid"] for one in records if one["kind"] == "end"}
    dialled = {one["call_sid"] for one in records if one["kind"] == "dial"}
    assert answered
    assert answered <= hung_up
    assert dialled == ended
    assert not list(processes_at(kept))
    shutil.rmtree(kept)


def processes_at(folder):
    """Command lines of processes that have to do with a folder."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_text().replace("\0", " ")
            except OSError:
                continue  # it has just ended
            if str(folder) in command:
                yield command
