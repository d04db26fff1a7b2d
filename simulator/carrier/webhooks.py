"""Signed requests to the client's own server, within Twilio's time limits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.carrier import overrides
from simulator.carrier.browsing import NO_ANSWER, NOTHING, Browser, NoPage
from simulator.carrier.form import Fetch
from simulator.speech import sound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.carrier.addresses import Addresses
    from simulator.carrier.browsing import Page, Pair
    from simulator.carrier.overrides import Limits
    from simulator.carrier.signature import Algorithm

NOT_AUDIO = 13420
STRANGERS: Pair = ("", "")
"""Whose cookies go with a request that belongs to no call."""


class WebhookFailed(Exception):  # noqa: N818 - reads as what happened
    """No usable answer; `code` is Twilio's error number, `http` the status or 0."""

    def __init__(self, code: int, why: str, *, http: int = 0) -> None:
        super().__init__(why)
        self.code = code
        self.http = http


@dataclass(slots=True)
class Webhooks:
    """Sends webhooks for one account; `close` ends its connections."""

    auth_token: str
    addresses: Addresses
    algorithm: Algorithm = "sha1"
    _browser: Browser = field(init=False)

    def __post_init__(self) -> None:
        self._browser = Browser(self.auth_token, self.addresses, self.algorithm)

    async def send(
        self,
        fetch: Fetch,
        params: Mapping[str, str],
        *,
        token: str,
        pair: Pair = STRANGERS,
        limits: Limits = overrides.DEFAULT,
    ) -> Page:
        """Send one webhook, trying again as `limits` allows.

        Args:
            fetch: Where to.
            params: What it says.
            token: Goes out as ``I-Twilio-Idempotency-Token``, the same for every try.
            pair: Between whom the call is that it is about: they share their cookies.
            limits: How long it may take, and how often it is tried.

        Raises:
            WebhookFailed: No try brought an answer below 400.
        """
        headers = {
            "I-Twilio-Idempotency-Token": token,
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
        }
        left = limits.retries
        try:
            async with asyncio.timeout(limits.total_ms / 1000):
                while True:
                    try:
                        return await self._browser.ask(
                            fetch, params, pair=pair, limits=limits, headers=headers
                        )
                    except NoPage as error:
                        if not left or error.failure not in limits.retry_on:
                            raise WebhookFailed(
                                error.code, str(error), http=error.http
                            ) from error
                    left -= 1
        except TimeoutError:
            raise WebhookFailed(NO_ANSWER, "the whole time limit passed") from None

    async def recording(self, url: str, *, token: str, pair: Pair = STRANGERS) -> bytes:
        """Fetch a recording for `<Play>`; returns 8 kHz mu-law.

        Raises:
            WebhookFailed: It could not be fetched (11200), or is no audio (13420).
        """
        page = await self.send(Fetch(url, "GET"), {}, token=token, pair=pair)
        if not page.content_type.startswith("audio/"):
            raise WebhookFailed(NOT_AUDIO, "the recording's type is not audio")
        return audio(page)

    async def close(self) -> None:
        """Close what is open; closing twice is fine."""
        await self._browser.close()


def audio(page: Page) -> bytes:
    """Return a recording as 8 kHz mu-law.

    Raises:
        WebhookFailed: It is too long (11200), or no audio (13420).
    """
    if not page.whole:
        raise WebhookFailed(NOTHING, "the recording is too long")
    try:
        return sound.read(page.body)
    except sound.SoundError as error:
        raise WebhookFailed(NOT_AUDIO, str(error)) from error
