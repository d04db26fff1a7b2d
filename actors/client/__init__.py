"""A running installation for asynchronous programs; for others: `actors.blocking`.

    panda = connect()                    # an installation that runs on this machine
    campaign = await panda.create(
        title="Cleanings",
        questionnaire=load_questions("questions.yaml"),
        providers=load_providers("providers.csv").providers,
        attested=True,                   # your word: business lines, called to enquire
    )
    async for progress in panda.progress(campaign.campaign_id):
        print(progress)                  # 3 of 5 done; 2 on the phone (2 talking); …
    table = await panda.to_pandas(campaign.campaign_id)

Each side of the client is a module: campaigns, calls, functions, routes,
appointments, the system.
"""

from __future__ import annotations

import secrets
from functools import partial
from typing import TYPE_CHECKING

from actors.client.appointments import AppointmentSide
from actors.client.campaigns import CampaignSide
from actors.client.files import ProviderList, load_providers, load_questions
from actors.client.functions import FunctionSide
from actors.client.routes import RouteSide
from actors.client.system import SystemSide
from actors.known import known_settings
from actors.start import join
from panda.webhooks.desk import WebhookDesk

if TYPE_CHECKING:
    from panda.settings import Settings

__all__ = ["Client", "ProviderList", "connect", "load_providers", "load_questions"]


class Client(CampaignSide, FunctionSide, RouteSide, SystemSide, AppointmentSide):
    """A running installation, asynchronously; of the cluster Ray is connected to.

    Raises:
        BadInput: No installation runs there; or not yet, or no more.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.webhooks = WebhookDesk(
            self._store, settings, self._clock, partial(secrets.token_hex, 8)
        )
        """Whom outside systems' messages go to."""


def connect(settings: Settings | None = None) -> Client:
    """Connect to the installation that runs on this machine.

    Args:
        settings: Its settings; if left out, those `known_settings` finds.

    Raises:
        BadInput: None runs, or none is known; says how one is started.
    """
    settings = settings or known_settings()
    join(settings)
    return Client(settings)
