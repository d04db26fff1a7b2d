"""A running installation for asynchronous programs; for others: `actors.blocking`.

Each side of the client is a module: campaigns, calls, functions, routes, the system.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from actors.client.campaigns import CampaignSide
from actors.client.functions import FunctionSide
from actors.client.routes import RouteSide
from actors.client.system import SystemSide
from panda.webhooks.desk import WebhookDesk

if TYPE_CHECKING:
    from panda.settings import Settings


class Client(CampaignSide, FunctionSide, RouteSide, SystemSide):
    """A running installation, asynchronously; of the cluster Ray is connected to.

    Raises:
        ValueError: No installation runs there.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.webhooks = WebhookDesk(
            self._store, settings, self._clock, partial(secrets.token_hex, 8)
        )
        """Whom outside systems' messages go to."""
