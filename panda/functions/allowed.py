"""Which plugins an installation runs: a file its owner writes, and none beside it."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from panda.errors import BadInput
from panda.functions.answers import ANSWERS
from panda.functions.permission import OPEN, TALK, Caller, Permission, Right
from panda.functions.versions import Version
from panda.written import read_written

_FROZEN = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Source(StrEnum):
    """Where a plugin comes from."""

    PACKAGE = auto()
    """An installed package, by its entry point in the group `panda.functions`."""
    FOLDER = auto()
    """A folder with a `plugin.py`."""
    MCP = auto()
    """A server of the Model Context Protocol, started by a command."""


class AllowedPlugin(BaseModel):
    """One plugin that may run."""

    model_config = _FROZEN

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")
    source: Source = Source.PACKAGE
    path: str = ""
    """Of a folder."""
    command: tuple[str, ...] = ()
    """Of an MCP server: program and arguments."""
    version: str = "1.0.0"
    """Of an MCP server's tools, which have none of their own."""
    callers: tuple[Caller, ...] = (Caller.SUPERVISOR, Caller.OPERATOR)
    """Who may call its functions; never the voice, which talks with strangers."""
    approval: bool = False
    """Whether a person is to agree to each call that a model makes."""
    answers: tuple[str, ...] = ()
    """Look-ups of ours in which its functions may answer: `validateInsurance` …"""
    memory_mb: int = Field(default=512, ge=64, le=8192)
    """Address space of its process, in MiB."""
    env: tuple[str, ...] = ()
    """Variables of our environment that it may see; it sees no others of ours."""
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """Of a folder's files, as `panda functions check` prints it; any if empty."""

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if (self.source is Source.FOLDER) != bool(self.path):
            raise ValueError("`path` goes with source folder, and only with it")
        if (self.source is Source.MCP) != bool(self.command):
            raise ValueError("`command` goes with source mcp, and only with it")
        if Caller.VOICE in self.callers:
            raise ValueError("the voice calls no plugins; callers are others")
        if unknown := set(self.answers) - set(ANSWERS):
            raise ValueError(f"no look-up of ours: {', '.join(sorted(unknown))}")
        Version.parse(self.version)
        return self

    @property
    def permission(self) -> Permission:
        """Who may call its functions, and when."""
        phases = {Caller.SUPERVISOR: TALK, Caller.OPERATOR: OPEN}
        return Permission(
            rights={
                who: Right(
                    phases=phases[who],
                    approval=self.approval and who is not Caller.OPERATOR,
                )
                for who in self.callers
            }
        )


class _File(BaseModel):
    model_config = _FROZEN

    plugins: tuple[AllowedPlugin, ...] = ()


def read_allowed(text: str, filename: str) -> tuple[AllowedPlugin, ...]:
    """Read the file.

    Raises:
        BadInput: It cannot be used; says where.
    """
    written = read_written(text, filename)
    try:
        found = _File.model_validate(written.value or {}, strict=False)
    except ValidationError as error:
        raise written.refused(error, {}, _ADVICE) from None
    names = [one.name for one in found.plugins]
    if len(set(names)) != len(names):
        raise BadInput("a plugin is named twice", where=filename, advice=_ADVICE)
    return found.plugins


_ADVICE = "see docs/guides/functions.md"
