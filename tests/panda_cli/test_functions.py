"""`panda functions`: listed, shown, used, checked, and a new one written."""

import subprocess
import sys
from contextlib import asynccontextmanager

import pytest
from typer.testing import CliRunner

from panda.errors import BadInput
from panda.functions.catalogue import built_in
from panda.functions.released import objections, released
from panda.functions.spec import FunctionResult
from panda_cli import functions
from panda_cli.command import app


class System:
    """An installation with our functions, which answers every use the same."""

    refused = ""

    async def functions(self):
        return built_in()

    async def use_function(self, call_id, name, use):
        self.used = call_id, name, use
        return FunctionResult(
            call_id=call_id,
            request="r",
            name=name,
            result="it is noted",
            refused=self.refused,
        )


@pytest.fixture
def system(monkeypatch):
    made = System()

    @asynccontextmanager
    async def connected():
        yield made

    monkeypatch.setattr(functions, "connected", connected)
    return made


def panda(*words, code=0):
    done = CliRunner().invoke(app, ["functions", *map(str, words)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output


def test_functions_are_listed_and_shown(system):
    assert "recordFinding" in panda("list")
    shown = panda("show", "sendDigits")
    assert "voice: in the menu" in shown
    assert "operator: " in shown
    assert '"digits"' in shown
    with pytest.raises(BadInput, match="no such function"):
        panda("show", "nothing")


def test_one_is_used_and_its_result_shown(system):
    done = panda("call", "addNote", "c1", '{"text": "Hi"}', "--request", "r7")
    assert "it is noted" in done
    call_id, name, use = system.used
    assert (call_id, name, use.arguments, use.request) == (
        "c1", "addNote", {"text": "Hi"}, "r7",
    )  # fmt: skip
    system.refused = "not_now"
    assert "(not_now)" in panda("call", "addNote", "c1", code=1)
    with pytest.raises(BadInput, match="no JSON object"):
        panda("call", "addNote", "c1", "[]")


def test_our_own_functions_take_all_that_they_took_when_they_were_released():
    assert objections(released(), built_in()) == []
    unknown = {one.name for one in built_in()} - {one.name for one in released()}
    assert not unknown, "run python -m docs.released"


def test_what_would_break_callers_is_named():
    before = list(released())
    fewer = [one for one in built_in() if one.name != "addNote"]
    assert objections(before, fewer) == ["addNote is gone"]
    old = before[0].model_copy(update={"version": "2.0.0"})
    assert "is older than 2.0.0" in objections([old], built_in())[0]


def test_a_new_plugin_works_and_so_does_its_test(tmp_path):
    folder = tmp_path / "acme"
    panda("new", "acme", "--into", folder)
    (folder / "plugin.py").write_text((folder / "acme_plugin.py").read_text())
    allowed = tmp_path / "plugins.yaml"
    allowed.write_text(f"plugins: [{{name: acme, source: folder, path: {folder}}}]")
    checked = panda("check", allowed)
    assert "acme: weekendHours 1.0.0" in checked
    assert "acme: sha256 " in checked
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*tests, "-c", "/dev/null", "--rootdir", folder, folder],
        cwd=folder,
        env={"PYTHONPATH": ":".join([str(folder), *filter(None, sys.path)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with pytest.raises(BadInput, match="there already"):
        panda("new", "acme", "--into", folder)
    with pytest.raises(BadInput, match="no name"):
        panda("new", "Acme!", "--into", tmp_path / "other")


def test_a_check_says_what_does_not_run_and_why(tmp_path):
    allowed = tmp_path / "plugins.yaml"
    allowed.write_text("plugins: [{name: nobody_has_this}]")
    assert "nobody_has_this: no package" in panda("check", allowed, code=1)
