"""The documents say what is there, and all of it."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command

import panda
from docs import diagrams
from panda.events import CallEvent
from panda.settings import Settings
from panda_cli.command import app

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")],
    key=str,
)
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text()
FOR_REAL = (ROOT / "docs" / "guides" / "for-real.md").read_text()
COMMANDS = (ROOT / "docs" / "guides" / "commands.md").read_text()


def test_the_drawing_of_a_calls_states_is_current():
    assert diagrams.drawn(ARCHITECTURE) == ARCHITECTURE, "run python -m docs.diagrams"


def kinds():
    union, _ = get_args(CallEvent)
    return [one.model_fields["kind"].default for one in get_args(union)]


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_of_event_is_explained(kind):
    assert f"| `{kind}` |" in ARCHITECTURE


@pytest.mark.parametrize(
    "variable", [str(field.alias) for field in Settings.model_fields.values()]
)
def test_every_setting_is_explained(variable):
    assert f"`{variable}`" in FOR_REAL


def commands(command, path=("panda",)):
    children = getattr(command, "commands", {})
    for name, child in children.items():
        yield from commands(child, (*path, name))
    if not children or getattr(command, "invoke_without_command", False):
        yield path, command


@pytest.mark.parametrize(
    ("path", "command"),
    list(commands(get_command(app))),
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_every_command_is_explained(path, command):
    assert f"`{' '.join(path)}" in COMMANDS
    assert command.help, "say what it does"


def links():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
            if "://" not in target:
                yield page.relative_to(ROOT), target


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_links_between_documents_lead_somewhere(page, target):
    assert (ROOT / page.parent / target).exists()


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", ARCHITECTURE)))
)
def test_the_architecture_names_files_that_exist(path):
    assert (ROOT / path).is_file()


def named():
    """`Class.method` or `function` followed by `file`, as the walk through has them."""
    found = re.findall(r"`([A-Za-z_.]+)`\s+\(`([a-z_/]+\.py)`", ARCHITECTURE)
    found += [
        (name, path)
        for path, name in re.findall(r"\(`([a-z_/]+\.py)`, `([a-z_]+)`\)", ARCHITECTURE)
    ]
    return sorted(set(found))


@pytest.mark.parametrize(("name", "path"), named())
def test_what_the_architecture_says_a_file_does_is_in_that_file(name, path):
    source = (ROOT / path).read_text()
    owner, _, method = name.rpartition(".")
    assert re.search(rf"\b(def|class) {method}\b", source)
    assert not owner or re.search(rf"\bclass {owner}\b", source)


def modules():
    return [
        found.name
        for found in pkgutil.walk_packages(panda.__path__, "panda.")
        if not found.ispkg or found.name.count(".")
    ]


@pytest.mark.parametrize("name", modules())
def test_examples_in_docstrings_hold(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert not failed
