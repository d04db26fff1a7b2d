"""Try a bot on the simulated phone network, and judge it by the network's ledger.

    python examples/try_a_bot.py

`bot` stands for yours: it uses the `twilio` package, unmodified, and is told where
Twilio is by its environment. Here it calls a dental office with a phone menu and
presses a key. Text travels as tones (`--ears data`), so nothing need be loaded; a bot
that listens and speaks wants `--ears speech`.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

SCENARIO = Path(__file__).parent.parent / "scenarios" / "dental5"
OFFICE = "+12175550123"
HEARD = "SELECT digit FROM keys ORDER BY utc"


class Nearby(TwilioHttpClient):
    """Twilio's client, sent to TWILIO_API_URL instead of api.twilio.com."""

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        """Send a request to the same path of another host."""
        url = url.replace("https://api.twilio.com", os.environ["TWILIO_API_URL"])
        return super().request(method, url, *args, **kwargs)


def bot() -> None:
    """Call the office, wait for its menu, press 2, listen, and hang up."""
    client = Client(http_client=Nearby())  # TWILIO_ACCOUNT_SID and _AUTH_TOKEN
    client.calls.create(
        to=OFFICE,
        from_=os.environ["TWILIO_FROM_NUMBER"],
        twiml='<Response><Pause length="1"/><Play digits="2"/><Pause length="1"/>'
        "<Hangup/></Response>",
    )


def has_ended(simulator: str) -> bool:
    """Look into the ledger of a network that is running."""
    with urllib.request.urlopen(f"{simulator}/ledger") as answer:  # noqa: S310 - ours
        return any(record["kind"] == "end" for record in json.load(answer))


def ask(ledger: Path, sql: str) -> list[dict[str, object]]:
    """Ask the ledger of a run, which may have ended long ago."""
    command = [sys.executable, "-m", "simulator", "ledger", "query", str(ledger), sql]
    answer = subprocess.run(  # noqa: S603 - our own command
        [*command, "--format", "json"], check=True, capture_output=True, text=True
    )
    return json.loads(answer.stdout)


def main() -> list[object]:
    """Run the network, let the bot call, and return the keys the office heard."""
    ledger = Path(tempfile.mkdtemp(prefix="network-"))
    serve = [sys.executable, "-m", "simulator", "serve", "--ears", "data"]
    serve += ["--scenario", str(SCENARIO), "--ledger-dir", str(ledger)]
    with subprocess.Popen(  # noqa: S603 - likewise
        serve, stdout=subprocess.PIPE, text=True
    ) as network:
        try:
            ready = json.loads(network.stdout.readline())  # when everything listens
            os.environ |= {
                "TWILIO_API_URL": ready["carrier_url"],
                "TWILIO_ACCOUNT_SID": ready["account_sid"],
                "TWILIO_AUTH_TOKEN": ready["auth_token"],
                "TWILIO_FROM_NUMBER": "+12175550100",
            }
            bot()
            while not has_ended(f"{ready['carrier_url']}/_simulator"):
                time.sleep(0.1)
            keys = [row["digit"] for row in ask(ledger, HEARD)]
            print(f"{OFFICE} heard the keys {keys}")
            return keys
        finally:
            network.terminate()


if __name__ == "__main__":
    main()
