"""The store's actor: sole owner of the DuckDB file, which one process may hold.

Everybody else, viewers too, asks through `RemoteStore`. The actor restarts when it
dies: the file replays its log, and whoever was waiting asks again. An answer that was
lost that way may make a compare-and-set look lost to its winner: the dial is then not
made and later shown not to have been placed, never made twice.

Ray loads an actor's class wherever a handle of it comes to, in every call's process. So
duckdb, 13 MiB and 80 ms of a core with what is around it, is imported only where the
actor itself is.
"""

from __future__ import annotations

import inspect
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actors.logs import set_up
from actors.priority import step_back
from actors.remote_store import NAME, Handle
from actors.service import start_service
from panda.ports import Store
from panda.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

FILE = "panda.duckdb"


class StoreActor:
    """Every method of `panda.ports.Store`, group-committed, over Ray."""

    def __init__(self) -> None:
        from storage.store import DuckDBStore  # noqa: PLC0415 - see above

        settings = Settings.from_env(os.environ)
        set_up(settings, NAME)
        step_back()
        file = Path(settings.data_dir) / FILE
        # A process that ends is started again, and opens the file anew.
        self._store = DuckDBStore(str(file), on_broken=lambda: os._exit(1))

    async def pid(self) -> int:
        """Say which process has the file, once it is open."""
        return os.getpid()

    async def shut(self) -> None:
        """Commit what waits and let go of the file, before the actor is ended."""
        self._store.close()


def _relay(name: str) -> Callable[..., Coroutine[Any, Any, Any]]:
    async def relayed(self: StoreActor, *values: object, **named: object) -> Any:
        return await getattr(self._store, name)(*values, **named)

    relayed.__name__ = name
    return relayed


for _name, _ in inspect.getmembers(Store, inspect.iscoroutinefunction):
    setattr(StoreActor, _name, _relay(_name))


def start_store() -> Handle:
    """Start the store of this cluster, or return the one that runs."""
    store: Handle = start_service(StoreActor, NAME, ask_again=True)
    return store
