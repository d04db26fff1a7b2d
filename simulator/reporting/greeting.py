"""What to set in a bot so that it meets the simulated network, and whom to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

FROM_NUMBER = "+12175550100"
"""Any number may be the caller's; this one is fictional."""


def variables(
    *, carrier_url: str, model_url: str, account_sid: str, auth_token: str, api_key: str
) -> Mapping[str, str]:
    """Return the environment of a bot.

    Twilio's SDKs have no variable for their address: ``TWILIO_API_URL`` is what
    docs/guides/simulator.md has a bot read. OpenAI's SDKs read theirs.
    """
    return {
        "TWILIO_ACCOUNT_SID": account_sid,
        "TWILIO_AUTH_TOKEN": auth_token,
        "TWILIO_FROM_NUMBER": FROM_NUMBER,
        "TWILIO_API_URL": carrier_url,
        "OPENAI_API_KEY": api_key,
        "OPENAI_BASE_URL": f"{model_url}/v1",
        "OPENAI_REALTIME_URL": f"{model_url.replace('http', 'ws', 1)}/v1/realtime",
        "SIMULATOR_URL": f"{carrier_url}/_simulator",
    }


def greeting(
    values: Mapping[str, str], businesses: Sequence[tuple[str, str]], ledger: str
) -> RenderableType:
    """Return what to set, and who can be called: pairs of number and name."""
    exports = [f"export {name}={value}" for name, value in values.items()]
    table = Table(title="Who can be called", title_justify="left")
    table.add_column("number")
    table.add_column("business")
    for number, name in businesses:
        table.add_row(number, name)
    return Group(
        Text("Set these where your bot runs:\n", style="bold"),
        Text("\n".join(exports), no_wrap=True, overflow="ignore"),
        Text(),
        table,
        Text(f"Ledger: {ledger}", style="dim", no_wrap=True, overflow="ignore"),
    )
