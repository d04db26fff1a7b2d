"""Whom the account may call, and as whom.

Each refusal carries the number that Twilio's error dictionary has for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.carrier.errors import BadParameter

if TYPE_CHECKING:
    from simulator.carrier.params import CreateCall
    from simulator.carrier.settings import Settings


def words(text: str) -> tuple[str, ...]:
    """Return the parts of a comma separated setting."""
    return tuple(filter(None, (word.strip() for word in text.split(","))))


def permitted(request: CreateCall, settings: Settings) -> None:
    """Make sure that the account may place this call.

    Raises:
        BadParameter: It may not; the code says why.
    """
    owned, verified = words(settings.caller_ids), words(settings.verified_numbers)
    if owned and request.shown not in owned:
        raise BadParameter(21210, "The source phone number is not yet verified.")
    if verified and request.to not in verified:
        raise BadParameter(21219, "The number is unverified: this is a trial account.")
    allowed = words(settings.dial_prefixes)
    if allowed and not request.to.startswith(allowed):
        raise BadParameter(21215, "The account may not call this number's country.")
    if request.to in words(settings.unreachable):
        raise BadParameter(21214, "The 'To' phone number cannot be reached.")
