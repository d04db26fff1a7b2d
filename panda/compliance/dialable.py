"""Which numbers may be called at all, whoever calls and whenever.

`phonenumbers` alone will not do (PROTOCOLS B5): `+1876...` parses as valid though it is
Jamaica, `+1911` and 988 are not flagged as emergency, premium exchanges (976) are plain
fixed lines to it, and full-width digits are let through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import PhoneNumberType, timezone

from panda.compliance.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection

US_ONLY = frozenset({"US"})

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")

_EMERGENCY = frozenset({"911", "112", "999", "000", "988", "933", "110", "119", "118"})
"""Short codes; 933 tests 911 routing, 988 is the suicide and crisis lifeline."""

_SERVICE = frozenset({"211", "311", "411", "511", "611", "711", "811"})
"""N11 codes of the North American plan: community services to utilities."""

_CRISIS = frozenset(
    {
        "+18002738255",  # Suicide & Crisis Lifeline, the number behind 988
        "+18002221222",  # Poison Control
        "+18007997233",  # National Domestic Violence Hotline
        "+18006564673",  # National Sexual Assault Hotline
        "+18883737888",  # National Human Trafficking Hotline
        "+18009855990",  # Disaster Distress Helpline
        "+18664887386",  # Trevor Project
        "+18884747773",  # National Maternal Mental Health Hotline's older number
    }
)
"""Lines on which every minute of ours is somebody else's."""

_TALKED_TO = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.VOIP,
    }
)
"""US numbers never reveal whether they are mobile: the attestation answers for that."""

_FIFTY_STATES = frozenset(
    {
        "America/Adak", "America/Anchorage", "America/Boise", "America/Chicago",
        "America/Denver", "America/Detroit", "America/Juneau", "America/Los_Angeles",
        "America/New_York", "America/North_Dakota/Center", "America/Phoenix",
        "Pacific/Honolulu",
    }
)  # fmt: skip
"""Zones a nationwide number is narrowed to: `phonenumbers` gives such a number every
zone of the numbering plan, from Bermuda to Guam, in which it is never office time."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that exists, may be called, and where it may lie."""

    e164: str
    toll_free: bool
    zones: tuple[str, ...]
    """IANA names of every zone the number may lie in."""


def look_up(
    number: str, regions: Collection[str] = US_ONLY
) -> Number | tuple[Reason, ...]:
    """Say what a number is, or why it must never be dialled."""
    if barred := _barred(number):
        return barred
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return (Reason.INVALID_NUMBER,)
    if reason := _objection(parsed, regions):
        return (reason,)
    kind = phonenumbers.number_type(parsed)
    return Number(
        e164=number,
        toll_free=kind == PhoneNumberType.TOLL_FREE,
        zones=_zones(parsed),
    )


def zones_of_number(number: str) -> tuple[str, ...]:
    """Return IANA names of every zone in which a number may lie, of any country."""
    try:
        return _zones(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return ()


def _objection(
    parsed: phonenumbers.PhoneNumber, regions: Collection[str]
) -> Reason | None:
    kind = phonenumbers.number_type(parsed)
    if kind == PhoneNumberType.PREMIUM_RATE:
        return Reason.PREMIUM
    if not phonenumbers.is_valid_number(parsed):
        return Reason.INVALID_NUMBER
    if phonenumbers.region_code_for_number(parsed) not in regions:
        return Reason.REGION_NOT_ALLOWED
    return None if kind in _TALKED_TO else Reason.LINE_TYPE


def _barred(number: str) -> tuple[Reason, ...]:
    """Check what is decided by the digits alone, before any library sees them."""
    reasons: list[Reason] = []
    if not _E164.fullmatch(number):
        reasons.append(Reason.NOT_E164)
    digits = re.sub(r"[^0-9]", "", number)
    short = digits[1:] if len(digits) == 4 and digits[0] == "1" else digits
    if short in _EMERGENCY or number in _CRISIS:
        reasons.append(Reason.EMERGENCY)
    elif short in _SERVICE:
        reasons.append(Reason.SERVICE_CODE)
    elif len(digits) == 11 and digits[0] == "1":
        reasons.extend(_barred_in_plan(digits[1:4], digits[4:7], digits[7:]))
    return tuple(reasons)


def _barred_in_plan(area: str, exchange: str, line: str) -> tuple[Reason, ...]:
    """Check a number of the North American plan by its parts (area, exchange, line)."""
    if "911" in (area, exchange):
        return (Reason.EMERGENCY,)
    if area in _SERVICE or exchange in _SERVICE:
        return (Reason.SERVICE_CODE,)
    if area in ("900", "976") or exchange == "976":
        return (Reason.PREMIUM,)
    if (exchange, line) == (
        "555",
        "1212",
    ):  # directory assistance: the caller is billed
        return (Reason.PREMIUM,)
    return ()


def _zones(parsed: phonenumbers.PhoneNumber) -> tuple[str, ...]:
    zones = [
        zone for zone in timezone.time_zones_for_number(parsed) if zone != "Etc/Unknown"
    ]
    if len(zones) > len(_FIFTY_STATES):
        zones = [zone for zone in zones if zone in _FIFTY_STATES]
    return tuple(zones)
