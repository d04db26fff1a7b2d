"""The `panda` command: a thin skin over `actors.client`, for people at a terminal."""

from panda_cli.main import main

__all__ = ["main"]
