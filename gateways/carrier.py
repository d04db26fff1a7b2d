"""Twilio as a carrier: its REST API behind `panda.ports.Carrier`.

The one thing that matters here is what a failure means. Creating a call is not
idempotent (PROTOCOLS B5), so a failure must say whether the call was certainly not
placed (`CarrierError`) or may have been (`CarrierUnsure`); only the former may be
followed by another attempt.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
from twilio.auth_strategy.auth_strategy import AuthStrategy
from twilio.auth_strategy.auth_type import AuthType
from twilio.base.exceptions import (
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.credential.credential_provider import CredentialProvider
from twilio.http.async_http_client import AsyncTwilioHttpClient
from twilio.rest import Client

from gateways import twiml
from panda.carrier import ANSWER_MS, Placed, ProviderCall
from panda.errors import CarrierBusy, CarrierDenied, CarrierError, CarrierUnsure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from twilio.rest.api.v2010.account.call import CallInstance

    from panda.carrier import DialOrder, LegOrder
    from panda.settings import Settings

REQUEST_S = ANSWER_MS / 1000
"""How long one request may take; the SDK's own client sets no limit."""
LISTED = 50
"""Calls listed at most; one number rarely has more than a few."""
EVENTS = ["initiated", "ringing", "answered", "completed"]
_NOT_LIVE = 21220
"""Twilio: "Call is not in-progress. Cannot redirect": it has ended already."""
_INTERNAL = 20500
"""Twilio: internal error; the call may have been placed all the same."""

_OF_A_CALL = 21000
"""Twilio's codes from here on are about what was asked; below, about who asks."""

_T = TypeVar("_T")


def _silent_logger() -> logging.Logger:
    """Return a logger for the SDK that says nothing: it would log numbers."""
    logger = logging.getLogger("panda.gateways.twilio")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    logger.disabled = True
    return logger


class _Basic(CredentialProvider, AuthStrategy):  # type: ignore[misc]
    """Basic authentication as a header: the SDK's own way is deprecated in aiohttp."""

    def __init__(self, account_sid: str, auth_token: str) -> None:
        super().__init__(AuthType.BASIC)
        self._header = aiohttp.encode_basic_auth(account_sid, auth_token)

    def to_auth_strategy(self) -> AuthStrategy:
        return self

    def get_auth_string(self) -> str:
        return self._header

    def requires_authentication(self) -> bool:
        return True


class TwilioCarrier:
    """A `panda.ports.Carrier` over the twilio SDK; belongs to one event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        # A connection for each request: one that was closed while it idled would turn
        # a call that was never asked for into one that may have been placed.
        self._client = Client(
            settings.twilio_account_sid,
            settings.twilio_auth_token,
            http_client=AsyncTwilioHttpClient(
                pool_connections=False, logger=_silent_logger()
            ),
            credential_provider=_Basic(
                settings.twilio_account_sid, settings.twilio_auth_token
            ),
            environment={},
        )
        self._client.api.base_url = settings.twilio_api_url.rstrip("/")

    async def dial(self, order: DialOrder) -> Placed:
        """See `panda.ports.Carrier`; `CarrierBusy` if it may be asked again."""
        settings = self._settings
        document = twiml.connect(
            settings.public_url, order.call_id, epoch=order.epoch, token=order.token
        )
        options: dict[str, Any] = {}
        if order.send_digits:
            options["send_digits"] = order.send_digits
        call = await _asked(
            self._client.calls.create_async(
                to=order.to,
                from_=settings.twilio_from,
                twiml=document,
                timeout=order.ring_s,
                time_limit=order.call_s,
                status_callback=twiml.status_url(settings.public_url, order.call_id),
                status_callback_event=EVENTS,
                status_callback_method="POST",
                **options,
            )
        )
        if not call.sid:
            raise CarrierUnsure("the carrier's answer names no call")
        return Placed(call_sid=call.sid)

    async def hang_up(self, call_sid: str) -> None:
        """See `panda.ports.Carrier`."""
        try:
            await _asked(self._client.calls(call_sid).update_async(status="completed"))
        except CarrierError as error:
            if error.code != _NOT_LIVE:
                raise

    async def press(self, call_sid: str, digits: str, *, resume: str) -> None:
        """See `panda.ports.Carrier`."""
        await self.redirect(call_sid, twiml.press(digits, resume=resume))

    async def ring(self, order: LegOrder) -> Placed:
        """See `panda.ports.Carrier`."""
        settings = self._settings
        where = settings.public_url, order.call_id, order.transfer
        call = await _asked(
            self._client.calls.create_async(
                to=order.to,
                from_=settings.twilio_from,
                twiml=twiml.ask_to_take(order.about, choose=twiml.leg_url(*where)),
                timeout=order.ring_s,
                time_limit=order.call_s,
                status_callback=twiml.leg_status_url(*where),
                status_callback_event=["ringing", "completed"],
                status_callback_method="POST",
            )
        )
        if not call.sid:
            raise CarrierUnsure("the carrier's answer names no call")
        return Placed(call_sid=call.sid)

    async def redirect(self, call_sid: str, document: str) -> None:
        """See `panda.ports.Carrier`."""
        await _asked(self._client.calls(call_sid).update_async(twiml=document))

    async def fetch(self, call_sid: str) -> ProviderCall:
        """See `panda.ports.Carrier`."""
        return _read(await _asked(self._client.calls(call_sid).fetch_async()))

    async def calls_to(self, number: str) -> Sequence[ProviderCall]:
        """See `panda.ports.Carrier`."""
        listed = await _asked(self._client.calls.list_async(to=number, limit=LISTED))
        return [_read(call) for call in listed]

    async def live(self) -> Sequence[ProviderCall]:
        """See `panda.ports.Carrier`."""
        found: dict[str, ProviderCall] = {}
        for status in ("queued", "ringing", "in-progress"):
            # A call may move on between the listings: the later word wins.
            listed = await _asked(self._client.calls.list_async(status=status))
            found.update({str(call.sid): _read(call) for call in listed})
        return list(found.values())


async def _asked(request: Awaitable[_T]) -> _T:
    """Await an answer, and say what a failure means."""
    try:
        async with asyncio.timeout(REQUEST_S):
            return await request
    except (TwilioRestException, TwilioServiceException) as error:
        raise _refusal(error.status, error.code) from None
    except aiohttp.ClientConnectorError as error:
        raise CarrierError("the carrier cannot be reached") from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise CarrierUnsure("no answer from the carrier") from error
    except (TwilioException, ValueError, TypeError) as error:
        raise CarrierUnsure("the carrier's answer makes no sense") from error


def _refusal(status: int, code: int | None) -> CarrierError:
    """Say what an error answer means, without its text, which may quote a number."""
    if status == 429:
        return CarrierBusy("the carrier has too many requests", code=code)
    if status >= 500 or status == 408 or code == _INTERNAL:
        return CarrierUnsure(f"the carrier failed (HTTP {status})", code=code)
    is_about_us = status == 401 or (status == 403 and (code or 0) < _OF_A_CALL)
    kind = CarrierDenied if is_about_us else CarrierError
    return kind(f"the carrier refused (HTTP {status}, code {code})", code=code)


def _read(call: CallInstance) -> ProviderCall:
    try:
        return ProviderCall(
            call_sid=call.sid,
            to=call.to,
            status=call.status,
            created_at=call.date_created,
            duration_s=int(call.duration or 0),
        )
    except ValueError:  # its text would quote the number
        raise CarrierError("the carrier describes a call in unknown words") from None
