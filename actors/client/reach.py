"""What all of a client's sides reach an installation by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actors.away import unless_away
from actors.clock import SystemClock
from actors.functions import RemotePlugins
from actors.hub import RemoteHub, find_hub
from actors.orchestrator import find_orchestrator
from actors.remote_store import find_store
from panda.dispatch.callbacks import Callbacks
from panda.errors import BadInput
from panda.functions.catalogue import built_in
from storage.recordings import Recordings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from panda.functions.spec import FunctionSpec
    from panda.settings import Settings


class Reach:
    """The actors of an installation, looked up by their names.

    Raises:
        BadInput: None runs on the cluster Ray is connected to; or not yet, or no more.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clock = SystemClock(settings)
        try:
            self._orchestrator = find_orchestrator()
            self._store = find_store()
            self._hub = RemoteHub(find_hub())
        except ValueError:  # its actors have no names yet, or none any more
            raise BadInput(
                "the installation is being started or stopped",
                where="panda",
                advice="try again in a few seconds",
            ) from None
        self._callbacks = Callbacks(self._store, self._hub)
        self._recordings = Recordings(Path(settings.data_dir))
        self._plugins = RemotePlugins()

    def now(self) -> datetime:
        """The wall time of the installation; not ours if its network is simulated."""
        return self._clock.now()

    async def functions(self) -> Sequence[FunctionSpec]:
        """List functions, all versions: what they do, take, and who may call them."""
        return (*built_in(), *await unless_away(self._plugins.specs()))
