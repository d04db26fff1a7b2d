"""``python -m simulator``: serve, check or make up a scenario, or score a run.

Each subcommand is loaded when it is asked for, so that ``validate`` needs no speech
packages and ``score`` no sockets.
"""

from __future__ import annotations

import sys
from importlib import import_module

COMMANDS = {
    "serve": ("simulator.supervise", "run the simulated world of a scenario"),
    "validate": ("simulator.businesses.validate", "check a scenario folder"),
    "ledger": ("simulator.reporting.command", "ask, report or follow a ledger"),
    "generate": ("simulator.generator.command", "make a scenario up"),
    "score": ("simulator.scoring", "say what was true in a finished run"),
}


def main(argv: list[str]) -> int:
    """Run one subcommand; returns its exit code."""
    if not argv or argv[0] not in COMMANDS:
        lines = [f"  {name:9} {text}" for name, (_, text) in COMMANDS.items()]
        usage = "\n".join(["usage: python -m simulator COMMAND …", "", *lines])
        asked_for_help = bool(argv) and argv[0] in {"-h", "--help"}
        print(usage, file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    module, _ = COMMANDS[argv[0]]
    return int(import_module(module).main(argv[1:]) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
