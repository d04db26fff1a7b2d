"""The store's actor: sole owner of the DuckDB file, which one process may hold.

Everybody else, viewers too, asks through `RemoteStore`. The actor restarts when it
dies: the file replays its log, and whoever was waiting asks again. An answer that was
lost that way may make a compare-and-set look lost to its winner: the dial is then not
made and later shown not to have been placed, never made twice.
"""

from __future__ import annotations

import os
from pathlib import Path

from actors.logs import set_up
from actors.priority import step_back
from actors.remote_store import NAME, Handle
from actors.service import start_service
from panda.settings import Settings
from storage.store import DuckDBStore

FILE = "panda.duckdb"


class StoreActor(DuckDBStore):
    """Every method of `panda.ports.Store`, group-committed, over Ray."""

    def __init__(self) -> None:
        settings = Settings.from_env(os.environ)
        set_up(settings, NAME)
        step_back()
        file = Path(settings.data_dir) / FILE
        # A process that ends is started again, and opens the file anew.
        super().__init__(str(file), on_broken=lambda: os._exit(1))

    async def pid(self) -> int:
        """Say which process has the file, once it is open."""
        return os.getpid()

    async def shut(self) -> None:
        """Commit what waits and let go of the file, before the actor is ended."""
        self.close()


def start_store() -> Handle:
    """Start the store of this cluster, or return the one that runs."""
    store: Handle = start_service(StoreActor, NAME, ask_again=True)
    return store
