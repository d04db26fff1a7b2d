"""The files of a new plugin: a package that works, with its test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from panda.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_PROJECT = """\
[build-system]
requires = ["setuptools>=80"]
build-backend = "setuptools.build_meta"

[project]
name = "panda-{name}"
version = "1.0.0"
requires-python = ">=3.11"

[project.entry-points."panda.functions"]
{name} = "{name}_plugin:plugin"

[tool.setuptools]
py-modules = ["{name}_plugin"]
"""
_PLUGIN = '''\
"""Functions of {name} for calls."""

from typing import Annotated

from panda.plugin import Asked, FunctionError, Plugin
from pydantic import Field

plugin = Plugin("{name}")

HOURS = {{"saturday": "9 to 12", "sunday": "closed"}}


@plugin.function(version="1.0.0")
def weekend_hours(
    asked: Asked,
    day: Annotated[str, Field(min_length=3, description="Saturday or Sunday.")],
) -> str:
    """Say when our own office can be reached on a weekend day.

    Use it when they ask when to call us back.
    """
    hours = HOURS.get(day.casefold())
    if hours is None:
        raise FunctionError("say Saturday or Sunday")
    return f"our office on {{day}}: {{hours}}"
'''
_TEST = '''\
"""The plugin as a call uses it."""

import asyncio
from datetime import UTC, datetime

import pytest
from panda.plugin import Asked, FunctionError

from {name}_plugin import plugin

ASKED = Asked(
    request="call:1",
    business="Bright Dental",
    number="+12175550123",
    language="en",
    now=datetime(2026, 11, 23, 10, 0, tzinfo=UTC),
)
(WEEKEND_HOURS,) = plugin.functions


def use(arguments):
    return asyncio.run(WEEKEND_HOURS.call(ASKED, arguments))


def test_it_answers():
    assert use('{{"day": "Saturday"}}') == "our office on Saturday: 9 to 12"


@pytest.mark.parametrize("arguments", ['{{"day": "Monday"}}', '{{"day": 6}}', "{{}}"])
def test_what_does_not_fit_comes_back_as_advice(arguments):
    with pytest.raises(FunctionError):
        use(arguments)
'''
_ALLOWED = """\
# What PANDA_PLUGINS names, or a part of it.
plugins:
  - name: {name}
"""


def write_plugin(name: str, folder: Path) -> list[Path]:
    """Write a new plugin's files into a folder that is not there yet.

    Raises:
        BadInput: That is no name, or the folder is there.
    """
    if _NAME.fullmatch(name) is None:
        raise BadInput(
            "no name of a plugin", where=name, advice="small letters, digits and _"
        )
    if folder.exists():
        raise BadInput("is there already", where=str(folder), advice="name another")
    files = {
        "pyproject.toml": _PROJECT,
        f"{name}_plugin.py": _PLUGIN,
        f"test_{name}_plugin.py": _TEST,
        "plugins.yaml": _ALLOWED,
    }
    folder.mkdir(parents=True)
    for file, text in files.items():
        (folder / file).write_text(text.format(name=name), encoding="utf-8")
    return [folder / file for file in files]
