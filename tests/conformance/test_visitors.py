"""What the visitors are is pinned, complete, and free of any registry's address."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conformance.visitors import HERE, VISITORS, Visitor, command

MANIFESTS = sorted(HERE.glob("*/package.json"))
LOCKS = [
    HERE / "requirements.lock",
    *(path.with_name("package-lock.json") for path in MANIFESTS),
]


@pytest.mark.parametrize("visitor", VISITORS, ids=lambda visitor: visitor.name)
def test_every_visitor_has_its_program(visitor):
    path = visitor.program
    if visitor.runtime == "own-python":
        path = path.removeprefix("conformance.").replace(".", "/") + ".py"
    assert (HERE / path).is_file()


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: str(path.relative_to(HERE)))
def test_a_lock_names_no_registry(path):
    text = path.read_text()
    assert '"resolved"' not in text
    assert not re.search(r"--(extra-)?index-url|--find-links", text)


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_npm_packages_are_pinned_exactly_and_locked(path):
    wanted = json.loads(path.read_text())["dependencies"]
    packages = json.loads(path.with_name("package-lock.json").read_text())["packages"]

    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in one for key, one in packages.items() if key)


def test_every_python_package_is_locked_with_hashes():
    lines = (HERE / "requirements.lock").read_text().splitlines()
    pins = [at for at, line in enumerate(lines) if re.match(r"[a-z0-9].*==", line)]

    assert len(pins) > 20
    assert all("--hash=sha256:" in lines[at + 1] for at in pins)


def test_a_visitor_that_is_not_installed_says_what_to_do(tmp_path):
    visitor = next(one for one in VISITORS if one.runtime == "visitor-python")

    with pytest.raises(FileNotFoundError, match="make conformance"):
        command(visitor, installed=tmp_path)


def test_our_own_python_needs_no_installing():
    visitor = Visitor("x", "client", "own-python", "conformance.x", ())

    assert command(visitor, installed=Path("/nowhere")) == [
        sys.executable,
        "-m",
        "conformance.x",
    ]


def test_the_receptionists_scenario_is_fine():
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "validate", str(HERE / "scenario")],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
